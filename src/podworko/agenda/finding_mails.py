"""Mails to those who keep events: what these have to do with others, and what was proposed to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from podworko.accounts.models import User
from podworko.agenda import finding_words, links
from podworko.agenda.mails import BY_ITSELF
from podworko.agenda.models import Event, Finding, Join
from podworko.core import mail
from podworko.core.text import squeeze
from podworko.core.visibility import Reach

MOST = 20
"""Findings that a mail names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to know, in words; nothing in it breaks a line."""

    titles: str
    note: str
    dates: str
    url: str


def send(user: User, findings: Sequence[Finding], joins: Sequence[Join], reach: Reach) -> None:
    """Tell somebody of findings and proposals that they may read."""
    with translation.override(user.language):
        rows = _rows(findings[:MOST], reach)
        context = {
            "site": settings.SITE,
            "findings": rows,
            "more": max(0, len(findings) - MOST),
            "joins": [_proposal(join) for join in joins],
            "count": len(findings) + len(joins),
        }
        mail.send("agenda/findings_mail.txt", to=user.email, context=context, headers=BY_ITSELF)


def _rows(findings: Sequence[Finding], reach: Reach) -> list[Row]:
    if not findings:
        return []
    names = finding_words.names_for(findings, findings[0].first.area, reach)
    return [
        Row(
            _both(each.first, each.second),
            squeeze(f"{each.get_kind_display()}. {finding_words.why(each, names)}"),
            squeeze(finding_words.dates(each)),
            links.whole(links.finding(each, each.first.area.slug)),
        )
        for each in findings
    ]


def _proposal(join: Join) -> Row:
    url = links.whole(links.join(join, join.kept.area.slug))
    return Row(_both(join.kept, join.absorbed), squeeze(join.message[:300]), "", url)


def _both(one: Event, other: Event) -> str:
    return squeeze(f"{one.title} + {other.title}")
