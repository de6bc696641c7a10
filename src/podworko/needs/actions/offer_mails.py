"""Whether people are told by mail of asks and offers: stopped, resumed."""

from django.db import transaction

from podworko.accounts.models import User
from podworko.core import audit, tokens
from podworko.core.audit import Actor
from podworko.needs.exchange_models import OfferMails


@transaction.atomic
def mails_of(user: User) -> OfferMails:
    """Return what somebody has chosen, with the link that stands in their mails; made when it is first needed."""
    new = OfferMails(user=user)
    found, _is_new = OfferMails.objects.get_or_create(
        user=user, defaults={"seed": new.seed, "key_digest": tokens.digest(new.key)}
    )
    return found


def stop_mails(mails: OfferMails, *, by: Actor | None) -> OfferMails:
    """Send somebody no more mails about asks and offers."""
    return _changed(mails, is_stopped=True, by=by)


def resume_mails(mails: OfferMails, *, by: Actor | None) -> OfferMails:
    """Send them again."""
    return _changed(mails, is_stopped=False, by=by)


@transaction.atomic
def _changed(mails: OfferMails, *, is_stopped: bool, by: Actor | None) -> OfferMails:
    fresh = OfferMails.objects.select_for_update(of=("self",)).select_related("user").get(pk=mails.pk)
    before, after = {"is_stopped": fresh.is_stopped}, {"is_stopped": is_stopped}
    fresh.is_stopped = is_stopped
    fresh.save(update_fields=["is_stopped"])
    about = f"user:{fresh.user_id}"
    audit.record(fresh, verb="choose_offer_mails", before=before, after=after, by=by, about=about)
    return fresh
