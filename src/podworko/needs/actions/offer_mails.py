"""Which mails about asks and offers people get: chosen, stopped, resumed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from podworko.accounts.models import User
from podworko.core import audit, tokens
from podworko.core.audit import Actor
from podworko.needs.exchange_choices import OfferMailsWanted
from podworko.needs.exchange_models import OfferMails


@transaction.atomic
def mails_of(user: User) -> OfferMails:
    """Return what somebody has chosen, with the link that stands in their mails; made when it is first needed."""
    new = OfferMails(user=user)
    found, _is_new = OfferMails.objects.get_or_create(
        user=user, defaults={"seed": new.seed, "key_digest": tokens.digest(new.key)}
    )
    return found


def wanted_by(user: User) -> OfferMailsWanted:
    """Return which mails somebody wants; all, as long as they have chosen nothing."""
    found = OfferMails.objects.filter(user=user).first()
    return found.wanted if found else OfferMailsWanted.ALL


@transaction.atomic
def choose_mails(user: User, *, wanted: str, by: Actor | None) -> OfferMails:
    """Say which mails somebody wants."""
    if wanted not in OfferMailsWanted.values:
        raise ValidationError({"offer_mails": _("Wybierz, o czym pisać.")})
    if wanted == OfferMailsWanted.NEVER:
        return stop_mails(mails_of(user), by=by)
    return _changed(mails_of(user), is_stopped=False, without_matches=wanted == OfferMailsWanted.TALKS, by=by)


def stop_mails(mails: OfferMails, *, by: Actor | None) -> OfferMails:
    """Send somebody no more mails about asks and offers; what they had chosen before stays known."""
    return _changed(mails, is_stopped=True, by=by)


def resume_mails(mails: OfferMails, *, by: Actor | None) -> OfferMails:
    """Send them again."""
    return _changed(mails, is_stopped=False, by=by)


@transaction.atomic
def _changed(
    mails: OfferMails, *, is_stopped: bool, without_matches: bool | None = None, by: Actor | None
) -> OfferMails:
    fresh = OfferMails.objects.select_for_update(of=("self",)).select_related("user").get(pk=mails.pk)
    before = {"wanted": str(fresh.wanted)}
    fresh.is_stopped = is_stopped
    if without_matches is not None:
        fresh.is_without_matches = without_matches
    fresh.save(update_fields=["is_stopped", "is_without_matches"])
    after, about = {"wanted": str(fresh.wanted)}, f"user:{fresh.user_id}"
    audit.record(fresh, verb="choose_offer_mails", before=before, after=after, by=by, about=about)
    return fresh
