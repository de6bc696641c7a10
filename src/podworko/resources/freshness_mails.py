"""The mail that asks an office whether its entries are still true: the entry as printed, and three links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from podworko.core import mail
from podworko.core.text import squeeze
from podworko.resources.choices import LinkPurpose
from podworko.resources.freshness_entry import ShownEntry
from podworko.resources.models import FreshnessAsk, FreshnessMailbox

HEADERS = {"Auto-Submitted": "auto-generated", "Precedence": "bulk"}
"""RFC 3834: so that no answering machine answers."""
PAGES = {
    LinkPurpose.CONFIRM: "resources:confirm_entry",
    LinkPurpose.CORRECT: "resources:correct_entry",
    LinkPurpose.CLOSE: "resources:close_entry",
    LinkPurpose.CONFIRM_ALL: "resources:confirm_entries",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One entry in a mail, with the secrets of its links."""

    ask: FreshnessAsk
    shown: ShownEntry
    secrets: Mapping[LinkPurpose, str]


def send(box: FreshnessMailbox, told: Sequence[Asked], secret_of_all: str) -> None:
    """Ask one address about its entries. Offices are written to in Polish."""
    leave = whole(reverse("resources:freshness_mails", args=[box.key]))
    area = told[0].ask.organisation.home_area
    with translation.override("pl"):
        context = {
            "site": settings.SITE,
            "area": squeeze(area.name),
            "name": squeeze(told[0].shown.name),
            "is_reminder": any(each.ask.mails > 1 for each in told),
            "is_last": all(each.ask.next_on is None for each in told),
            "entries": [_entry(each) for each in told],
            "all": link(LinkPurpose.CONFIRM_ALL, area.slug, secret_of_all) if secret_of_all else "",
            "leave": leave,
        }
        headers = {
            **HEADERS,
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        mail.send("resources/freshness_mail.txt", to=box.email, context=context, headers=headers)


def link(purpose: LinkPurpose, area_slug: str, secret: str) -> str:
    """Return the whole address that does one thing."""
    return whole(reverse(PAGES[purpose], args=[area_slug, secret]))


def whole(path: str) -> str:
    """Return an address with the site before it."""
    return settings.SITE.origin + path


def _entry(asked: Asked) -> dict[str, object]:
    organisation = asked.ask.organisation
    slug = organisation.home_area.slug
    return {
        "lines": [squeeze(line) for line in asked.shown.lines],
        "checked": date_format(organisation.assured_date) if organisation.assured_date else "",
        "hidden": _hidden_from(asked.shown),
        "is_hidden": any(way.lapsed_at for way in asked.shown.ways),
        "confirm": link(LinkPurpose.CONFIRM, slug, asked.secrets[LinkPurpose.CONFIRM]),
        "correct": link(LinkPurpose.CORRECT, slug, asked.secrets[LinkPurpose.CORRECT]),
        "close": link(LinkPurpose.CLOSE, slug, asked.secrets[LinkPurpose.CLOSE]),
    }


def _hidden_from(shown: ShownEntry) -> str:
    """Return the day from which a contact will no longer be shown to everybody; empty where none is about to be."""
    days = [way.hidden_from for way in shown.ways if way.hidden_from]
    return date_format(min(days)) if days else ""
