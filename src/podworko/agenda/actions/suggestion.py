"""Changes of suggested events: left by anybody, decided on by those who coordinate the area."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.agenda.actions.event import add_event
from podworko.agenda.choices import SuggestionState
from podworko.agenda.models import Event, Suggestion
from podworko.core import audit, submission, tokens
from podworko.core.audit import Actor, Values
from podworko.organisations.actions.writing import check_known
from podworko.places.models import Area
from podworko.resources.choices import Audience

FIELDS = (
    *("title", "day", "time_from", "time_to", "pencil", "place_name", "organiser_name", "audiences"),
    *("cost", "cost_note", "description", "contact", "has_many_links", "came_by"),
)


@transaction.atomic
def suggest_event(*, area: Area, values: Values, token: UUID, by: Actor | None) -> Suggestion:
    """Leave a suggestion for those who coordinate an area; mostly nobody has signed in. `token`: `core.submission`."""
    check_known(values, FIELDS)
    claimed = submission.claim(token, by=by)
    if set(values.get("audiences", ())) - set(Audience.values):
        raise ValidationError({"audiences": _("Wybierz z listy, dla kogo to jest.")})
    suggestion = Suggestion(area=area, token_digest=tokens.digest(Suggestion.secret_of(token)), **values)
    suggestion.full_clean()
    suggestion.save(force_insert=True)
    # Nothing of what a stranger wrote goes into the history, which outlives it.
    after = {"area_id": area.pk, "state": suggestion.state}
    audit.record(suggestion, verb="suggest_event", before=None, after=after, by=by)
    submission.made(claimed, suggestion.pk)
    return suggestion


@transaction.atomic
def take_suggestion(
    suggestion: Suggestion, *, area: Area, values: Values, by: Actor | None, token: UUID | None = None
) -> Event:
    """Enter the event that was made of a suggestion into the calendar; `values`, `token` as in `add_event`."""
    event = add_event(area=area, values=values, by=by, token=token)
    fresh = _waiting(suggestion)
    fresh.event = event
    _decide(fresh, SuggestionState.TAKEN, verb="take_suggestion", by=by)
    return event


@transaction.atomic
def decline_suggestion(suggestion: Suggestion, *, reason: str, by: Actor | None) -> Suggestion:
    """Say no, and why: whoever suggested it reads that."""
    if not reason.strip():
        raise ValidationError({"reason": _("Napisz, dlaczego nie.")})
    fresh = _waiting(suggestion)
    fresh.reason = reason.strip()
    _decide(fresh, SuggestionState.DECLINED, verb="decline_suggestion", by=by)
    return fresh


def _waiting(suggestion: Suggestion) -> Suggestion:
    fresh = audit.lock(suggestion)
    if fresh.state != SuggestionState.WAITING:
        raise ValidationError(_("Ktoś już rozpatrzył tę propozycję."), code="decided")
    return fresh


def _decide(suggestion: Suggestion, state: SuggestionState, *, verb: str, by: Actor | None) -> None:
    before = {"state": suggestion.state, "event_id": None, "reason": ""}
    suggestion.state, suggestion.decided_at = state, timezone.now()
    suggestion.full_clean()
    suggestion.save()
    after = {"state": state, "event_id": suggestion.event_id, "reason": suggestion.reason}
    audit.record(suggestion, verb=verb, before=before, after=after, by=by)
