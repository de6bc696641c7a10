"""What a link in a mail opens: whether it still does its one thing, and the entry as it stands now."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from podworko.core import tokens
from podworko.core.visibility import Visibility
from podworko.organisations.choices import Status
from podworko.resources import freshness_entry
from podworko.resources.choices import LinkPurpose, ReplyState
from podworko.resources.models import FreshnessLink, FreshnessReply

if TYPE_CHECKING:
    from podworko.organisations.models import Organisation
    from podworko.resources.freshness_entry import ShownEntry

UNDONE_WITHIN = timedelta(days=1)
"""How long whoever has answered may take it back by the same link; afterwards the coordinator can."""


@dataclass(frozen=True)
class Opened:
    """A link that somebody has opened. Without a row of ours nothing else is known."""

    link: FreshnessLink | None = None
    organisation: "Organisation | None" = None
    entry: "ShownEntry | None" = None
    answer: FreshnessReply | None = None
    """What was answered by this link."""
    is_answered: bool = False
    """By another link of the mail, or by telephone."""

    @property
    def is_expired(self) -> bool:
        """Say whether its time is over."""
        return self.link is not None and self.link.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Say whether it still does its one thing."""
        return self.link is not None and not (self.link.used_at or self.is_answered or self.is_expired)

    @property
    def is_newer(self) -> bool:
        """Say whether the entry has changed since the mail was sent."""
        return bool(self.link and self.entry and self.link.shown != self.entry.fingerprint)

    @property
    def can_be_undone(self) -> bool:
        """Say whether what was answered may be taken back by the same link."""
        if self.answer is None or self.answer.state not in {ReplyState.WAITING, ReplyState.APPLIED}:
            return False
        return self.answer.created_at > timezone.now() - UNDONE_WITHIN


def find(token: str, purpose: LinkPurpose) -> Opened:
    """Return what a secret opens; it does nothing but what it was made for."""
    rows = FreshnessLink.objects.filter(token_digest=tokens.digest(token), purpose=purpose)
    link = rows.select_related("ask__organisation__home_area", "reply", "letter").first()
    if link is None or link.ask is None:
        return Opened(link)
    organisation = link.ask.organisation
    assured = organisation.assured_date
    is_answered = link.ask.closed_at is not None or (assured is not None and assured >= link.ask.opened_on)
    # What has been hidden or closed since is shown to nobody by an old mail.
    is_answered |= organisation.visibility != Visibility.PUBLIC or organisation.status == Status.CLOSED
    entry = freshness_entry.read_one(organisation)
    return Opened(link, organisation, entry, link.reply, is_answered and link.reply is None)


def confirmed_by(link: FreshnessLink) -> list[FreshnessReply]:
    """Return what was confirmed out of a mail within the last day, and can be taken back by its link to all of it."""
    rows = FreshnessReply.objects.filter(
        links__letter=link.letter_id, links__purpose=LinkPurpose.CONFIRM, state=ReplyState.APPLIED
    )
    lately = rows.filter(created_at__gt=timezone.now() - UNDONE_WITHIN)
    return list(lately.select_related("organisation__home_area").order_by("organisation__sort_key", "pk"))


def waiting_of(link: FreshnessLink) -> "list[tuple[Organisation, ShownEntry]]":
    """Return the entries of a mail that nobody has confirmed yet, each with what it says now."""
    asked = link.letter.links.filter(purpose=LinkPurpose.CONFIRM, used_at=None, ask__closed_at=None)
    public = asked.filter(ask__organisation__visibility=Visibility.PUBLIC)
    there = public.exclude(ask__organisation__status=Status.CLOSED)
    rows = there.select_related("ask__organisation__home_area").order_by("ask__organisation__sort_key", "pk")
    organisations = [row.ask.organisation for row in rows if row.ask]
    entries = freshness_entry.read(organisations)
    return [(each, entries[each.pk]) for each in organisations]
