"""Keeps the lists of those who have registered true: who has a place, how many are free, what there is to tell.

Whoever changes a list holds its row first, so that of two who want the last place one gets it. Called inside the
caller's transaction.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.agenda import sign_up_facts, sign_up_jobs
from podworko.agenda.choices import News, Place
from podworko.agenda.models import Event, SignUp, SignUpList
from podworko.agenda.reading import Entry
from podworko.core import audit, versions

KEEP_AFTER = timedelta(days=30)
"""After the last day of what people registered for."""


def counter(event_id: int) -> str:
    """Return the name of the counter of an event's free places, as in `core.versions`."""
    return f"registrations:{event_id}"


def hold(event_ids: Collection[int]) -> list[SignUpList]:
    """Hold the lists of events until the transaction ends: first of all, so that nobody waits for each other."""
    return list(SignUpList.objects.select_for_update().filter(event__in=list(event_ids)).order_by("pk"))


def held(sign_up_list: SignUpList) -> SignUpList:
    """Return a list as it stands now, held until the transaction ends."""
    return audit.lock(sign_up_list)


def opened(event: Event, original: datetime) -> tuple[SignUpList, Event, Entry]:
    """Return the list of one time that an event takes place, held, and both as they stand once it is held.

    Made if nobody has registered before; raise ValidationError if the event does not take place then.
    """
    defaults = {"starts": original}
    known, _is_new = SignUpList.objects.get_or_create(event=event, original=original, defaults=defaults)
    sign_up_list = held(known)
    fresh = Event.objects.select_related("area").get(pk=event.pk)
    entry = sign_up_facts.entries_of(fresh).get(original)
    if entry is None:
        raise ValidationError(_("W tym terminie nic się nie odbywa."), code="no_occurrence")
    if not sign_up_list.facts:
        exceptions = {one.original: one for one in fresh.exceptions.all()}
        sign_up_list.facts = sign_up_facts.facts_of(entry, fresh, exceptions)
        sign_up_list.starts = sign_up_facts.start_of(sign_up_list.facts)
        sign_up_list.save(update_fields=["facts", "starts"])
    return sign_up_list, fresh, entry


def fits(sign_up_list: SignUpList, people: int, capacity: int | None) -> bool:
    """Say whether so many more have a place."""
    return capacity is None or sign_up_list.taken + people <= capacity


def settle(sign_up_list: SignUpList, capacity: int | None) -> None:
    """Count a list that is held, let those move up who fit, first who came first, and tell the event's page."""
    _count(sign_up_list)
    is_open = sign_up_list.facts["state"] == sign_up_facts.ON and sign_up_list.starts > timezone.now()
    waiting = sign_up_list.sign_ups.filter(place=Place.WAITING).in_order() if is_open else []
    for row in waiting:
        if not fits(sign_up_list, row.people, capacity):
            continue
        row.place, row.news = Place.TAKEN, row.news or News.MOVED_UP
        row.save(update_fields=["place", "news"])
        before, after = {"place": Place.WAITING}, {"place": Place.TAKEN}
        audit.record(row, verb="move_up", before=before, after=after, by=None)
        sign_up_jobs.send_news.enqueue(row.pk)
        _count(sign_up_list)
    versions.bump([counter(sign_up_list.event_id)])


def follow(event_ids: Collection[int]) -> None:
    """Let the lists of events go along with what has become of these; those on them are told later, once."""
    lists = hold(event_ids)
    events = Event.objects.filter(pk__in={one.event_id for one in lists}).prefetch_related("exceptions")
    for event in events:
        exceptions = {one.original: one for one in event.exceptions.all()}
        entries = sign_up_facts.entries_of(event)
        own = [one for one in lists if one.event_id == event.pk]
        _rename(own, entries, event)
        for one in own:
            entry = entries.get(one.original)
            facts = (
                sign_up_facts.facts_of(entry, event, exceptions)
                if entry
                else sign_up_facts.without_time(one.facts, event)
            )
            _note(one, facts)
            if entry:
                one.sign_ups.update(keep_until=entry.last_day + KEEP_AFTER)
            settle(one, event.capacity)


def hand_over(event: Event, following: Event, places: Mapping[datetime, datetime | None]) -> None:
    """Give lists to the series that goes on from there; `places`: to which of its times, by their times until now."""
    for one in SignUpList.objects.filter(event=event, original__in=places):
        place = places[one.original]
        one.event, one.original = following, place.replace(tzinfo=UTC) if place else one.original
        one.save(update_fields=["event", "original"])


def _rename(lists: list[SignUpList], entries: dict[datetime, Entry], event: Event) -> None:
    """Find the times that have moved with their event: the only one, that of the same day, or of the same week."""
    known = {one.original for one in lists}
    free = [entry for original, entry in entries.items() if original not in known and not entry.is_tentative]
    lost = [one for one in lists if one.original not in entries]
    for one in lost:
        day = _day_of(one)
        same_day = [entry for entry in free if entry.day == day]
        same_week = [entry for entry in free if _week(entry.day) == _week(day)]
        is_clear = len(same_week) == 1 and [_week(_day_of(other)) for other in lost].count(_week(day)) == 1
        is_only = not event.is_series and len(entries) == 1
        if alike := free if is_only else same_day or (same_week if is_clear else []):
            one.original = alike[0].original
            free.remove(alike[0])


def _day_of(sign_up_list: SignUpList) -> date:
    return datetime.fromisoformat(sign_up_list.facts["starts"]).date()


def _week(day: date) -> tuple[int, int]:
    year, week, _weekday = day.isocalendar()
    return year, week


def _note(sign_up_list: SignUpList, facts: sign_up_facts.Facts) -> None:
    # Back from the history: those who were told that it is gone do not know yet.
    is_back = sign_up_list.sign_ups.filter(told_number=0).exists()
    if sign_up_facts.differ(sign_up_list.facts, facts) or is_back:
        sign_up_list.facts_number += 1
        sign_up_list.changed_at = timezone.now()
    sign_up_list.facts, sign_up_list.starts = facts, sign_up_facts.start_of(facts)
    sign_up_list.save()


def _count(sign_up_list: SignUpList) -> None:
    rows = SignUp.objects.filter(sign_up_list=sign_up_list)
    sums = dict(rows.order_by().values_list("place").annotate(Sum("people")))
    sign_up_list.taken = sums.get(Place.TAKEN, 0)
    sign_up_list.waiting = sums.get(Place.WAITING, 0)
    sign_up_list.save(update_fields=["taken", "waiting"])
