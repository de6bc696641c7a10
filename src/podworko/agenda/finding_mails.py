"""Mails to those who keep events: what these have to do with others, what was proposed, what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from podworko.accounts.models import User
from podworko.agenda import finding_words, links
from podworko.agenda.actions.finding_mails import mails_of
from podworko.agenda.mails import leaving_by
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


@dataclass(frozen=True, slots=True)
class News:
    """What one person is yet to be told."""

    findings: list[Finding]
    joins: list[Join]
    """Proposals that wait for this person's answer."""
    answers: list[Join]
    """Proposals that have become something else."""

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to tell."""
        return not (self.findings or self.joins or self.answers)


def send(user: User, news: News, reach: Reach) -> None:
    """Tell somebody of findings, proposals and answers that they may read."""
    findings = news.findings
    leave = links.whole(links.finding_mails(mails_of(user)))
    with translation.override(user.language):
        rows = _rows(findings[:MOST], reach)
        context = {
            "site": settings.SITE,
            "findings": rows,
            "more": max(0, len(findings) - MOST),
            "joins": [_proposal(join) for join in news.joins],
            "answers": [_answer(join) for join in news.answers],
            "count": len(findings) + len(news.joins) + len(news.answers),
            "account": links.whole(links.account()),
            "leave": leave,
        }
        mail.send("agenda/findings_mail.txt", to=user.email, context=context, headers=leaving_by(leave))


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


def _answer(join: Join) -> Row:
    note = f"{join.get_state_display()}: {join.reason}" if join.reason else join.get_state_display()
    return Row(_both(join.kept, join.absorbed), squeeze(note), "", links.whole(links.join(join, join.kept.area.slug)))


def _both(one: Event, other: Event) -> str:
    return squeeze(f"{one.title} + {other.title}")
