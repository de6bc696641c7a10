"""Where something is: an address in one line and a point, as the fast entry and the form of a place ask for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import Caution
from podworko.core.text import fold
from podworko.organisations.address import Address, StreetMatch, match_street, parse_address
from podworko.organisations.choices import Precision
from podworko.organisations.coordinates import Point
from podworko.organisations.forms.fields import CoordinatesField, PinInput
from podworko.organisations.pin import is_outside, pin_map
from podworko.places.models import Area, Street

STREET_ANSWER = "street_answer"
PRECISIONS = [
    ("", _("– wybierz –")),
    (Precision.EXACT, _("dokładnie tu")),
    (Precision.STREET, _("gdzieś przy tej ulicy")),
    (Precision.AREA, _("gdzieś w okolicy")),
]


class PlaceFields(forms.Form):
    """The fields of an address and a point."""

    address = forms.CharField(
        label=_("Adres"),
        required=False,
        max_length=300,
        help_text=_(
            "W jednej linii, na przykład: ul. Weissa 8. Numer mieszkania zapiszemy, ale nie pokażemy go,"
            " dopóki nie zaznaczysz, że mieszkanie można podawać."
        ),
    )
    is_flat_confirmed = forms.BooleanField(
        label=_("Mieszkanie można podawać"),
        required=False,
        help_text=_("Tylko za zgodą osoby, do której należy mieszkanie."),
    )
    address_note = forms.CharField(
        label=_("Jak trafić"), required=False, max_length=300, help_text=_("Na przykład: wejście od podwórka.")
    )
    coordinates = CoordinatesField(
        label=_("Punkt na mapie"),
        required=False,
        max_length=80,
        help_text=_("Szerokość i długość, na przykład: 50.08, 19.91. Można wkleić z innej mapy."),
    )
    precision = forms.ChoiceField(label=_("Jak dokładny jest punkt"), choices=PRECISIONS, required=False)


class ReadPlace:
    """What was typed about a place, read against the list of streets and the boundary of its area."""

    def __init__(self, cleaned: dict[str, Any], area: Area, answer: str) -> None:
        self._cleaned = cleaned
        self._area = area
        self.address: Address = parse_address(cleaned.get("address", ""))
        self.street: StreetMatch = _street_meant(self.address.street, answer, _streets(area))
        self.point: Point | None = cleaned.get("coordinates")

    def values(self) -> dict[str, Any]:
        """Return the values of the place's own fields."""
        address, point = self.address, self.point
        rest = address.rest
        city = address.city
        if rest and not city and fold(rest) in _names_above(self._area):
            rest, city = "", rest
        # What could not be read may hide a flat number, so it is kept where only editors see it.
        return {
            "street_name": self.street.name,
            "house_number": address.house,
            "flat_number": address.flat,
            "is_flat_confirmed": bool(address.flat and self._cleaned.get("is_flat_confirmed")),
            "address_note": self._cleaned.get("address_note", ""),
            **({"postcode": address.postcode} if address.postcode else {}),
            **({"city": city} if city else {}),
            **({"address_as_printed": self._cleaned["address"]} if rest else {}),
            "latitude": point.latitude if point else None,
            "longitude": point.longitude if point else None,
            "precision": self._cleaned.get("precision") if point else Precision.NONE,
        }

    def cautions(self) -> list[Caution]:
        """Return what should be looked at before saving."""
        found = []
        if self.street.likely:
            likely = [(name, name) for name in self.street.likely]
            found.append(
                Caution(
                    title=_now("Tej ulicy nie ma na naszej liście: %(name)s") % {"name": self.street.name},
                    text=_now("Lista nie jest pełna, więc tak też może zostać. Czy chodzi o jedną z tych?"),
                    name=STREET_ANSWER,
                    choices=(*likely, ("", _now("zostaw tak, jak jest: %(name)s") % {"name": self.street.name})),
                )
            )
        if self.point and is_outside(self.point, self._area):
            found.append(self._outside(self.point))
        return found

    def remarks(self) -> list[str]:
        """Return what should be said after saving."""
        said = []
        if self.address.street and not self.street.is_known and self._area.streets.exists():
            said.append(
                _now("Tej ulicy nie ma na naszej liście: %(name)s. Zapisaliśmy ją.") % {"name": self.street.name}
            )
        if self.address.flat and not self._cleaned.get("is_flat_confirmed"):
            said.append(
                _now("Numer mieszkania (%(flat)s) jest zapisany, ale nigdzie go nie pokazujemy.")
                % {"flat": self.address.flat}
            )
        if self.address.rest:
            said.append(_now("Tej części adresu nie umiemy odczytać: %(rest)s.") % {"rest": self.address.rest})
        return said

    def _outside(self, point: Point) -> Caution:
        turned = Point(point.longitude, point.latitude)
        if not is_outside(turned, self._area):
            text = _now("Wygląda na to, że szerokość i długość są zamienione miejscami: wpisz %(point)s.")
            return Caution(title=_now("Punkt leży poza granicą"), text=text % {"point": turned})
        text = _now("Punkt %(point)s leży poza granicą: %(area)s. Jeśli tak ma być, zapisz jeszcze raz.")
        return Caution(
            title=_now("Punkt leży poza granicą"), text=text % {"point": point, "area": self._area.full_label}
        )


def check_precision(form: forms.Form) -> None:
    """Refuse a point of which nobody says how exact it is: a guessed one must not be drawn as a known one."""
    cleaned = form.cleaned_data
    if cleaned.get("coordinates") and not cleaned.get("precision"):
        form.add_error("precision", _now("Wybierz, jak dokładny jest ten punkt."))


def pin_input(area: Area) -> PinInput:
    """Return the field of coordinates with the map of an area."""
    return PinInput(pin_map(area))


def _street_meant(typed: str, answer: str, listed: list[str]) -> StreetMatch:
    """Find a street; `answer` counts only if it is one of those that the page has offered."""
    match = match_street(typed, listed)
    return match_street(answer, listed) if answer in match.likely else match


def _streets(area: Area) -> list[str]:
    return list(Street.objects.filter(area=area).values_list("name", flat=True))


def _names_above(area: Area) -> set[str]:
    return {fold(each.name) for each in Area.objects.above(area)}
