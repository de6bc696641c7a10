"""One form, one thing: a double click, a repeated request and a page sent twice make it once.

The form carries a random token; the action that makes the thing claims it in its transaction.
"""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from podworko.core.models import Submission

if TYPE_CHECKING:
    from podworko.core.audit import Actor

KEPT = timedelta(days=7)
"""How long a token is remembered: longer than anybody keeps a form open and then sends it twice."""


class AlreadySubmittedError(Exception):
    """The form has already been sent; `made_id` is what it made."""

    def __init__(self, made_id: int | None) -> None:
        super().__init__(made_id)
        self.made_id = made_id


def claim(token: UUID | None, *, by: "Actor | None") -> Submission | None:
    """Take a token inside the caller's transaction; raise AlreadySubmittedError if it was taken before.

    Of two at the same time one waits for the other. Nothing is claimed without a token.
    """
    if token is None:
        return None
    user_id = by.pk if by else None
    Submission.objects.filter(at__lt=timezone.now() - KEPT).delete()
    try:
        with transaction.atomic():
            return Submission.objects.create(token=token, user_id=user_id)
    except IntegrityError:
        earlier = Submission.objects.get(token=token)
        raise AlreadySubmittedError(earlier.made_id if earlier.user_id == user_id else None) from None


def refuse_twice(token: UUID | None, *, by: "Actor | None") -> None:
    """Raise AlreadySubmittedError if a token was taken before: nothing else need be asked of such a form."""
    earlier = Submission.objects.filter(token=token).first() if token else None
    if earlier is not None:
        raise AlreadySubmittedError(earlier.made_id if earlier.user_id == (by.pk if by else None) else None)


def made(submission: Submission | None, made_id: int) -> None:
    """Remember what the form made."""
    if submission is not None:
        submission.made_id = made_id
        submission.save(update_fields=["made_id"])
