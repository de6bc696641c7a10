"""What there is in a form of an event, however unfinished, to look for others with."""

from collections.abc import Mapping
from copy import copy
from typing import Any, Final

from django import forms

from podworko.agenda import coinciding
from podworko.agenda.choices import EventStatus
from podworko.agenda.coinciding import Coinciding
from podworko.agenda.findings import Draft
from podworko.agenda.forms.days import DayField
from podworko.agenda.forms.repeating import RepeatFields
from podworko.agenda.models import Event, EventKind
from podworko.agenda.permissions import organisations_of
from podworko.agenda.things import THINGS, needed_by
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area
from podworko.resources.choices import Audience
from podworko.resources.models import Resource

IS_ASKED: Final = "look"
"""The name of the button that only looks, for whoever has no script."""


class LookForm(RepeatFields):
    """The fields of `EventFields` that matter here; what is wrong in them is left out, not complained of."""

    day = DayField(required=False)
    last_day = DayField(required=False)
    time_from = forms.TimeField(required=False)
    time_to = forms.TimeField(required=False)
    pencil = forms.CharField(required=False, max_length=200)
    organisation_id = forms.IntegerField(required=False, min_value=1)
    location_id = forms.IntegerField(required=False, min_value=1)
    room_id = forms.IntegerField(required=False, min_value=1)
    kind_id = forms.IntegerField(required=False, min_value=1)
    audiences = forms.MultipleChoiceField(required=False, choices=Audience.choices)
    co_organisers = forms.TypedMultipleChoiceField(required=False, coerce=int)
    equipment = forms.TypedMultipleChoiceField(required=False, coerce=int)
    helpers = forms.TypedMultipleChoiceField(required=False, coerce=int)


def look(data: Mapping[str, Any] | None, area: Area, reach: Reach, event: Event | None) -> Coinciding:
    """Return what an event would have to do with others, as far as a person may read these.

    `data`: what the form holds; of an event that is there, nothing means that it stands as it is.
    """
    fresh = copy(event) if event else Event(area=area, visibility=Visibility.PUBLIC)
    fresh.status = EventStatus.PLANNED if fresh.status == EventStatus.CANCELLED else fresh.status
    if data is None:
        return _as_it_is(fresh, area, reach)
    form = LookForm(data)
    for name in ("co_organisers", *THINGS):
        chosen = data.getlist(name) if hasattr(data, "getlist") else ()  # a QueryDict
        known = [value for value in chosen if value.isdecimal() and len(value) < 19]  # noqa: PLR2004
        form.fields[name].choices = [(value, value) for value in known]  # type: ignore[attr-defined]
    form.is_valid()
    draft = coinciding.considered(_readable(form.cleaned_data, area, reach), fresh)
    return coinciding.beside(draft, area, reach) if draft else Coinciding()


def _as_it_is(event: Event, area: Area, reach: Reach) -> Coinciding:
    if not event.pk:
        return Coinciding()
    organisers = frozenset(event.organisers.values_list("organisation", flat=True))
    things = {name: tuple(ids) for name, ids in needed_by(event).items()}
    return coinciding.beside(Draft(event, organisers, **things), area, reach)


def _readable(cleaned: dict[str, Any], area: Area, reach: Reach) -> dict[str, Any]:
    """Leave out what the person could not have chosen: numbers in an address may be anybody's."""
    known = {
        "organisation_id": {one.pk for one in organisations_of(area, reach)},
        "location_id": _visible(Location, cleaned.get("location_id"), reach),
        "room_id": _visible(Resource, cleaned.get("room_id"), reach),
        "kind_id": set(EventKind.objects.filter(area__in=area.path_ids).values_list("pk", flat=True)),
    }
    values = {name: value for name, value in cleaned.items() if name not in known or value in known[name]}
    chosen_from: dict[str, Any] = {"co_organisers": Organisation, **dict.fromkeys(THINGS, Resource)}
    for name, model in chosen_from.items():
        chosen = cleaned.get(name) or ()
        values[name] = list(model.objects.visible_to(reach).filter(pk__in=chosen).values_list("pk", flat=True))
    return values


def _visible(model: Any, pk: int | None, reach: Reach) -> set[int]:
    return set(model.objects.visible_to(reach).filter(pk=pk).values_list("pk", flat=True)) if pk else set()
