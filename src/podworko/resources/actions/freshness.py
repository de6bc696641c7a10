"""What is said of an entry – still true, to be changed, gone –, what comes of it, and how that is taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core import audit, tokens
from podworko.core.audit import Actor
from podworko.core.submission import claim
from podworko.organisations.actions.lapsing import KEPT_OF_WAYS, put_contacts_back
from podworko.organisations.actions.organisation import assure_organisation, change_organisation, close_organisation
from podworko.organisations.choices import Status
from podworko.organisations.freshness import bump_organisations
from podworko.organisations.models import ContactField, Organisation
from podworko.resources.actions.freshness_values import apply_values
from podworko.resources.choices import LinkPurpose, ReplyChannel, ReplyKind, ReplyState
from podworko.resources.models import FreshnessAsk, FreshnessLink, FreshnessReply, FreshnessSettings, FreshnessSignal

KEPT_OF_ENTRY = ("name", "description", "website", "status", "status_note", "assured_date", "assured_by")
"""What of an organisation a reply may change, and taking it back restores."""
ASKED = frozenset({ReplyKind.CURRENT, ReplyKind.CHANGE, ReplyKind.GONE})
"""Replies that answer the question whether the entry is still true."""


@dataclass(frozen=True)
class Said:
    """What somebody has said, and how it came."""

    kind: ReplyKind
    channel: ReplyChannel
    values: Mapping[str, Mapping[str, str]] | None = None
    """By the name of a field of the form: `was` and `now`."""
    note: str = ""
    assured_by: str = ""
    """Which office says so, where that is not told by how it came."""


@transaction.atomic
def record_reply(
    organisation: Organisation, said: Said, *, by: Actor | None, link: FreshnessLink | None = None, token: Any = None
) -> FreshnessReply:
    """Write down what was said of an entry, and do what follows from it at once.

    That it is right is believed to whoever holds its link or keeps it, and to the coordinator who rang. What is to
    change waits for a coordinator, unless the area lets its organisations correct their own entries. That it is gone
    waits, unless it was said on the telephone or at a meeting.
    `link`: is used up by it; raise ValidationError if it was before. `token` as in `core.submission`.
    """
    claim(token, by=by)
    if link is not None:
        _use(link)
    ask = FreshnessAsk.objects.open().filter(organisation=organisation).first() if said.kind in ASKED else None
    reply = FreshnessReply(
        organisation=organisation,
        ask=ask,
        kind=said.kind,
        channel=said.channel,
        values=dict(said.values or {}),
        note=said.note,
    )
    reply.full_clean()
    reply.save(force_insert=True)
    # Nothing of what a stranger wrote goes into the history, which outlives it.
    after = {"kind": reply.kind, "channel": reply.channel, "state": reply.state}
    audit.record(reply, verb="record_reply", before=None, after=after, by=by)
    if link is not None:
        FreshnessLink.objects.filter(pk=link.pk).update(reply=reply)
    if ask is not None:
        FreshnessAsk.objects.filter(pk=ask.pk).update(closed_at=timezone.now())
    return _carry_out(reply, said.assured_by or _who(reply), by=by) if _is_believed(reply) else reply


@transaction.atomic
def confirm_entries(link: FreshnessLink, organisations: Iterable[Organisation], *, by: Actor | None) -> int:
    """Confirm entries by the one link to all of a mail, which is used up by it; return how many."""
    rows = list(organisations)
    if not rows:
        raise ValidationError(_("Zaznacz przynajmniej jeden wpis."), code="nothing")
    _use(link)
    now = timezone.now()
    for organisation in rows:
        reply = record_reply(organisation, Said(ReplyKind.CURRENT, ReplyChannel.MAIL), by=by)
        # By it the answer is found again, and taken back as if it had been given by the entry's own link.
        own = FreshnessLink.objects.filter(letter=link.letter_id, ask__organisation=organisation, used_at=None)
        own.filter(purpose=LinkPurpose.CONFIRM).update(used_at=now, reply=reply)
    return len(rows)


@transaction.atomic
def undo_confirmations(
    link: FreshnessLink, replies: Iterable[FreshnessReply], *, by: Actor | None
) -> list[FreshnessReply]:
    """Take back what was confirmed by the one link to all of a mail, which works once more.

    Return what stays confirmed, because somebody has changed the entry since.
    """
    left, undone = [], 0
    for reply in replies:
        try:
            undo_reply(reply, by=by)
            undone += 1
        except ValidationError:
            left.append(reply)
    if undone:
        FreshnessLink.objects.filter(pk=link.pk).update(used_at=None)
    return left


def accept_reply(reply: FreshnessReply, *, by: Actor | None) -> FreshnessReply:
    """Do what was said: change the entry, or mark it as one that is no more."""
    with transaction.atomic():
        fresh = _waiting(reply)
        return _carry_out(fresh, _who(fresh), by=by)


@transaction.atomic
def decline_reply(reply: FreshnessReply, *, reason: str, by: Actor | None) -> FreshnessReply:
    """Leave the entry as it is, and keep why."""
    fresh = _waiting(reply)
    fresh.reason = reason.strip()[:300]
    return _decide(fresh, ReplyState.DECLINED, verb="decline_reply", by=by)


@transaction.atomic
def undo_reply(reply: FreshnessReply, *, by: Actor | None) -> FreshnessReply:
    """Take back what was said and all that came of it; refuse where the entry has been changed since.

    Whoever was asked is asked again, and the link that was used works once more.
    """
    fresh = audit.lock(reply)
    if fresh.state == ReplyState.UNDONE:
        raise ValidationError(_("To już zostało cofnięte."), code="undone")
    if fresh.state == ReplyState.APPLIED and fresh.before is not None:
        _put_back(fresh, by=by)
    undone = _decide(fresh, ReplyState.UNDONE, verb="undo_reply", by=by)
    open_already = FreshnessAsk.objects.open().filter(organisation=fresh.organisation_id)
    if fresh.ask_id and not open_already.exists():
        FreshnessAsk.objects.filter(pk=fresh.ask_id).update(closed_at=None)
    FreshnessLink.objects.filter(reply=fresh).update(used_at=None, reply=None)
    return undone


def count_signal(organisation: Organisation, *, mark: str, by: Actor | None) -> bool:
    """Count that a passer-by finds the entry right, once per browser and year of checking; say whether it counts now.

    The history holds that somebody pressed, and no word of who.
    """
    today = timezone.localdate()
    digest = tokens.digest(tokens.derived("resources.freshness_signal", mark))
    with transaction.atomic():
        earlier = FreshnessSignal.objects.filter(organisation=organisation, browser_digest=digest)
        since = organisation.assured_date
        if since and earlier.filter(day__lt=since).update(day=today):
            signal = earlier.get()
        else:
            try:
                with transaction.atomic():
                    signal = FreshnessSignal.objects.create(
                        organisation=organisation, browser_digest=digest, day=today
                    )
            except IntegrityError:
                return False
        after = {"organisation_id": organisation.pk}
        audit.record(signal, verb="count_signal", before=None, after=after, by=by)
        bump_organisations([organisation.pk])
    return True


def _use(link: FreshnessLink) -> None:
    now = timezone.now()
    # One statement decides, so that of two clicks one counts.
    if not FreshnessLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now).update(used_at=now):
        raise ValidationError(_("Ten odnośnik został już użyty."), code="used")


def _is_believed(reply: FreshnessReply) -> bool:
    match reply.kind:
        case ReplyKind.CURRENT | ReplyKind.NO_ANSWER:
            return True
        case ReplyKind.CHANGE:
            is_own = reply.channel == ReplyChannel.MAIL
            return is_own and FreshnessSettings.of(reply.organisation.home_area).applies_directly
        case ReplyKind.GONE:
            return reply.channel in {ReplyChannel.PHONE, ReplyChannel.MEETING}
    return False


def _carry_out(reply: FreshnessReply, assured_by: str, *, by: Actor | None) -> FreshnessReply:
    organisation = audit.lock(reply.organisation)
    before = _state(organisation)
    match reply.kind:
        case ReplyKind.CURRENT:
            assure_organisation(organisation, assured_by=assured_by, by=by)
        case ReplyKind.CHANGE:
            apply_values(organisation, reply.values, by=by)
            assure_organisation(organisation, assured_by=assured_by, by=by)
        case ReplyKind.GONE if organisation.status != Status.CLOSED:
            close_organisation(organisation, reason=_why_closed(reply), by=by)
    organisation.refresh_from_db()
    after = _state(organisation)
    reply.before, reply.after = (before, after) if before != after else (None, None)
    return _decide(reply, ReplyState.APPLIED, verb="accept_reply", by=by)


def _who(reply: FreshnessReply) -> str:
    # The public page says who by office, never by name.
    said = {
        ReplyChannel.PHONE: _("organizacja, przez telefon"),
        ReplyChannel.MEETING: _("osoby na spotkaniu"),
    }
    return said.get(ReplyChannel(reply.channel), _("organizacja, e-mailem"))


def _why_closed(reply: FreshnessReply) -> str:
    day = timezone.localdate(reply.created_at)
    said = _("powiedziano przez telefon") if reply.channel == ReplyChannel.PHONE else _("napisała to organizacja")
    return f"{said}, {day:%d.%m.%Y}"


def _state(organisation: Organisation) -> dict[str, Any]:
    ways = ContactField.objects.filter(contact__organisation=organisation).order_by("pk")
    entry = {name: getattr(organisation, name) for name in KEPT_OF_ENTRY}
    kept = {str(way.pk): {name: getattr(way, name) for name in KEPT_OF_WAYS} for way in ways}
    state: dict[str, Any] = audit.plain({"entry": entry, "ways": kept})
    return state


def _put_back(reply: FreshnessReply, *, by: Actor | None) -> None:
    organisation = audit.lock(reply.organisation)
    now = _state(organisation)
    entry = _differing(reply.before["entry"], reply.after["entry"], now["entry"])
    ways = {}
    for pk, after in reply.after["ways"].items():
        # What the reply added goes back to the organisation's own eyes.
        before = reply.before["ways"].get(pk, {**after, "visibility": "organisation"})
        if values := _differing(before, after, now["ways"].get(pk, {})):
            ways[int(pk)] = values
    if entry:
        change_organisation(organisation, values=entry, by=by, verb="undo_reply")
    put_contacts_back(organisation, values=ways, verb="undo_reply", by=by)


def _differing(before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    changed = [name for name in after if before.get(name) != after[name]]
    if any(now.get(name) != after[name] for name in changed):
        raise ValidationError(
            _("Od tego czasu ktoś zmienił wpis. Popraw go ręcznie albo przywróć wersję z historii zmian."),
            code="changed_since",
        )
    return {name: before.get(name) for name in changed}


def _waiting(reply: FreshnessReply) -> FreshnessReply:
    fresh = audit.lock(reply)
    if fresh.state != ReplyState.WAITING:
        raise ValidationError(_("Ktoś już o tym zdecydował."), code="decided")
    return fresh


def _decide(reply: FreshnessReply, state: ReplyState, *, verb: str, by: Actor | None) -> FreshnessReply:
    before = {"state": reply.state, "reason": ""}
    reply.state, reply.decided_at = state, timezone.now()
    reply.full_clean()
    reply.save()
    audit.record(reply, verb=verb, before=before, after={"state": state, "reason": reply.reason}, by=by)
    return reply
