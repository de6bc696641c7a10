"""Tells people by mail what their events have to do with others, and what was proposed: of each thing once.

What is told is taken first, by rows that only one can make. A mail server that is out of order gives it back, so that
the job is tried again; who dies in the middle leaves it taken. So nothing is told twice, and of thousands one thing
may not be: it stands on the desk all the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from smtplib import SMTPRecipientsRefused

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from podworko.accounts.choices import AreaRoleKind
from podworko.accounts.models import AreaRole, User
from podworko.agenda import finding_mails, sides
from podworko.agenda.choices import JoinState
from podworko.agenda.models import EventListing, Finding, FindingNotice, Join
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Membership
from podworko.organisations.reach import reach_of

SOON = timedelta(hours=72)
"""What begins within is told at once."""
MORNING = time(8)
"""When everything else is told, once a day."""


@dataclass(frozen=True, slots=True)
class News:
    """What one person is yet to be told."""

    findings: list[Finding]
    joins: list[Join]

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to tell."""
        return not (self.findings or self.joins)


def whom(*, is_soon: bool) -> list[int]:
    """Return the ids of those who have something to be told, in order."""
    notices = FindingNotice.objects.values_list("user", flat=True).order_by()
    candidates: set[int] = set()
    for pk, first, second in _findings(is_soon=is_soon).values_list("pk", "first", "second"):
        candidates |= _keepers([first, second]) - set(notices.filter(finding=pk))
    for pk, kept, absorbed in _joins(is_soon=is_soon).values_list("pk", "kept", "absorbed"):
        candidates |= _keepers([kept, absorbed]) - set(notices.filter(join=pk))
    # Who keeps one of both and may not read the other has nothing to be told.
    users = _mailed().filter(pk__in=candidates).order_by("pk")
    return [user.pk for user in users if not _news(user, is_soon=is_soon).is_empty]


def tell(user_id: int, *, is_soon: bool) -> str:
    """Tell one person what they are yet to know, and say how that ended; raise if the mail server is out of order."""
    with transaction.atomic():
        user = _mailed().select_for_update().filter(pk=user_id).first()
        if user is None:
            return "gone"
        news = _news(user, is_soon=is_soon)
        taken = _take(user, news)
    if not taken:
        return "nothing"
    try:
        finding_mails.send(user, news.findings, news.joins, reach_of(user))
    except ValidationError as error:
        if isinstance(error.__cause__, SMTPRecipientsRefused):
            return "refused"
        FindingNotice.objects.filter(pk__in=taken).delete()
        raise
    return "sent"


def _news(user: User, *, is_soon: bool) -> News:
    reach = reach_of(user)
    told = FindingNotice.objects.filter(user=user)
    findings = _findings(is_soon=is_soon).filter(pk__in=Finding.objects.visible_to(reach).values("pk"))
    untold = findings.exclude(pk__in=told.filter(finding__isnull=False).values("finding"))
    related = untold.select_related("first__area", "first__organisation", "second__area", "second__organisation")
    known = set(told.filter(join__isnull=False).values_list("join_id", flat=True))
    asked = set(_joins(is_soon=is_soon).values_list("pk", flat=True)) - known
    return News(list(related), [row for row in sides.waiting_for(reach) if row.pk in asked])


def _take(user: User, news: News) -> list[int]:
    rows = [FindingNotice(user=user, finding=each) for each in news.findings]
    rows += [FindingNotice(user=user, join=each) for each in news.joins]
    return [row.pk for row in FindingNotice.objects.bulk_create(rows)]


def _findings(*, is_soon: bool) -> "QuerySet[Finding]":
    """Return what can still be decided: what begins soon, or what was found before this morning's mail."""
    rows = Finding.objects.present().undecided()
    if is_soon:
        return rows.filter(first_at__lte=timezone.now() + SOON)
    return rows.filter(found_at__lt=_this_morning())


def _joins(*, is_soon: bool) -> "QuerySet[Join]":
    rows = Join.objects.filter(state=JoinState.PROPOSED)
    if is_soon:
        # Of a series, the next time that it takes place.
        now = timezone.now()
        coming = Q(kept__occurrences__starts__range=(now, now + SOON))
        return rows.filter(coming | Q(absorbed__occurrences__starts__range=(now, now + SOON))).distinct()
    return rows.filter(proposed_at__lt=_this_morning())


def _this_morning() -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(), MORNING))


def _keepers(event_ids: Sequence[int]) -> set[int]:
    """Return who keeps one of some events: editors of its organisation, and coordinators of its areas."""
    organisations = Q(organisation__events__in=event_ids)
    editors = Membership.objects.filter(organisations, role=MembershipRole.EDITOR).values_list("user_id", flat=True)
    paths = EventListing.objects.filter(event__in=event_ids).values_list("area__path", flat=True).distinct()
    above = {pk for path in paths for pk in _ids(path)}
    roles = AreaRole.objects.filter(kind=AreaRoleKind.COORDINATOR, area__in=above)
    return {*editors, *roles.values_list("user_id", flat=True)}


def _mailed() -> "QuerySet[User]":
    return User.objects.filter(is_active=True, is_demo=False)


def _ids(path: str) -> Iterable[int]:
    return (int(part) for part in path.strip("/").split("/"))
