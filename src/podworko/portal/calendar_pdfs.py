"""The prints of a calendar: a month, a week, a leaflet, and a list in large print. Public data only."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.agenda.wanted import View, Wanted, week_of
from podworko.core import typst
from podworko.places.models import Area
from podworko.portal import calendar_layout, calendar_words, printed_calendar, printed_event
from podworko.portal.calendar_layout import Day, Setting
from podworko.portal.calendar_words import Asked
from podworko.portal.pdfs import Paper
from podworko.portal.printed_calendar import PrintedDay
from podworko.resources.hours import is_holiday

MONTH, WEEK, WHATS_ON, LEAFLET = "month", "week", "whats-on", "leaflet"
PAPERS = {
    MONTH: {"A3": Paper(420, 297, 12), "A4": Paper(297, 210, 10)},
    WEEK: {"A4": Paper(210, 297, 14), "A3": Paper(297, 420, 18)},
    WHATS_ON: {"A4": Paper(210, 297, 16)},
    LEAFLET: {"A4": Paper(210, 297, 14), "A3": Paper(297, 420, 18)},
}
"""Prints, each with the sheets that it may have; the first is what it is made for."""
AHEAD = 30
"""Days that the list in large print tells of."""
MOST_LINES = 300
"""Of that list; it would be a book."""
GAP, GUTTER, SLACK = 4.0, 8.0, 0.5
"""Millimetres; the last is what rounding may cost."""
MONTH_SETTINGS = (
    *(Setting(size) for size in (13.0, 12.0, 11.0)),
    *(Setting(size, brevity=brevity) for size in (10.0, 9.5, 9.0) for brevity in (0, 1)),
    *(Setting(size, brevity=brevity) for size in (8.5, calendar_layout.SMALLEST_TYPE) for brevity in (0, 1, 2)),
)
WEEK_SETTINGS = (
    *(Setting(size) for size in (15.0, 14.0, 13.0)),
    *(Setting(size, 2) for size in (14.0, 13.0, 12.0, 11.0, 10.0, 9.5)),
    *(Setting(size, 2, 1) for size in (9.5, 9.0)),
    *(Setting(size, 2, 2) for size in (9.0, 8.5, calendar_layout.SMALLEST_TYPE)),
)
LEAFLET_SETTINGS = (
    *(Setting(size) for size in (22.0, 20.0, 18.0, 16.0)),
    *(Setting(size, 2) for size in (16.0, 15.0, 14.0, 13.0)),
    *(Setting(size, 2, 1) for size in (13.0, 12.0)),
    *(Setting(size, 2, 2) for size in (12.0, 11.0, 10.0)),
)


def pdf(name: str, area: Area, wanted: Wanted, **options: Any) -> bytes:
    """Return a print as a PDF; takes what `document` takes.

    Raises:
        PrintError: The print could not be made.
    """
    return typst.render(document(name, area, wanted, **options))


def document(  # noqa: PLR0913 – what of, and how
    name: str, area: Area, wanted: Wanted, *, paper: str = "", language: str = "pl", now: datetime | None = None
) -> typst.Document:
    """Return a print before it is set; `name` and `paper` as in `PAPERS`."""
    moment = now or timezone.now()
    sheets = PAPERS[name]
    made_for = next(iter(sheets.values()))
    sheet = sheets[paper] if paper else made_for
    with translation.override(language):
        asked = Asked(area, wanted, timezone.localdate(moment), sheet, sheet.width / made_for.width, language)
        template, data = _MAKERS[name](asked)
        return typst.Document(template, data, data["further"], language, moment)


def _month(asked: Asked) -> tuple[str, dict[str, Any]]:
    template = "portal/print/calendar_month.typ"
    shown = printed_calendar.month_of(asked.day)
    days = printed_calendar.days(asked.area, asked.wanted, shown)
    title = date_format(shown[0], "F Y")
    looked_at = replace(asked.wanted, view=View.MONTH, day=shown[0])
    data = calendar_words.shared(asked, title, title.lower(), looked_at, days) | {
        "gap": GAP,
        "names": [date_format(day, "l") for day in week_of(shown[0])],
        "weeks": _weeks([_month_day(day) for day in days], shown[0].weekday()),
    }
    busiest = [max((len(cell["rows"]) for cell in week), default=0) for week in data["weeks"]]
    basic = calendar_layout.worth_measuring(MONTH_SETTINGS, sum(busiest), asked.paper.height)
    measured = _measure(template, data, asked, [setting._asdict() for setting in basic])
    room = _room(asked, measured) - measured["names"]
    choices = [_measured_weeks(days, choice["rows"], measured["day"]) for choice in measured["choices"]]
    layout = calendar_layout.lay_out_month(choices, basic, [choice["more"] for choice in measured["choices"]], room)
    for cells, numbers, counts in zip(data["weeks"], layout.days, layout.shown, strict=True):
        for cell, number, count in zip(cells, numbers, counts, strict=False):
            cell["more"] = calendar_words.more(cell["count"] - count)
            cell["rows"] = cell["rows"][:count]
            cell["brevity"] = basic[number].brevity
    chosen = basic[layout.setting]._asdict() | {"heights": layout.heights}
    return template, data | {"mode": "print", "layout": chosen}


def _month_day(printed: PrintedDay) -> dict[str, Any]:
    rows = [printed_event.brief(entry, printed.day) for entry in printed.entries]
    is_rest = printed.day.isoweekday() == 7 or is_holiday(printed.day)  # noqa: PLR2004 – a Sunday
    return {"number": str(printed.day.day), "is_rest": is_rest, "rows": rows, "count": printed.count}


def _measured_weeks(days: Sequence[PrintedDay], rows: list[list[float]], heading: float) -> list[list[Day]]:
    measured = [
        Day(heading, tuple(heights), printed.count - len(printed.entries))
        for printed, heights in zip(days, rows, strict=True)
    ]
    return _in_weeks([*([Day(0.0, ())] * days[0].day.weekday()), *measured])


def _weeks(days: list[dict[str, Any]], blank_before: int) -> list[list[dict[str, Any]]]:
    blank = {"number": "", "is_rest": False, "rows": [], "count": 0}
    after = -(blank_before + len(days)) % 7
    return _in_weeks([*(dict(blank) for _day in range(blank_before)), *days, *(dict(blank) for _day in range(after))])


def _in_weeks(days: list[Any]) -> list[list[Any]]:
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def _week(asked: Asked) -> tuple[str, dict[str, Any]]:
    shown = week_of(asked.day)
    days = printed_calendar.days(asked.area, asked.wanted, shown)
    title = calendar_words.span(shown[0], shown[-1])
    data = calendar_words.shared(asked, title, title, replace(asked.wanted, view=View.WEEK, day=shown[0]), days)
    sections = [
        _section(
            calendar_words.day_title(day.day), [printed_event.line(entry, day.day) for entry in day.entries], day.count
        )
        for day in days
    ]
    return _one_sheet(asked, data, sections, WEEK_SETTINGS, {"note_size": 12, "head_size": 32, "code_width": 25})


def _leaflet(asked: Asked) -> tuple[str, dict[str, Any]]:
    this_week = [day for day in week_of(asked.day) if day >= asked.day]
    next_week = week_of(asked.day + timedelta(days=7))
    days = printed_calendar.days(asked.area, asked.wanted, [*this_week, *next_week])
    data = calendar_words.shared(
        asked, _("Co się dzieje"), _("ten tydzień i następny"), replace(asked.wanted, day=None), days
    )
    once = _once(days)
    sections = []
    for name, week in ((_("Ten tydzień"), this_week), (_("Następny tydzień"), next_week)):
        inside = [section for day, section in once if day in week] or [_section("", [], 0)]
        inside[0]["eyebrow"] = f"{name}: {calendar_words.span(week[0], week[-1])}"
        sections += inside
    if pencilled := _pencilled(days):
        sections.append(_section("", pencilled, len(pencilled)) | {"eyebrow": _("Dzień jeszcze niepewny")})
    return _one_sheet(asked, data, sections, LEAFLET_SETTINGS, {"note_size": 13, "head_size": 42, "code_width": 42})


def _one_sheet(
    asked: Asked,
    data: dict[str, Any],
    sections: list[dict[str, Any]],
    basic: Sequence[Setting],
    sizes: dict[str, float],
) -> tuple[str, dict[str, Any]]:
    """Set days on one sheet, in the largest type in which they have room."""
    template = "portal/print/calendar_days.typ"
    scaled = {name: size * asked.scale for name, size in sizes.items()}
    larger = [setting._replace(size=setting.size * asked.scale) for setting in basic] if asked.scale > 1 else []
    lines = sum(2 + sum(2 if row["place"] else 1 for row in section["rows"]) for section in sections)
    chosen = calendar_layout.worth_measuring([*larger, *basic], lines, asked.paper.height)
    data |= scaled | {
        "days": sections,
        "gap": GAP,
        "gutter": GUTTER,
        "nothing": _("nikt niczego nie zapowiedział"),
        "has_eyebrows": any(section["eyebrow"] for section in sections),
        "layout": None,
    }
    if data["empty"]:
        return template, data | {"mode": "print"}
    widths = [_width(asked, setting.columns) for setting in chosen]
    asked_for = [setting._asdict() | {"width": width} for setting, width in zip(chosen, widths, strict=True)]
    measured = _measure(template, data, asked, asked_for)
    choices = [
        [
            Day(day["heading"], tuple(day["rows"]), section["left_out"], day["again"])
            for day, section in zip(choice["days"], sections, strict=True)
        ]
        for choice in measured["choices"]
    ]
    mores = [choice["more"] for choice in measured["choices"]]
    layout = calendar_layout.lay_out_days(choices, chosen, mores, _room(asked, measured))
    columns = [[_piece(piece, sections, layout.shown) for piece in column] for column in layout.columns]
    best = asked_for[layout.setting] | {"columns": columns}
    return template, data | {"mode": "print", "layout": best}


def _piece(piece: Any, sections: list[dict[str, Any]], shown: list[int]) -> dict[str, Any]:
    section = sections[piece.section]
    count = min(shown[piece.section], len(section["rows"]))
    hidden = len(section["rows"]) - count + section["left_out"]
    return {
        "day": piece.section,
        "first": min(piece.first, count),
        "last": min(piece.last, count),
        "goes_on": piece.goes_on,
        "more": calendar_words.more(hidden) if piece.last > count else "",
    }


def _whats_on(asked: Asked) -> tuple[str, dict[str, Any]]:
    shown = [asked.day + timedelta(days=distance) for distance in range(AHEAD)]
    days = printed_calendar.days(asked.area, asked.wanted, shown)
    undated = [printed_event.undated_line(event) for event in printed_calendar.undated(asked.area, asked.wanted)]
    title = _("Co się dzieje")
    data = calendar_words.shared(
        asked, title, title.lower(), replace(asked.wanted, day=None), days, is_empty=not undated
    )
    sections = [section for _day, section in _once(days)]
    if pencilled := [*_pencilled(days), *undated]:
        sections.append(_section(_("Dzień jeszcze niepewny"), pencilled, len(pencilled)))
    left = MOST_LINES
    for section in sections:
        hidden = section["left_out"] + max(0, len(section["rows"]) - left)
        section["rows"] = section["rows"][:left]
        section["more"] = calendar_words.more(hidden)
        left -= len(section["rows"])
    return "portal/print/whats_on.typ", data | {
        "tagline": calendar_words.span(shown[0], shown[-1]),
        "sections": sections,
        "page": _("strona"),
    }


_MAKERS: dict[str, Callable[[Asked], tuple[str, dict[str, Any]]]] = {
    MONTH: _month,
    WEEK: _week,
    WHATS_ON: _whats_on,
    LEAFLET: _leaflet,
}


def _once(days: Sequence[PrintedDay]) -> list[tuple[date, dict[str, Any]]]:
    """Return the days on which something takes place; what goes on for days stands under the first of them only."""
    first, sections = days[0].day, []
    for printed in days:
        entries = [
            entry for entry in printed.entries if not entry.is_tentative and (printed.day in (entry.day, first))
        ]
        left_out = printed.count - len(printed.entries)
        if entries or left_out:
            lines = [printed_event.line(entry, printed.day) for entry in entries]
            sections.append(
                (printed.day, _section(calendar_words.day_title(printed.day), lines, len(lines) + left_out))
            )
    return sections


def _pencilled(days: Sequence[PrintedDay]) -> list[dict[str, Any]]:
    return printed_event.pencilled_once([entry for printed in days for entry in printed.entries])


def _section(title: str, rows: list[dict[str, Any]], count: int) -> dict[str, Any]:
    return {
        "title": title,
        "again": _("%(section)s – ciąg dalszy") % {"section": title},
        "eyebrow": "",
        "rows": rows,
        "left_out": count - len(rows),
    }


def _measure(template: str, data: dict[str, Any], asked: Asked, choices: list[dict[str, Any]]) -> Any:
    # Neither title nor date of the file is on the sheet, so they do not count here.
    measured = typst.Document(template, data | {"choices": choices}, "", asked.language, timezone.now())
    return typst.measure(measured, label="heights")


def _room(asked: Asked, measured: dict[str, Any]) -> float:
    """Return the height that title and foot leave."""
    outside: float = measured["head"] + measured["foot"] + 2 * GAP + SLACK
    return asked.paper.height - 2 * asked.paper.margin - outside


def _width(asked: Asked, columns: int) -> float:
    return (asked.paper.width - 2 * asked.paper.margin - (columns - 1) * GUTTER) / columns
