"""How much of a series a page changes: one occurrence, it and the following, or all."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from podworko.agenda.models import Event


class Span(NamedTuple):
    """One choice."""

    name: str
    address: str
    is_chosen: bool


def spans_of(event: Event, original: str, page: str) -> list[Span]:
    """Return the choices beside a page, each the same change over more or fewer dates.

    `original`: the occurrence as addresses name it.
    """
    change = page.split("_", maxsplit=1)[0]
    place = [event.area.slug, event.pk]
    is_first = event.starts is not None and f"{event.starts:%Y%m%dT%H%M}" == original
    named = [(f"{change}_occurrence", _("Tylko ten termin"), [*place, original])]
    if not is_first:
        named.append((f"{change}_following", _("Ten i następne"), [*place, original]))
    named.append((f"{change}_event", _("Cała seria"), place))
    return [Span(label, reverse(f"agenda:{name}", args=place), name == page) for name, label, place in named]
