"""The form of a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import Caution, SentOnceForm, VersionedForm
from podworko.core.rendering import FieldGroup
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.choices import Precision
from podworko.organisations.coordinates import Point
from podworko.organisations.forms.fields import OrganisationField
from podworko.organisations.forms.place import STREET_ANSWER, PlaceFields, ReadPlace, check_precision, pin_input
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area

OWN = ("name", "operator_note", "is_seat", "editor_note", "visibility")


class LocationFields(PlaceFields):
    """The fields of a place, new or changed."""

    visibility = forms.ChoiceField(
        label=_("Kto widzi to miejsce"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        initial=Visibility.ORGANISATION,
    )
    area_id = forms.TypedChoiceField(label=_("Osiedle"), coerce=int)
    name = forms.CharField(
        label=_("Nazwa miejsca"),
        required=False,
        max_length=240,
        help_text=_("Tylko gdy miejsce nazywa się inaczej niż organizacja."),
    )
    operator_note = forms.CharField(
        label=_("Kto prowadzi (słowami)"),
        required=False,
        max_length=240,
        help_text=_("Gdy tej organizacji nie ma na liście albo nie ma pewności."),
    )
    is_seat = forms.BooleanField(
        label=_("To siedziba z rejestru"),
        required=False,
        help_text=_("Siedziba z rejestru nie musi być miejscem, do którego się przychodzi."),
    )
    editor_note = forms.CharField(
        label=_("Notatka dla prowadzących"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_groups = (
        FieldGroup(_("Punkt na mapie"), ("coordinates", "precision"), is_folded=False),
        FieldGroup(_("Więcej o adresie"), ("is_flat_confirmed", "address_note", "is_seat", "area_id")),
        FieldGroup(
            _("Nazwa i kto prowadzi"),
            ("name", "operator_id", "operator_note"),
            hint=_("Miejsce może prowadzić kto inny niż organizacja, pod którą stoi."),
        ),
        FieldGroup(_("Notatka"), ("editor_note",)),
    )

    def prepare(self, organisation: Organisation, reach: Reach, area: Area) -> None:
        """Add what depends on the organisation and its area."""
        self.area = area
        self.areas = {each.pk: each for each in _areas(organisation)}
        self.areas.setdefault(area.pk, area)
        choices = [(pk, each.full_label) for pk, each in self.areas.items()]
        field = self.fields["area_id"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = choices
        self.fields["operator_id"] = OrganisationField(
            reach=reach,
            label=_("Kto prowadzi"),
            required=False,
            help_text=_("Nazwa organizacji tak, jak stoi na liście."),
        )
        self.fields["coordinates"].widget = pin_input(area)

    def read(self) -> ReadPlace:
        """Read the address and the point against the area that was chosen."""
        area = self.areas.get(self.cleaned_data.get("area_id") or 0, self.area)
        return ReadPlace(self.cleaned_data, area, self.data.get(STREET_ANSWER, ""))

    def place_values(self) -> dict[str, Any]:
        """Return the values as the actions take them."""
        own = {name: self.cleaned_data[name] for name in OWN}
        own |= {"area_id": self.cleaned_data["area_id"], "operator_id": self.cleaned_data["operator_id"]}
        return own | self.read().values()


class NewLocationForm(LocationFields, SentOnceForm):
    """A place that is new."""

    def __init__(self, data: Any = None, *, organisation: Organisation, reach: Reach) -> None:
        super().__init__(data, initial={"area_id": organisation.home_area_id, "visibility": organisation.visibility})
        self.prepare(organisation, reach, organisation.home_area)

    def clean(self) -> dict[str, Any]:
        """Ask how exact the point is."""
        cleaned = super().clean() or {}
        check_precision(self)
        return cleaned

    def cautions(self) -> list[Caution]:
        """Return what should be looked at before saving."""
        return self.read().cautions()


class LocationForm(LocationFields, VersionedForm):
    """A place that is there."""

    def __init__(self, data: Any = None, *, location: Location, reach: Reach) -> None:
        self.location = location
        self.reach = reach
        super().__init__(data, current=_current(location), version=location.version)

    def add_fields(self) -> None:
        """Add what depends on the place."""
        self.prepare(self.location.organisation, self.reach, self.location.area)

    def clean(self) -> dict[str, Any]:
        """Ask how exact the point is."""
        cleaned = super().clean() or {}
        check_precision(self)
        return cleaned

    def cautions(self) -> list[Caution]:
        """Return what should be looked at before saving, if it is new."""
        return self.read().cautions() if {"address", "coordinates"} & set(self.changed_data) else []

    def place_values(self) -> dict[str, Any]:
        """Return the values as the action takes them; what was not touched stays as it is, also where it is odd."""
        values = super().place_values()
        if "address" not in self.changed_data:
            for name in ("street_name", "house_number", "flat_number", "postcode", "city", "address_as_printed"):
                values.pop(name, None)
            values["is_flat_confirmed"] = bool(
                self.location.flat_number and self.cleaned_data.get("is_flat_confirmed")
            )
        if "coordinates" not in self.changed_data:
            for name in ("latitude", "longitude"):
                values.pop(name)
        elif values["latitude"] is not None:
            values |= {"coordinate_source": str(_("wskazano w formularzu")), "coordinate_error": None}
        return values


def _current(location: Location) -> dict[str, Any]:
    flat = f"/{location.flat_number}" if location.flat_number else ""
    address = f"{location.street_name} {location.house_number}{flat}".strip()
    place = f"{location.postcode} {location.city}".strip() if location.postcode else ""
    has_point = location.latitude is not None and location.longitude is not None
    return {
        **{name: getattr(location, name) for name in OWN},
        "area_id": location.area_id,
        "operator_id": location.operator_id,
        "address": f"{address}, {place}" if place else address,
        "address_note": location.address_note,
        "is_flat_confirmed": location.is_flat_confirmed,
        "coordinates": Point(location.latitude or 0, location.longitude or 0) if has_point else None,
        "precision": "" if location.precision == Precision.NONE else location.precision,
    }


def _areas(organisation: Organisation) -> list[Area]:
    """Return where an organisation may have a place: its areas, what lies in them, and what lies beside its home."""
    home = organisation.home_area
    own = Area.objects.filter(activities__organisation=organisation)
    beside = Area.objects.filter(parent=home.parent_id) | Area.objects.below(home)
    return list((own | beside).filter(is_sample=home.is_sample).distinct().order_by("path"))
