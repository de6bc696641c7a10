"""Asks and offers of Trzepakowo, which does not exist: some that go together, one agreed, one refused, one unmet.

The sources about Azory name nobody who has something to lend or looks for something: there nothing is made up.
"""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from podworko.needs.actions.asking import note_asking
from podworko.needs.actions.card import add_card
from podworko.needs.actions.talk import answer_talk, dismiss_match, propose_talk, settle_talk
from podworko.needs.exchange_models import Card
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area
from podworko.resources.models import Resource

_TUESDAYS = {"weekdays": [1], "starts": time(16), "ends": time(18)}
CARDS: dict[str, tuple[str, str, str, str, dict[str, Any]]] = {
    "hall": (
        *("T01", "offer", "room", "Sala na 40 osób, we wtorki i czwartki po południu"),
        {"weekdays": [1, 3], "starts": time(15), "ends": time(20), "quantity": 40, "terms": "free"},
    ),
    "parents": (
        *("T09", "ask", "room", "Miejsce na spotkania rodziców w co drugi wtorek"),
        {**_TUESDAYS, "quantity": 25, "terms": "free", "text": "Z kącikiem dla dzieci, jeśli się da."},
    ),
    "projector": ("T11", "offer", "equipment", "Rzutnik i ekran na dwa, trzy dni", {"terms": "free"}),
    "evening": ("T06", "ask", "equipment", "Potrzebny rzutnik na wieczornicę", {"when_said": "druga połowa stycznia"}),
    "tent": ("T01", "offer", "things", "Namiot festynowy na jeden weekend", {"terms": "in_return"}),
    "fair": ("T08", "ask", "things", "Namiot na pokaz skakanek", {"terms_note": "Pomożemy go rozstawić."}),
    "fruit": ("T13", "offer", "things", "Skrzynka owoców w piątki", {"weekdays": [4], "terms": "free"}),
    "snacks": ("T07", "ask", "things", "Owoce na podwieczorki dla dzieci", {"terms": "free"}),
    "trainer": ("T08", "offer", "skill", "Ktoś, kto poprowadzi zabawy ze skakanką", {"terms": "at_cost"}),
    "children": ("T07", "ask", "skill", "Prowadzący zabawy na dzień dziecka", {"when_said": "przełom maja i czerwca"}),
    "ladder": ("T10", "ask", "service", "Ktoś z podnośnikiem do wymiany żarówek", {}),
    "books": ("T11", "offer", "things", "Regały po starej czytelni", {"terms": "free", "quantity": 6}),
}
"""By a name of their own: place of the register, side, kind, title, and what else is known."""
PUBLIC = frozenset({"hall", "parents", "projector", "ladder"})
_LONG_AGO = timedelta(weeks=9)
_SOON = timedelta(days=6)


def load(area: Area) -> None:
    """Make what is missing; what is there stays as people have changed it."""
    if Card.objects.filter(area=area).exists():
        return
    places = {row.reference: row for row in Location.objects.filter(area=area).select_related("organisation")}
    cards = {key: _add(area, key, places) for key in CARDS}
    _talk(cards)
    Card.objects.filter(pk=cards["ladder"].pk).update(created_at=timezone.now() - _LONG_AGO)
    Card.objects.filter(pk=cards["books"].pk).update(valid_until=timezone.localdate() + _SOON)
    _ask(places["T03"].organisation)


def _add(area: Area, key: str, places: dict[str, Location]) -> Card:
    reference, side, kind, title, more = CARDS[key]
    place = places[reference]
    resource = None
    if key == "hall":
        resource = Resource.objects.filter(organisation=place.organisation, kind="room").order_by("pk").first()
    values = {
        "organisation_id": place.organisation_id,
        "location_id": place.pk,
        "side": side,
        "kind": kind,
        "title": title,
        "visibility": "public" if key in PUBLIC else "partners",
        "came_by": "phone" if reference in {"T09", "T10"} else "member",
        "resource_id": resource.pk if resource else None,
        **more,
    }
    return add_card(area=area, values=values, by=None)


def _talk(cards: dict[str, Card]) -> None:
    """One came to something, one was refused, one waits for a call, and one pair is not that."""
    met = propose_talk(
        cards=(cards["tent"], cards["fair"]),
        proposed_by="ask",
        values={"message": "Pokaz jest w sobotę, namiot oddamy w niedzielę."},
        by=None,
    )
    answer_talk(met, side="offer", values={"answer": "yes", "is_by_phone": True}, by=None)
    settle_talk(
        met, state="met", values={"outcome_note": "Namiot stał całą sobotę.", "outcome_on": _last_month()}, by=None
    )
    refused = propose_talk(cards=(cards["fruit"], cards["snacks"]), proposed_by="ask", by=None)
    reason = "W tym roku sad jest w remoncie, owoców nie będzie."
    answer_talk(refused, side="offer", values={"answer": "no", "reason": reason}, by=None)
    propose_talk(cards=(cards["trainer"], cards["children"]), by=None)
    dismiss_match(offer=cards["trainer"], ask=cards["ladder"], by=None)


def _ask(pharmacy: Organisation) -> None:
    values = {"asked_on": _last_month(), "needs_nothing": True, "note": "Zapytać jeszcze raz wiosną."}
    note_asking(pharmacy, values=values, by=None)


def _last_month() -> date:
    return timezone.localdate() - timedelta(days=34)
