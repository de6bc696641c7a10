"""Tells people by mail what their events have to do with others, what was proposed, and what came of it: each once.

What is told is taken first, by rows that only one can make. A mail server that is out of order gives it back, so that
the job is tried again; who dies in the middle leaves it taken. So nothing is told twice, and of thousands one thing
may not be: it stands on the desk all the same.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from smtplib import SMTPRecipientsRefused

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from podworko.accounts.models import User
from podworko.agenda import finding_mails, join_telling, sides
from podworko.agenda.choices import JoinState
from podworko.agenda.finding_mails import News
from podworko.agenda.models import Finding, FindingMails, FindingNotice, Join, Occurrence
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Membership
from podworko.organisations.reach import reach_of

SOON = timedelta(hours=72)
"""What begins within is told at once."""
MORNING = time(8)
"""When everything else is told, once a day."""


def whom(*, is_soon: bool) -> list[int]:
    """Return the ids of those who have something to be told, in order."""
    notices = FindingNotice.objects.values_list("user", flat=True).order_by()
    candidates: set[int] = set()
    for pk, first, second in _findings(is_soon=is_soon).values_list("pk", "first", "second"):
        candidates |= _keepers([first, second]) - set(notices.filter(finding=pk))
    for pk, kept, absorbed in _joins(is_soon=is_soon).values_list("pk", "kept", "absorbed"):
        candidates |= _keepers([kept, absorbed]) - set(notices.filter(join=pk, state=JoinState.PROPOSED))
    for join in _answers(is_soon=is_soon).select_related("kept", "absorbed"):
        candidates |= join_telling.whom(join)
    # Who keeps one of both and may not read the other has nothing to be told.
    users = _mailed(is_soon=is_soon).filter(pk__in=candidates).order_by("pk")
    return [user.pk for user in users if not _news(user, is_soon=is_soon).is_empty]


def tell(user_id: int, *, is_soon: bool) -> str:
    """Tell one person what they are yet to know, and say how that ended; raise if the mail server is out of order."""
    with transaction.atomic():
        user = _mailed(is_soon=is_soon).select_for_update().filter(pk=user_id).first()
        if user is None:
            return "gone"
        news = _news(user, is_soon=is_soon)
        taken = _take(user, news)
    if not taken:
        return "nothing"
    try:
        finding_mails.send(user, news, reach_of(user))
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
    known = set(told.filter(state=JoinState.PROPOSED).values_list("join_id", flat=True))
    asked = set(_joins(is_soon=is_soon).values_list("pk", flat=True)) - known
    return News(
        list(related),
        [row for row in sides.waiting_for(reach) if row.pk in asked],
        join_telling.news_for(reach, _answers(is_soon=is_soon)),
    )


def _take(user: User, news: News) -> list[int]:
    rows = [FindingNotice(user=user, finding=each) for each in news.findings]
    rows += [FindingNotice(user=user, join=each, state=each.state) for each in (*news.joins, *news.answers)]
    return [row.pk for row in FindingNotice.objects.bulk_create(rows)]


def _findings(*, is_soon: bool) -> "QuerySet[Finding]":
    """Return what can still be decided: what begins soon, or what was found before this morning's mail."""
    rows = Finding.objects.present().undecided()
    if is_soon:
        return rows.filter(first_at__lte=timezone.now() + SOON)
    return rows.filter(found_at__lt=_this_morning())


def _joins(*, is_soon: bool) -> "QuerySet[Join]":
    rows = Join.objects.filter(state=JoinState.PROPOSED)
    return _soon(rows) if is_soon else rows.filter(proposed_at__lt=_this_morning())


def _answers(*, is_soon: bool) -> "QuerySet[Join]":
    rows = join_telling.answered()
    return _soon(rows) if is_soon else join_telling.answered_before(rows, _this_morning())


def _soon(rows: "QuerySet[Join]") -> "QuerySet[Join]":
    """Keep the proposals about what takes place soon; of a series, the next time counts."""
    now = timezone.now()
    of_both = Occurrence.objects.filter(starts__range=(now, now + SOON))
    return rows.filter(Q(kept__in=of_both.values("event")) | Q(absorbed__in=of_both.values("event")))


def _this_morning() -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(), MORNING))


def _keepers(event_ids: Sequence[int]) -> set[int]:
    """Return who keeps one of some events: editors of its organisation, and coordinators of its areas."""
    organisations = Q(organisation__events__in=event_ids)
    editors = Membership.objects.filter(organisations, role=MembershipRole.EDITOR).values_list("user_id", flat=True)
    return {*editors, *join_telling.coordinators_of(event_ids)}


def _mailed(*, is_soon: bool) -> "QuerySet[User]":
    """Return those who want such a mail at this time."""
    unwanted = Q(is_stopped=True) | Q(is_daily=True) if is_soon else Q(is_stopped=True)
    without = FindingMails.objects.filter(unwanted).values("user")
    return User.objects.filter(is_active=True, is_demo=False).exclude(pk__in=without)
