"""How soon people are told by mail what their events have to do with others: chosen, stopped, resumed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from podworko.accounts.models import User
from podworko.agenda.choices import MailsWanted
from podworko.agenda.models import FindingMails
from podworko.core import audit, tokens
from podworko.core.audit import Actor


@transaction.atomic
def mails_of(user: User) -> FindingMails:
    """Return what somebody has chosen, with the link that stands in their mails; made when it is first needed."""
    new = FindingMails(user=user)
    found, _is_new = FindingMails.objects.get_or_create(
        user=user, defaults={"seed": new.seed, "key_digest": tokens.digest(new.key)}
    )
    return found


def wanted_by(user: User) -> MailsWanted:
    """Return how soon somebody wants to be told; at once, as long as they have chosen nothing."""
    found = FindingMails.objects.filter(user=user).first()
    return found.wanted if found else MailsWanted.AT_ONCE


@transaction.atomic
def choose_mails(user: User, *, wanted: str, by: Actor | None) -> FindingMails:
    """Say how soon somebody wants to be told."""
    if wanted not in MailsWanted.values:
        raise ValidationError({"mails": _("Wybierz, jak często pisać.")})
    if wanted == MailsWanted.NEVER:
        return stop_mails(mails_of(user), by=by)
    return _changed(mails_of(user), is_stopped=False, is_daily=wanted == MailsWanted.DAILY, by=by)


def stop_mails(mails: FindingMails, *, by: Actor | None) -> FindingMails:
    """Send somebody no more such mails; what they had chosen before stays known."""
    return _changed(mails, is_stopped=True, by=by)


def resume_mails(mails: FindingMails, *, by: Actor | None) -> FindingMails:
    """Send the mails again as it was before they were stopped."""
    return _changed(mails, is_stopped=False, by=by)


@transaction.atomic
def _changed(mails: FindingMails, *, is_stopped: bool, is_daily: bool | None = None, by: Actor | None) -> FindingMails:
    fresh = FindingMails.objects.select_for_update(of=("self",)).select_related("user").get(pk=mails.pk)
    before = fresh.wanted
    fresh.is_stopped = is_stopped
    if is_daily is not None:
        fresh.is_daily = is_daily
    fresh.save(update_fields=["is_stopped", "is_daily"])
    told = ({"wanted": str(before)}, {"wanted": str(fresh.wanted)})
    about = f"user:{fresh.user_id}"
    audit.record(fresh, verb="choose_mails", before=told[0], after=told[1], by=by, about=about)
    return fresh
