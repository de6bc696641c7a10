"""The forms of the weekly digest: who wants it, and of what."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from podworko.agenda.forms.event import MOST_PLACES
from podworko.agenda.models import EventKind
from podworko.core.forms import CautiousForm
from podworko.core.rendering import FieldGroup
from podworko.core.traps import TrappedForm
from podworko.organisations.models import Location
from podworko.places.models import Area
from podworko.resources.choices import Audience

USUAL_DISTANCE = 500
DISTANCES = [
    ("", _("bez znaczenia")),
    (300, _("do 300 m, kilka minut pieszo")),
    (USUAL_DISTANCE, _("do 500 m")),
    (1000, _("do 1 km, kwadrans pieszo")),
    (2000, _("do 2 km")),
]
ALL = _("Nic nie zaznaczysz, to znaczy: wszystko.")


def _said(place: Location) -> str:
    return " – ".join(filter(None, [str(place), place.public_address]))


class ChoiceFields(CautiousForm):
    """Of what a digest tells, and in which language."""

    audiences = forms.MultipleChoiceField(
        label=_("Dla kogo"),
        required=False,
        choices=[pair for pair in Audience.choices if pair[0] != Audience.EVERYONE],
        widget=forms.CheckboxSelectMultiple,
    )
    kinds = forms.MultipleChoiceField(label=_("Jakie wydarzenia"), required=False, widget=forms.CheckboxSelectMultiple)
    near_id = forms.TypedChoiceField(label=_("W pobliżu miejsca"), required=False, coerce=int, empty_value=None)
    within = forms.TypedChoiceField(label=_("Jak daleko"), required=False, coerce=int, choices=DISTANCES, initial="")
    language = forms.ChoiceField(label=_("W jakim języku"), choices=settings.LANGUAGES, initial=get_language)

    field_groups = (FieldGroup(_("Tylko niektóre wydarzenia"), ("audiences", "kinds", "near_id", "within"), hint=ALL),)

    def prepare(self, area: Area) -> None:
        """Offer the kinds of events that an area has."""
        rows = EventKind.objects.filter(area__in=area.path_ids).order_by("position", "pk").values_list("code", "name")
        kinds = self.fields["kinds"]
        if isinstance(kinds, forms.MultipleChoiceField):
            kinds.choices = list(dict(rows).items())
        if not dict(rows):
            del self.fields["kinds"]
        known = Location.objects.public().filter(area__path__startswith=area.path, latitude__isnull=False)
        places = known.select_related("organisation").order_by("sort_key", "pk")[:MOST_PLACES]
        near = self.fields["near_id"]
        if isinstance(near, forms.ChoiceField):
            near.choices = [("", _("wszędzie")), *((row.pk, _said(row)) for row in places)]

    def clean(self) -> dict[str, Any]:
        """Refuse a distance from nowhere; a place without a distance means the usual one."""
        cleaned = super().clean() or {}
        if cleaned.get("within") and not cleaned.get("near_id") and "near_id" not in self.errors:
            self.add_error("near_id", _("Wybierz, od jakiego miejsca liczyć."))
        cleaned["within"] = cleaned.get("within") or (USUAL_DISTANCE if cleaned.get("near_id") else 0)
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the values as the actions take them."""
        return {"kinds": [], **super().values()}


class FollowForm(ChoiceFields, TrappedForm):
    """Who wants to be told."""

    email = forms.EmailField(
        label=_("Adres e-mail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )

    field_order = ("email", "audiences", "kinds", "language")

    def __init__(self, data: Any = None, *, area: Area) -> None:
        super().__init__(data)
        self.prepare(area)


class FollowingForm(ChoiceFields):
    """Of what from now on."""

    def __init__(self, data: Any = None, *, area: Area, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.prepare(area)
