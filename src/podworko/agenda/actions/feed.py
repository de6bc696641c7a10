"""Changes of calendars of others that are read here: added, changed, deleted, brought back."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from podworko.agenda.harvesting.rules import MOST
from podworko.agenda.models import CalendarFile, Event, Feed
from podworko.core import audit, deletion, fetching, public_network, submission
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.organisations.actions.writing import check_known
from podworko.places.models import Area
from podworko.resources.choices import Audience

FIELDS = (
    *("organisation_id", "organiser_name", "label", "address", "audiences", "kind_id", "event_visibility", "rules"),
    *("trust", "is_active"),
)
_ANEW = {"etag": "", "last_modified": "", "content_hash": "", "last_error": "", "failures": 0, "missing": 0}
"""What is known of an address is nothing to another one, nor to other rules."""


def add_feed(*, area: Area, values: Values, by: Actor | None, token: Any = None) -> Feed:
    """Begin to read a calendar; `token` as in `core.submission`. What it holds comes with `harvest_feed`."""
    check_known(values, FIELDS)
    with transaction.atomic():
        claimed = submission.claim(token, by=by)
        feed = Feed(area=area, entered_by_id=by.pk if by else None, **values)
        _check(feed)
        audit.create(feed, verb="add_feed", by=by)
        submission.made(claimed, feed.pk)
    return feed


def change_feed(
    feed: Feed, *, values: Values, by: Actor | None, version: int | None = None, verb: str = "change_feed"
) -> Feed:
    """Change where a calendar is read from, and what becomes of its new events; those that are here stay."""
    check_known(values, FIELDS)
    with transaction.atomic():
        fresh = audit.lock(feed, version)
        address = fresh.address
        for name, value in values.items():
            setattr(fresh, name, value)
        _check(fresh)
        fresh.refresh_from_db()
        audit.change(fresh, values, verb=verb, by=by)
        if fresh.address != address:
            Feed.objects.filter(pk=fresh.pk).update(**_ANEW)
    fresh.refresh_from_db()
    return fresh


def delete_feed(feed: Feed, *, by: Actor | None) -> AuditEntry:
    """Stop reading a calendar and forget it. Its events stay; those that nobody has accepted go."""
    with transaction.atomic():
        fresh = audit.lock(feed)
        for event in Event.objects.filter(feed=fresh).exclude(review=""):
            deletion.delete(event, verb="delete_feed", by=by)
        return deletion.delete(fresh, verb="delete_feed", by=by)


def bring_back_feed(entry: AuditEntry, *, by: Actor | None, verb: str = "bring_back_feed") -> models.Model:
    """Read a calendar again that was deleted; its events follow it again."""
    return deletion.bring_back(entry, verb=verb, by=by)


def keep_calendar_file(*, area: Area, name: str, reading: dict[str, Any], by: Actor) -> CalendarFile:
    """Keep what was read from a file until its owner says what shall become of it."""
    with transaction.atomic():
        CalendarFile.objects.filter(area=area, entered_by_id=by.pk).delete()
        return CalendarFile.objects.create(area=area, entered_by_id=by.pk, name=name[:120], reading=reading)


def forget_calendar_files(*, before: datetime, by: Actor | None) -> int:
    """Forget files that nobody has decided about; return how many."""
    count, _counts = CalendarFile.objects.filter(created_at__lt=before).delete()
    return count


def _check(feed: Feed) -> None:
    errors: dict[str, Any] = {}
    if feed.address:
        try:
            feed.address = fetching.checked(feed.address, public_network.PUBLIC.ports).geturl()
        except fetching.FetchError as error:
            errors["address"] = str(error)
    if not feed.organisation_id and not feed.organiser_name:
        errors["organisation"] = _("Wybierz organizatora z listy albo wpisz jego nazwę.")
    said = [*feed.audiences, *(code for rule in feed.rules for code in rule["audiences"])]
    if set(said) - set(Audience.values):
        errors["audiences"] = _("Wybierz z listy, dla kogo to jest.")
    if len(feed.rules) > MOST:
        errors["rules"] = _("Reguł może być najwyżej 10.")
    if errors:
        raise ValidationError(errors)
