"""Opening hours as the rules of RFC 5545 that HSDS takes over: how often, on which days, from when to when."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from podworko.core import identity
from podworko.portal.hsds import ids
from podworko.portal.hsds.ids import Kind
from podworko.resources.hours import Exceptional, Hours

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = 7
Span = tuple[date | None, date | None, Any, Any]
"""First and last day of a season or exception, and from when to when."""


def schedules(place: int, hours: Hours, today: date) -> list[dict[str, Any]]:
    """Return the schedules of a place: one for the days of a season that keep the same hours.

    Days on which it is closed out of turn have no rule in the standard, so they stand in words in the notes of each; a
    rule without hours would be read as „open all day”.
    """
    coming = [each for each in hours.exceptions if each.last_day >= today]
    notes = " ".join(filter(None, [hours.note, *(_closed(each) for each in coming if each.opens is None)]))
    days: dict[Span, list[int]] = defaultdict(list)
    for span in sorted(
        hours.spans, key=lambda span: (str(span.valid_from), str(span.valid_until), span.weekday, span.opens)
    ):
        days[span.valid_from, span.valid_until, span.opens, span.closes].append(span.weekday)
    # A season has hours of its own, in which those for all the year do not count.
    seasons = sorted({_days(*kept[:2]) for kept in days if any(kept[:2])})
    all_year = " ".join(filter(None, [notes, *(f"{_('Nie obowiązuje')}: {each}." for each in seasons)]))
    found = [_rule(place, kept, weekdays, notes if any(kept[:2]) else all_year) for kept, weekdays in days.items()]
    found += [_rule(place, _of(each), _weekdays(each), each.reason) for each in coming if each.opens is not None]
    if hours.by_appointment:
        said = {"description": _("po umówieniu"), "notes": notes}
        found.append({"id": identity.derived_id("schedule", place, "by appointment"), **_at(place), **_said(said)})
    return found


def _rule(place: int, kept: Span, weekdays: list[int], notes: str) -> dict[str, Any]:
    first, last, opens, closes = kept
    byday = ",".join(DAYS[day] for day in weekdays)
    told = {
        "valid_from": first and first.isoformat(),
        "valid_to": last and last.isoformat(),
        "wkst": "MO",
        "freq": "WEEKLY",
        "interval": 1,
        "byday": byday,
        "opens_at": opens.isoformat("seconds"),
        "closes_at": closes.isoformat("seconds"),
        "notes": notes,
    }
    return {
        "id": identity.derived_id("schedule", place, first, last, byday, opens, closes),
        **_at(place),
        **_said(told),
    }


def _at(place: int) -> dict[str, str]:
    return {"location_id": ids.of(Kind.LOCATION, place)}


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _of(each: Exceptional) -> Span:
    return each.first_day, each.last_day, each.opens, each.closes


def _weekdays(each: Exceptional) -> list[int]:
    length = min((each.last_day - each.first_day).days + 1, _WEEK)
    return sorted((each.first_day + timedelta(days=number)).weekday() for number in range(length))


def _closed(each: Exceptional) -> str:
    reason = f" ({each.reason})" if each.reason else ""
    return f"{_('Nieczynne')}: {_days(each.first_day, each.last_day)}{reason}."


def _days(first: date | None, last: date | None) -> str:
    if first == last and first is not None:
        return first.isoformat()
    return f"{first.isoformat() if first else '…'} – {last.isoformat() if last else '…'}"
