"""Form fields of the register: coordinates on a drawn map, an organisation by its name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from podworko.core.text import sort_key, squeeze
from podworko.core.visibility import Reach
from podworko.organisations.coordinates import InvalidCoordinatesError, Point, parse_coordinates
from podworko.organisations.models import Organisation
from podworko.organisations.pin import PinMap


class PinInput(forms.TextInput):
    """Typed coordinates, and a map on which a script lets one set them by pointer or arrow keys."""

    template_name = "organisations/_pin.html"

    def __init__(self, pin: PinMap | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false"})
        self.pin = pin

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the map and where on it the point lies."""
        context = super().get_context(name, value, attrs)
        context["pin"] = self.pin
        if self.pin:
            try:
                point = parse_coordinates(str(value or ""))
            except InvalidCoordinatesError:
                return context
            x, y = self.pin.frame.at(point.longitude, point.latitude)
            context["at"] = {"x": f"{x:.1f}", "y": f"{y:.1f}"}
        return context


class CoordinatesField(forms.CharField):
    """Latitude and longitude in one line; cleans to a `Point`, or nothing."""

    widget = PinInput

    def prepare_value(self, value: Any) -> Any:
        """Write a point out."""
        return str(value) if isinstance(value, Point) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether another point stands there than the page showed, rounded as it is."""
        return str(self.prepare_value(initial) or "") != str(data or "").strip()

    def clean(self, value: Any) -> Any:
        """Read a point."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_coordinates(text)
        except InvalidCoordinatesError:
            message = _("Tego nie umiemy odczytać. Wpisz szerokość i długość, na przykład 50.08, 19.91.")
            raise ValidationError(message, code="coordinates") from None


class OrganisationField(forms.CharField):
    """An organisation by the name that stands in the register; cleans to its id, or nothing.

    `reach` decides which ones are found. A name that is not there is answered with similar ones.
    """

    def __init__(self, *, reach: Reach, **options: Any) -> None:
        self.reach = reach
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """Write the name of an organisation given by its id."""
        if not isinstance(value, int):
            return value
        row = Organisation.objects.visible_to(self.reach).filter(pk=value).first()
        return f"{row.name} ({row.slug})" if row else ""

    def clean(self, value: Any) -> Any:
        """Find an organisation by its name, or by name and slug where several bear one name."""
        text = squeeze(super().clean(value) or "")
        if not text:
            return None
        found = list(self._named(text))
        if len(found) == 1:
            return found[0].pk
        if found:
            names = ", ".join(f"„{row.name} ({row.slug})”" for row in found[:5])
            raise ValidationError(_("Kilka wpisów ma tę nazwę. Wpisz jeden z nich: %(names)s.") % {"names": names})
        raise ValidationError(self._not_found(text), code="not_found")

    def _named(self, text: str) -> Any:
        visible = Organisation.objects.visible_to(self.reach)
        name, _bracket, slug = text.removesuffix(")").rpartition(" (")
        if slug and text.endswith(")"):
            exact = visible.filter(slug=slug, sort_key=sort_key(name))
            if exact.exists():
                return exact
        return visible.filter(sort_key=sort_key(text))

    def _not_found(self, text: str) -> str:
        visible = Organisation.objects.visible_to(self.reach)
        first_word = sort_key(text).partition(" ")[0]
        similar: list[Organisation] = list(visible.filter(sort_key__startswith=first_word)[:3]) if first_word else []
        names = ", ".join(f"„{row.name}”" for row in similar)
        if names:
            return _("Nie ma takiego wpisu. Czy chodzi o: %(names)s?") % {"names": names}
        return _("Nie ma takiego wpisu. Najpierw dodaj tę organizację albo zostaw to pole puste.")
