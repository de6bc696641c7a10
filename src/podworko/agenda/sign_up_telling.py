"""Tells those who have registered: of each thing once, whatever is started twice or dies in the middle.

What is told is taken first, by a statement that only one can make. A mail server that is out of order gives it back,
so that the job is tried again; an address that is refused is left to whoever keeps the event, who rings.
"""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from podworko.agenda import sign_up_facts, sign_up_mails
from podworko.agenda.choices import Place
from podworko.agenda.models import SignUp, SignUpList

QUIET = timedelta(minutes=10)
"""After the last change: several quick ones are told of once."""


def tell_news(sign_up_id: int) -> str:
    """Tell somebody what they are yet to know of their registration, and say how that ended."""
    row = _row(sign_up_id)
    if row is None or row.sign_up_list is None or not row.news or not row.is_mailed:
        return "nothing"
    news = row.news
    return _send(
        row,
        taking=SignUp.objects.filter(pk=row.pk, news=news),
        taken={"news": ""},
        given_back={"news": news},
        send=lambda: sign_up_mails.send_news(row, news),
    )


def tell_change(sign_up_id: int) -> str:
    """Tell somebody how the event differs from what they know, and say how that ended."""
    row = _row(sign_up_id)
    if row is None:
        return "gone"
    known, now, number = row.told, *now_of(row)
    taking = SignUp.objects.filter(pk=row.pk, told_number=row.told_number)
    if not sign_up_facts.differ(known, now) or is_over(known, now):
        taking.update(told=now, told_number=number)
        return "nothing"
    if not row.is_mailed:
        return "by telephone"
    return _send(
        row,
        taking=taking,
        taken={"told": now, "told_number": number},
        given_back={"told": known, "told_number": row.told_number},
        send=lambda: sign_up_mails.send_change(row, known, now),
    )


def remind(sign_up_id: int) -> str:
    """Remind somebody of what begins tomorrow, and say how that ended."""
    row = to_remind().filter(pk=sign_up_id).select_related("area", "sign_up_list__event__area").first()
    if row is None:
        return "nothing"
    return _send(
        row,
        taking=SignUp.objects.filter(pk=row.pk, reminded_at=None),
        taken={"reminded_at": timezone.now()},
        given_back={"reminded_at": None},
        send=lambda: sign_up_mails.send_reminder(row),
    )


def now_of(row: SignUp) -> tuple[sign_up_facts.Facts, int]:
    """Return what is true now of what somebody registered for, and the number of that; 0 if it is deleted."""
    if row.sign_up_list is None:
        return {**row.told, "state": sign_up_facts.GONE}, 0
    return row.sign_up_list.facts, row.sign_up_list.facts_number


def is_over(known: sign_up_facts.Facts, now: sign_up_facts.Facts) -> bool:
    """Say whether it has begun, both as somebody knows it and as it is: then nobody need be told."""
    moment = timezone.now()
    return sign_up_facts.is_past(known, moment) and sign_up_facts.is_past(now, moment)


def to_tell() -> list[int]:
    """Return the ids of those whom a mail is to tell of a change, once it has been quiet; they are told of it once."""
    with transaction.atomic():
        quiet = SignUpList.objects.select_for_update().filter(changed_at__lt=timezone.now() - QUIET)
        lists = list(quiet.order_by("pk").values_list("pk", flat=True))
        mailed = SignUp.objects.exclude(email="").filter(is_unreachable=False).order_by("pk")
        behind = mailed.filter(sign_up_list__in=lists).exclude(told_number=F("sign_up_list__facts_number"))
        orphans = mailed.filter(sign_up_list=None).exclude(told_number=0)
        ids = [*behind.values_list("pk", flat=True), *orphans.values_list("pk", flat=True)]
        SignUpList.objects.filter(pk__in=lists).update(changed_at=None)
    return ids


def to_remind() -> "QuerySet[SignUp]":
    """Return those who want to be reminded of something tomorrow, and have not been; who registered today knows."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = today + timedelta(days=1)
    return SignUp.objects.filter(
        wants_reminder=True,
        reminded_at=None,
        is_unreachable=False,
        place=Place.TAKEN,
        created_at__lt=today,
        sign_up_list__facts__state=sign_up_facts.ON,
        sign_up_list__starts__gte=tomorrow,
        sign_up_list__starts__lt=tomorrow + timedelta(days=1),
    ).exclude(email="")


def _row(sign_up_id: int) -> SignUp | None:
    return SignUp.objects.select_related("area", "sign_up_list__event__area").filter(pk=sign_up_id).first()


def _send(
    row: SignUp,
    *,
    taking: "QuerySet[SignUp]",
    taken: dict[str, Any],
    given_back: dict[str, Any],
    send: Callable[[], None],
) -> str:
    if not taking.update(**taken):
        return "taken"
    try:
        send()
    except ValidationError as error:
        is_refused = isinstance(error.__cause__, SMTPRecipientsRefused)
        SignUp.objects.filter(pk=row.pk).update(**given_back, is_unreachable=is_refused)
        if is_refused:
            return "refused"
        raise
    return "sent"
