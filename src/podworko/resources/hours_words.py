"""Opening hours in words: „dziś do 18:00”, „otwarte od jutra 8:00”, „nie wiadomo”. Pure functions over values."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from podworko.resources.hours import WARSAW, Change, Hours, Span, State, next_change, state_at

_SHORT_DAYS = (
    gettext_lazy("pn"),
    gettext_lazy("wt"),
    gettext_lazy("śr"),
    gettext_lazy("czw"),
    gettext_lazy("pt"),
    gettext_lazy("sob"),
    gettext_lazy("nd"),
)
# Whole phrases: a name of a day is never declined by the program.
_FROM_DAY = (
    gettext_lazy("otwarte od poniedziałku %(time)s"),
    gettext_lazy("otwarte od wtorku %(time)s"),
    gettext_lazy("otwarte od środy %(time)s"),
    gettext_lazy("otwarte od czwartku %(time)s"),
    gettext_lazy("otwarte od piątku %(time)s"),
    gettext_lazy("otwarte od soboty %(time)s"),
    gettext_lazy("otwarte od niedzieli %(time)s"),
)


def in_words(hours: Hours, at: datetime) -> str:
    """Say whether a place is open at a moment and until when, in a few words."""
    state = state_at(hours, at)
    if state is State.UNKNOWN:
        return _("nie wiadomo")
    if state is State.BY_APPOINTMENT:
        return _("po umówieniu")
    change = next_change(hours, at)
    if state is State.OPEN:
        return _until(change, at)
    return _from(change, at)


def clock(moment: time | datetime) -> str:
    """Return „8:00”."""
    return f"{moment.hour}:{moment.minute:02d}"


def table(spans: Iterable[Span]) -> list[str]:
    """Return a weekly table in lines: „pn–pt 8:00–16:00”; days with the same hours are put together.

    A season's hours hold instead of the usual ones, which then come last and say so.
    """
    in_order = sorted(spans, key=lambda span: (not span.is_seasonal, _season(span)))
    has_season = bool(in_order) and in_order[0].is_seasonal
    by_season = groupby(in_order, key=_season)
    lines: list[str] = []
    for (first, last), season in by_season:
        held = list(season)
        days = [sorted((span.opens, span.closes) for span in held if span.weekday == day) for day in range(7)]
        prefix = _season_words(
            date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
        )
        if has_season and not prefix:
            prefix = _("poza sezonem: ")
        lines.extend(f"{prefix}{line}" for line in _lines(days))
    return lines


def _season(span: Span) -> tuple[str, str]:
    return (
        span.valid_from.isoformat() if span.valid_from else "",
        span.valid_until.isoformat() if span.valid_until else "",
    )


def _season_words(first: date | None, last: date | None) -> str:
    if first and last:
        return f"{_day(first)}–{_day(last)}: "
    if first:
        return _("od %(day)s: ") % {"day": _day(first)}
    return _("do %(day)s: ") % {"day": _day(last)} if last else ""


def _day(day: date) -> str:
    return date_format(day, "j.m.Y")


def _lines(days: list[list[tuple[time, time]]]) -> list[str]:
    lines = []
    weekday = 0
    while weekday < len(days):
        last = weekday
        while last + 1 < len(days) and days[last + 1] == days[weekday]:
            last += 1
        if days[weekday]:
            names = str(_SHORT_DAYS[weekday])
            if last > weekday:
                names = f"{names}–{_SHORT_DAYS[last]}"
            lines.append(f"{names} {', '.join(_span_words(opens, closes) for opens, closes in days[weekday])}")
        weekday = last + 1
    return lines


def _span_words(opens: time, closes: time) -> str:
    return _("całą dobę") if opens == closes else f"{clock(opens)}–{clock(closes)}"


def _until(change: Change | None, at: datetime) -> str:
    if change is None:
        return _("otwarte całą dobę")
    days = _days_until(change, at)
    # Past midnight, „until 2:00” is said of tonight.
    if days == 0 or (days == 1 and change.at.hour < 6):  # noqa: PLR2004 – people call it night till then
        return _("otwarte dziś do %(time)s") % {"time": clock(change.at)}
    if days == 1:
        return _("otwarte do jutra do %(time)s") % {"time": clock(change.at)}
    return _("otwarte do %(day)s, %(time)s") % {"day": _day(change.at.date()), "time": clock(change.at)}


def _from(change: Change | None, at: datetime) -> str:
    if change is None:
        return _("zamknięte")
    days = _days_until(change, at)
    said = {"time": clock(change.at)}
    if days == 0:
        words = _("otwarte dziś od %(time)s") % said
    elif days == 1:
        words = _("otwarte od jutra %(time)s") % said
    elif days < 7:  # noqa: PLR2004 – within a week the name of the day is enough
        words = str(_FROM_DAY[change.at.weekday()]) % said
    else:
        words = _("otwarte od %(day)s, %(time)s") % {"day": _day(change.at.date()), **said}
    return _("zamknięte, %(opening)s") % {"opening": words}


def _days_until(change: Change, at: datetime) -> int:
    return int((change.at.date() - at.astimezone(WARSAW).date()) / timedelta(days=1))
