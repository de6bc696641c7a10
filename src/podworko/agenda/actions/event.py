"""Changes of events: new, changed, cancelled, deleted, put back."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.agenda import placing
from podworko.agenda.actions.carrying import carry_along
from podworko.agenda.actions.picture import forget_lost_pictures
from podworko.agenda.actions.writing import announce, changing, corrections, forget_deletion, remember_deletion
from podworko.agenda.choices import EventStatus, JoinState
from podworko.agenda.materialising import timing_of
from podworko.agenda.models import Event, EventFunding, EventListing, EventOrganiser, SignUp
from podworko.agenda.rule_text import RuleError, parse
from podworko.agenda.things import THINGS
from podworko.core import audit, deletion, submission
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.organisations.actions.writing import check_known
from podworko.places.models import Area
from podworko.resources.choices import Audience
from podworko.resources.models import Resource

OWN_FIELDS = (
    "organisation_id",
    "organiser_name",
    "title",
    "description",
    "kind_id",
    "edition",
    "status",
    "status_reason",
    "visibility",
    "starts",
    "ends",
    "is_all_day",
    "has_end",
    "zone",
    "rule",
    "leaves_out",
    "extra_starts",
    "removed_starts",
    "pencil",
    "candidate_days",
    "day_part",
    "location_id",
    "room_id",
    "place_name",
    "latitude",
    "longitude",
    "precision",
    "audiences",
    "cost",
    "cost_note",
    "languages",
    "accessibility_note",
    "registration",
    "registration_url",
    "registration_contact",
    "capacity",
    "closes_before",
    "website",
    "with_minors",
    "safeguarding_note",
    "attendance",
    "count_method",
    "source",
)
RELATIONS = ("listed_in", "organisers", "funding", *THINGS)
"""`listed_in`: ids of areas besides its own. `organisers`: mappings with `organisation` (id) and `role`.
`funding`: mappings with `source` and perhaps `organisation` (id). `equipment`, `helpers`: ids of resources."""
RESCHEDULING = frozenset(
    {"starts", "ends", "is_all_day", "zone", "rule", "leaves_out", "extra_starts", "removed_starts", "status"}
    | {"location_id", "place_name", "candidate_days", "joined_into_id"}
)
"""After a change of these, calendars tell their readers (SEQUENCE)."""


def add_event(*, area: Area, values: Values, by: Actor | None, token: UUID | None = None) -> Event:
    """Enter an event into an area's calendar. `token` as in `core.submission`."""
    check_known(values, (*OWN_FIELDS, *RELATIONS))
    with transaction.atomic():
        claimed = submission.claim(token, by=by)
        own = {name: value for name, value in values.items() if name in OWN_FIELDS}
        event = Event(area=area, uid=Event.new_uid(), entered_by_id=by.pk if by else None, **own)
        placing.place(event)
        check(event)
        event.full_clean()
        event.save(force_insert=True)
        relations = {"listed_in": [], **{name: values[name] for name in RELATIONS if name in values}}
        also = {name: after for name, (_before, after) in set_relations(event, relations).items()}
        audit.record(event, verb="add_event", before=None, after=audit.snapshot(event) | also, by=by)
        submission.made(claimed, event.pk)
        announce([event.pk])
    event.refresh_from_db()
    return event


def change_event(
    event: Event, *, values: Values, by: Actor | None, version: int | None = None, verb: str = "change_event"
) -> Event:
    """Give an event new values; `version`: what it must still be (audit.StaleVersionError otherwise)."""
    check_known(values, (*OWN_FIELDS, *RELATIONS))
    with changing(event):
        fresh = audit.lock(event, version)
        own = {name: value for name, value in values.items() if name in OWN_FIELDS}
        before = audit.snapshot(fresh)
        timing = timing_of(fresh, []) if fresh.starts and fresh.is_series else None
        for name, value in own.items():
            setattr(fresh, name, value)
        placing.place(fresh)
        check(fresh)
        after = audit.snapshot(fresh)
        own.update({name: after[name] for name in ("latitude", "longitude", "precision")})
        if any(audit.plain(before[name]) != audit.plain(after[name]) for name in RESCHEDULING & own.keys()):
            own["sequence"] = fresh.sequence + 1
        changed = {name for name in own.keys() & after.keys() if audit.plain(before[name]) != audit.plain(after[name])}
        own |= corrections(fresh, changed)
        fresh.refresh_from_db()
        also = set_relations(fresh, {name: values[name] for name in RELATIONS if name in values})
        audit.change(fresh, own, verb=verb, by=by, also=also)
        if timing is not None and "starts" in changed:
            carry_along(fresh, timing, verb=verb, by=by)
    return fresh


def cancel_event(event: Event, *, reason: str, by: Actor | None, version: int | None = None) -> Event:
    """Mark an event as cancelled; it stays in the calendar, so that nobody comes in vain."""
    if not reason.strip():
        raise ValidationError({"status_reason": _("Napisz, dlaczego to się nie odbędzie.")})
    values = {"status": EventStatus.CANCELLED, "status_reason": reason.strip()}
    return change_event(event, values=values, by=by, version=version, verb="cancel_event")


def delete_event(event: Event, *, by: Actor | None) -> AuditEntry:
    """Delete an event that should never have been there; return the history entry that brings it back.

    Refused while people are registered for what is to come: who left a telephone only would never know. What had
    become a part of it takes place by itself again.
    """
    from podworko.agenda.actions.joining import part_for_deletion

    with transaction.atomic():
        parted = part_for_deletion(event, by=by)
        with changing(event):
            fresh = audit.lock(event)
            if set(fresh.joins.filter(state=JoinState.JOINED).values_list("pk", flat=True)) != parted:
                raise audit.StaleVersionError
            if SignUp.objects.filter(sign_up_list__event=fresh, sign_up_list__starts__gt=timezone.now()).exists():
                raise ValidationError(_("Ktoś jest na to zapisany. Odwołaj wydarzenie, a zapisani się dowiedzą."))
            remember_deletion(fresh)
            parts = list(fresh.joined_events.values_list("pk", flat=True))
            entry = deletion.delete(fresh, verb="delete_event", by=by)
            announce(parts)
    return entry


def bring_back_event(entry: AuditEntry, *, by: Actor | None, verb: str = "bring_back_event") -> models.Model:
    """Put a deleted event back with all that belonged to it; what was a part of it is so again, if it still can be."""
    from podworko.agenda.actions.joining import join_again

    with transaction.atomic():
        event = deletion.bring_back(entry, verb=verb, by=by)
        forget_deletion(event)
        if isinstance(event, Event):
            forget_lost_pictures(event, by=by)
        announce([event.pk, *Event.objects.filter(joined_into=event.pk).values_list("pk", flat=True)])
        if isinstance(event, Event):
            join_again(event, by=by)
    return event


def check(event: Event) -> None:
    """Refuse what cannot be true of an event."""
    errors = _wrong_times(event)
    if set(event.audiences) - set(Audience.values):
        errors["audiences"] = _("Wybierz z listy, dla kogo to jest.")
    if event.status == EventStatus.CANCELLED and not event.status_reason.strip():
        errors["status_reason"] = _("Napisz, dlaczego to się nie odbędzie.")
    if event.with_minors and event.visibility == Visibility.PUBLIC and not event.safeguarding_note.strip():
        errors["safeguarding_note"] = _("Napisz, jak zadbano o bezpieczeństwo dzieci bez opiekunów.")
    if (event.attendance is None) != (not event.count_method):
        errors["count_method"] = _("Podaj liczbę osób razem z tym, jak ją policzono.")
    if errors:
        raise ValidationError(errors)


def _wrong_times(event: Event) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    if event.starts is None and not event.pencil:
        errors["starts"] = _("Podaj dzień, choćby w przybliżeniu.")
    if event.starts and event.ends and event.ends < event.starts:
        errors["ends"] = _("Koniec jest wcześniej niż początek.")
    try:
        if event.rule:
            parse(event.rule)
    except RuleError as error:
        errors["rule"] = str(error)
    return errors


def set_relations(event: Event, relations: Values) -> dict[str, tuple[Any, Any]]:
    """Write what belongs to an event, as `RELATIONS` says; return before and after of each."""
    changes: dict[str, tuple[Any, Any]] = {}
    if "listed_in" in relations:
        before = sorted(event.listings.values_list("area", flat=True))
        wanted = {event.area_id, *relations["listed_in"]}
        event.listings.exclude(area__in=wanted).delete()
        for area_id in sorted(wanted - set(before)):
            EventListing.objects.create(event=event, area_id=area_id)
        changes["listed_in"] = (before, sorted(wanted))
    if "organisers" in relations:
        before_all = _organisers(event)
        event.organisers.all().delete()
        for row in relations["organisers"]:
            EventOrganiser.objects.create(event=event, organisation_id=row["organisation"], role=row["role"])
        changes["organisers"] = (before_all, _organisers(event))
    if "funding" in relations:
        before_all = _funding(event)
        event.funding.all().delete()
        for row in relations["funding"]:
            EventFunding.objects.create(
                event=event, source=row["source"], organisation_id=row.get("organisation") or None
            )
        changes["funding"] = (before_all, _funding(event))
    for name in filter(relations.__contains__, THINGS):
        before = sorted(getattr(event, name).values_list("pk", flat=True))
        # An earlier version comes back without what has been deleted since.
        after = sorted(Resource.objects.filter(pk__in=relations[name]).values_list("pk", flat=True))
        getattr(event, name).set(after)
        changes[name] = (before, after)
    return changes


def _organisers(event: Event) -> list[dict[str, Any]]:
    return [
        {"organisation": row.organisation_id, "role": row.role}
        for row in event.organisers.order_by("role", "organisation")
    ]


def _funding(event: Event) -> list[dict[str, Any]]:
    return [{"source": row.source, "organisation": row.organisation_id} for row in event.funding.order_by("pk")]
