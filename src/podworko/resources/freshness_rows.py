"""What the pages about the freshness of a register show, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from podworko.organisations import lapsing, links
from podworko.organisations.models import ContactField, Organisation
from podworko.places.models import Area
from podworko.resources import freshness_due, freshness_entry, hours_said
from podworko.resources.actions.freshness_values import by_hand as names_by_hand
from podworko.resources.choices import ReplyChannel, ReplyKind, ReplyState
from podworko.resources.freshness_entry import ShownEntry
from podworko.resources.models import FreshnessMailbox, FreshnessReply, FreshnessSettings

if TYPE_CHECKING:
    from django.db.models import QuerySet

READ_ALOUD = 3
SHOWN = 10
MOST_LAPSING = 30


@dataclass(frozen=True, slots=True)
class Call:
    """An organisation to ring, with what to say and how often nobody answered."""

    organisation: Organisation
    entry: ShownEntry
    unanswered: int = 0
    last_try: datetime | None = None

    @property
    def keep_page(self) -> str:
        """Where the entry is changed."""
        return links.keep_page(self.organisation)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that should be changed."""

    label: str
    was: str
    proposed: str
    now: str
    """What the entry says by now, where that is neither of both."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An answer beside the entry as it stands."""

    reply: FreshnessReply
    entry: ShownEntry
    changes: list[Change] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    """What somebody must enter, in words."""

    @property
    def hours_pages(self) -> list[str]:
        """Where the hours in it are entered, with its words beside the table."""
        return hours_said.of_reply(self.reply)

    @property
    def keep_page(self) -> str:
        """Where the entry is changed."""
        return links.keep_page(self.reply.organisation)


@dataclass(frozen=True, slots=True)
class Lapsing:
    """A contact that is hidden, or will be."""

    way: ContactField
    keep_page: str
    hidden_from: date | None


def oldest(settings: FreshnessSettings, today: date) -> list[Call]:
    """Return the entries that nobody has confirmed for longest, with what they say."""
    day = freshness_due.last_good_day(today, settings.months)
    rows = freshness_due.unconfirmed_since(freshness_due.register_of(settings.area), day)
    return calls(list(rows.select_related("home_area")[:READ_ALOUD]))


def calls(organisations: Sequence[Organisation]) -> list[Call]:
    """Return organisations with what there is to say to them, in their order."""
    shown = freshness_entry.read(organisations)
    tries = FreshnessReply.objects.filter(
        organisation__in=organisations, kind=ReplyKind.NO_ANSWER, state=ReplyState.APPLIED
    )
    since = {row.pk: row.assured_date for row in organisations}
    counted: dict[int, list[datetime]] = {}
    for pk, moment in tries.values_list("organisation", "created_at"):
        checked = since[pk]
        if checked is None or moment.date() >= checked:
            counted.setdefault(pk, []).append(moment)
    return [
        Call(row, shown[row.pk], len(found := counted.get(row.pk, [])), max(found, default=None))
        for row in organisations
    ]


def recorded_by_phone(area: Area) -> list[FreshnessReply]:
    """Return the latest calls that were written down and can be taken back."""
    rows = FreshnessReply.objects.filter(
        organisation__home_area=area, channel__in=[ReplyChannel.PHONE, ReplyChannel.MEETING], state=ReplyState.APPLIED
    )
    return list(rows.select_related("organisation__home_area")[:SHOWN])


def confirmed_today(organisation: Organisation) -> FreshnessReply | None:
    """Return that somebody who keeps an entry has confirmed it today by the button, to be taken back."""
    if organisation.assured_date != timezone.localdate():
        return None
    rows = FreshnessReply.objects.filter(
        organisation=organisation, kind=ReplyKind.CURRENT, channel=ReplyChannel.PAGE, state=ReplyState.APPLIED
    )
    return rows.filter(decided_at__date=timezone.localdate()).first()


def compared(replies: Sequence[FreshnessReply]) -> list[Compared]:
    """Return answers beside the entries as they stand now."""
    shown = freshness_entry.read([reply.organisation for reply in replies])
    return [_compared(reply, shown[reply.organisation_id]) for reply in replies]


def decided(rows: "QuerySet[FreshnessReply]") -> list[Compared]:
    """Return the answers on which was decided last; who keeps an entry and confirms it answers nobody."""
    found = rows.exclude(state=ReplyState.WAITING).exclude(kind=ReplyKind.NO_ANSWER)
    found = found.exclude(kind=ReplyKind.CURRENT, channel=ReplyChannel.PAGE)
    related = found.select_related("organisation__home_area").order_by("-decided_at", "-pk")
    return compared(list(related[:SHOWN]))


def by_hand(reply: FreshnessReply) -> list[str]:
    """Return what of an answer somebody must enter, in words."""
    return [f"{reply.values[name]['label']}: {reply.values[name]['now']}" for name in names_by_hand(reply.values)]


def lapsing_in(area: Area, today: date) -> list[Lapsing]:
    """Return the contacts that are hidden because nobody confirmed them, or will be."""
    ways = ContactField.objects.meant_for_everybody().held_on(today)
    rows = ways.filter(contact__organisation__home_area=area, lapse_notice_date__isnull=False)
    ordered = rows.select_related("contact__organisation__home_area").order_by("lapsed_at", "lapse_notice_date", "pk")
    return [
        Lapsing(way, links.keep_page(way.contact.organisation), lapsing.first_day_hidden(way))
        for way in ordered[:MOST_LAPSING]
    ]


def silent_mailboxes(area: Area) -> list[FreshnessMailbox]:
    """Return the addresses of an area that want or take no more mails."""
    rows = FreshnessMailbox.objects.filter(asks__organisation__home_area=area).distinct()
    return list(rows.exclude(stopped_at=None, refused_at=None).order_by("email")[:MOST_LAPSING])


def _compared(reply: FreshnessReply, entry: ShownEntry) -> Compared:
    now = _current(entry)
    changes = []
    for name, value in reply.values.items():
        stands = now.get(name, "")
        is_third = reply.state == ReplyState.WAITING and stands not in {value["was"], value["now"]}
        changes.append(Change(value["label"], value["was"], value["now"], stands if is_third else ""))
    return Compared(reply, entry, changes, by_hand(reply))


def _current(entry: ShownEntry) -> dict[str, str]:
    found = {"name": entry.name, "description": entry.description, "website": entry.website}
    for place in entry.places:
        found[f"address-{place.pk}"] = place.address
        found[f"hours-{place.pk}"] = "\n".join(place.hours)
    return found | {f"way-{way.pk}": way.value for way in entry.ways}
