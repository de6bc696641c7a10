"""Contacts that nobody confirms leave what everybody sees after a year, with notice, and come back once confirmed.

A contact counts as confirmed on the day on which somebody confirmed it, or on which its holder was told that it is
published, whichever is later. `docs/privacy.md` promises the year.
"""

from datetime import date, timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Greatest

from podworko.core.visibility import Visibility
from podworko.organisations.models import ContactField

HOLDS_FOR = timedelta(days=365)
"""How long a confirmation of a public contact holds."""
NOTICE = timedelta(days=30)
"""How long before its end those who keep the entry are told."""
LEAST_NOTICE = timedelta(days=14)
"""Nothing disappears sooner after the notice, however old it was when it was first looked at."""


def first_day_hidden(way: ContactField) -> date | None:
    """Return from when on a contact will be hidden unless somebody confirms it; nothing before that is announced."""
    if way.lapse_notice_date is None or way.lapsed_at or way.visibility != Visibility.PUBLIC or not way.notice_date:
        return None
    last_known = max(way.confirmed_date or way.notice_date, way.notice_date)
    return max(last_known + HOLDS_FOR + timedelta(days=1), way.lapse_notice_date + LEAST_NOTICE)


def to_announce(today: date) -> "QuerySet[ContactField]":
    """Return the public contacts whose confirmation ends soon and of which nobody has been told."""
    return _last_known_by(today - HOLDS_FOR + NOTICE, today).filter(lapse_notice_date=None)


def to_lapse(today: date) -> "QuerySet[ContactField]":
    """Return the public contacts whose confirmation has ended, and of which people were told in time."""
    ended = _last_known_by(today - HOLDS_FOR - timedelta(days=1), today)
    return ended.filter(lapse_notice_date__lte=today - LEAST_NOTICE)


def _last_known_by(day: date, today: date) -> "QuerySet[ContactField]":
    rows = ContactField.objects.meant_for_everybody().held_on(today).filter(lapsed_at=None)
    last_known = Greatest(Coalesce(F("confirmed_date"), F("notice_date")), F("notice_date"))
    return rows.annotate(last_known=last_known).filter(last_known__lte=day)
