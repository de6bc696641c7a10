"""Rows and cells of a calendar, built in one go: a template per entry would cost more than reading the entries."""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from podworko.agenda.days import CANCELLED, GOES_ON, PENCILLED
from podworko.agenda.reading import Entry
from podworko.core.text import bind_orphans
from podworko.portal.calendar_page import Cell, Group
from podworko.resources.choices import Audience, Cost

register = template.Library()


@register.simple_tag
def calendar_rows(group: Group, *, with_day: bool = False, is_numbered: bool = False) -> SafeString:
    """Draw what takes place as rows of a list: time, title, where, for whom, what it costs."""
    words = _words(get_language())
    numbers = [
        _number(each) if is_numbered and entry.latitude is not None else ""
        for each, entry in enumerate(group.entries, start=1)
    ]
    rows = [
        _row(entry, group, words, number, with_day=with_day)
        for entry, number in zip(group.entries, numbers, strict=True)
    ]
    return mark_safe("".join(rows))  # noqa: S308 – parts are escaped


@register.simple_tag
def month_rows(weeks: Iterable[list[Cell]], area_slug: str) -> SafeString:
    """Draw the weeks of a month as rows of a table, each day with its first entries and how many more there are."""
    words = _words(get_language())
    rows = ["".join([_cell(cell, area_slug, words) for cell in week]) for week in weeks]
    return mark_safe("".join([f"<tr>{row}</tr>" for row in rows]))  # noqa: S308 – parts are escaped


@cache
def _words(_language: str | None) -> dict[str, str]:
    said = {
        CANCELLED: _("odwołane"),
        PENCILLED: _("ołówkiem"),
        GOES_ON: _("trwa"),
        "all_day": _("cały dzień"),
        "until": _("do"),
        "partners": _("nie dla wszystkich"),
        "more": _("i jeszcze"),
        Cost.FREE: str(Cost.FREE.label),
        Cost.PAID: str(Cost.PAID.label),
        Cost.PARTLY: str(Cost.PARTLY.label),
    }
    said.update({str(code): str(label) for code, label in Audience.choices})
    return {key: escape(text) for key, text in said.items()}


def _number(number: int) -> str:
    return f'<span class="calendar-number">{number}</span> '


def _row(entry: Entry, group: Group, words: dict[str, str], number: str, *, with_day: bool) -> str:
    day = group.day or entry.day
    organiser = "" if entry.organiser and entry.organiser in entry.place else entry.organiser
    said = [each for each in (entry.place, organiser) if each and each != group.title]
    note = f'<p class="entry-note">{escape(bind_orphans(" · ".join(said)))}</p>' if said else ""
    title = escape(bind_orphans(entry.title))
    if entry.is_cancelled:
        title = f"<s>{title}</s>"
    when = f'<p class="entry-note">{escape(date_format(entry.day, "l, j E"))}</p>' if with_day else ""
    return (
        f'<li class="entry"><span class="hour">{_clock(entry, day, words)}</span><div class="entry-text">'
        f'<h3 class="entry-title"><a href="{escape(entry.url)}?day={entry.day.isoformat()}">{number}{title}</a></h3>'
        f"{when}{note}{_tags(entry, words)}</div></li>"
    )


def _clock(entry: Entry, day: Any, words: dict[str, str]) -> str:
    if entry.is_tentative:
        return words[PENCILLED]
    if entry.day != day:
        return words[GOES_ON]
    if not entry.is_timed:
        return words["all_day"]
    if not entry.has_end or entry.last_day != entry.day:
        return f"{entry.starts:%H:%M}"
    return f"{entry.starts:%H:%M}–{entry.ends:%H:%M}"


def _tags(entry: Entry, words: dict[str, str]) -> str:
    tags = []
    if entry.is_cancelled:
        tags.append(f'<li class="tag tag-attention">{words[CANCELLED]}</li>')
    if entry.is_tentative:
        tags.append(f'<li class="tag tag-unsure">{escape(entry.pencil)}</li>')
    if not entry.is_public:
        tags.append(f'<li class="tag tag-unsure">{words["partners"]}</li>')
    tags += [f'<li class="tag">{words[code]}</li>' for code in entry.audiences if code in words]
    if entry.cost in words:
        tags.append(f'<li class="tag">{words[entry.cost]}</li>')
    return f'<ul class="tags">{"".join(tags)}</ul>' if tags else ""


def _cell(cell: Cell, area_slug: str, words: dict[str, str]) -> str:
    names = ["calendar-day"]
    if cell.is_outside:
        names.append("calendar-day-outside")
    if cell.is_today:
        names.append("calendar-day-today")
    if not cell.count:
        names.append("calendar-day-empty")
    day = cell.day.isoformat()
    shown = _briefs(cell.first, area_slug, day, words)
    if cell.count > len(shown):
        rest = cell.count - len(shown)
        whole = f"/{area_slug}/calendar/?view=map&amp;day={day}"
        shown.append(f'<li><a href="{whole}">{words["more"]} {rest}</a></li>')
    entries = f'<ul class="calendar-entries">{"".join(shown)}</ul>' if shown else ""
    current = ' aria-current="date"' if cell.is_today else ""
    return (
        f'<td class="{" ".join(names)}"{current}><time class="calendar-date" datetime="{day}">'
        f'<span class="calendar-long">{_long_day(cell.day, get_language())}</span>'
        f'<span class="calendar-short" aria-hidden="true">{cell.day.day}</span></time>{entries}</td>'
    )


@lru_cache(maxsize=4096)
def _long_day(day: date, _language: str | None) -> str:
    return escape(date_format(day, "l, j E"))


def _briefs(entries: list[list[Any]], area_slug: str, day: str, words: dict[str, str]) -> list[str]:
    # One text is escaped in less time than five.
    titles = escape("\n".join([entry[2].replace("\n", " ") for entry in entries])).split("\n")
    shown = []
    for (event, clock, _title, special), title in zip(entries, titles, strict=False):
        said = f'<span class="calendar-clock">{clock}</span> ' if clock else ""
        if special:
            said += f'<span class="calendar-special">{words[special]}:</span> '
        shown.append(f'<li><a href="/{area_slug}/calendar/{event}/?day={day}">{said}{title}</a></li>')
    return shown
