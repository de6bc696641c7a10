"""When somebody last said that an entry is right, and by what office, in a few words. Pure functions."""

from datetime import date

from django.utils.translation import gettext as _


def said(day: date | None, whose: str) -> str:
    """Return „sprawdzono 1.10.2026: organizacja”; where nobody has checked it, that."""
    if day is None:
        return _("jeszcze nie sprawdzono")
    told = _("sprawdzono %(date)s") % {"date": numeric(day)}
    return f"{told}: {whose}" if whose else told


def numeric(day: date) -> str:
    """Return „1.10.2026”, as it is written in every language of the site."""
    return f"{day.day}.{day.month:02}.{day.year}"
