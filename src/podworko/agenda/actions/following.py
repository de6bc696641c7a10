"""Changes of „this and the following”: a series ends before one of its occurrences, and may go on otherwise."""

from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from podworko.agenda import materialising, sign_up_lists
from podworko.agenda.actions import carrying
from podworko.agenda.actions.event import OWN_FIELDS, RELATIONS, cancel_event, change_event, check, set_relations
from podworko.agenda.actions.picture import carry_over
from podworko.agenda.actions.writing import announce, changing, corrections
from podworko.agenda.choices import EventStatus
from podworko.agenda.models import Event, EventFunding, EventListing, EventOrganiser
from podworko.agenda.splitting import split
from podworko.agenda.things import needed_by
from podworko.agenda.timing import Timing
from podworko.core import audit, deletion
from podworko.core.audit import Actor, Values
from podworko.organisations.actions.writing import check_known


def change_following(  # noqa: PLR0913 – what, from when, how, who, and the version that was seen
    event: Event,
    original: datetime,
    *,
    values: Values,
    by: Actor | None,
    version: int | None = None,
    verb: str = "change_following",
) -> Event:
    """End a series before one of its occurrences and go on from there, otherwise, as a series of its own.

    `original`: the first occurrence of the new series. From the first of all on, it is the whole series.
    """
    check_known(values, (*OWN_FIELDS, *RELATIONS))
    if event.starts is None or original <= event.starts:
        return change_event(event, values=values, by=by, version=version)
    with changing(event):
        fresh = audit.lock(event, version)
        first, second = _split(fresh, original)
        following = _copy(fresh, second, values, verb=verb, by=by)
        _carry(fresh, following, original, second, verb=verb, by=by)
        _end(fresh, first, verb=verb, by=by)
        announce([following.pk])
    return following


def cancel_following(event: Event, original: datetime, *, reason: str, by: Actor | None) -> Event:
    """Cancel an occurrence and those after it; they stay in the calendar, marked."""
    if event.starts is None or original <= event.starts:
        return cancel_event(event, reason=reason, by=by)
    if not reason.strip():
        raise ValidationError({"reason": _("Napisz, dlaczego to się nie odbędzie.")})
    values = {"status": EventStatus.CANCELLED, "status_reason": reason.strip()}
    return change_following(event, original, values=values, by=by, verb="cancel_following")


def end_series(event: Event, original: datetime, *, by: Actor | None) -> Event:
    """Let a series end before one of its occurrences: that one and those after it leave the calendar."""
    if event.starts is None or original <= event.starts:
        raise ValidationError(_("To pierwszy termin. Odwołaj albo usuń całe wydarzenie."), code="first")
    with changing(event):
        fresh = audit.lock(event)
        first, _second = _split(fresh, original)
        for exception in fresh.exceptions.filter(original__gte=original):
            deletion.delete(exception, verb="end_series", by=by)
        _end(fresh, first, verb="end_series", by=by)
    return fresh


def restore_event(event: Event, *, values: Values, by: Actor | None, verb: str) -> Event:
    """Put earlier values back; refused where dates would come back that go on as a series of their own."""
    with transaction.atomic():
        sign_up_lists.hold([event.pk])
        before = _originals(audit.lock(event))
        restored = change_event(event, values=values, by=by, verb=verb)
        going_on = restored.continued_by.filter(starts__isnull=False).order_by("starts").first()
        after = _originals(restored)
        # The same number of dates on other days is no return of those that were handed on.
        is_longer = len(after) > len(before) and max(after).date() > max(before, default=max(after)).date()
        if going_on is not None and going_on.starts is not None and is_longer:
            day = date_format(going_on.starts.date(), "j E Y")
            said = _("Dalsze terminy są osobnym wydarzeniem (od %(day)s). Usuń je najpierw, inaczej byłyby dwa razy.")
            raise ValidationError(said, params={"day": day}, code="goes_on")
    return restored


def _originals(event: Event) -> list[datetime]:
    return list(event.occurrences.values_list("original", flat=True))


def _split(event: Event, original: datetime) -> tuple[Timing, Timing]:
    try:
        return split(materialising.timing_of(event, list(event.exceptions.all())), _wall(original))
    except ValueError as error:
        raise ValidationError(_("W tym terminie nic się nie odbywa."), code="no_occurrence") from error


def _end(event: Event, first: Timing, *, verb: str, by: Actor | None) -> None:
    values = {
        "rule": first.rule,
        "extra_starts": [moment.isoformat() for moment in first.extra],
        "removed_starts": [moment.isoformat() for moment in sorted(first.removed)],
        "sequence": event.sequence + 1,
    }
    audit.change(event, values | corrections(event, {"rule", "extra_starts"}), verb=verb, by=by)


def _copy(event: Event, timing: Timing, values: Values, *, verb: str, by: Actor | None) -> Event:
    kept = {name: value for name, value in audit.snapshot(event).items() if name in OWN_FIELDS}
    kept |= {"starts": timing.start.replace(tzinfo=UTC), "ends": timing.end.replace(tzinfo=UTC), "rule": timing.rule}
    kept |= {"attendance": None, "count_method": ""}
    own = {**kept, **{name: value for name, value in values.items() if name in OWN_FIELDS}}
    shift = _shift(timing, own["starts"])
    own["extra_starts"] = [(moment + shift).isoformat() for moment in timing.extra]
    own["removed_starts"] = [(moment + shift).isoformat() for moment in sorted(timing.removed)]
    following = Event(
        area_id=event.area_id, uid=Event.new_uid(), continues=event, entered_by_id=by.pk if by else None, **own
    )
    check(following)
    audit.create(following, verb=verb, by=by)
    _copy_relations(event, following)
    carry_over(event, following, by=by)
    set_relations(following, {name: values[name] for name in RELATIONS if name in values})
    return following


def _copy_relations(event: Event, following: Event) -> None:
    EventListing.objects.bulk_create(
        EventListing(event=following, area_id=area) for area in event.listings.values_list("area", flat=True)
    )
    EventOrganiser.objects.bulk_create(
        EventOrganiser(event=following, organisation_id=row.organisation_id, role=row.role)
        for row in event.organisers.all()
    )
    EventFunding.objects.bulk_create(
        EventFunding(event=following, source=row.source, organisation_id=row.organisation_id)
        for row in event.funding.all()
    )
    for name, ids in needed_by(event).items():
        getattr(following, name).set(ids)


def _carry(  # noqa: PLR0913 – from where, to where, since when
    event: Event, following: Event, original: datetime, second: Timing, *, verb: str, by: Actor | None
) -> None:
    """Take what was changed of single occurrences along; drop what has no occurrence any more."""
    later = list(event.exceptions.filter(original__gte=original))
    registered = list(event.sign_up_lists.filter(original__gte=original).values_list("original", flat=True))
    originals = [_wall(one) for one in (*(each.original for each in later), *registered)]
    places = carrying.places_in(following, second, originals)
    sign_up_lists.hand_over(event, following, {one: places.get(_wall(one)) for one in registered})
    for exception in later:
        place = places.get(_wall(exception.original))
        if place is None:
            deletion.delete(exception, verb=verb, by=by)
        else:
            values = carrying.moved_along(exception, place.replace(tzinfo=UTC), second, following)
            audit.change(exception, {"event_id": following.pk, **values}, verb=verb, by=by)


def _shift(timing: Timing, starts: datetime | None) -> timedelta:
    return _wall(starts) - timing.start if starts else timedelta()


def _wall(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
