"""The mail about somebody's own asks and offers: whether they still hold, and what goes with them."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from podworko.accounts.models import User
from podworko.agenda.mails import leaving_by
from podworko.core import mail
from podworko.core.text import squeeze
from podworko.needs import exchange_reading, links
from podworko.needs.actions.offer_mails import mails_of
from podworko.needs.card_news_models import CardNews
from podworko.needs.exchange_choices import CardSide

MOST = 20
"""Matches that a mail names; of more it says how many."""


def send(user: User, news: Sequence[CardNews], secrets: Mapping[int, str]) -> None:
    """Tell somebody what they may know; `secrets`: of the questions, by id."""
    leave = links.whole(links.offer_mails(mails_of(user).key))
    with translation.override(user.language):
        matches = [_match(row) for row in news if row.other]
        context = {
            "site": settings.SITE,
            "questions": [_question(row, secrets[row.pk]) for row in news if row.pk in secrets],
            "matches": matches[:MOST],
            "more": max(0, len(matches) - MOST),
            "leave": leave,
        }
        mail.send("needs/cards_mail.txt", to=user.email, context=context, headers=leaving_by(leave))


def _question(row: CardNews, secret: str) -> dict[str, str]:
    slug = row.card.area.slug
    return {
        "title": squeeze(row.card.title),
        "who": squeeze(str(row.card.organisation)),
        "until": date_format(row.card.valid_until, "j E Y"),
        "still": links.whole(links.card_still(slug, secret)),
        "ended": links.whole(links.card_ended(slug, secret)),
    }


def _match(row: CardNews) -> dict[str, str]:
    other = row.other or row.card
    side = CardSide(other.side).label
    return {
        "title": squeeze(row.card.title),
        "other": squeeze(f"{other.organisation} ({side}): {other.title}"),
        "why": squeeze(exchange_reading.why_together(row.card, other)),
        "url": links.whole(links.card(row.card)),
    }
