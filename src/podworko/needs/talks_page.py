"""What those who coordinate an area see of its asks and offers: what goes together, what waits, what came of it."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.utils import timezone

from podworko.core.visibility import Reach
from podworko.needs import card_telling, exchange_reading, links, matches_found, talk_reading
from podworko.needs.exchange_choices import CardSide, TalkState
from podworko.needs.exchange_models import Card, CardQuerySet, Talk
from podworko.organisations.choices import ContactKind, MembershipRole
from podworko.organisations.models import ContactField, Membership
from podworko.places.models import Area

UNMET_AFTER = timedelta(weeks=6)
"""How long an ask may wait before somebody wonders whether the whole area lacks it."""
MOST = 50
ENDED = 20


def read(area: Area, reach: Reach) -> dict[str, Any]:
    """Return all that the page shows."""
    visible = talk_reading.related().visible_to(reach).inside(area)
    asked = list(visible.filter(state=TalkState.ASKED).order_by("proposed_at", "pk")[:MOST])
    going = list(visible.filter(state=TalkState.AGREED).order_by("changed_at", "pk")[:MOST])
    ended = visible.exclude(state__in=(TalkState.ASKED, TalkState.AGREED, TalkState.DISMISSED))
    today = timezone.localdate()
    outcomes = list(visible.filter(outcome_on__isnull=False).values_list("outcome_on", "state"))
    months = talk_reading.met_by_month(outcomes, today)
    return {
        "proposals": _proposals(area, reach),
        "to_ring": _to_ring(asked, reach),
        "asked": asked,
        "going": going,
        "ended": list(ended[:ENDED]),
        "running_out": _with_ways(list(_running_out(area, reach)[:MOST]), reach),
        "unmet": exchange_reading.unmet(area, reach, before=timezone.now() - UNMET_AFTER)[:MOST],
        "weeks": UNMET_AFTER.days // 7,
        "months": months if outcomes else [],
        "keep_page": links.cards(area.slug),
    }


def _proposals(area: Area, reach: Reach) -> list[tuple[Card, list[tuple[Card, str, str]]]]:
    """Return the asks for which something was found, each with its best offers, the reasons and the page of each."""
    by_ask: dict[int, list[tuple[Card, str, str]]] = defaultdict(list)
    asks: dict[int, Card] = {}
    for row in matches_found.matches_in(area, reach):
        asks[row.ask.pk] = row.ask
        by_ask[row.ask.pk].append((row.offer, row.why, links.card(row.offer)))
    return [(asks[pk], found) for pk, found in by_ask.items()][:MOST]


def _running_out(area: Area, reach: Reach) -> CardQuerySet:
    rows = Card.objects.editable_by(reach).inside(area).running_out()
    return rows.select_related("organisation", "area").order_by("valid_until", "pk")


def _to_ring(asked: list[Talk], reach: Reach) -> list[tuple[Talk, str, Any, list[str]]]:
    """Return the sides that are to answer and that no mail reaches, each with its telephones.

    Nobody keeps the entry of the organisation with an account: so it is the coordinator who asks and writes it down.
    """
    waiting = [(talk, part) for talk in asked for part in talk.parts.all() if part.is_waited_for]
    organisations = {talk.organisation_of(part.side).pk for talk, part in waiting}
    editors = Membership.objects.filter(role=MembershipRole.EDITOR, user__is_active=True)
    reached = set(editors.filter(organisation__in=organisations).values_list("organisation", flat=True))
    phones = _phones(organisations - reached, reach)
    found = []
    for talk, part in waiting:
        organisation = talk.organisation_of(part.side)
        if organisation.pk not in reached:
            found.append((talk, part.side, organisation, phones[organisation.pk]))
    return found


def _with_ways(cards: list[Card], reach: Reach) -> list[tuple[Card, bool, list[str]]]:
    """Return each card with whether its keepers are asked by mail, and else with the telephones to ring."""
    keepers = card_telling.keepers_of(cards)
    phones = _phones({card.organisation_id for card in cards if not keepers[card.pk]}, reach)
    return [(card, bool(keepers[card.pk]), phones[card.organisation_id]) for card in cards]


def _phones(organisations: set[int], reach: Reach) -> dict[int, list[str]]:
    """Return the telephones of some organisations that a person may see, by id of the organisation."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = ContactField.objects.visible_to(reach).filter(
        kind=ContactKind.PHONE, contact__organisation__in=organisations
    )
    for row in rows.select_related("contact").order_by("contact__position", "position", "pk"):
        found[row.contact.organisation_id].append(f"{row.contact.role}: {row.value}")
    return found


def to_decide(area: Area, reach: Reach) -> dict[str, Any]:
    """Return what of asks and offers waits for a person on their desk in an area."""
    mine = Card.objects.editable_by(reach).filter(organisation__in=reach.editor_of).inside(area)
    running_out = mine.running_out().select_related("organisation", "area").order_by("valid_until", "pk")
    waiting = talk_reading.waiting_for(reach, area)
    matches = matches_found.matches_in(area, reach, own=reach.editor_of) if reach.editor_of else []
    new = {(row.offer.pk, row.ask.pk): row for row in matches}
    own_side = [(row.offer if row.offer.organisation_id in reach.editor_of else row.ask, row) for row in new.values()]
    rows = [(card, row.other_than(CardSide(card.side)), row.why, links.card(card)) for card, row in own_side]
    asked = Talk.objects.visible_to(reach).inside(area).filter(state=TalkState.ASKED)
    to_follow = asked.count() if area.pk in reach.coordinator_of else 0
    return {"talks": waiting, "to_follow": to_follow, "running_out": list(running_out[:MOST]), "matches": rows[:MOST]}
