"""Mails to those who have registered for an event; all with the link by which they change it or withdraw."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from podworko.agenda import links
from podworko.agenda.choices import News, Place
from podworko.agenda.mails import BY_ITSELF, moment
from podworko.agenda.models import SignUp
from podworko.agenda.sign_up_facts import Facts
from podworko.core import mail
from podworko.core.text import squeeze


def send_news(row: SignUp, news: str) -> None:
    """Tell somebody that they are registered and whether they have a place, or that one has become free."""
    template = "agenda/moved_up_mail.txt" if news == News.MOVED_UP else "agenda/registered_mail.txt"
    _send(template, row, _facts_of(row))


def send_change(row: SignUp, known: Facts, now: Facts) -> None:
    """Tell somebody what has become of the event that they registered for."""
    with translation.override(row.language):
        before = _said(known)
    _send("agenda/registered_change_mail.txt", row, now, before=before, state=now["state"])


def send_reminder(row: SignUp) -> None:
    """Remind somebody of tomorrow."""
    _send("agenda/reminder_mail.txt", row, _facts_of(row))


def send_removed(row: SignUp) -> None:
    """Tell somebody that the organiser has taken them off the list."""
    _send("agenda/removed_mail.txt", row, _facts_of(row))


def _facts_of(row: SignUp) -> Facts:
    known: Facts = row.sign_up_list.facts if row.sign_up_list else row.told
    return known


def _send(template: str, row: SignUp, facts: Facts, **more: Any) -> None:
    event = row.sign_up_list.event if row.sign_up_list else None
    with translation.override(row.language):
        context = {
            **_said(facts),
            "people": row.people,
            "is_waiting": row.place == Place.WAITING,
            "link": links.whole(links.registration(row)),
            "page": links.whole(links.page(event)) if event else "",
            "site": settings.SITE,
            **more,
        }
        mail.send(template, to=row.email, context=context, headers=BY_ITSELF)


def _said(facts: Facts) -> dict[str, str]:
    return {
        "title": squeeze(facts["title"]),
        "when": moment(datetime.fromisoformat(facts["starts"]), is_timed=facts["is_timed"]),
        "where": squeeze(facts["place"]),
        "reason": squeeze(facts["reason"]),
    }
