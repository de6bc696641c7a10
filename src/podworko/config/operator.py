"""Who keeps this instance, as the privacy page and the accessibility statement name them."""

import datetime as dt
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured

from podworko.config import environment


class Operator(NamedTuple):
    """The institution that answers for an instance; what it has not said is empty, and the pages say so."""

    name: str
    address: str
    email: str
    phone: str
    officer: str
    """How the data-protection officer is reached."""
    accessibility_contact: str
    """Who takes remarks about accessibility."""
    building: str
    """How one gets into the operator's building: entrance, lift, toilet, dogs, sign language."""
    published_on: dt.date | None
    """The day on which the instance opened."""


def read() -> Operator:
    """Read the operator from the environment; refuse a date that is none."""
    return Operator(
        name=environment.text("PODWORKO_OPERATOR_NAME"),
        address=environment.text("PODWORKO_OPERATOR_ADDRESS"),
        email=environment.text("PODWORKO_OPERATOR_EMAIL"),
        phone=environment.text("PODWORKO_OPERATOR_PHONE"),
        officer=environment.text("PODWORKO_DATA_PROTECTION_OFFICER"),
        accessibility_contact=environment.text("PODWORKO_ACCESSIBILITY_CONTACT"),
        building=environment.text("PODWORKO_OPERATOR_BUILDING"),
        published_on=_day(environment.text("PODWORKO_PUBLISHED_ON")),
    )


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"PODWORKO_PUBLISHED_ON: „{text}” to nie jest data, np. 2026-11-21.") from error
