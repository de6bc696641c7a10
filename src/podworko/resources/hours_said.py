"""In what words somebody has said when a place is open: what stands beside its table while it is filled in."""

from collections.abc import Mapping
from typing import NamedTuple

from django.urls import reverse

from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.resources import links
from podworko.resources.models import EntrySuggestion, FreshnessReply

_LONGEST_ID = 19
"""Digits that a column of ids holds."""


class SaidHours(NamedTuple):
    """The words, and the page from which they come."""

    words: str
    back: str


def find(query: Mapping[str, str], organisation: Organisation, place: int, reach: Reach) -> SaidHours | None:
    """Return the words that an address asks for, `?suggestion=7` or `?reply=7`, if the person decides on them."""
    if (pk := _id(query.get("suggestion", ""))) is not None:
        suggestions = EntrySuggestion.objects.editable_by(reach).waiting().select_related("area")
        suggestion = suggestions.filter(pk=pk, organisation=organisation).first()
        words = suggestion.changes.get(f"hours:{place}") if suggestion else None
        if suggestion and words:
            return SaidHours(words[1], links.suggestion(suggestion.area.slug, suggestion.pk))
    if (pk := _id(query.get("reply", ""))) is not None:
        reply = FreshnessReply.objects.editable_by(reach).filter(pk=pk, organisation=organisation).first()
        said = reply.values.get(f"hours-{place}") if reply else None
        if said:
            return SaidHours(said["now"], reverse("resources:freshness_replies", args=[organisation.home_area.slug]))
    return None


def of_reply(reply: FreshnessReply) -> list[str]:
    """Return the addresses of the tables of hours that a reply wants changed, with its words beside them."""
    organisation = reply.organisation
    places = [name.removeprefix("hours-") for name in reply.values if name.startswith("hours-")]
    return [
        reverse("resources:set_opening_hours", args=[organisation.home_area.slug, organisation.slug, int(pk)])
        + f"?reply={reply.pk}"
        for pk in places
    ]


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_ID else None
