"""Mails to those who follow a calendar; all in the reader's language, all with a way to leave."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.agenda import links
from podworko.agenda.digest import Change, ChangeKind, Digest
from podworko.agenda.models import Follower
from podworko.agenda.reading import Entry
from podworko.core import mail
from podworko.core.text import squeeze
from podworko.resources.choices import Audience, Cost

BY_ITSELF = {"Auto-Submitted": "auto-generated"}
"""RFC 3834: so that no answering machine answers."""

_SMALL_DAYS = frozenset({"pl", "uk"})
"""Languages in which the name of a day has no capital within a sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, in words; nothing in it breaks a line."""

    when: str
    title: str
    note: str
    url: str


def send_confirmation(follower: Follower, token: str) -> None:
    """Ask an address whether it wants the digest."""
    link = links.whole(links.confirming(follower, token))
    _send("agenda/confirm_following_mail.txt", follower, {"link": link}, BY_ITSELF)


def send_already_following(follower: Follower) -> None:
    """Tell an address that was typed in again that it gets the digest, and where to change it."""
    _send("agenda/already_following_mail.txt", follower, {}, BY_ITSELF)


def send_digest(follower: Follower, digest: Digest) -> None:
    """Send the digest of a week, with the headers by which a mailbox offers to leave (RFC 2369, RFC 8058)."""
    headers = leaving_by(links.whole(links.leaving(follower)))
    with translation.override(follower.language):
        context = {
            "changes": [_of_change(change) for change in digest.changes],
            "days": [(date_format(day, "l, j E"), [_row(one) for one in found]) for day, found in digest.days],
            "unsure": [_unsure(one) for one in digest.unsure],
            "more": digest.more,
            "calendar": links.whole(links.calendar(follower.area.slug)),
        }
        _send("agenda/digest_mail.txt", follower, context, headers, page="agenda/digest_mail.html")


def leaving_by(address: str) -> dict[str, str]:
    """Return the headers of a mail that comes again and again; `address`: whole, where one click leaves (RFC 8058)."""
    return {
        **BY_ITSELF,
        "Precedence": "bulk",
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _send(
    template: str, follower: Follower, context: dict[str, Any], headers: dict[str, str], *, page: str = ""
) -> None:
    common = {
        "area": squeeze(follower.area.name),
        "site": settings.SITE,
        "language": follower.language,
        "choices": links.whole(links.following(follower)),
        "leave": links.whole(links.leaving(follower)),
    }
    with translation.override(follower.language):
        mail.send(template, to=follower.email, context={**common, **context}, page=page, headers=headers)


def _row(entry: Entry) -> Row:
    told = [entry.place, "" if entry.organiser in entry.place else entry.organiser]
    told.append(", ".join(str(Audience(code).label) for code in entry.audiences if code in Audience.values))
    told.append("" if entry.cost == Cost.NOT_ASKED else str(Cost(entry.cost).label))
    return Row(_clock(entry), squeeze(entry.title), squeeze(" · ".join(filter(None, told))), _page(entry))


def _unsure(entry: Entry) -> Row:
    return Row(squeeze(entry.pencil), squeeze(entry.title), squeeze(entry.place), _page(entry))


def _of_change(change: Change) -> Row:
    when = {
        ChangeKind.CANCELLED: _("Odwołane"),
        ChangeKind.MOVED: _("Zmiana"),
        ChangeKind.UNSURE: _("Termin znów niepewny"),
        ChangeKind.GONE: _("Nie ma tego już w kalendarzu"),
    }[change.kind]
    note = _("miało być: %(when)s") % {"when": moment(change.before)}
    if change.entry is not None and change.kind == ChangeKind.MOVED:
        now = _("będzie: %(when)s") % {"when": moment(change.entry.starts, is_timed=change.entry.is_timed)}
        note = ", ".join(filter(None, [f"{note}; {now}", change.entry.place]))
    note = ". ".join(filter(None, [note, change.reason]))
    return Row(when, squeeze(change.title), squeeze(note), _page(change.entry) if change.entry else "")


def _clock(entry: Entry) -> str:
    last = _("do %(day)s") % {"day": date_format(entry.last_day, "j E")} if entry.last_day > entry.day else ""
    if not entry.is_timed:
        return last or _("cały dzień")
    clock = f"{entry.starts:%H:%M}"
    if last:
        # „20:00–1:00” is one evening, not two days.
        is_evening = (entry.ends - entry.starts).days < 1
        return f"{clock}–{entry.ends:%H:%M}" if is_evening and entry.has_end else f"{clock}, {last}"
    return f"{clock}–{entry.ends:%H:%M}" if entry.has_end else clock


def moment(at: datetime, *, is_timed: bool = True) -> str:
    """Return a day, with its hour if it has one, as a sentence says it in the language that is active."""
    day = date_format(at.date(), "l, j E")
    if translation.get_language() in _SMALL_DAYS:
        day = day[:1].lower() + day[1:]
    return f"{day}, {at:%H:%M}" if is_timed and (at.hour or at.minute) else day


def _page(entry: Entry) -> str:
    return links.whole(f"{entry.url}?day={entry.day.isoformat()}")
