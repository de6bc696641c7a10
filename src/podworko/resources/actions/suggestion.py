"""Changes of suggestions about the register: left by anybody, decided on by those who coordinate the area.

A correction, and that an organisation is no more, is also accepted by whoever keeps that entry.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from podworko.core import audit, left, tokens
from podworko.core.audit import Actor, Values
from podworko.core.text import squeeze
from podworko.organisations.actions.organisation import close_organisation, delete_organisation
from podworko.organisations.actions.writing import check_known
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources import entry_values, mails
from podworko.resources.actions import correcting
from podworko.resources.actions.correcting import Correction
from podworko.resources.actions.entry import add_entry
from podworko.resources.choices import SuggestionKind, SuggestionState
from podworko.resources.models import EntrySuggestion

FIELDS = ("kind", "organisation", "changes", "note", "contact", "is_suspect", "language")
MOST_WAITING = 300
"""Suggestions that wait in one area: more than anybody decides on, so the next ones are refused, not lost."""
CHANGED = "changed_since"
"""Code of the refusal that the entry says something else than its decider has seen."""


@transaction.atomic
def suggest_entry(*, area: Area, values: Values, token: UUID, by: Actor | None) -> EntrySuggestion:
    """Leave a suggestion for those who coordinate an area. `token`: `core.submission`."""
    check_known(values, FIELDS)
    if not values.get("changes") and not str(values.get("note", "")).strip():
        raise ValidationError(_("Nic tu się nie zmienia. Popraw coś albo napisz, co jest nie tak."), code="nothing")
    if EntrySuggestion.objects.waiting().filter(area=area).count() >= MOST_WAITING:
        raise ValidationError(_("Za dużo propozycji czeka na decyzję. Spróbuj za kilka dni."), code="too_many")
    digest = tokens.digest(EntrySuggestion.secret_of(token))
    suggestion = EntrySuggestion(area=area, seed=token, token_digest=digest, **values)
    return left.leave(suggestion, token=token, verb="suggest_entry", by=by)


@transaction.atomic
def take_entry(suggestion: EntrySuggestion, *, area: Area, by: Actor | None, **entry: Any) -> Organisation:
    """Enter the organisation that was made of a suggestion; `entry` as in `add_entry`."""
    made = add_entry(area=area, by=by, **entry)
    fresh = _waiting(suggestion)
    made.refresh_from_db(fields=["version"])
    fresh.organisation, fresh.applied = made, [{"of": "entry", "row": made.pk, "before": None, "after": made.version}]
    _decide(fresh, SuggestionState.TAKEN, verb="take_entry", by=by)
    return made


@transaction.atomic
def accept_correction(
    suggestion: EntrySuggestion, *, correction: Correction, seen: Mapping[str, str], by: Actor | None
) -> EntrySuggestion:
    """Change an entry as suggested, as far as accepted.

    `seen`: what the entry said when its decider looked, by name of value; refused (code `CHANGED`) if it says
    something else now.
    """
    fresh = _waiting(suggestion)
    organisation = audit.lock(_entry_of(fresh))
    now = entry_values.read(organisation)
    if any(name not in now or not entry_values.same(now[name].text, text) for name, text in seen.items()):
        raise ValidationError(_("W tym czasie ktoś zmienił ten wpis. Spójrz jeszcze raz."), code=CHANGED)
    fresh.applied = correcting.carry_out(organisation, correction, by=by)
    if not fresh.applied:
        raise ValidationError(_("Wybierz, co przyjmujesz. Jeśli nic, odrzuć propozycję."), code="nothing")
    return _decide(fresh, SuggestionState.TAKEN, verb="accept_correction", by=by)


@transaction.atomic
def accept_closure(suggestion: EntrySuggestion, *, reason: str, by: Actor | None) -> EntrySuggestion:
    """Mark an organisation as one that is no more; `reason`: how that is known, for everybody to read."""
    fresh = _waiting(suggestion)
    organisation = audit.lock(_entry_of(fresh))
    names = ("status", "status_note")
    before = {name: getattr(organisation, name) for name in names}
    closed = close_organisation(organisation, reason=squeeze(reason), by=by)
    after = {name: getattr(closed, name) for name in names}
    fresh.applied = [{"of": "organisation", "row": organisation.pk, "before": before, "after": after}]
    return _decide(fresh, SuggestionState.TAKEN, verb="accept_closure", by=by)


@transaction.atomic
def join_suggestion(suggestion: EntrySuggestion, *, organisation: Organisation, by: Actor | None) -> EntrySuggestion:
    """Say that a suggested entry is there already: whoever suggested it is led there."""
    fresh = _waiting(suggestion)
    fresh.organisation = organisation
    return _decide(fresh, SuggestionState.JOINED, verb="join_suggestion", by=by)


@transaction.atomic
def decline_entry_suggestion(suggestion: EntrySuggestion, *, reason: str, by: Actor | None) -> EntrySuggestion:
    """Say no, and why: whoever suggested it reads that."""
    why = left.check_reason(reason)
    fresh = _waiting(suggestion)
    fresh.reason = why
    return _decide(fresh, SuggestionState.DECLINED, verb="decline_entry_suggestion", by=by)


@transaction.atomic
def set_aside(suggestion: EntrySuggestion, *, by: Actor | None) -> EntrySuggestion:
    """Put an advertisement or a bad joke where it is in nobody's way; nobody is written to."""
    fresh = _waiting(suggestion)
    return _decide(fresh, SuggestionState.SPAM, verb="set_aside", by=by, is_told=False)


@transaction.atomic
def ask_about_suggestion(suggestion: EntrySuggestion, *, question: str, by: Actor | None) -> EntrySuggestion:
    """Ask whoever suggested something; the question stands where they follow it, and goes out by mail if it can."""
    if not question.strip():
        raise ValidationError({"question": _("Napisz pytanie.")})
    fresh = _waiting(suggestion)
    before = {"question": bool(fresh.question)}
    fresh.question, fresh.answer = question.strip(), ""
    fresh.full_clean()
    fresh.save()
    # Only that something was asked: what was asked may repeat a stranger's words.
    audit.record(fresh, verb="ask_about_suggestion", before={**before, "asked": 0}, after={"asked": 1}, by=by)
    mails.tell(fresh)
    return fresh


@transaction.atomic
def answer_question(suggestion: EntrySuggestion, *, answer: str, by: Actor | None) -> EntrySuggestion:
    """Answer what the coordinator has asked; whoever holds the secret address may."""
    if not answer.strip():
        raise ValidationError({"answer": _("Napisz odpowiedź.")})
    fresh = _waiting(suggestion)
    if not fresh.question:
        raise ValidationError(_("Nikt już o nic nie pyta."), code="not_asked")
    fresh.answer = answer.strip()
    fresh.full_clean()
    fresh.save()
    audit.record(fresh, verb="answer_question", before={"answered": 0}, after={"answered": 1}, by=by)
    return fresh


@transaction.atomic
def reopen_suggestion(suggestion: EntrySuggestion, *, by: Actor | None) -> list[str]:
    """Undo a decision: what accepting it has changed goes back, and it waits again.

    Return the names of what stays as it is, because somebody has changed it since.
    """
    fresh = audit.lock(suggestion)
    if fresh.state == SuggestionState.WAITING:
        raise ValidationError(_("Ta propozycja już czeka na decyzję."), code="waiting")
    kept = _undo(fresh, by)
    before = {"state": fresh.state, "organisation_id": fresh.organisation_id, "reason": fresh.reason}
    if fresh.kind == SuggestionKind.NEW:
        fresh.organisation = None
    fresh.state, fresh.decided_at, fresh.reason, fresh.applied = SuggestionState.WAITING, None, "", []
    fresh.full_clean()
    fresh.save()
    after = {"state": fresh.state, "organisation_id": fresh.organisation_id, "reason": ""}
    audit.record(fresh, verb="reopen_suggestion", before=before, after=after, by=by)
    return kept


def _undo(suggestion: EntrySuggestion, by: Actor | None) -> list[str]:
    organisation = Organisation.objects.filter(pk=suggestion.organisation_id or 0).first()
    if organisation is None or not suggestion.applied:
        return []
    if suggestion.kind == SuggestionKind.NEW:
        if organisation.version != suggestion.applied[0]["after"]:
            raise ValidationError(
                _("Od tego czasu ktoś zmienił ten wpis, więc nie usuniemy go sami. Usuń go z jego strony."),
                code="entry_changed",
            )
        delete_organisation(organisation, by=by)
        suggestion.organisation = None
        return []
    return correcting.take_back(organisation, suggestion.applied, by=by)


def _entry_of(suggestion: EntrySuggestion) -> Organisation:
    if suggestion.organisation is None:
        raise ValidationError(_("Tego wpisu już nie ma."), code="gone")
    return suggestion.organisation


def _waiting(suggestion: EntrySuggestion) -> EntrySuggestion:
    return left.lock_waiting(suggestion, _("Ktoś już rozpatrzył tę propozycję."))


def _decide(
    suggestion: EntrySuggestion, state: SuggestionState, *, verb: str, by: Actor | None, is_told: bool = True
) -> EntrySuggestion:
    told = {"organisation_id": suggestion.organisation_id}
    decided = left.decide(suggestion, state, verb=verb, by=by, told=told)
    if state == SuggestionState.TAKEN and decided.organisation_id:
        _say_where_from(decided, by)
    if is_told:
        mails.tell(decided)
    return decided


def _say_where_from(suggestion: EntrySuggestion, by: Actor | None) -> None:
    """Let the entry's own history say that a suggestion was accepted, and which; nothing of who sent it."""
    about = f"organisation:{suggestion.organisation_id}"
    audit.record(
        suggestion,
        verb="accept_suggestion",
        before={"number": None},
        after={"number": suggestion.pk},
        by=by,
        about=about,
    )
