"""What a talk shows to whom: which sides a person speaks for, which contacts they see, what waits for them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from podworko.core import history
from podworko.core.models import AuditEntry
from podworko.core.visibility import Reach
from podworko.needs import links
from podworko.needs.exchange_choices import CardSide, TalkAnswer, TalkState
from podworko.needs.exchange_models import Card, Talk, TalkPart, TalkQuerySet
from podworko.organisations.models import Contact, ContactField, Organisation
from podworko.places.models import Area

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Way:
    """One contact that has passed, or may pass."""

    pk: int
    role: str
    holder: str
    kind: str
    value: str

    def __str__(self) -> str:
        who = ", ".join(filter(None, [self.role, self.holder]))
        return f"{who}: {self.value}"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a talk, as a person may see it."""

    code: str
    organisation: Organisation
    url: str
    card: Card | None
    card_url: str
    part: TalkPart | None
    is_mine: bool
    """The person may speak for it."""
    ways: list[Way]
    words: str
    is_shown: bool
    """Its contacts are open to the person."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that has happened to a talk, without the name of who did it."""

    at: datetime
    said: str


def related() -> TalkQuerySet:
    """Return all talks with what a page names of them."""
    named = ("area", "giver__home_area", "taker__home_area", "offer__area", "ask__area")
    return Talk.objects.select_related(*named).prefetch_related("parts")


def sides_for(talk: Talk, reach: Reach) -> list[str]:
    """Return the sides for which a person may speak: those they keep; a coordinator of the area for both."""
    if talk.area_id in reach.coordinator_of:
        return [CardSide.OFFER, CardSide.ASK]
    kept = {CardSide.OFFER: talk.giver_id, CardSide.ASK: talk.taker_id}
    return [side for side, pk in kept.items() if pk in reach.editor_of]


def sides_of(talk: Talk, reach: Reach) -> list[Side]:
    """Return both sides of a talk as far as a person may see them, the one that has it first."""
    parts = {part.side: part for part in talk.parts.all()}
    mine = sides_for(talk, reach)
    both_agree = all(part.answer == TalkAnswer.YES for part in parts.values())
    is_open = talk.has_open_contacts and bool(parts) and both_agree
    seen = set(Card.objects.visible_to(reach).filter(pk__in=[talk.offer_id, talk.ask_id]).values_list("pk", flat=True))
    found = []
    for side in (CardSide.OFFER, CardSide.ASK):
        part, organisation, card = parts.get(side), talk.organisation_of(side), talk.card_of(side)
        is_own = organisation.pk in reach.editor_of
        is_shown = part is not None and (is_own or is_open)
        takes_part = bool({talk.giver_id, talk.taker_id} & reach.editor_of)
        ways = passed(part, reach, is_party=takes_part) if part and is_shown else []
        has_words = part is not None and is_shown and (takes_part or part.entered_by_id == reach.user_id)
        found.append(
            Side(
                code=side,
                organisation=organisation,
                url=links.organisation(organisation),
                card=card if card and card.pk in seen else None,
                card_url=links.card(card) if card else "",
                part=part,
                is_mine=side in mine,
                ways=ways,
                words=part.words if part and has_words else "",
                is_shown=is_shown,
            )
        )
    return found


def passed(part: TalkPart, reach: Reach, *, is_party: bool) -> list[Way]:
    """Return the contacts that a side lets pass, as the register has them today.

    Whoever takes part sees all of them, and who holds the role only where the name is theirs to see.
    """
    rows = ContactField.objects.filter(pk__in=part.passes)
    if not is_party:
        rows = rows.filter(pk__in=ContactField.objects.visible_to(reach).values("pk"))
    return _ways(rows.order_by("contact__position", "contact", "position", "pk"), reach)


def ways_of(organisation: Organisation, reach: Reach) -> list[Way]:
    """Return the contacts of an organisation of which a person may let some pass."""
    today = timezone.localdate()
    held = Q(contact__held_until=None) | Q(contact__held_until__gte=today)
    rows = ContactField.objects.editable_by(reach).filter(held, contact__organisation=organisation)
    return _ways(rows.order_by("contact__position", "contact", "position", "pk"), reach)


def _ways(rows: "QuerySet[ContactField]", reach: Reach) -> list[Way]:
    found = list(rows.select_related("contact"))
    contacts = [row.contact_id for row in found]
    named = set(Contact.objects.naming_holder_to(reach).filter(pk__in=contacts).values_list("pk", flat=True))
    return [
        Way(
            row.pk,
            row.contact.role,
            row.contact.holder_name if row.contact_id in named else "",
            row.get_kind_display(),
            row.value,
        )
        for row in found
    ]


def steps_of(talk: Talk) -> list[Step]:
    """Return what has happened to a talk, the latest first."""
    rows = AuditEntry.objects.filter(about=talk.history_of).order_by("-pk")
    who = {part.pk: str(talk.organisation_of(part.side)) for part in talk.parts.all()}
    return [Step(row.at, _said(row, who)) for row in rows]


def _said(entry: AuditEntry, who: Mapping[int, str]) -> str:
    verb = str(history.declared().verbs.get(entry.verb, entry.verb))
    after = entry.after or {}
    told: list[str] = []
    if entry.model == "needs.talkpart" and after.get("answer") in TalkAnswer.values:
        told += [name for name in (who.get(entry.object_id, ""), str(TalkAnswer(after["answer"]).label)) if name]
    if entry.model == "needs.talk" and after.get("state") in TalkState.values:
        told.append(str(TalkState(after["state"]).label))
    return f"{verb}: {', '.join(told)}" if told else verb


def waiting_for(reach: Reach, area: Area) -> list[Talk]:
    """Return the talks in which a person's own organisation is to answer."""
    asked = Q(parts__answer__in=(TalkAnswer.WAITING, TalkAnswer.LATER))
    mine = Q(parts__side=CardSide.OFFER, giver__in=reach.editor_of) & asked
    mine |= Q(parts__side=CardSide.ASK, taker__in=reach.editor_of) & asked
    rows = related().visible_to(reach).inside(area).filter(state=TalkState.ASKED)
    return list(rows.filter(mine).distinct().order_by("proposed_at", "pk"))


def met_by_month(talks: Sequence[tuple[date | None, str]], today: date) -> list[tuple[date, int, int]]:
    """Count by month, of a year, how many talks came to something and how many did not; without any names.

    `talks`: day of the outcome and state. Months in which nothing ended are told as well, the latest first.
    """
    met = Counter(day.replace(day=1) for day, state in talks if day and state == TalkState.MET)
    not_met = Counter(day.replace(day=1) for day, state in talks if day and state == TalkState.NOT_MET)
    months = [today.replace(day=1)]
    while len(months) < MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return [(month, met[month], not_met[month]) for month in months]
