"""Changes of asks and offers: new, changed, still true, closed, offered out of the register, made a need."""

import re
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.agenda import pencil
from podworko.agenda.said_times import PartOfDay
from podworko.core import audit, submission
from podworko.core.audit import Actor, Values
from podworko.core.search import index
from podworko.core.search.models import SearchDocument
from podworko.core.text import sort_key, squeeze
from podworko.needs.actions.problem import add_problem
from podworko.needs.choices import ProblemKind, ProblemState
from podworko.needs.exchange_choices import CardKind, CardSide, Closing, Terms
from podworko.needs.exchange_models import Card, good_until
from podworko.needs.models import Problem
from podworko.organisations.actions.writing import check_known
from podworko.organisations.models import Contact, Location
from podworko.places.freshness import bump_area
from podworko.places.models import Area
from podworko.resources.choices import Cost, ResourceKind, Weekday
from podworko.resources.models import Resource

OWN_FIELDS = (
    *("organisation_id", "side", "kind", "title", "text", "category_id", "location_id", "contact_id", "problem_id"),
    *("when_said", "first_day", "last_day", "weekdays", "starts", "ends", "quantity", "terms", "terms_note"),
    *("visibility", "came_by", "valid_until", "resource_id"),
)
RESTORED = (*OWN_FIELDS, "closed_as")
"""What going back to an earlier version writes: also that it was closed, or was not yet."""
LONGEST = timedelta(days=731)
"""For how long at most something may be asked for or offered without anybody saying that it still holds."""
CARD = "needs.card"
_TIMES = ("first_day", "last_day", "weekdays", "starts", "ends")
_HOURS = {
    PartOfDay.MORNING: (time(6), time(12)),
    PartOfDay.AFTERNOON: (time(12), time(17)),
    PartOfDay.EVENING: (time(17), time(22)),
}
_KINDS = {
    ResourceKind.FACILITY: CardKind.ROOM,
    ResourceKind.ROOM: CardKind.ROOM,
    ResourceKind.SERVICE: CardKind.SERVICE,
    ResourceKind.EQUIPMENT: CardKind.EQUIPMENT,
    ResourceKind.SKILL: CardKind.SKILL,
}
_EVERY_DAY = 7
_OPEN_END = re.compile(r"(?i)\bod\b(?!.*\bdo\b)")
"""„Od grudnia” has no end that anybody has named."""


def add_card(*, area: Area, values: Values, by: Actor | None, token: UUID | None = None) -> Card:
    """Write down what an organisation has to share or looks for. `token` as in `core.submission`."""
    check_known(values, OWN_FIELDS)
    with transaction.atomic():
        claimed = submission.claim(token, by=by)
        card = Card(area=area, entered_by_id=by.pk if by else None, **values)
        for name, value in _read_words(card).items():
            setattr(card, name, value)
        card.sort_key = sort_key(card.title)
        _check(card)
        audit.create(card, verb="add_card", by=by)
        submission.made(claimed, card.pk)
        _show(card, area)
    return card


def change_card(
    card: Card, *, values: Values, by: Actor | None, version: int | None = None, verb: str = "change_card"
) -> Card:
    """Give a card new values; `version`: what it must still be (audit.StaleVersionError otherwise)."""
    check_known(values, RESTORED)
    with transaction.atomic():
        fresh = audit.lock(card, version)
        new = dict(values)
        if "title" in new:
            new["sort_key"] = sort_key(new["title"])
        future = Card(**{**audit.snapshot(fresh), **new})
        is_said_anew = future.when_said != fresh.when_said
        if is_said_anew and all(getattr(future, name) == getattr(fresh, name) for name in _TIMES):
            new.update(dict.fromkeys(("first_day", "last_day", "starts", "ends")), weekdays=[])
            new.update(_read_words(Card(when_said=future.when_said)))
            future = Card(**{**audit.snapshot(fresh), **new})
        _check(future, is_longer=future.valid_until != fresh.valid_until)
        audit.change(fresh, new, verb=verb, by=by)
        _show(fresh, fresh.area)
    return fresh


def close_card(card: Card, *, closed_as: str, by: Actor | None) -> Card:
    """Say that something is no longer asked for or offered, and why. Talks that have begun go on."""
    if closed_as not in Closing.values:
        raise ValidationError({"closed_as": _("Wybierz, dlaczego.")})
    return change_card(card, values={"closed_as": closed_as}, by=by, verb="close_card")


def renew_card(card: Card, *, by: Actor | None) -> Card:
    """Say that something is still asked for or offered, also after it was closed or had run out."""
    # Never sooner than somebody has said before.
    until = max(good_until(), card.valid_until)
    return change_card(card, values={"closed_as": "", "valid_until": until}, by=by, verb="renew_card")


def offer_resource(resource: Resource, *, area: Area, by: Actor | None) -> Card:
    """Offer to partners what an organisation has: pre-filled from the register, to be corrected when there is time."""
    with transaction.atomic():
        held = audit.lock(resource)
        there = Card.objects.filter(resource=held, side=CardSide.OFFER, closed_as="").first()
        if there:
            return there if there.is_standing else renew_card(there, by=by)
        values = {
            "organisation_id": held.organisation_id,
            "side": CardSide.OFFER,
            "kind": _KINDS[ResourceKind(held.kind)],
            "title": held.name,
            "text": held.description[:2000],
            "category_id": held.categories.order_by("position", "pk").values_list("pk", flat=True).first(),
            "location_id": held.location_id,
            "resource_id": held.pk,
            "quantity": held.capacity or held.quantity,
            "terms": Terms.FREE if held.cost == Cost.FREE else Terms.TO_AGREE,
            "terms_note": squeeze(f"{held.cost_note} {held.how_to_use}")[:200],
        }
        return add_card(area=area, values=values, by=by)


def need_of_card(card: Card, *, by: Actor | None) -> Problem:
    """Make a need of the area of an ask that nobody has met; done twice, the first one is returned."""
    with transaction.atomic():
        fresh = audit.lock(card)
        if fresh.side != CardSide.ASK:
            raise ValidationError(_("Problemem może się stać tylko to, czego ktoś szuka."), code="not_an_ask")
        if fresh.problem:
            return fresh.problem
        values = {
            "kind": ProblemKind.NEED,
            "title": fresh.title,
            "description": fresh.text,
            "organisation_id": fresh.organisation_id,
            "location_id": fresh.location_id,
            "visibility": fresh.visibility,
            "state": ProblemState.ACKNOWLEDGED,
            "came_by": fresh.came_by,
            "is_own_judgement": True,
        }
        problem = add_problem(area=fresh.area, values=values, by=by)
        audit.change(fresh, {"problem_id": problem.pk}, verb="need_of_card", by=by)
        bump_area(fresh.area)
    return problem


def refresh_ended() -> int:
    """Make the search true to the day: nobody changes a card whose time is over. Return of how many cards."""
    found = set(SearchDocument.objects.filter(source=CARD).values_list("source_id", flat=True))
    wrong = found ^ set(Card.objects.standing().values_list("pk", flat=True))
    index.refresh_many(CARD, wrong)
    return len(wrong)


def _show(card: Card, area: Area) -> None:
    bump_area(area)
    index.refresh(card)


def _read_words(card: Card) -> dict[str, Any]:
    """Return the days and hours that somebody's own words name, unless they were given apart."""
    if not card.when_said or any(getattr(card, name) for name in _TIMES):
        return {}
    read = pencil.read(card.when_said, today=timezone.localdate())
    found: dict[str, Any] = {}
    if read.is_read and not _OPEN_END.search(read.words):
        weekdays = sorted({day.weekday() for day in read.days})
        found = {"first_day": read.days[0], "last_day": read.days[-1]}
        found["weekdays"] = weekdays if len(weekdays) < _EVERY_DAY else []
    if read.part_of_day in _HOURS:
        found["starts"], found["ends"] = _HOURS[read.part_of_day]
    return found


def _check(card: Card, *, is_longer: bool = True) -> None:
    errors: dict[str, Any] = {}
    if set(card.weekdays) - set(Weekday.values):
        errors["weekdays"] = _("Wybierz dni z listy.")
    if card.first_day and card.last_day and card.last_day < card.first_day:
        errors["last_day"] = _("Koniec jest przed początkiem. Sprawdź oba dni.")
    if card.starts and card.ends and card.ends <= card.starts:
        errors["ends"] = _("Ta godzina jest przed początkiem albo taka sama.")
    if is_longer and card.valid_until > timezone.localdate() + LONGEST:
        errors["valid_until"] = _("Najdalej za dwa lata. Przed końcem zapytamy, czy nadal.")
    errors |= _strange(card)
    if errors:
        raise ValidationError(errors)


def _strange(card: Card) -> dict[str, Any]:
    """Return what belongs to another organisation: to be named, it must be one's own."""
    found: dict[str, Any] = {}
    owned = (("location_id", Location), ("contact_id", Contact), ("resource_id", Resource))
    for name, model in owned:
        pk = getattr(card, name)
        if pk and not model._default_manager.filter(pk=pk, organisation=card.organisation_id).exists():  # noqa: SLF001
            found[name] = _("To należy do innej organizacji. Wybierz z jej własnej listy.")
    return found
