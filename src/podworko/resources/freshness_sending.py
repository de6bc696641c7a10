"""Asks organisations by mail whether their entries are still true: at most one mail a week to an address.

Every step may run twice or die in the middle. Who is asked is one row per organisation that only one can make; what is
sent is taken first, by a row per address and day. Who dies between that and the end of the mail leaves it taken: no
mail comes twice, and of thousands one may not come. The reminder does, and after it somebody rings.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings as site
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from podworko.core import tokens
from podworko.core.visibility import Visibility
from podworko.organisations.choices import Status
from podworko.organisations.models import Organisation
from podworko.resources import freshness_due as due
from podworko.resources import freshness_entry, freshness_mails
from podworko.resources.choices import LetterState, LinkPurpose
from podworko.resources.freshness_mails import Asked
from podworko.resources.hours import WARSAW, is_holiday
from podworko.resources.models import FreshnessAsk, FreshnessLetter, FreshnessLink, FreshnessMailbox, FreshnessSettings

DAYTIME = range(8, 20)
"""Hours at which offices are written to."""
SUNDAY = 6
PORTION = 500
"""Entries for which it is written down in one transaction that they are to be asked."""
MOST_LETTERS = 300
"""Mails that are put into the queue at once; the rest follows an hour later."""
A_WEEK = timedelta(days=6)
"""No address gets two mails within."""
SOON = timedelta(days=7)
"""A reminder that is due within goes into the same mail."""
VALID_FOR = timedelta(days=60)
"""How long a link works."""
OF_AN_ENTRY = (LinkPurpose.CONFIRM, LinkPurpose.CORRECT, LinkPurpose.CLOSE)


def is_quiet(moment: datetime) -> bool:
    """Say whether nobody is written to at a moment: by night, on Sundays and on public holidays."""
    local = moment.astimezone(WARSAW)
    return local.hour not in DAYTIME or local.weekday() == SUNDAY or is_holiday(local.date())


def in_force(today: date) -> list[FreshnessSettings]:
    """Return the settings of the areas in which organisations are written to this month."""
    rows = FreshnessSettings.objects.filter(is_on=True).select_related("area").order_by("pk")
    # Nobody receives mail at the addresses of an estate that does not exist: on a real site they are not tried.
    real = [row for row in rows if site.SITE.is_loopback or not row.area.is_sample]
    return [row for row in real if today.month not in row.paused_months]


def open_asks(today: date) -> int:
    """Write down whom to ask; return how many entries."""
    FreshnessAsk.objects.open().filter(organisation__assured_date__gte=F("opened_on")).update(closed_at=timezone.now())
    return sum(_open_asks(settings, today) for settings in in_force(today))


def _open_asks(settings: FreshnessSettings, today: date) -> int:
    opened = 0
    while True:
        with transaction.atomic():
            rows = list(due.with_address(due.to_ask(settings, today), today)[:PORTION])
            if not rows:
                return opened
            found = {row.address for row in rows if row.address}
            beside = due.unconfirmed_since(
                due.register_of(settings.area), due.last_good_day(today, settings.months) + due.AHEAD + due.TOGETHER
            ).exclude(pk__in=FreshnessAsk.objects.open().values("organisation"))
            known = {row.pk for row in rows}
            with_same = due.with_address(beside, today).filter(address__in=found)
            rows += [row for row in with_same if row.pk not in known]
            boxes = _mailboxes(row.address for row in rows)
            asks = [_ask(row, boxes.get(row.address or ""), today) for row in rows]
            FreshnessAsk.objects.bulk_create(asks, ignore_conflicts=True)
            opened += len(asks)


def _ask(row: Organisation, box: FreshnessMailbox | None, today: date) -> FreshnessAsk:
    is_written_to = box is not None and box.stopped_at is None and box.refused_at is None
    return FreshnessAsk(organisation=row, mailbox=box, opened_on=today, next_on=today if is_written_to else None)


def _mailboxes(addresses: Iterable[str | None]) -> dict[str, FreshnessMailbox]:
    wanted = {address for address in addresses if address}
    new = [FreshnessMailbox(email=email) for email in sorted(wanted)]
    for box in new:
        box.key_digest = tokens.digest(box.key)
    known = set(FreshnessMailbox.objects.filter(email__in=wanted).values_list("email", flat=True))
    FreshnessMailbox.objects.bulk_create([box for box in new if box.email not in known], ignore_conflicts=True)
    return {box.email: box for box in FreshnessMailbox.objects.filter(email__in=wanted)}


def whom(today: date) -> list[int]:
    """Return the ids of the addresses to which a mail is due, the longest waiting first; not more than go at once."""
    lately = FreshnessLetter.objects.filter(day__gte=today - A_WEEK).exclude(state=LetterState.FAILED)
    rows = _due_asks(today).exclude(mailbox__in=lately.values("mailbox")).order_by("next_on", "pk")
    return list(dict.fromkeys(rows.values_list("mailbox", flat=True)))[:MOST_LETTERS]


def _due_asks(today: date, within: timedelta = timedelta()) -> "QuerySet[FreshnessAsk]":
    areas = [settings.area_id for settings in in_force(today)]
    rows = FreshnessAsk.objects.open().filter(next_on__lte=today + within, organisation__home_area__in=areas)
    shown = rows.filter(organisation__visibility=Visibility.PUBLIC).exclude(organisation__status=Status.CLOSED)
    wanted = shown.filter(mailbox__stopped_at=None, mailbox__refused_at=None)
    return wanted.filter(Q(organisation__assured_date=None) | Q(organisation__assured_date__lt=F("opened_on")))


def send(mailbox_id: int) -> str:
    """Send one address what is due, and say how that ended; raise if the mail server is out of order."""
    if is_quiet(timezone.now()):
        return "quiet"
    today = timezone.localdate()
    with transaction.atomic():
        box = (
            FreshnessMailbox.objects.select_for_update()
            .filter(pk=mailbox_id, stopped_at=None, refused_at=None)
            .first()
        )
        if box is None:
            return "gone"
        asks = _asks_for(box, today)
        letter = _take(box, today) if asks else None
        if letter is None:
            return "taken" if asks else "nothing"
        before = {ask.pk: (ask.mails, ask.last_mail_on, ask.next_on) for ask in asks}
        for ask in asks:
            _advance(ask, today)
        shown = freshness_entry.read([ask.organisation for ask in asks])
        secrets = _links(letter, asks, {pk: entry.fingerprint for pk, entry in shown.items()})
    try:
        told = [Asked(ask, shown[ask.organisation_id], secrets[ask.pk]) for ask in asks]
        freshness_mails.send(box, told, secrets.get(0, {}).get(LinkPurpose.CONFIRM_ALL, ""))
    except ValidationError as error:
        is_refused = isinstance(error.__cause__, SMTPRecipientsRefused)
        _give_back(box, letter, asks, before, is_refused=is_refused)
        if is_refused:
            return "refused"
        raise
    FreshnessLetter.objects.filter(pk=letter.pk).update(state=LetterState.SENT)
    return "sent"


def _asks_for(box: FreshnessMailbox, today: date) -> list[FreshnessAsk]:
    rows = _due_asks(today, SOON).filter(mailbox=box).select_related("organisation__home_area")
    found = list(rows.order_by("organisation__sort_key", "pk"))
    now = dict(
        due.with_address(
            Organisation.objects.filter(pk__in=[ask.organisation_id for ask in found]), today
        ).values_list("pk", "address")
    )
    moved = [ask for ask in found if now.get(ask.organisation_id) != box.email]
    boxes = _mailboxes(now[ask.organisation_id] for ask in moved)
    for ask in moved:
        # The address has changed since: what is told to an office must not go to the one before.
        ask.mailbox = boxes.get(now[ask.organisation_id] or "")
        ask.next_on = today if ask.mailbox else None
        ask.save(update_fields=["mailbox", "next_on"])
    rest = [ask for ask in found if ask not in moved]
    return rest if any(ask.next_on and ask.next_on <= today for ask in rest) else []


def _take(box: FreshnessMailbox, today: date) -> FreshnessLetter | None:
    letter, is_new = FreshnessLetter.objects.get_or_create(mailbox=box, day=today)
    if is_new:
        return letter
    # One statement decides, so that of two workers one sends.
    again = FreshnessLetter.objects.filter(pk=letter.pk, state=LetterState.FAILED)
    return letter if again.update(state=LetterState.SENDING) else None


def _advance(ask: FreshnessAsk, today: date) -> None:
    ask.mails += 1
    ask.last_mail_on = today
    ask.next_on = today + due.REMINDERS[ask.mails - 1] if ask.mails < due.MOST_MAILS else None
    ask.save(update_fields=["mails", "last_mail_on", "next_on"])


def _links(
    letter: FreshnessLetter, asks: list[FreshnessAsk], shown: dict[int, str]
) -> dict[int, dict[LinkPurpose, str]]:
    """Make the secrets of a mail, by id of what they ask about; under 0 the one to all of it."""
    letter.links.all().delete()
    expires = timezone.now() + VALID_FOR
    secrets = {ask.pk: {purpose: tokens.new_token() for purpose in OF_AN_ENTRY} for ask in asks}
    rows = [
        FreshnessLink(
            letter=letter,
            ask=ask,
            purpose=purpose,
            token_digest=tokens.digest(secret),
            shown=shown[ask.organisation_id],
            expires_at=expires,
        )
        for ask in asks
        for purpose, secret in secrets[ask.pk].items()
    ]
    if len(asks) > 1:
        secret = tokens.new_token()
        secrets[0] = {LinkPurpose.CONFIRM_ALL: secret}
        digest = tokens.digest(secret)
        purpose = LinkPurpose.CONFIRM_ALL
        rows.append(FreshnessLink(letter=letter, purpose=purpose, token_digest=digest, expires_at=expires))
    FreshnessLink.objects.bulk_create(rows)
    return secrets


@transaction.atomic
def _give_back(
    box: FreshnessMailbox,
    letter: FreshnessLetter,
    asks: list[FreshnessAsk],
    before: dict[int, tuple[int, date | None, date | None]],
    *,
    is_refused: bool,
) -> None:
    state = LetterState.REFUSED if is_refused else LetterState.FAILED
    FreshnessLetter.objects.filter(pk=letter.pk).update(state=state)
    letter.links.all().delete()
    if is_refused:
        FreshnessMailbox.objects.filter(pk=box.pk).update(refused_at=timezone.now())
    for ask in asks:
        mails, last, following = before[ask.pk]
        ask.mails, ask.last_mail_on, ask.next_on = mails, last, None if is_refused else following
        ask.save(update_fields=["mails", "last_mail_on", "next_on"])


def forget(now: datetime) -> int:
    """Forget links and letters whose time is long over, and addresses of which nothing is kept; return how many."""
    old, _counts = FreshnessLetter.objects.filter(day__lt=(now - VALID_FOR - timedelta(days=30)).date()).delete()
    unused = FreshnessMailbox.objects.filter(letters=None, asks=None, stopped_at=None, refused_at=None)
    FreshnessAsk.objects.filter(closed_at__lt=now - timedelta(days=365)).delete()
    unused.filter(created_at__lt=now - VALID_FOR).delete()
    return old
