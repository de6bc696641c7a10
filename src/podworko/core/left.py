"""What people leave without an account, for somebody to decide on: followed by a secret address, forgotten in time.

A model that keeps such things is a `Left` with a `state` of its own, one of whose codes is `waiting`. The forms are
`core.traps.TrappedForm`s. Nothing of what a stranger wrote goes into the history, which outlives it.
"""

import datetime as dt
import re
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.core import audit, submission
from podworko.core.audit import Actor, Values

WAITING = "waiting"
KEEP_CONTACT = dt.timedelta(days=30)
"""Of whoever left something, after the decision."""
KEEP_LEFT = dt.timedelta(days=365)
"""After it was sent, whether anybody has decided or not."""
MOST_LINKS = 2
"""Addresses of pages that one needs to say something; with more it waits marked."""
_LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)


class Left(models.Model):
    """One thing that was left; see the module."""

    contact = models.CharField(_("e-mail albo telefon"), max_length=200, blank=True)
    """Of whoever left it: for the coordinator only, and not for long; see `forget`."""
    reason = models.CharField(_("dlaczego"), max_length=300, blank=True)
    """Why it was declined; whoever left it reads this."""
    token_digest = models.CharField(max_length=64, unique=True)
    """Of the secret in the address on which its fate can be followed."""
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    state: Any
    area_id: Any

    def __str__(self) -> str:
        # Goes into the history, which outlives it: so without a word of what a stranger wrote.
        return f"{self.area_id}: {self.pk}"


LeftT = TypeVar("LeftT", bound=Left)


def says_when_decided(name: str) -> models.CheckConstraint:
    """Return the constraint that what is decided on, and nothing else, says when."""
    decided = ~Q(state=WAITING) & Q(decided_at__isnull=False)
    return models.CheckConstraint(condition=Q(state=WAITING, decided_at=None) | decided, name=name)


def declined_says_why(name: str) -> models.CheckConstraint:
    """Return the constraint that what was declined, and nothing else, says why."""
    declined = Q(state="declined")
    return models.CheckConstraint(condition=(declined & ~Q(reason="")) | (~declined & Q(reason="")), name=name)


def leave(row: LeftT, *, token: Any, verb: str, by: Actor | None) -> LeftT:
    """Keep a new row, inside the caller's transaction; `token`: `core.submission`. Mostly nobody has signed in."""
    claimed = submission.claim(token, by=by)
    row.full_clean()
    row.save(force_insert=True)
    after = {"area_id": row.area_id, "state": row.state}
    audit.record(row, verb=verb, before=None, after=after, by=by)
    submission.made(claimed, row.pk)
    return row


def lock_waiting(row: LeftT, message: Any) -> LeftT:
    """Return the row, held until the transaction ends; refuse in these words if somebody has decided on it."""
    fresh = audit.lock(row)
    if fresh.decided_at is not None:
        raise ValidationError(message, code="decided")
    return fresh


def decide(row: LeftT, state: str, *, verb: str, by: Actor | None, told: Values) -> LeftT:
    """Decide on a row that waits; `told`: what else than state and reason the history tells, by column name."""
    before = {"state": row.state, **dict.fromkeys(told), "reason": ""}
    row.state, row.decided_at = state, timezone.now()
    row.full_clean()
    row.save()
    audit.record(row, verb=verb, before=before, after={"state": state, **told, "reason": row.reason}, by=by)
    return row


def check_reason(reason: str) -> str:
    """Return why something is declined, without the spaces round it; refuse to say nothing."""
    if not reason.strip():
        raise ValidationError({"reason": _("Napisz, dlaczego nie.")})
    return reason.strip()


def forget(rows: "models.QuerySet[Any]", **emptied: Any) -> int:
    """Forget contacts of what was decided on long enough ago, and what is old; return how many contacts.

    `emptied`: further fields that are forgotten with the contact, and what they become.
    """
    now = timezone.now()
    decided = rows.filter(decided_at__lt=now - KEEP_CONTACT)
    if emptied:
        decided.update(**emptied)
    count = decided.exclude(contact="").update(contact="")
    rows.filter(created_at__lt=now - KEEP_LEFT).delete()
    return count


def has_many_links(*texts: str) -> bool:
    """Say whether texts hold more addresses of pages than they need: perhaps an advertisement."""
    return sum(len(_LINK.findall(text)) for text in texts) > MOST_LINKS
