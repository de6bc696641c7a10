"""Tells people by mail that somebody would like to talk with their organisation, and what came of it: each once.

What is told is taken first, by rows that only one can make; see `agenda.finding_telling`.
"""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet  # noqa: TC002
from django.utils import timezone

from podworko.accounts.models import User
from podworko.needs import talk_mails, talk_reading
from podworko.needs.exchange_choices import TalkState
from podworko.needs.exchange_models import OfferMails, Talk, TalkNotice, TalkQuerySet
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Membership
from podworko.organisations.reach import reach_of

STILL_NEW = timedelta(days=7)
"""How long a state is worth a mail, for those whom none could reach before."""
_TOLD = (TalkState.ASKED, TalkState.AGREED, TalkState.DECLINED, TalkState.WITHDRAWN)


def whom() -> list[int]:
    """Return the ids of those who have something to be told, in order."""
    candidates = {pk for talk in _news() for pk in _concerned(talk)}
    users = mailed().filter(pk__in=candidates).order_by("pk")
    return [user.pk for user in users if _untold(user)]


def tell(user_id: int) -> str:
    """Tell one person what they are yet to know, and say how that ended; raise if the mail server is out of order."""
    with transaction.atomic():
        user = mailed().select_for_update().filter(pk=user_id).first()
        if user is None:
            return "gone"
        talks = _untold(user)
        rows = [TalkNotice(user=user, talk=talk, state=talk.state) for talk in talks]
        taken = [row.pk for row in TalkNotice.objects.bulk_create(rows)]
    if not taken:
        return "nothing"
    try:
        talk_mails.send(user, talks)
    except ValidationError as error:
        if isinstance(error.__cause__, SMTPRecipientsRefused):
            return "refused"
        TalkNotice.objects.filter(pk__in=taken).delete()
        raise
    return "sent"


def _news() -> TalkQuerySet:
    rows = talk_reading.related().filter(state__in=_TOLD, changed_at__gte=timezone.now() - STILL_NEW)
    return rows.order_by("pk")


def _untold(user: User) -> list[Talk]:
    reach = reach_of(user)
    told = set(TalkNotice.objects.filter(user=user).values_list("talk", "state"))
    rows = _news().visible_to(reach)
    return [talk for talk in rows if (talk.pk, talk.state) not in told and user.pk in _concerned(talk)]


def _concerned(talk: Talk) -> set[int]:
    """Return the ids of those who should know of a talk's state: who keeps an entry of a side, and who proposed it.

    As long as an answer is waited for, only the side that owes it.
    """
    sides = [part.side for part in talk.parts.all() if part.is_waited_for or talk.state != TalkState.ASKED]
    organisations = [talk.organisation_of(side).pk for side in sides]
    editors = Membership.objects.filter(role=MembershipRole.EDITOR, organisation__in=organisations)
    told = set(editors.values_list("user_id", flat=True))
    return told | ({talk.entered_by_id} if talk.entered_by_id else set())


def mailed() -> "QuerySet[User]":
    """Return those who want such mails."""
    stopped = OfferMails.objects.filter(is_stopped=True).values("user")
    return User.objects.filter(is_active=True, is_demo=False).exclude(pk__in=stopped)
