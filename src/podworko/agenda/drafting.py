"""What the form of a new event holds before anything is typed: a line understood, or an earlier event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.agenda import slot_address
from podworko.agenda.choices import Registration
from podworko.agenda.forms.current import current_values
from podworko.agenda.forms.event import MOST_PLACES, EventFields
from podworko.agenda.forms.repeating import repeat_initial
from podworko.agenda.models import Event, Suggestion
from podworko.agenda.one_line import Named, Part, Understood, understand
from podworko.agenda.permissions import organisations_of
from podworko.agenda.said_cost import Fee
from podworko.agenda.said_text import understand_text
from podworko.core.text import fold
from podworko.core.visibility import Reach
from podworko.organisations.models import Location
from podworko.organisations.reach import NOBODY
from podworko.places.models import Area
from podworko.resources.choices import Cost

LONGEST = 300
"""Characters of a line."""
LONGEST_TEXT = 5000
"""Characters of a text: what a description holds."""
_LONGEST_ID = 18
"""Digits that a number of either database holds."""
_COSTS = {Fee.FREE: Cost.FREE.value, Fee.PAID: Cost.PAID.value}


@dataclass(frozen=True, slots=True)
class Draft:
    """What was understood."""

    line: str = ""
    initial: dict[str, Any] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()


def from_address(query: Mapping[str, str], area: Area, reach: Reach, *, today: date) -> Draft:
    """Read `?line=…`, `?copy=12` or a free time; the organisation is filled in where there is only one."""
    own = organisations_of(area, reach)
    initial: dict[str, Any] = {"organisation_id": own[0].pk} if len(own) == 1 else {}
    line = query.get("line", "").strip()[:LONGEST]
    if line:
        return _from_line(line, area, reach, initial, today)
    if "day" in query:
        return Draft(initial=initial | slot_address.read(query))
    copied = query.get("copy", "")
    is_number = copied.isdecimal() and len(copied) <= _LONGEST_ID
    event = Event.objects.visible_to(reach).filter(pk=copied).first() if is_number else None
    if event is None:
        return Draft(initial=initial)
    values = current_values(event, EventFields.base_fields)
    forgotten = ["day", "last_day", "attendance", "count_method", "status", "repeats_until", "edition"]
    if not Event.objects.editable_by(reach).filter(pk=event.pk).exists():
        # No page shows it to others.
        forgotten.append("safeguarding_note")
    return Draft(initial={name: value for name, value in values.items() if name not in forgotten} | initial)


def from_suggestion(suggestion: Suggestion, area: Area, reach: Reach) -> Draft:
    """Return what somebody without an account has said of an event; a known organiser or place is recognised."""
    same = ("title", "day", "time_from", "time_to", "pencil", "place_name", "organiser_name", "audiences")
    more = ("cost", "cost_note", "description")
    initial = {name: value for name in (*same, *more) if (value := getattr(suggestion, name))}
    known = {fold(one.name): one.pk for one in organisations_of(area, reach)}
    if organiser := known.get(fold(suggestion.organiser_name)):
        initial |= {"organisation_id": organiser, "organiser_name": ""}
    if place := _place_called(suggestion.place_name, area, reach):
        initial |= {"location_id": place.pk, "place_name": ""}
        if not suggestion.organiser_name and place.organisation_id in known.values():
            initial["organisation_id"] = place.organisation_id
    return Draft(initial=initial)


def _place_called(name: str, area: Area, reach: Reach) -> Location | None:
    """Return the place of the register whose whole name or address this is; nothing where two are called so."""
    wanted = fold(name).strip(" ,.")
    called: set[Any] = {
        one.id
        for one in _register(area, reach)["places"]
        if wanted in {fold(each) for each in (one.name, *one.others)}
    }
    return Location.objects.filter(pk__in=called).first() if len(called) == 1 else None


def from_text(text: str, area: Area, reach: Reach, *, today: date, title: str = "") -> Draft:
    """Read a mail, a post or the words of a poster; the whole of it is the description, so that nothing is lost."""
    text = text.strip()[:LONGEST_TEXT]
    own = organisations_of(area, reach)
    initial: dict[str, Any] = {"organisation_id": own[0].pk} if len(own) == 1 else {}
    if not text:
        return Draft(initial=initial)
    said = understand_text(text, today=today, title=title, **_register(area, reach))
    found = _initial(said) | {"description": text}
    if not said.organiser_id and said.organiser:
        found["organiser_name"] = said.organiser
    return Draft(text, _host(said, area, reach) | initial | found, tuple(map(str, said.unclear)))


def suggestion_of_text(text: str, area: Area, *, title: str, today: date) -> dict[str, Any]:
    """Return what a mail suggests, as a suggestion keeps it; what it does not say is left out."""
    said = understand_text(text, today=today, title=title, **_register(area, NOBODY))
    found = {
        "title": said.title,
        "day": said.day,
        "time_from": said.start,
        "time_to": said.end if said.start else None,
        "place_name": said.place[:300],
        "organiser_name": said.organiser[:200],
        "audiences": [str(code) for code in said.audiences],
        **_cost(said),
        "description": text[:LONGEST_TEXT],
    }
    found["cost_note"] = found["cost_note"][:200]
    return {name: value for name, value in found.items() if value}


def line_of_suggestion(line: str, area: Area, reach: Reach, *, today: date) -> Draft:
    """Read a line into the form by which anybody suggests an event, which knows no register and no repeating."""
    line = line.strip()[:LONGEST]
    if not line:
        return Draft()
    said = _understood(line, area, reach, today)
    found = {
        "title": said.title,
        "day": said.day,
        "time_from": said.start,
        "time_to": said.end,
        "place_name": said.place,
        "organiser_name": said.organiser,
        "audiences": [str(code) for code in said.audiences],
        **_cost(said),
        "description": "\n".join(filter(None, [said.said(Part.RECURRENCE), _until(said), said.rest])),
    }
    return Draft(line, {name: value for name, value in found.items() if value}, tuple(map(str, said.unclear)))


def _until(said: Understood) -> str:
    if said.last_day is None or said.last_day == said.day:
        return ""
    return _("do %(day)s") % {"day": date_format(said.last_day)}


def _from_line(line: str, area: Area, reach: Reach, initial: dict[str, Any], today: date) -> Draft:
    said = _understood(line, area, reach, today)
    return Draft(line, _host(said, area, reach) | initial | _initial(said), tuple(map(str, said.unclear)))


def _host(said: Understood, area: Area, reach: Reach) -> dict[str, Any]:
    """Return whose place it is, where nobody is named as the organiser and this person may enter for them."""
    place = Location.objects.filter(pk=said.place_id).first() if isinstance(said.place_id, int) else None
    if (
        place is None
        or said.organiser
        or all(one.pk != place.organisation_id for one in organisations_of(area, reach))
    ):
        return {}
    return {"organisation_id": place.organisation_id}


def _understood(line: str, area: Area, reach: Reach, today: date) -> Understood:
    return understand(line, today=today, **_register(area, reach))


def _register(area: Area, reach: Reach) -> dict[str, list[Named]]:
    """Return the places and organisers by which a text may name them."""
    places = Location.objects.visible_to(reach).filter(area__path__startswith=area.path).select_related("organisation")
    return {
        "places": [
            Named(place.pk, str(place), tuple({place.organisation.name, place.public_address} - {"", str(place)}))
            for place in places[:MOST_PLACES]
        ],
        "organisers": [Named(one.pk, one.name) for one in organisations_of(area, reach)],
    }


def _initial(said: Understood) -> dict[str, Any]:
    found = {
        "title": said.title,
        "day": said.day,
        "last_day": said.last_day if said.last_day != said.day else None,
        "time_from": said.start,
        "time_to": said.end,
        "location_id": said.place_id,
        "place_name": "" if said.place_id else said.place,
        "organisation_id": said.organiser_id,
        "audiences": [str(code) for code in said.audiences],
        "edition": said.edition_number,
        "description": said.rest,
        **_cost(said),
        **_registration(said),
    }
    if said.rule:
        found |= repeat_initial(Event(rule=said.rule, starts=None, leaves_out=sorted(said.leaves_out)))
    return {name: value for name, value in found.items() if value}


def _cost(said: Understood) -> dict[str, Any]:
    """Return cost and its words; what each gives as they wish is neither free nor paid, and only said."""
    fee = said.cost.fee
    return {
        "cost": _COSTS.get(fee) if fee else None,
        "cost_note": said.said(Part.COST) if fee in {Fee.PAID, Fee.DONATION} else "",
    }


def _registration(said: Understood) -> dict[str, Any]:
    signing_up = said.registration
    contact = ", ".join(filter(None, [signing_up.phone, signing_up.email]))
    found = {"registration_contact": contact, "registration_url": _address(signing_up.link)}
    if signing_up.link:
        return {**found, "registration": Registration.LINK.value}
    if contact:
        return {**found, "registration": Registration.PHONE.value}
    return {"registration": Registration.NONE.value} if signing_up.is_needed is False else {}


def _address(link: str) -> str:
    return link if not link or link.startswith(("http://", "https://")) else f"https://{link}"
