"""What the page of an ask or an offer shows to whom, and with what a new one begins."""

from collections.abc import Mapping
from typing import Any

from podworko.agenda.permissions import may_announce, organisations_of
from podworko.core.visibility import Reach
from podworko.needs import exchange_reading, links, matches_found, talk_reading
from podworko.needs.exchange_choices import CardSide, TalkState
from podworko.needs.exchange_models import Card, Talk, TalkQuerySet
from podworko.needs.models import Problem
from podworko.organisations.models import Contact, Location
from podworko.places.models import Area

LONGEST_ID = 19
"""Digits that a column of ids holds."""


def read(card: Card, reach: Reach) -> dict[str, Any]:
    """Return what the page of a card shows to a person."""
    is_editable = Card.objects.editable_by(reach).filter(pk=card.pk).exists()
    talks = list(_talks_about(card, reach))
    place = card.location
    is_place_seen = place is not None and Location.objects.visible_to(reach).filter(pk=place.pk).exists()
    is_coordinator = card.area_id in reach.coordinator_of
    others = [row for row in organisations_of(card.area, reach) if row.pk != card.organisation_id]
    return {
        "organisation_page": links.organisation(card.organisation),
        "when": exchange_reading.said_when(card),
        "place": place if is_place_seen else None,
        "contact": Contact.objects.visible_to(reach).filter(pk=card.contact_id or 0).first(),
        "is_editable": is_editable,
        "is_coordinator": is_coordinator,
        "may_ask": card.is_standing and bool(others) and may_announce(card.area, reach),
        "matches": _matches(card, reach) if is_editable else [],
        "talks": [(talk, _other(talk, card)) for talk in talks if talk.state != TalkState.DISMISSED],
        "dismissed": [(talk, _other(talk, card)) for talk in talks if talk.state == TalkState.DISMISSED],
        "problem": Problem.objects.visible_to(reach).filter(pk=card.problem_id or 0).select_related("area").first(),
        "other_side": CardSide(card.side).other,
    }


def _matches(card: Card, reach: Reach) -> list[tuple[Card, str, str]]:
    rows = matches_found.matches_of(card, reach)
    found = [(row.other_than(card.side), row.why) for row in rows]
    return [(other, links.card(other), why) for other, why in found]


def _talks_about(card: Card, reach: Reach) -> TalkQuerySet:
    rows = talk_reading.related().visible_to(reach)
    return rows.filter(offer=card) if card.side == CardSide.OFFER else rows.filter(ask=card)


def _other(talk: Talk, card: Card) -> str:
    other = talk.taker if card.side == CardSide.OFFER else talk.giver
    counterpart = talk.ask if card.side == CardSide.OFFER else talk.offer
    return f"{other}: {counterpart.title}" if counterpart else str(other)


def initial(asked: Mapping[str, str], area: Area, reach: Reach) -> dict[str, Any]:
    """Return with what a new card begins: `side`, `organisation`, and the `problem` because of which it is written."""
    found: dict[str, Any] = {}
    if asked.get("side") in CardSide.values:
        found["side"] = asked["side"]
    owner = _number(asked.get("organisation", ""))
    if owner and any(row.pk == owner for row in organisations_of(area, reach)):
        found["organisation_id"] = owner
    problem = Problem.objects.visible_to(reach).filter(area=area, pk=_number(asked.get("problem", ""))).first()
    if problem:
        found |= {"side": CardSide.ASK, "title": problem.title, "problem_id": problem.pk}
    return found


def carried(begun: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of the beginning of a card stands in no field of its form."""
    return {"problem_id": begun["problem_id"]} if "problem_id" in begun else {}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_ID else 0
