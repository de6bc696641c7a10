"""What `agenda` does by itself: reads the calendars of others, sends digests, forgets what nobody decided about."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from podworko.agenda import blocks, days, finding_telling, materialising, sending, sign_up_jobs, sign_up_telling
from podworko.agenda.actions.feed import forget_calendar_files
from podworko.agenda.actions.harvest import harvest_feed
from podworko.agenda.models import Event, EventPicture, Feed, Follower, SentDigest, SignUp, Suggestion
from podworko.core import left, pictures
from podworko.core.jobs.schedule import Recurring, daily, weekly

KEEP_DIGESTS = dt.timedelta(days=60)
"""That they were sent; the last one is compared with, and nothing looks further back."""
OFTEN = dt.timedelta(minutes=15)
"""How often it is looked which calendars are due: each of them every three hours."""
SOON = dt.timedelta(minutes=5)
"""How often it is looked whom to tell of a change."""
DAYTIME = range(8, 21)
"""Hours at which people are reminded of tomorrow."""
KEEP_FILES = dt.timedelta(days=1)
KEEP_PICTURES = dt.timedelta(days=7)
"""Whose picture or event was deleted: as long as that can be taken back."""
PORTION = 100
"""Series whose new occurrences are written in one transaction."""


@task()
def send_digest(follower_id: int, week: str) -> str:
    """Send one follower the digest of the week whose Thursday this is."""
    return sending.send(follower_id, dt.date.fromisoformat(week))


@task()
def start_digests() -> int:
    """Put the digest of this week into the queue for everybody who wants it; return for how many."""
    week = sending.week_of(timezone.localdate()).isoformat()
    with transaction.atomic():
        ids = list(Follower.objects.confirmed().order_by("pk").values_list("pk", flat=True))
        for pk in ids:
            send_digest.enqueue(pk, week)
    return len(ids)


@task()
def forget_visitors() -> int:
    """Forget addresses that nobody confirmed, contacts of suggestions decided on, and what is old; return how many."""
    now = timezone.now()
    unconfirmed, _counts = Follower.objects.filter(confirmed_at=None, confirm_until__lt=now).delete()
    contacts = left.forget(Suggestion.objects.all())
    SentDigest.objects.filter(at__lt=now - KEEP_DIGESTS).delete()
    return unconfirmed + contacts


@task()
def tell_changes() -> int:
    """Put into the queue a mail to everybody whose event has changed, once it has been quiet; return how many."""
    with transaction.atomic():
        ids = sign_up_telling.to_tell()
        for pk in ids:
            sign_up_jobs.send_change.enqueue(pk)
    return len(ids)


@task()
def remind() -> int:
    """Put into the queue a mail to everybody who wants to be reminded of tomorrow; return how many."""
    if timezone.localtime().hour not in DAYTIME:
        return 0
    with transaction.atomic():
        ids = list(sign_up_telling.to_remind().order_by("pk").values_list("pk", flat=True))
        for pk in ids:
            sign_up_jobs.send_reminder.enqueue(pk)
    return len(ids)


@task()
def send_findings(user_id: int, is_soon: bool) -> str:  # noqa: FBT001 – arguments of jobs are values
    """Tell one person what their events have to do with others, and what was proposed to them."""
    return finding_telling.tell(user_id, is_soon=is_soon)


@task()
def tell_findings() -> int:
    """Put into the queue, from eight in the morning, a mail to everybody whose events something new is known of.

    Whoever has been told has nothing more to be told until the next morning.
    """
    return _tell(is_soon=False) if timezone.localtime().hour in DAYTIME else 0


@task()
def tell_findings_soon() -> int:
    """Put into the queue a mail to everybody whose events begin within three days; return to how many."""
    return _tell(is_soon=True)


def _tell(*, is_soon: bool) -> int:
    with transaction.atomic():
        ids = finding_telling.whom(is_soon=is_soon)
        for pk in ids:
            send_findings.enqueue(pk, is_soon)
    return len(ids)


@task()
def forget_registrations() -> int:
    """Forget who had registered for what is over; return how many. How many they were stays."""
    count, _counts = SignUp.objects.filter(keep_until__lt=timezone.localdate()).delete()
    return count


@task()
def harvest(feed_id: int) -> str:
    """Read one calendar, if it is still due: a job that comes twice asks the source once."""
    feed = Feed.objects.filter(pk=feed_id).first()
    if feed is None or not feed.is_due(timezone.now()):
        return "not due"
    return harvest_feed(feed, by=None).last_error or "done"


@task()
def harvest_rest(feed_id: int) -> str:
    """Read one calendar that was too large for the person who asked to wait for it."""
    feed = Feed.objects.filter(pk=feed_id).first()
    return "gone" if feed is None else harvest_feed(feed, by=None).last_error or "done"


@task()
def harvest_due() -> int:
    """Put every calendar that is due into the queue, each as a job of its own; return how many."""
    now = timezone.now()
    due = [feed for feed in Feed.objects.filter(is_active=True).exclude(address="") if feed.is_due(now)]
    for feed in due:
        harvest.enqueue(feed.pk)
    return len(due)


@task()
def forget_files() -> int:
    """Forget calendars that were uploaded and never taken in; return how many."""
    return forget_calendar_files(before=timezone.now() - KEEP_FILES, by=None)


@task()
def sweep_pictures() -> int:
    """Remove the files of pictures that belong to nothing any more; return of how many."""
    return pictures.sweep(set(EventPicture.objects.values_list("name", flat=True)), keep_for=KEEP_PICTURES)


@task()
def extend_horizon() -> int:
    """Write the occurrences of series that have come within two years; return how many series went on."""
    ids = list(Event.objects.exclude(rule="").order_by("pk").values_list("pk", flat=True))
    extended = 0
    for start in range(0, len(ids), PORTION):
        with transaction.atomic():
            rows = Event.objects.filter(pk__in=ids[start : start + PORTION])
            related = rows.select_related("organisation", "area", "kind", "location__organisation")
            portion = list(related.prefetch_related("exceptions", "pictures"))
            reached = {event.pk: materialising.extend(event) for event in portion}
            for event in portion:
                if reached[event.pk]:
                    # Days left out, and nights of another clock, are told to calendars as far ahead as these.
                    blocks.write(event)
            longer = [pk for pk, new in reached.items() if new]
            if longer:
                days.refresh(days.areas_of(longer), set().union(*reached.values()))
        extended += len(longer)
    return extended


SCHEDULE = [
    daily(extend_horizon, 2, 20, says=_("Dopisuje terminy, które weszły w najbliższe dwa lata")),
    weekly(start_digests, sending.THURSDAY, 8, says=_("Wysyła w czwartek skrót wydarzeń tym, którzy o niego prosili")),
    daily(forget_visitors, 1, 55, says=_("Zapomina niepotwierdzone adresy i kontakty z propozycji")),
    Recurring(harvest_due, OFTEN, says=_("Sprawdza, które kalendarze instytucji pobrać")),
    daily(sweep_pictures, 2, 40, says=_("Kasuje pliki usuniętych obrazków i zdjęć")),
    Recurring(tell_changes, SOON, says=_("Daje znać zapisanym, że coś się zmieniło")),
    Recurring(remind, dt.timedelta(hours=1), says=_("Przypomina zapisanym, którzy o to prosili, co jest jutro")),
    Recurring(tell_findings, dt.timedelta(hours=1), says=_("Pisze raz dziennie organizatorom, co się zbiega")),
    Recurring(tell_findings_soon, OFTEN, says=_("Pisze od razu, gdy zbiega się coś w najbliższe trzy dni")),
    daily(forget_registrations, 1, 55, says=_("Zapomina, kto był zapisany na to, co minęło")),
    daily(forget_files, 1, 55, says=_("Zapomina wczytane kalendarze, których nikt nie przyjął")),
]
