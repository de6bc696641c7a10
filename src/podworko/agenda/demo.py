"""Events of the demo: those of Azory as the sources name them, and a season in Trzepakowo, which does not exist."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from dateutil.rrule import rrulestr
from django.db import transaction
from django.utils import timezone

from podworko.agenda import demo_pictures, demo_registrations, findings
from podworko.agenda.actions import create_default_kinds
from podworko.agenda.actions.writing import refresh_all
from podworko.agenda.choices import EventStatus
from podworko.agenda.models import Event, EventFunding, EventListing, EventOrganiser
from podworko.agenda.things import THINGS
from podworko.core.visibility import Visibility
from podworko.organisations.models import Location, Organisation
from podworko.places.demo_sample import SLUG, SOURCE
from podworko.places.models import Area
from podworko.resources.models import Resource

DATA = Path(__file__).parent / "demo_data"
_AS_THEY_STAND = frozenset(
    {"title", "description", "pencil", "organiser_name", "place_name", "source", "rule", "leaves_out", "audiences"}
    | {"cost", "cost_note", "languages", "registration", "registration_contact", "capacity", "edition", "status"}
    | {"status_reason", "attendance", "count_method", "day_part", "visibility"}
)


def load() -> None:
    """Make what is missing; what is there stays as people have changed it."""
    for slug, file in (("azory", "azory.json"), (SLUG, "trzepakowo.json")):
        area = Area.objects.get(slug=slug)
        if Event.objects.filter(area=area).exists():
            continue
        create_default_kinds(Area.objects.get(pk=area.path_ids[0]), by=None)
        facts = json.loads((DATA / file).read_text(encoding="utf8"))
        # Written as rows, as the rest of the demo is: what follows from them follows once, and the search comes last.
        events = [(_add(area, each), each) for each in facts]
        refresh_all([event.pk for event, _facts in events])
        for event, each in events:
            demo_registrations.add(event, each.get("signed_up", []))
        with transaction.atomic():
            # At once, and not when a worker comes to it: the sample is looked at as soon as it is there.
            findings.refresh([event.pk for event, _facts in events])


def _add(area: Area, facts: dict[str, Any]) -> Event:
    home = Area.objects.get(slug=facts["area"]) if "area" in facts else area
    kind = Area.objects.get(pk=area.path_ids[0]).event_kinds.get(code=facts["kind"])
    values = {name: value for name, value in facts.items() if name in _AS_THEY_STAND}
    values = {"visibility": Visibility.PUBLIC, "status": _status(facts), "kind_id": kind.pk, **values}
    values |= _when(facts) | _where(area, facts)
    if area.is_sample:
        values["source"] = SOURCE
    event = Event.objects.create(area=home, uid=Event.new_uid(), **values)
    EventListing.objects.create(event=event, area=home)
    for name, role in facts.get("organisers", []):
        EventOrganiser.objects.create(event=event, organisation=_organisation(name), role=role)
    if facts.get("has_poster"):
        demo_pictures.add_poster(event)
    for source in facts.get("funding", []):
        EventFunding.objects.create(event=event, source=source)
    for relation, sort in THINGS.items():
        names = facts.get(relation, [])
        getattr(event, relation).set(Resource.objects.filter(kind=sort, name__in=names, organisation__home_area=area))
    return event


def _status(facts: dict[str, Any]) -> str:
    return EventStatus.CONFIRMED if "week" in facts else EventStatus.HELD


def _when(facts: dict[str, Any]) -> dict[str, Any]:
    if "day" in facts:
        day = date.fromisoformat(facts["day"])
        return {"starts": _wall(day), "ends": _wall(day + timedelta(days=1)), "is_all_day": True}
    if "candidates" in facts:
        return {"candidate_days": [_day(week, weekday).isoformat() for week, weekday in facts["candidates"]]}
    if "week" not in facts:
        return {}
    day = _day(facts["week"], facts["weekday"])
    if facts.get("all_day"):
        return {"starts": _wall(day), "ends": _wall(day + timedelta(days=facts["days"])), "is_all_day": True}
    if "rule" in facts:
        day = rrulestr(facts["rule"], dtstart=_wall(day).replace(tzinfo=None))[0].date()
    start = _wall(day, facts["start"])
    end = _wall(day, facts["end"]) if "end" in facts else start + timedelta(hours=1)
    return {"starts": start, "ends": end, "has_end": "end" in facts}


def _day(week: int, weekday: int) -> date:
    """Return a day so many weeks after the one in which the demo is made."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=week, days=weekday)


def _wall(day: date, clock: str = "00:00") -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=UTC)


def _where(area: Area, facts: dict[str, Any]) -> dict[str, Any]:
    if "organisation" not in facts:
        return {}
    organisation = _organisation(facts["organisation"])
    if "at" in facts:
        place = Location.objects.get(area=area, reference=facts["at"])
    else:
        place = organisation.locations.get(street_name=facts["street"])
    return {
        "organisation_id": organisation.pk,
        "location_id": place.pk,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision,
    }


def _organisation(name: str) -> Organisation:
    found = Organisation.objects.filter(name__startswith=name).order_by("pk").first()
    if found is None:
        raise LookupError(name)
    return found
