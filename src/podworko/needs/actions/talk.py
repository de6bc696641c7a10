"""What is said of a pair: that it is not that, that one would like to talk, yes, no, later, and what came of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core import audit
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.needs.exchange_choices import CardSide, TalkAnswer, TalkState
from podworko.needs.exchange_models import Card, Talk, TalkNotice, TalkPart
from podworko.organisations.actions.writing import check_known
from podworko.organisations.models import ContactField, Organisation

ANSWER_FIELDS = ("answer", "reason", "passes", "words", "is_by_phone")
OUTCOMES = (TalkState.AGREED, TalkState.MET, TalkState.NOT_MET)
_NOTHING = {"reason": "", "passes": [], "words": ""}


@transaction.atomic
def propose_talk(
    *,
    cards: tuple[Card | None, Card | None],
    other: Organisation | None = None,
    proposed_by: str = "",
    values: Values | None = None,
    by: Actor | None,
) -> Talk:
    """Ask two organisations whether they want to talk with each other.

    `cards`: the offer and the ask, of which one may be missing; then `other` answers the one there is.
    `proposed_by`: the side of `CardSide` that asks, and has thereby said yes; empty for a coordinator, who asks both.
    `values`: a `message`, and of the side that asks `passes` and `words` as in `answer_talk`. Asked twice, or by both
    sides at once, it is one talk.
    """
    given = dict(values or {})
    message = given.pop("message", "")
    # Both cards are held, so that of two who ask at once one waits and finds the talk of the other.
    offer, ask = (audit.lock(card) if card else None for card in cards)
    talk = _talk_about(offer, ask, other)
    if talk.pk and talk.is_live:
        return _also_wanted(talk, proposed_by, given, by)
    _refuse_ended(talk, offer, ask)
    _refuse_hidden(talk)
    before = audit.snapshot(talk) if talk.pk else None
    talk.state, talk.proposed_by, talk.message = TalkState.ASKED, proposed_by, message.strip()
    talk.outcome_note, talk.outcome_on = "", None
    talk.entered_by_id = by.pk if by else None
    talk.proposed_at = talk.changed_at = timezone.now()
    talk.version += 1 if before else 0
    talk.full_clean()
    talk.save()
    talk.parts.all().delete()
    talk.notices.all().delete()
    TalkPart.objects.bulk_create([TalkPart(talk=talk, side=side) for side in CardSide])
    audit.record(talk, verb="propose_talk", before=before, after=audit.snapshot(talk), by=by)
    if proposed_by:
        _answer(talk, proposed_by, {"answer": TalkAnswer.YES, **given}, by=by)
    _know(talk, by)
    return talk


@transaction.atomic
def answer_talk(talk: Talk, *, side: str, values: Values, by: Actor | None) -> Talk:
    """Write down what one side says; `passes`: ids of its contact fields that the other side may then see."""
    check_known(values, ANSWER_FIELDS)
    fresh = audit.lock(talk)
    if not fresh.is_live:
        raise ValidationError(_("Ta rozmowa jest już zakończona. Można ją zaproponować jeszcze raz."), code="over")
    if values.get("answer") == TalkAnswer.NO and not str(values.get("reason", "")).strip():
        raise ValidationError({"reason": _("Napisz w paru słowach dlaczego. Druga strona to przeczyta.")})
    _answer(fresh, side, values, by=by)
    return fresh


@transaction.atomic
def withdraw_talk(talk: Talk, *, side: str, by: Actor | None) -> Talk:
    """Take a side's consent back: its contacts are seen no more, nor are those of the other side."""
    fresh = audit.lock(talk)
    part = fresh.parts.select_for_update().get(side=side)
    if part.answer == TalkAnswer.WITHDRAWN:
        return fresh
    _write(part, {"answer": TalkAnswer.WITHDRAWN, **_NOTHING}, verb="withdraw_talk", by=by)
    if fresh.is_live:
        _enter(fresh, TalkState.WITHDRAWN, verb="withdraw_talk", by=by)
    return fresh


@transaction.atomic
def settle_talk(talk: Talk, *, state: str, values: Values, by: Actor | None) -> Talk:
    """Write down what came of a talk: `outcome_note`, `outcome_on`. What did not come about says why."""
    check_known(values, ("outcome_note", "outcome_on"))
    fresh = audit.lock(talk)
    if state not in OUTCOMES or not (fresh.is_live or fresh.state in OUTCOMES):
        raise ValidationError({"state": _("Wybierz, co z tego wyszło.")})
    note = str(values.get("outcome_note", "")).strip()
    if state == TalkState.NOT_MET and not note:
        raise ValidationError({"outcome_note": _("Napisz w paru słowach, dlaczego nie doszło.")})
    day = values.get("outcome_on") or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"outcome_on": _("Ten dzień jeszcze nie nadszedł.")})
    if state == TalkState.AGREED:
        # „Trwa”: whoever has not said yes has not said it.
        state, day = _state_of(fresh), None
    also = {"outcome_note": note, "outcome_on": day}
    _enter(fresh, state, verb="settle_talk", by=by, also=also)
    return fresh


@transaction.atomic
def dismiss_match(*, offer: Card, ask: Card, proposed_by: str = "", by: Actor | None) -> Talk:
    """Say that an offer and an ask do not go together: nobody is told of them again, until somebody thinks better."""
    held = audit.lock(offer), audit.lock(ask)
    talk = _talk_about(*held, None)
    if talk.pk and talk.state == TalkState.DISMISSED:
        return talk
    if talk.pk and talk.state != TalkState.WITHDRAWN:
        raise ValidationError(_("O tym już jest rozmowa. Zobacz, co w niej jest."), code="talked")
    before = audit.snapshot(talk) if talk.pk else None
    talk.state, talk.proposed_by, talk.changed_at = TalkState.DISMISSED, proposed_by, timezone.now()
    talk.entered_by_id = by.pk if by else None
    talk.full_clean()
    talk.save()
    audit.record(talk, verb="dismiss_match", before=before, after=audit.snapshot(talk), by=by)
    return talk


@transaction.atomic
def reconsider_match(talk: Talk, *, by: Actor | None) -> AuditEntry | None:
    """Take back that a pair is not that; nothing if nobody says so any more."""
    fresh = Talk.objects.select_for_update().filter(pk=talk.pk, state=TalkState.DISMISSED).first()
    if fresh is None:
        return None
    entry = audit.record(fresh, verb="reconsider_match", before=audit.snapshot(fresh), after=None, by=by)
    fresh.delete()
    return entry


def _talk_about(offer: Card | None, ask: Card | None, other: Organisation | None) -> Talk:
    """Return the talk about this pair, held, or a new one that is not yet kept."""
    card = offer or ask
    if card is None:
        raise TypeError("a talk is about a card")
    giver, taker = (offer.organisation if offer else other), (ask.organisation if ask else other)
    if giver is None or taker is None or giver == taker:
        raise ValidationError(_("Rozmowa jest zawsze między dwiema organizacjami."), code="alone")
    rows = Talk.objects.select_for_update(of=("self",)).select_related("area", "giver", "taker", "offer", "ask")
    found = rows.filter(offer=offer, ask=ask, giver=giver, taker=taker).first()
    return found or Talk(area=card.area, offer=offer, ask=ask, giver=giver, taker=taker)


def _refuse_ended(talk: Talk, offer: Card | None, ask: Card | None) -> None:
    if talk.pk and talk.state == TalkState.MET:
        raise ValidationError(_("To już doszło do skutku. Wpisz nową prośbę albo ofertę."), code="met")
    if not all(card.is_standing for card in (offer, ask) if card):
        raise ValidationError(_("To już nieaktualne: ktoś zamknął ten wpis albo minął jego termin."), code="over")


def _refuse_hidden(talk: Talk) -> None:
    """Refuse a talk that the other side would never hear of."""
    if {talk.giver.visibility, talk.taker.visibility} & {Visibility.ORGANISATION, Visibility.PRIVATE}:
        raise ValidationError(
            _("Jedna z tych organizacji jest ukryta, więc druga nie zobaczy pytania. Najpierw pokaż ją partnerom."),
            code="hidden",
        )


def _also_wanted(talk: Talk, proposed_by: str, given: Values, by: Actor | None) -> Talk:
    """Take the wish of a side to talk, where a talk waits for it already, as its yes."""
    if proposed_by and talk.parts.get(side=proposed_by).is_waited_for:
        _answer(talk, proposed_by, {"answer": TalkAnswer.YES, **given}, by=by)
    return talk


def _answer(talk: Talk, side: str, values: Values, *, by: Actor | None) -> None:
    if values.get("answer") not in {TalkAnswer.YES, TalkAnswer.LATER, TalkAnswer.NO}:
        raise ValidationError({"answer": _("Wybierz: tak, później albo nie.")})
    own = dict(values)
    if own["answer"] != TalkAnswer.YES:
        own |= {"passes": [], "words": ""}
    ids = set(own.get("passes", []))
    owned = ContactField.objects.filter(pk__in=ids, contact__organisation=talk.organisation_of(side).pk)
    if owned.count() != len(ids):
        raise ValidationError({"passes": _("Ten kontakt nie należy do tej organizacji albo ktoś go usunął.")})
    part = talk.parts.select_for_update().get(side=side)
    _write(part, {**_NOTHING, **own, "passes": sorted(ids)}, verb="answer_talk", by=by)
    _enter(talk, _state_of(talk), verb="answer_talk", by=by)


def _state_of(talk: Talk) -> TalkState:
    answers = set(talk.parts.values_list("answer", flat=True))
    if TalkAnswer.NO in answers:
        return TalkState.DECLINED
    if TalkAnswer.WITHDRAWN in answers:
        return TalkState.WITHDRAWN
    return TalkState.AGREED if answers == {TalkAnswer.YES} else TalkState.ASKED


def _write(part: TalkPart, values: dict[str, Any], *, verb: str, by: Actor | None) -> None:
    before = _told(part)
    for name, value in values.items():
        setattr(part, name, value)
    part.answered_at, part.entered_by_id = timezone.now(), by.pk if by else None
    part.full_clean()
    part.save()
    audit.record(part, verb=verb, before=before, after=_told(part), by=by)


def _told(part: TalkPart) -> dict[str, Any]:
    """Return what the history keeps of an answer: that a contact was typed, never which."""
    told = audit.snapshot(part)
    return {**told, "words": bool(told["words"])}


def _enter(talk: Talk, state: str, *, verb: str, by: Actor | None, also: Values | None = None) -> None:
    if talk.state != state:
        talk.changed_at = timezone.now()
    audit.change(talk, {"state": state, **(also or {})}, verb=verb, by=by)
    _know(talk, by)


def _know(talk: Talk, by: Actor | None) -> None:
    """Whoever has done something need not be told of it."""
    if by is not None:
        TalkNotice.objects.get_or_create(user_id=by.pk, talk=talk, state=talk.state)
