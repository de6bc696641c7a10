"""Mails about talks: somebody would like to talk, both sides agree, somebody said no. Without any contact in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from podworko.accounts.models import User
from podworko.agenda.mails import leaving_by
from podworko.core import mail
from podworko.core.text import squeeze
from podworko.needs import links
from podworko.needs.actions.offer_mails import mails_of
from podworko.needs.exchange_choices import TalkState
from podworko.needs.exchange_models import Talk

MOST = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One talk, in words; nothing in it breaks a line."""

    title: str
    who: str
    note: str
    url: str


def send(user: User, talks: Sequence[Talk]) -> None:
    """Tell somebody of talks that they may read."""
    leave = links.whole(links.offer_mails(mails_of(user).key))
    with translation.override(user.language):
        asked = [_row(talk) for talk in talks if talk.state == TalkState.ASKED]
        others = [_row(talk) for talk in talks if talk.state != TalkState.ASKED]
        context = {
            "site": settings.SITE,
            "asked": asked[:MOST],
            "others": others[:MOST],
            "more": max(0, len(asked) - MOST) + max(0, len(others) - MOST),
            "leave": leave,
        }
        mail.send("needs/talks_mail.txt", to=user.email, context=context, headers=leaving_by(leave))


def _row(talk: Talk) -> Row:
    reasons = [part.reason for part in talk.parts.all() if part.reason]
    note = talk.message if talk.state == TalkState.ASKED else "; ".join(reasons)
    said = ": ".join(filter(None, [str(talk.get_state_display()), note]))
    return Row(
        squeeze(talk.card.title),
        squeeze(f"{talk.giver} – {talk.taker}"),
        squeeze(said[:400]),
        links.whole(links.talk(talk)),
    )
