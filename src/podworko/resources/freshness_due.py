"""Which entries are to be confirmed, by mail or by telephone. Queries over many thousands of entries."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypedDict

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from podworko.core.visibility import Visibility
from podworko.organisations.choices import Status
from podworko.organisations.models import ContactField, Organisation
from podworko.organisations.models.register import ContactFieldQuerySet
from podworko.places.models import Area
from podworko.resources.choices import ReplyKind, ReplyState
from podworko.resources.models import FreshnessAsk, FreshnessReply, FreshnessSettings

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

AHEAD = timedelta(days=42)
"""The first mail goes out so long before a confirmation ends: the reminders still come in time."""
TOGETHER = timedelta(days=30)
"""An entry that falls due so much later is asked in the same mail as another one of the same address."""
REMINDERS = (timedelta(days=14), timedelta(days=21))
"""Between one mail and the next: two weeks and five weeks after the first."""
MOST_MAILS = 1 + len(REMINDERS)
SILENT_AFTER = timedelta(days=14)
"""How long the last mail is waited for; then somebody rings."""

GIVEN_UP_AFTER = timedelta(days=21)
"""How long it is tried to send the first mail, where the mail server is out of order."""


def last_good_day(today: date, months: int) -> date:
    """Return the day since which an entry must have been confirmed."""
    return today - relativedelta(months=months)


def register_of(area: Area) -> "QuerySet[Organisation]":
    """Return the entries of an area's register that everybody sees and that are not closed."""
    return Organisation.objects.filter(home_area=area, visibility=Visibility.PUBLIC).exclude(status=Status.CLOSED)


def due_before(rows: "QuerySet[Organisation]", day: date) -> "QuerySet[Organisation]":
    """Keep what is to be confirmed: not confirmed since a day, or with a contact that is about to be hidden, or is."""
    old = rows.filter(Q(assured_date=None) | Q(assured_date__lt=day) | announced())
    return old.order_by(F("assured_date").asc(nulls_first=True), "sort_key", "pk")


def announced() -> Exists:
    """Say, of the organisation of an outer query, whether a contact is hidden unless somebody confirms it, or is."""
    ways = ContactField.objects.meant_for_everybody().filter(contact__organisation=OuterRef("pk"))
    return Exists(ways.filter(lapse_notice_date__isnull=False))


def unconfirmed_since(rows: "QuerySet[Organisation]", day: date) -> "QuerySet[Organisation]":
    """Keep the entries that nobody has confirmed since a day, the longest unconfirmed first."""
    old = rows.filter(Q(assured_date=None) | Q(assured_date__lt=day))
    return old.order_by(F("assured_date").asc(nulls_first=True), "sort_key", "pk")


def to_ask(settings: FreshnessSettings, today: date) -> "QuerySet[Organisation]":
    """Return the entries that are to be asked and are not being asked."""
    day = last_good_day(today, settings.months) + AHEAD
    asked = FreshnessAsk.objects.open().filter(organisation=OuterRef("pk"))
    # Whoever has answered waits for the coordinator, not for another mail.
    answered = FreshnessReply.objects.filter(
        organisation=OuterRef("pk"), state=ReplyState.WAITING, kind__in=[ReplyKind.CHANGE, ReplyKind.GONE]
    )
    return due_before(register_of(settings.area), day).exclude(Exists(asked)).exclude(Exists(answered))


def addresses() -> ContactFieldQuerySet:
    """Return, for the organisation of an outer query, the address of its office, the best first."""
    return ContactFieldQuerySet(ContactField).functional_addresses().filter(contact__organisation=OuterRef("pk"))


class Addressed(TypedDict):
    """What `with_address` adds to an entry."""

    address: str | None


def with_address(
    rows: "QuerySet[Organisation]", today: date
) -> "QuerySet[WithAnnotations[Organisation, Addressed], WithAnnotations[Organisation, Addressed]]":
    """Add to each entry the address to which a mail about it goes (`address`, in lower case, or none)."""
    best = addresses().held_on(today).values(lower=Lower("value"))[:1]
    return rows.annotate(address=Subquery(best))


def to_ring(settings: FreshnessSettings, today: date) -> "QuerySet[Organisation]":
    """Return the entries that only a telephone call can confirm, the longest unconfirmed first.

    Where nobody is written to, those are all that are due; else those without an address, those whose address wants or
    takes no mail, and those that have kept silent. In a month without mails also those with a contact that is about
    to be hidden: nothing disappears without anybody having been told.
    """
    due = due_before(register_of(settings.area), last_good_day(today, settings.months))
    decided = FreshnessReply.objects.filter(organisation=OuterRef("pk"), state=ReplyState.WAITING)
    due = due.exclude(Exists(decided.exclude(kind=ReplyKind.WRONG)))
    if not settings.is_on:
        return due
    asks = FreshnessAsk.objects.open().filter(organisation=OuterRef("pk"))
    is_written_to = Exists(asks.filter(mailbox__isnull=False).filter(_still_written_to(today)))
    not_yet = Q(~Exists(asks)) & Q(Exists(addresses().held_on(today)))
    if today.month in settings.paused_months:
        not_yet &= Q(~announced())
    return due.exclude(is_written_to).exclude(not_yet)


def _still_written_to(today: date) -> Q:
    takes_mail = Q(mailbox__stopped_at=None, mailbox__refused_at=None)
    begun = Q(mails__gt=0) | Q(opened_on__gte=today - GIVEN_UP_AFTER)
    return takes_mail & begun & (Q(next_on__isnull=False) | Q(last_mail_on__gte=today - SILENT_AFTER))


@dataclass(frozen=True, slots=True)
class Overview:
    """How fresh the register of an area is."""

    total: int
    confirmed: int
    """In the time for which a confirmation holds."""
    never: int
    """Nobody has ever confirmed them."""
    by_mail: int
    """Asked by mail, and the answer may still come."""
    to_ring: int
    waiting: int
    """Answers on which the coordinator is to decide."""

    @property
    def percent(self) -> int:
        """Of all entries, how many are confirmed; rounded down, so that 100 means all."""
        return self.confirmed * 100 // self.total if self.total else 0


def overview(settings: FreshnessSettings, today: date) -> Overview:
    """Count how fresh the register of an area is."""
    rows = register_of(settings.area)
    day = last_good_day(today, settings.months)
    asks = FreshnessAsk.objects.open().filter(_still_written_to(today), mailbox__isnull=False)
    replies = FreshnessReply.objects.waiting().filter(organisation__home_area=settings.area)
    return Overview(
        total=rows.count(),
        confirmed=rows.filter(assured_date__gte=day).count(),
        never=rows.filter(assured_date=None).count(),
        by_mail=asks.filter(organisation__in=unconfirmed_since(rows, day + AHEAD), mails__gt=0).count()
        if settings.is_on
        else 0,
        to_ring=to_ring(settings, today).count(),
        waiting=replies.count(),
    )
