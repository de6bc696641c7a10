"""Filters for text and dates as people write them."""

import datetime as dt
from functools import lru_cache
from typing import cast

from django import template
from django.utils import formats, timezone, translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from podworko.core.text import bind_orphans

register = template.Library()

Moment = dt.date | dt.datetime
_LONG = {"en": "j F Y", "uk": "j E Y"}
"""Where Django's own form ends in a full stop („2026 р.”) or puts the month first, which suits no sentence of ours."""


@register.filter
def bind(text: object) -> SafeString:
    """Put a hard space after one-letter words, so that none of them ends a line."""
    return _bound(conditional_escape(cast("str", text)))


@lru_cache(maxsize=1000)
def _bound(escaped: SafeString) -> SafeString:
    return mark_safe(bind_orphans(escaped))  # noqa: S308 – escaped by whoever asks


@register.filter
def long_date(day: object) -> str:
    """Write „21 listopada 2026”; nothing for a missing date."""
    return _written(day, _LONG.get(translation.get_language() or "", "DATE_FORMAT"))


@register.filter
def short_date(day: object) -> str:
    """Write „21.11.2026” for tables; nothing for a missing date."""
    return _written(day, "d.m.Y")


@register.filter
def day_of_week(day: object) -> str:
    """Write „sobota, 21 listopada”; nothing for a missing date."""
    return _written(day, "l, j E")


@register.filter
def date_and_time(moment: object) -> str:
    """Write „21 listopada 2026, 16:05” in local time; nothing for a missing moment."""
    if not isinstance(moment, dt.datetime):
        return long_date(moment)
    return f"{long_date(moment)}, {formats.date_format(_local(moment), 'H:i')}"


def _written(day: object, layout: str) -> str:
    if not isinstance(day, dt.date):
        return ""
    return formats.date_format(_local(day), layout)


def _local(day: Moment) -> Moment:
    if isinstance(day, dt.datetime) and timezone.is_aware(day):
        return timezone.localtime(day)
    return day
