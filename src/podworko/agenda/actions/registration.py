"""Changes of who has registered for an event: signed up, changed, withdrawn, told by telephone, came."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.agenda import sign_up_facts, sign_up_jobs, sign_up_lists, sign_up_telling
from podworko.agenda.actions.event import change_event
from podworko.agenda.choices import CountMethod, News, Place, Registration
from podworko.agenda.models import Event, SignUp, SignUpList
from podworko.agenda.reading import Entry
from podworko.core import audit, submission, tokens
from podworko.core.audit import Actor, Values
from podworko.organisations.actions.writing import check_known

FIELDS = ("name", "people", "email", "phone", "note", "guardian", "wants_reminder", "language")
CHANGEABLE = ("people", "phone", "note", "guardian", "wants_reminder")


@transaction.atomic
def register(event: Event, original: datetime, *, values: Values, token: UUID, by: Actor | None) -> SignUp:
    """Register somebody for one time that an event takes place, or put them on the waiting list.

    `token` as in `core.submission`: however often a form is sent, it registers once. Refused once it is closed.
    """
    return _enter(event, original, values, token, by, verb="register", is_late_refused=True)


@transaction.atomic
def add_registration(event: Event, original: datetime, *, values: Values, token: UUID, by: Actor | None) -> SignUp:
    """Enter somebody who has rung, also after registration has closed."""
    return _enter(event, original, values, token, by, verb="add_registration", is_late_refused=False)


@transaction.atomic
def change_registration(sign_up: SignUp, *, values: Values, by: Actor | None) -> SignUp:
    """Change how many come, and what they need; who has a place keeps it, and gets no more than are free."""
    check_known(values, CHANGEABLE)
    sign_up_list, event = _held(sign_up)
    row = audit.lock(sign_up)
    before = {"people": row.people}
    for name, value in values.items():
        setattr(row, name, value)
    _check_people(row.people, event.capacity)
    more = row.people - before["people"]
    if row.place == Place.TAKEN and more > 0 and not sign_up_lists.fits(sign_up_list, more, event.capacity):
        raise ValidationError({"people": _("Tyle wolnych miejsc już nie ma. Zostaw tyle osób, ile było.")})
    row.full_clean()
    row.save()
    sign_up_lists.settle(sign_up_list, event.capacity)
    # What people write of themselves does not go into the history, which outlives it.
    audit.record(row, verb="change_registration", before=before, after={"people": row.people}, by=by)
    row.refresh_from_db()
    return row


@transaction.atomic
def withdraw_registration(sign_up: SignUp, *, by: Actor | None) -> None:
    """Take somebody off the list and forget them; the first who fit move up. Who is gone already stays gone."""
    sign_up_list = SignUpList.objects.select_for_update().filter(pk=sign_up.sign_up_list_id or 0).first()
    row = SignUp.objects.select_for_update().filter(pk=sign_up.pk).first()
    if row is None:
        return
    before = {"people": row.people, "place": row.place}
    audit.record(row, verb="withdraw_registration", before=before, after=None, by=by)
    row.delete()
    if sign_up_list is not None:
        event = Event.objects.get(pk=sign_up_list.event_id)
        sign_up_lists.settle(sign_up_list, event.capacity)


@transaction.atomic
def mark_told(sign_up: SignUp, *, by: Actor | None) -> None:
    """Note that somebody was rung and knows all there is to know."""
    row = audit.lock(sign_up)
    before = {"news": row.news, "told_number": row.told_number}
    now, number = sign_up_telling.now_of(row)
    row.news, row.told, row.told_number = "", now, number
    row.save(update_fields=["news", "told", "told_number"])
    audit.record(row, verb="mark_told", before=before, after={"news": "", "told_number": number}, by=by)


@transaction.atomic
def mark_came(sign_up_list: SignUpList, *, came: Mapping[int, int | None], by: Actor | None) -> bool:
    """Note how many came, by id of the registration; say whether the attendance of the event now says the same.

    It does for an event that takes place once, unless somebody has counted in another way. Empty: not noted.
    """
    fresh = sign_up_lists.held(sign_up_list)
    for row in fresh.sign_ups.select_for_update():
        if row.pk in came:
            row.came = came[row.pk]
            row.save(update_fields=["came"])
    counted = [number for number in fresh.sign_ups.values_list("came", flat=True) if number is not None]
    before, fresh.came = {"came": fresh.came}, sum(counted) if counted else None
    fresh.save(update_fields=["came"])
    audit.record(fresh, verb="mark_came", before=before, after={"came": fresh.came}, by=by)
    event = Event.objects.select_related("area").get(pk=fresh.event_id)
    if event.is_series or event.count_method not in {"", CountMethod.SIGNED_IN}:
        return False
    method = "" if fresh.came is None else CountMethod.SIGNED_IN
    change_event(event, values={"attendance": fresh.came, "count_method": method}, by=by, verb="mark_came")
    return True


def _enter(  # noqa: PLR0913 – what a registration is made of
    event: Event,
    original: datetime,
    values: Values,
    token: UUID,
    by: Actor | None,
    *,
    verb: str,
    is_late_refused: bool,
) -> SignUp:
    check_known(values, FIELDS)
    claimed = submission.claim(token, by=by)
    sign_up_list, fresh, entry = sign_up_lists.opened(event, original)
    _check_open(sign_up_list, fresh, entry, is_late_refused=is_late_refused)
    row = SignUp(
        area_id=fresh.area_id,
        sign_up_list=sign_up_list,
        seed=token,
        told=sign_up_list.facts,
        told_number=sign_up_list.facts_number,
        keep_until=entry.last_day + sign_up_lists.KEEP_AFTER,
        **values,
    )
    _check_people(row.people, fresh.capacity)
    row.key_digest = tokens.digest(row.key)
    has_place = sign_up_lists.fits(sign_up_list, row.people, fresh.capacity)
    row.place = Place.TAKEN if has_place else Place.WAITING
    # Who has no mailbox knows already: from the page, or from whoever was on the telephone.
    row.news = News.REGISTERED if row.email else ""
    row.full_clean()
    row.save(force_insert=True)
    sign_up_lists.settle(sign_up_list, fresh.capacity)
    # Nothing of what people write of themselves goes into the history, which outlives it.
    after = {"sign_up_list_id": sign_up_list.pk, "people": row.people, "place": row.place}
    audit.record(row, verb=verb, before=None, after=after, by=by)
    submission.made(claimed, row.pk)
    if row.email:
        sign_up_jobs.send_news.enqueue(row.pk)
    return row


def _check_open(sign_up_list: SignUpList, event: Event, entry: Entry, *, is_late_refused: bool) -> None:
    if event.registration != Registration.HERE or sign_up_list.facts["state"] != sign_up_facts.ON:
        raise ValidationError(_("Na to wydarzenie nie można się teraz zapisać."), code="not_open")
    if is_late_refused and entry.starts - timedelta(hours=event.closes_before) <= timezone.now():
        raise ValidationError(_("Zapisy na ten termin są już zamknięte."), code="closed")


def _held(sign_up: SignUp) -> tuple[SignUpList, Event]:
    if sign_up.sign_up_list is None:
        raise ValidationError(_("Tego wydarzenia nie ma już w kalendarzu."), code="gone")
    sign_up_list = sign_up_lists.held(sign_up.sign_up_list)
    return sign_up_list, Event.objects.get(pk=sign_up_list.event_id)


def _check_people(people: int, capacity: int | None) -> None:
    if capacity is not None and people > capacity:
        raise ValidationError(
            {"people": _("Tyle miejsc w ogóle nie ma. Miejsc jest: %(count)s.") % {"count": capacity}}
        )
