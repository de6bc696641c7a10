"""Sends the digests: at most one a week to an address, whatever is started twice or dies in the middle."""

from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from podworko.agenda import digest, mails
from podworko.agenda.actions.follower import stop_following
from podworko.agenda.choices import DigestState
from podworko.agenda.models import Follower, SentDigest
from podworko.agenda.nearness import Near
from podworko.core import tokens
from podworko.organisations.models import Location

THURSDAY = 3
MOST_REFUSALS = 3
"""Digests in a row that an address may refuse; then it is forgotten."""


def week_of(day: date) -> date:
    """Return the Thursday on which the digest of a day's week was due."""
    return day - timedelta(days=(day.weekday() - THURSDAY) % 7)


def send(follower_id: int, week: date) -> str:
    """Send one follower the digest of a week, and say how that ended; raise if the mail server is out of order.

    What is sent is taken first, by a row that only one can make: who dies between that and the end of the mail leaves
    it taken. So no digest comes twice, and of thousands one may not come.
    """
    follower = Follower.objects.confirmed().select_related("area").filter(pk=follower_id).first()
    if follower is None:
        return "gone"
    found = _digest_for(follower, week)
    if found.is_empty:
        return "nothing"
    sent = _take(follower, week)
    if sent is None:
        return "taken"
    _keep_key(follower)
    try:
        mails.send_digest(follower, found)
    except ValidationError as error:
        if isinstance(error.__cause__, SMTPRecipientsRefused):
            return _refused(follower, sent)
        SentDigest.objects.filter(pk=sent.pk).update(state=DigestState.FAILED)
        raise
    SentDigest.objects.filter(pk=sent.pk).update(state=DigestState.SENT, told=found.told)
    Follower.objects.filter(pk=follower.pk).update(failures=0)
    return "sent"


def _digest_for(follower: Follower, week: date) -> digest.Digest:
    earlier = SentDigest.objects.filter(follower=follower, state=DigestState.SENT, week__lt=week)
    last = earlier.order_by("-week").first()
    return digest.read(
        follower.area,
        audiences=follower.audiences,
        kinds=follower.kinds,
        near=_near(follower),
        before=last.told if last else [],
        today=timezone.localdate(),
        now=timezone.now(),
    )


def _near(follower: Follower) -> Near | None:
    """Return the place round which somebody wants to know, as long as everybody may see it."""
    if follower.near_id is None or not follower.within:
        return None
    rows = Location.objects.public().filter(pk=follower.near_id)
    point = rows.values_list("latitude", "longitude").first()
    if point is None or point[0] is None or point[1] is None:
        return None
    return Near(point[0], point[1], follower.within)


def _take(follower: Follower, week: date) -> SentDigest | None:
    sent, is_new = SentDigest.objects.get_or_create(follower=follower, week=week)
    if is_new:
        return sent
    # One statement decides, so that of two workers one sends.
    again = SentDigest.objects.filter(pk=sent.pk, state=DigestState.FAILED)
    return sent if again.update(state=DigestState.SENDING, tries=F("tries") + 1) else None


def _keep_key(follower: Follower) -> None:
    # An instance that was given a new key would else send links that open nothing.
    key_digest = tokens.digest(follower.key)
    if follower.key_digest != key_digest:
        Follower.objects.filter(pk=follower.pk).update(key_digest=key_digest)


def _refused(follower: Follower, sent: SentDigest) -> str:
    SentDigest.objects.filter(pk=sent.pk).update(state=DigestState.REFUSED)
    Follower.objects.filter(pk=follower.pk).update(failures=F("failures") + 1)
    if follower.failures + 1 >= MOST_REFUSALS:
        stop_following(follower, by=None)
        return "forgotten"
    return "refused"
