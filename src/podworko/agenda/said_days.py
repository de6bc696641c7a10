"""The day of a line: dates, days of the week, „jutro”, „za tydzień”. Pure functions over values."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from podworko.agenda.said_dates import Dates, read_dates
from podworko.agenda.said_line import Line, Part
from podworko.agenda.said_words import DAY_WORD, LONG_MONTH, NUMBERS, WEEKDAYS, number

IS_DAY = (
    gettext_lazy("%(day)s to poniedziałek. Który dzień jest dobry?"),
    gettext_lazy("%(day)s to wtorek. Który dzień jest dobry?"),
    gettext_lazy("%(day)s to środa. Który dzień jest dobry?"),
    gettext_lazy("%(day)s to czwartek. Który dzień jest dobry?"),
    gettext_lazy("%(day)s to piątek. Który dzień jest dobry?"),
    gettext_lazy("%(day)s to sobota. Który dzień jest dobry?"),
    gettext_lazy("%(day)s to niedziela. Który dzień jest dobry?"),
)


@dataclass(slots=True)
class Days:
    """The days that a line names, without what recurs."""

    first: date | None = None
    last: date | None = None
    """Of several days in a row; None for one day."""
    more: list[date] = field(default_factory=list)
    """Further days that are not in a row with the first."""
    until: date | None = None
    """Only the end is said."""
    is_range: bool = False


_NEXT = r"(?:przyszl|nastepn|kolejn)\w+"
_NEAREST = r"(?:najbliz\w+|ten|te|ta|nadchodzac\w+)"
# „pt.” is „pod tytułem” and „pn.” „pod nazwą” before a name; „sr” and „nd” stand for days only.
_ABBREVIATED = r"(?!(?:pt|pn)\.?\s*[\"„”«'’])(?!(?:pt|pn)\.\s*[a-z]{4})"
_WEEKDAY = re.compile(
    rf"(?<!\w)(?:(?:w|we|na)\s+)?(?:(?P<next>{_NEXT})\s+"
    rf"|(?P<nearest>{_NEAREST})\s+)?{_ABBREVIATED}(?P<day>{DAY_WORD})\.?"
    rf"(?P<middle>(?:\s*,\s*(?:w |we )?{DAY_WORD}\.?(?=\s*,|\s+i\s|\s+oraz\s))*)"
    rf"(?:\s*(?P<to>-|do|/|i|oraz|,)\s*(?:w |we )?(?P<last>{DAY_WORD})\.?)?",
)
_FROM = re.compile(
    rf"(?<!\w)od\s+(?P<day>{DAY_WORD})\.?\s*(?P<to>do|-)\s*(?P<last>{DAY_WORD})\.?(?P<next>(?!))?(?P<nearest>(?!))?(?P<middle>(?!))?",
)
_SOON = {"dzis": 0, "dzisiaj": 0, "jutro": 1, "pojutrze": 2}
_RELATIVE = re.compile(r"(?<!\w)(?:na\s+)?(?P<word>dzisiaj|dzis|jutro|pojutrze)(?!\w)")
_COUNT = rf"(?:(?P<count>\d{{1,2}}|{'|'.join(w for w in NUMBERS if NUMBERS[w] > 0)})\s+)?"
_AFTER = re.compile(
    rf"(?<!\w)za\s+{_COUNT}(?P<unit>dzien|dni|tydzien|tygodnie|tygodni|miesiac|miesiace|miesiecy)(?!\w)"
)
_WEEK = re.compile(r"(?<!\w)w\s+(?P<which>tym|przyszlym|nastepnym)\s+tygodniu(?!\w)")
_WEEKEND = re.compile(rf"(?<!\w)(?:w\s+|na\s+)?(?:(?P<next>{_NEXT})\s+|{_NEAREST}\s+)?weekend(?!\w)")
_MONTH_ONLY = re.compile(rf"(?<!\w)(?:w|na)\s+(?P<month>{LONG_MONTH})(?:\s+20\d\d)?")
_SATURDAY, _SUNDAY, _WEEK_DAYS = 5, 6, 7


def said_weekdays(line: Line) -> list[int]:
    """Return the days of the week that stand in a line."""
    return [WEEKDAYS[match["day"]] for match in _WEEKDAY.finditer(line.free)]


def read_days(line: Line, today: date) -> Days:
    """Take the days of a line, what recurs having been taken before."""
    dates = read_dates(line, today, said_weekdays(line))
    week = _read_week(line, today)
    if dates.days or dates.rejected:
        days = _as_days(dates)
        _check_weekday(line, days)
        _take_weekend(line)
        return days
    days = _read_relative(line, today) or _read_weekday(line, today, week) or _read_weekend(line, today) or Days()
    days.until = dates.until
    _take_month(line, days)
    return days


def _as_days(dates: Dates) -> Days:
    if not dates.days:
        return Days(until=dates.until)
    first, *others = dates.days
    in_a_row = all(later - earlier == timedelta(1) for earlier, later in zip(dates.days, others, strict=False))
    if others and (dates.is_range or in_a_row):
        return Days(first, others[-1], until=dates.until, is_range=True)
    # „od 12 stycznia do 30 czerwca”: read as a beginning and an end.
    if dates.until and dates.until > first:
        return Days(first, dates.until, is_range=True)
    return Days(first, more=others)


def _check_weekday(line: Line, days: Days) -> None:
    match = line.find(_WEEKDAY)
    if match is None:
        return
    line.take(Part.DAY, *match.span())
    if days.first is None or days.first.weekday() == WEEKDAYS[match["day"]]:
        return
    shown = f"{days.first.day}.{days.first.month:02d}.{days.first.year}"
    line.unclear.append(IS_DAY[days.first.weekday()] % {"day": shown})


def _take_weekend(line: Line) -> None:
    match = re.search(r"(?<!\w)(?:w\s+)?weekend(?!\w)(?=\s*\x01)", line.free)
    if match:
        line.take(Part.DAY, *match.span())


def _read_week(line: Line, today: date) -> date | None:
    """Return the Monday of the week that is meant, if one is: „w przyszłym tygodniu”, „za tydzień”."""
    monday = today - timedelta(days=today.weekday())
    match = line.find(_WEEK)
    if match:
        line.take(Part.DAY, *match.span())
        return monday if match["which"] == "tym" else monday + timedelta(days=_WEEK_DAYS)
    match = line.find(_AFTER)
    if match and match["unit"].startswith("ty") and line.find(_WEEKDAY):
        line.take(Part.DAY, *match.span())
        return monday + timedelta(days=_WEEK_DAYS * number(match["count"] or "1"))
    return None


def _read_relative(line: Line, today: date) -> Days | None:
    match = line.find(_RELATIVE)
    if match:
        day = today + timedelta(days=_SOON[match["word"]])
    else:
        match = line.find(_AFTER)
        if match is None:
            return None
        count, unit = number(match["count"] or "1"), match["unit"]
        step = {"dni": relativedelta(days=count), "mie": relativedelta(months=count)}
        day = today + step.get(unit[:3].replace("dzi", "dni"), relativedelta(weeks=count))
    line.take(Part.DAY, *match.span())
    days = Days(day)
    _check_weekday(line, days)
    return days


def _read_weekday(line: Line, today: date, week: date | None) -> Days | None:
    match = line.find(_FROM) or line.find(_WEEKDAY)
    if match is None:
        return None
    line.take(Part.DAY, *match.span())
    said = WEEKDAYS[match["day"]]
    first = _weekday_after(line, match, today, week)
    if not match["last"]:
        return Days(first)
    last = first + timedelta(days=(WEEKDAYS[match["last"]] - said) % _WEEK_DAYS)
    if match["middle"]:
        others = [WEEKDAYS[word] for word in re.findall(DAY_WORD, match["middle"] + " " + match["last"])]
        return Days(
            first, more=sorted({first + timedelta(days=(other - said) % _WEEK_DAYS) for other in others} - {first})
        )
    if match["to"] in {"-", "do", "/"} or last - first <= timedelta(1):
        return Days(first, last if last > first else None, is_range=last > first)
    return Days(first, more=[last])


def _weekday_after(line: Line, match: re.Match[str], today: date, week: date | None) -> date:
    said = WEEKDAYS[match["day"]]
    if match["next"]:
        week = today - timedelta(days=today.weekday()) + timedelta(days=_WEEK_DAYS)
    if week:
        return week + timedelta(days=said)
    shift = (said - today.weekday()) % _WEEK_DAYS
    if shift == 0 and (match["nearest"] or "").startswith("najb"):
        return today + timedelta(days=_WEEK_DAYS)
    if shift == 0:
        typed = line.typed(*match.span("day"))
        line.unclear.append(_("„%(day)s” to dziś: chodzi o dzisiaj czy za tydzień?") % {"day": typed})
    return today + timedelta(days=shift)


def _read_weekend(line: Line, today: date) -> Days | None:
    match = line.find(_WEEKEND)
    if match is None:
        return None
    line.take(Part.DAY, *match.span())
    saturday = today + timedelta(days=(_SATURDAY - today.weekday()) % _WEEK_DAYS)
    if match["next"] and saturday - today < timedelta(days=_WEEK_DAYS):
        saturday = today - timedelta(days=today.weekday()) + timedelta(days=_WEEK_DAYS + _SATURDAY)
    return Days(saturday, saturday + timedelta(1), is_range=True)


def _take_month(line: Line, days: Days) -> None:
    match = line.find(_MONTH_ONLY)
    if match is None or days.first or days.until:
        return
    line.take(Part.DAY, *match.span())
    line.unclear.append(_("„%(month)s”: którego dnia?") % {"month": line.typed(*match.span())})
