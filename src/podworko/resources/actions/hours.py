"""Changes of the opening hours of a place: its weekly table, seasons, exceptions, holidays."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from podworko.core import audit
from podworko.core.audit import Actor
from podworko.organisations.actions.writing import changing
from podworko.organisations.models import Location
from podworko.resources.choices import Answer
from podworko.resources.models import HoursException, HoursState, OpeningHours

Table = Mapping[str, Any]
"""`spans`: mappings with `weekday`, `opens`, `closes`, `valid_from`, `valid_until`; `exceptions`: mappings with
`first_day`, `last_day`, `opens`, `closes`, `reason`; `closed_on_holidays`, `by_appointment`, `note`.
Days and times as values, or as text as the history keeps them."""


def set_opening_hours(
    location: Location,
    *,
    table: Table,
    by: Actor | None,
    version: int | None = None,
    verb: str = "set_opening_hours",
) -> Location:
    """Write down when a place is open; an empty table means that nobody knows."""
    with changing(location.organisation):
        fresh = audit.lock(location, version)
        before = hours_table(fresh)
        spans = [_span(fresh, row) for row in table.get("spans", ())]
        exceptions = [_exception(fresh, row) for row in table.get("exceptions", ())]
        _check_overlaps(spans)
        fresh.opening_hours.all().delete()
        fresh.hours_exceptions.all().delete()
        for row in (*spans, *exceptions):
            row.full_clean(exclude=["location"])
            row.save()
        _set_state(fresh, table)
        audit.change(fresh, {}, verb=verb, by=by, also={"opening_hours": (before, hours_table(fresh))})
    return fresh


def hours_table(location: Location) -> dict[str, Any]:
    """Return what is written down about a place's hours, in the form that the action takes."""
    state = HoursState.objects.filter(location=location).first() or HoursState(location=location)
    spans = location.opening_hours.order_by("valid_from", "valid_until", "weekday", "opens")
    return {
        "spans": list(spans.values("weekday", "opens", "closes", "valid_from", "valid_until")),
        "exceptions": list(
            location.hours_exceptions.order_by("first_day", "opens").values(
                "first_day", "last_day", "opens", "closes", "reason"
            )
        ),
        "closed_on_holidays": state.closed_on_holidays,
        "by_appointment": state.by_appointment,
        "note": state.note,
    }


def _set_state(location: Location, table: Table) -> None:
    state = HoursState(
        location=location,
        closed_on_holidays=table.get("closed_on_holidays", Answer.NOT_ASKED),
        by_appointment=bool(table.get("by_appointment", False)),
        note=table.get("note", ""),
    )
    if state.closed_on_holidays == Answer.NOT_ASKED and not state.by_appointment and not state.note:
        HoursState.objects.filter(location=location).delete()
        return
    state.full_clean(exclude=["location"])
    state.save(force_insert=not HoursState.objects.filter(location=location).exists())


def _span(location: Location, row: Mapping[str, Any]) -> OpeningHours:
    return OpeningHours(
        location=location,
        weekday=row["weekday"],
        opens=_time(row["opens"]),
        closes=_time(row["closes"]),
        valid_from=_date(row.get("valid_from")),
        valid_until=_date(row.get("valid_until")),
    )


def _exception(location: Location, row: Mapping[str, Any]) -> HoursException:
    exception = HoursException(
        location=location,
        first_day=_date(row["first_day"]),
        last_day=_date(row["last_day"]),
        opens=_time(row.get("opens")),
        closes=_time(row.get("closes")),
        reason=row.get("reason", ""),
    )
    if exception.last_day < exception.first_day:
        raise ValidationError(_("Wyjątek kończy się wcześniej, niż się zaczyna."), code="exception_in_order")
    if (exception.opens is None) != (exception.closes is None):
        raise ValidationError(_("W wyjątku podaj obie godziny albo żadnej."), code="exception_open_and_close")
    return exception


def _check_overlaps(spans: Iterable[OpeningHours]) -> None:
    """Refuse two spans of one season and weekday of which one begins before the other has ended."""
    ordered = sorted(spans, key=lambda each: (str(each.valid_from), str(each.valid_until), each.weekday, each.opens))
    for one, other in pairwise(ordered):
        same = (one.valid_from, one.valid_until, one.weekday) == (other.valid_from, other.valid_until, other.weekday)
        if same and (one.closes > other.opens or one.closes <= one.opens):
            raise ValidationError(_("Godziny jednego dnia zachodzą na siebie."), code="overlap")


def _time(value: Any) -> Any:
    return time.fromisoformat(value) if isinstance(value, str) else value


def _date(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value
