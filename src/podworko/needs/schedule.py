"""What `needs` does by itself: forgets who has reported something, and tells of talks about asks and offers."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from podworko.core import left
from podworko.core.jobs.schedule import Recurring, daily
from podworko.needs import card_telling, talk_telling
from podworko.needs.actions.card import refresh_ended
from podworko.needs.exchange_choices import LIVE
from podworko.needs.models import CardNews, Report, Sought, SoughtDay, TalkNotice, TalkPart
from podworko.resources.freshness_sending import is_quiet

KEEP_SOUGHT = dt.timedelta(days=730)
KEEP_SEARCHED_ONCE = dt.timedelta(days=60)
"""What the search was asked on one day only, and nobody has written down."""
KEEP_WORDS = dt.timedelta(days=180)
"""A contact that was typed for a talk, after the last thing that happened to the talk."""
KEEP_NOTICES = dt.timedelta(days=60)
"""That somebody was told of a talk: nobody is told of what is older than a week."""
KEEP_NEWS = dt.timedelta(days=365)
"""That somebody was told what goes with a card, or asked whether it still holds: so long they are not told again."""
OFTEN = dt.timedelta(minutes=15)
DAYTIME = range(8, 21)
"""Hours at which people are written to."""


@task()
def forget_reporters() -> int:
    """Forget contacts of reports decided on, and reports that are old; return how many contacts."""
    return left.forget(Report.objects.all())


@task()
def forget_sought() -> int:
    """Forget what was looked for long ago, and what only one day's search has asked; return how many things."""
    today = timezone.localdate()
    SoughtDay.objects.filter(day__lt=today - KEEP_SOUGHT).delete()
    long_ago = today - KEEP_SEARCHED_ONCE
    readable = Sought.objects.readable().values("pk")
    old = Sought.objects.exclude(pk__in=readable).exclude(days__day__gte=long_ago)
    ids = set(old.values_list("pk", flat=True))
    Sought.objects.filter(pk__in=ids).delete()
    return len(ids)


@task()
def send_talks(user_id: int) -> str:
    """Tell one person who would like to talk with their organisation, and what was answered."""
    return talk_telling.tell(user_id)


@task()
def tell_talks() -> int:
    """Put into the queue, by day, a mail to everybody who is yet to know of a talk; return how many."""
    if timezone.localtime().hour not in DAYTIME:
        return 0
    with transaction.atomic():
        ids = talk_telling.whom()
        for pk in ids:
            send_talks.enqueue(pk)
    return len(ids)


@task()
def send_cards(user_id: int) -> str:
    """Ask one person whether their asks and offers still hold, and tell what goes with them."""
    return card_telling.tell(user_id)


@task()
def tell_cards() -> int:
    """Find what is new and put a mail to everybody whom it concerns into the queue; return how many.

    Never on Sundays, holidays or by night: what is found then waits for the next day.
    """
    if is_quiet(timezone.now()):
        return 0
    card_telling.find()
    with transaction.atomic():
        ids = card_telling.whom()
        for pk in ids:
            send_cards.enqueue(pk)
    return len(ids)


@task()
def drop_ended_cards() -> int:
    """Take asks and offers whose time is over out of the search; return how many."""
    return refresh_ended()


@task()
def forget_talks() -> int:
    """Forget contacts that were typed for talks that have ended; return how many. That there was a talk stays."""
    now = timezone.now()
    TalkNotice.objects.filter(at__lt=now - KEEP_NOTICES).delete()
    CardNews.objects.filter(found_at__lt=now - KEEP_NEWS).delete()
    old = TalkPart.objects.filter(talk__changed_at__lt=now - KEEP_WORDS).exclude(talk__state__in=LIVE)
    return old.exclude(words="").update(words="")


SCHEDULE = [
    daily(forget_reporters, 1, 55, says=_("Zapomina, kto zgłosił problem, 30 dni po decyzji")),
    daily(forget_sought, 1, 59, says=_("Zapomina, czego kiedyś ktoś szukał i nie znalazł")),
    Recurring(tell_talks, OFTEN, says=_("Daje znać, że ktoś chce porozmawiać o tym, kto co ma i czego szuka")),
    daily(tell_cards, 8, 20, says=_("Pyta, czy oferty i prośby są nadal aktualne, i mówi, co do siebie pasuje")),
    daily(drop_ended_cards, 23, 20, says=_("Usuwa z wyszukiwarki oferty i prośby, których termin minął")),
    daily(forget_talks, 1, 55, says=_("Zapomina kontakty wpisane do rozmów, które się skończyły")),
]
