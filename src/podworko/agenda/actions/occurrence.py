"""Changes of single occurrences of a series."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.agenda.actions.writing import changing
from podworko.agenda.choices import ExceptionKind
from podworko.agenda.models import Event, EventException
from podworko.core import audit, deletion
from podworko.core.audit import Actor, Values
from podworko.core.visibility import Visibility
from podworko.organisations.actions.writing import check_known

EXCEPTION_FIELDS = ("starts", "ends", "title", "place_name", "reason", "visibility")


def change_occurrence(event: Event, original: datetime, *, values: Values, by: Actor | None) -> EventException:
    """Let one occurrence take place at another time, elsewhere, or under another name; the series stays."""
    check_known(values, EXCEPTION_FIELDS)
    return _except(event, original, ExceptionKind.CHANGED, values, verb="change_occurrence", by=by)


def cancel_occurrence(event: Event, original: datetime, *, reason: str, by: Actor | None) -> EventException:
    """Cancel one occurrence; it stays in the calendar, marked."""
    if not reason.strip():
        raise ValidationError({"reason": _("Napisz, dlaczego to się nie odbędzie.")})
    values = {"reason": reason.strip()}
    return _except(event, original, ExceptionKind.CANCELLED, values, verb="cancel_occurrence", by=by)


def put_back_occurrence(event: Event, original: datetime, *, by: Actor | None) -> None:
    """Let an occurrence take place again as the series has it."""
    with changing(event):
        fresh = audit.lock(event)
        for exception in fresh.exceptions.filter(original=original):
            deletion.delete(exception, verb="put_back_occurrence", by=by)
        _raise_sequence(fresh)


def _except(  # noqa: PLR0913 – what an exception is made of
    event: Event, original: datetime, kind: ExceptionKind, values: Values, *, verb: str, by: Actor | None
) -> EventException:
    with changing(event):
        fresh = audit.lock(event)
        if not fresh.occurrences.filter(original=original).exists():
            raise ValidationError(_("W tym terminie nic się nie odbywa."), code="no_occurrence")
        exception = fresh.exceptions.filter(original=original).first()
        blank = {"starts": None, "ends": None, "title": "", "place_name": "", "reason": ""}
        blank["visibility"] = Visibility.PUBLIC
        new = {**blank, **values, "kind": kind}
        if new["starts"] and new["ends"] and new["ends"] < new["starts"]:
            raise ValidationError({"ends": _("Koniec jest wcześniej niż początek.")})
        if bool(new["starts"]) != bool(new["ends"]):
            raise ValidationError({"ends": _("Podaj początek i koniec.")})
        if exception is None:
            exception = audit.create(EventException(event=fresh, original=original, **new), verb=verb, by=by)
        else:
            audit.change(exception, new, verb=verb, by=by)
        _raise_sequence(fresh)
    return exception


def _raise_sequence(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(sequence=event.sequence + 1, changed_at=timezone.now())
