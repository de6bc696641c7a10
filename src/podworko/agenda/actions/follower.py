"""Changes of who is told once a week what takes place: signed up, confirmed, changed, left."""

import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.agenda import mails
from podworko.agenda.models import Follower
from podworko.core import audit, tokens
from podworko.core.audit import Actor, Values
from podworko.core.text import squeeze
from podworko.organisations.actions.writing import check_known
from podworko.places.models import Area

CONFIRM_WITHIN = timedelta(days=7)
CHOICES = ("audiences", "kinds", "language", "near_id", "within")


def follow_calendar(*, area: Area, email: str, values: Values, by: Actor | None) -> None:
    """Ask an address to confirm that it wants the digest; raise ValidationError if the mail cannot be sent.

    What the browser gets is the same whether or not the address gets the digest already: the mailbox is told the
    truth. What is chosen counts only for an address that has not confirmed yet, since anybody may type anybody's.
    """
    check_known(values, CHOICES)
    follower, token = _asked(area, squeeze(email).lower(), values, by)
    # After the transaction: a slow mail server must not hold the database for whoever comes along.
    if token:
        mails.send_confirmation(follower, token)
    else:
        mails.send_already_following(follower)


@transaction.atomic
def confirm_follower(token: str, *, by: Actor | None) -> Follower:
    """Take an address's word that it wants the digest; raise ValidationError if the link works no more."""
    now = timezone.now()
    asked = Follower.objects.filter(confirm_digest=tokens.digest(token), confirm_until__gt=now)
    follower = asked.select_related("area").first()
    # One statement decides, so that a double click confirms once.
    if follower is None or not asked.update(confirmed_at=now, confirm_digest=None, confirm_until=None):
        raise ValidationError(_("Ten odnośnik już nie działa. Zapisz się jeszcze raz."), code="link_over")
    audit.record(follower, verb="confirm_follower", before={"confirmed": False}, after={"confirmed": True}, by=by)
    follower.refresh_from_db()
    return follower


@transaction.atomic
def change_follower(follower: Follower, *, values: Values, by: Actor | None) -> Follower:
    """Change what somebody is told of, and in which language."""
    check_known(values, CHOICES)
    fresh = audit.lock(follower)
    audit.change(fresh, values, verb="change_follower", by=by)
    return fresh


@transaction.atomic
def stop_following(follower: Follower, *, by: Actor | None) -> None:
    """Forget an address; one that is gone already stays gone."""
    found = Follower.objects.select_for_update().filter(pk=follower.pk).first()
    if found is None:
        return
    audit.record(found, verb="stop_following", before={"following": True}, after={"following": False}, by=by)
    found.delete()


@transaction.atomic
def _asked(area: Area, email: str, values: Values, by: Actor | None) -> tuple[Follower, str]:
    """Return the follower, and the secret that confirms; no secret where the address has confirmed already."""
    new = Follower(area=area, email=email, seed=uuid.uuid4())
    known, is_new = Follower.objects.get_or_create(
        area=area, email=email, defaults={"seed": new.seed, "key_digest": tokens.digest(new.key)}
    )
    follower = Follower.objects.select_for_update(of=("self",)).select_related("area").get(pk=known.pk)
    if follower.confirmed_at is not None:
        return follower, ""
    token = tokens.new_token()
    follower.confirm_digest, follower.confirm_until = tokens.digest(token), timezone.now() + CONFIRM_WITHIN
    for name, value in values.items():
        setattr(follower, name, value)
    follower.full_clean()
    follower.save()
    after = {"area_id": area.pk, "confirm_until": follower.confirm_until}
    audit.record(follower, verb="follow_calendar", before=None if is_new else {}, after=after, by=by)
    return follower, token
