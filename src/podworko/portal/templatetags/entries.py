"""Rows of long lists, built in one go: a template per row would cost more than reading the rows.

Text is escaped by `html.escape`: that of Django does the same and also asks each time whether it was given a lazy
text, which for the fifty rows of a page takes as long as all else that is done to them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from html import escape

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from podworko.core.templatetags.marks import mark
from podworko.core.text import bind_orphans
from podworko.organisations import assured
from podworko.organisations.choices import Precision, Status
from podworko.portal.organisation_list import Row
from podworko.portal.queries import Entry
from podworko.portal.signs import Sign

register = template.Library()


@register.simple_tag
def entry_rows(
    entries: Iterable[Entry], categories: Mapping[str, str], hours: Mapping[int, str], *, with_area: bool
) -> SafeString:
    """Draw entries as rows of a list: mark, name, correction, address, how well the point is known.

    `categories`: code → name. `hours`: id of a place → what is to be said of its hours today.
    `with_area`: say in which estate each stands.
    """
    precision = {value: str(label) for value, label in Precision.choices}
    precision[Precision.NONE] = _("położenie nieznane, nie ma na mapie")
    words = _Words(categories, precision, hours)
    return mark_safe("".join(_row(entry, words, with_area=with_area) for entry in entries))  # noqa: S308 – parts are escaped


@register.simple_tag
def organisation_rows(rows: Iterable[Row]) -> SafeString:
    """Draw organisations as rows of a list: name, correction, what it is here, where, under which categories."""
    words = escape(_("prawdopodobnie:")), escape(str(Status.UNCERTAIN.label)), _("i inne miejsca, razem:")
    shown = list(rows)
    signs = tuple(dict.fromkeys(sign for row in shown for sign in row.signs))
    language = get_language() or ""
    drawn = "".join(_organisation(row, language, *words) for row in shown)
    return mark_safe(_sprite(signs) + drawn if signs else drawn)  # noqa: S308 – parts are escaped


@lru_cache(maxsize=2048)
def _assured(_language: str, day: date | None, whose: str) -> str:
    """Return when and by whom entries were checked: many were on the same day."""
    return escape(bind_orphans(assured.said(day, whose)))


def _organisation(row: Row, language: str, corrected: str, uncertain: str, more: str) -> str:
    where = ", ".join(row.addresses)
    if row.places > len(row.addresses):
        where = f"{where} {more} {row.places}"
    told = f"{row.role_in_area} · {where}" if row.role_in_area and where else row.role_in_area or where
    correction = f'<p class="entry-note">{corrected} {escape(row.corrected_name)}</p>' if row.corrected_name else ""
    doubt = (
        f'<ul class="tags"><li class="tag tag-unsure">{uncertain}</li></ul>' if row.status == Status.UNCERTAIN else ""
    )
    return (
        f'<li class="entry"><div class="entry-text"><h3 class="entry-title"><a href="{row.url}">'
        f"{escape(bind_orphans(row.name))}</a></h3>{correction}"
        f'<p class="entry-note">{escape(bind_orphans(told))}</p>'
        f'<p class="entry-note small">{_assured(language, row.assured_date, row.assured_by)}</p>'
        f"{doubt}"
        f'</div><span class="entry-marks">{"".join(map(_pointed, row.signs))}</span></li>'
    )


@lru_cache(maxsize=512)
def _sprite(signs: tuple[Sign, ...]) -> SafeString:
    """Draw each mark once, out of sight; rows point at it instead of repeating it."""
    drawn = format_html_join(
        "", '<g id="sign-{}">{}</g>', ((_key(sign), mark(sign.letter, sign.shape, sign.colour)) for sign in signs)
    )
    return format_html('<li class="sprite" hidden><svg aria-hidden="true"><defs>{}</defs></svg></li>', drawn)


def _key(sign: Sign) -> str:
    letter = "".join(f"{ord(each):x}" for each in sign.letter)
    return f"{sign.shape}-{letter}-{sign.colour.removeprefix('#')}"


@lru_cache(maxsize=512)
def _pointed(sign: Sign) -> SafeString:
    return format_html(
        '<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">'
        '<use href="#sign-{}"/></svg><span class="visually-hidden">{}</span>',
        _key(sign),
        sign.name,
    )


class _Words:
    """What rows say besides what is in them, looked up once."""

    def __init__(self, categories: Mapping[str, str], precision: Mapping[str, str], hours: Mapping[int, str]) -> None:
        self.categories, self.precision, self.hours = categories, precision, hours
        self.corrected = _("prawdopodobnie:")
        self.uncertain = str(Status.UNCERTAIN.label)


def _row(entry: Entry, words: _Words, *, with_area: bool) -> str:
    note = [entry.address] if entry.address else []
    if with_area:
        note.append(entry.area_name)
    where = "".join(f"{part} · " for part in note)
    kind = "exact" if entry.is_exact else "approximate"
    return (
        f'<li class="entry" id="entry-{entry.pk}" data-entry="{entry.pk}"'
        f"{' data-placed' if entry.longitude is not None else ''}>"
        f"{mark(entry.number or entry.letter, entry.shape, entry.colour, is_dashed=not entry.is_exact)}"
        f'<div class="entry-text"><h3 class="entry-title"><a href="{escape(entry.url)}">'
        f'{escape(bind_orphans(entry.title))}</a></h3>{_correction(entry, words)}<p class="entry-note">'
        f'<span class="visually-hidden">{escape(words.categories.get(entry.category, ""))} · </span>'
        f'{escape(bind_orphans(where))} <span class="{kind}">{escape(words.precision[entry.precision])}</span></p>'
        f'<p class="entry-note small">{escape(bind_orphans(assured.said(entry.assured_date, entry.assured_by)))}</p>'
        f"{_tags(entry, words)}</div></li>"
    )


def _correction(entry: Entry, words: _Words) -> str:
    if not entry.corrected_name:
        return ""
    return f'<p class="entry-note">{escape(words.corrected)} {escape(entry.corrected_name)}</p>'


def _tags(entry: Entry, words: _Words) -> str:
    tags = []
    if entry.status == Status.UNCERTAIN:
        tags.append(f'<li class="tag tag-unsure">{escape(words.uncertain)}</li>')
    hours = words.hours.get(entry.pk)
    if hours:
        tags.append(f'<li class="tag">{escape(hours)}</li>')
    return f'<ul class="tags">{"".join(tags)}</ul>' if tags else ""
