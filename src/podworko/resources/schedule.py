"""What `resources` does by itself: asks whether entries are still true, hides what nobody confirms, forgets."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from podworko.core import left
from podworko.core.jobs.schedule import Recurring, daily
from podworko.organisations import lapsing
from podworko.organisations.actions.lapsing import announce_lapse, lapse_contacts
from podworko.organisations.models import Organisation
from podworko.resources import freshness_sending as sending
from podworko.resources.choices import SuggestionState
from podworko.resources.import_jobs import SCHEDULE as OF_IMPORTS
from podworko.resources.models import EntrySuggestion, FreshnessReply, FreshnessSignal

KEEP_REPLIES = dt.timedelta(days=365)
"""After the decision; what came of it stays in the history of the entry."""
KEEP_SIGNALS = dt.timedelta(days=730)
"""How long it is kept that a browser has said „zgadza się”."""


@task()
def send_freshness(mailbox_id: int) -> str:
    """Ask one address about its entries."""
    return sending.send(mailbox_id)


@task()
def ask_organisations() -> int:
    """By day: write down whom to ask, and put a mail to each address into the queue; return how many."""
    if sending.is_quiet(timezone.now()):
        return 0
    today = timezone.localdate()
    sending.open_asks(today)
    with transaction.atomic():
        ids = sending.whom(today)
        for pk in ids:
            send_freshness.enqueue(pk)
    return len(ids)


@task()
def hide_unconfirmed() -> int:
    """Announce which contacts will be hidden, and hide those of which a year has passed; return of how many entries.

    Each entry is a transaction of its own: whoever dies in the middle goes on where they stopped.
    """
    today = timezone.localdate()
    announced, ended = lapsing.to_announce(today), lapsing.to_lapse(today)
    count = 0
    for rows, act in ((announced, announce_lapse), (ended, lapse_contacts)):
        ids = sorted(set(rows.values_list("contact__organisation", flat=True)))
        for pk in ids:
            organisation = Organisation.objects.filter(pk=pk).first()
            count += bool(organisation and act(organisation, by=None))
    return count


@task()
def forget_freshness() -> int:
    """Forget links and mails whose time is over, and who pressed „zgadza się” long ago; return how many rows."""
    now = timezone.now()
    FreshnessSignal.objects.filter(day__lt=(now - KEEP_SIGNALS).date()).delete()
    FreshnessReply.objects.filter(decided_at__lt=now - KEEP_REPLIES).delete()
    return sending.forget(now)


@task()
def forget_suggesters() -> int:
    """Forget contacts of what was decided on, advertisements, and what is old; return how many contacts."""
    long_ago = timezone.now() - left.KEEP_CONTACT
    EntrySuggestion.objects.filter(state=SuggestionState.SPAM, decided_at__lt=long_ago).delete()
    return left.forget(EntrySuggestion.objects.all(), note="", question="", answer="")


SCHEDULE = [
    *OF_IMPORTS,
    daily(hide_unconfirmed, 2, 5, says=_("Ukrywa telefony i e-maile, których nikt nie potwierdził od roku")),
    Recurring(ask_organisations, dt.timedelta(hours=1), says=_("Pyta organizacje e-mailem, czy wpis jest aktualny")),
    daily(forget_freshness, 1, 55, says=_("Zapomina wysłane pytania o wpisy i stare odnośniki")),
    daily(forget_suggesters, 1, 57, says=_("Zapomina, kto zaproponował wpis albo poprawkę, 30 dni po decyzji")),
]
