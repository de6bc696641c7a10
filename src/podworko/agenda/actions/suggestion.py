"""Changes of suggested events: left by anybody, decided on by those who coordinate the area."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from podworko.agenda.actions.event import add_event
from podworko.agenda.choices import SuggestionState
from podworko.agenda.models import Event, Suggestion
from podworko.core import left, tokens
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
    if set(values.get("audiences", ())) - set(Audience.values):
        raise ValidationError({"audiences": _("Wybierz z listy, dla kogo to jest.")})
    suggestion = Suggestion(area=area, token_digest=tokens.digest(Suggestion.secret_of(token)), **values)
    return left.leave(suggestion, token=token, verb="suggest_event", by=by)


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
    why = left.check_reason(reason)
    fresh = _waiting(suggestion)
    fresh.reason = why
    _decide(fresh, SuggestionState.DECLINED, verb="decline_suggestion", by=by)
    return fresh


def _waiting(suggestion: Suggestion) -> Suggestion:
    return left.lock_waiting(suggestion, _("Ktoś już rozpatrzył tę propozycję."))


def _decide(suggestion: Suggestion, state: SuggestionState, *, verb: str, by: Actor | None) -> None:
    left.decide(suggestion, state, verb=verb, by=by, told={"event_id": suggestion.event_id})
