"""An event as search engines read it: data of schema.org inside its page.

Only of what everybody may see, and only with a day that is known: a pencilled one is no announcement.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from podworko.agenda.models import Event
from podworko.agenda.plain_rule import LAST, PlainRule, Unit, from_rule
from podworko.agenda.rule_text import WEEKDAYS
from podworko.organisations.choices import Precision
from podworko.organisations.models import Organisation
from podworko.portal.event_page import Date, Shown
from podworko.resources.choices import Cost

SCHEMA: Final = "https://schema.org"
_PERIODS: Final = {Unit.DAYS: "D", Unit.WEEKS: "W", Unit.MONTHS: "M", Unit.YEARS: "Y"}
_ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
"""What could end the element that holds the data, or begin another."""


def structured(shown: Shown) -> dict[str, Any]:
    """Return an event as a passer-by sees it, as JSON-LD; empty where no day is known."""
    event, chosen = shown.event, shown.next
    if chosen is None or chosen.is_tentative or event.starts is None:
        return {}
    address = page_of(event)
    about = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": address,
        **_date(shown, chosen, address),
        "description": event.description,
        "image": shown.pictures.cover.large_whole if shown.pictures.cover else "",
        "inLanguage": list(event.languages) or settings.LANGUAGE_CODE,
        "organizer": _organisers(shown),
        "isAccessibleForFree": {Cost.FREE.value: True, Cost.PAID.value: False}.get(event.cost),
        "audience": [{"@type": "Audience", "audienceType": name} for name in shown.audiences],
        "maximumAttendeeCapacity": event.capacity,
    }
    if event.is_series:
        about["eventSchedule"] = _schedule(event, shown.coming)
        about["subEvent"] = [
            {"@type": "Event", **_date(shown, each, f"{address}?day={each.day.isoformat()}")} for each in shown.coming
        ]
    return without_unknown(about)


def markup(data: dict[str, Any]) -> SafeString:
    """Return the element that holds data: no script, so the content security policy lets it stand."""
    if not data:
        return SafeString("")
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 – escaped just above


def page_of(event: Event) -> str:
    """Return the whole address of an event's page, the same from whichever area it is read."""
    return f"{settings.PODWORKO_URL}/{event.area.slug}/calendar/{event.pk}/"


def _date(shown: Shown, each: Date, address: str) -> dict[str, Any]:
    event = shown.event
    is_moved = each.original is not None and each.original.replace(tzinfo=None) != each.starts.replace(tzinfo=None)
    is_cancelled = each.is_cancelled or shown.is_cancelled
    said = "EventCancelled" if is_cancelled else "EventRescheduled" if is_moved else "EventScheduled"
    before = each.original.replace(tzinfo=each.starts.tzinfo) if is_moved and each.original else None
    return without_unknown(
        {
            "name": each.title or event.title,
            "url": address,
            "startDate": _moment(each.starts, each.day, event),
            "endDate": _moment(each.ends, each.last_day, event) if event.has_end else "",
            "previousStartDate": _moment(before, before.date(), event) if before else "",
            "eventStatus": f"{SCHEMA}/{said}",
            "location": _place(shown, each),
        }
    )


def _moment(at: datetime, day: date, event: Event) -> str:
    return day.isoformat() if event.is_all_day else at.isoformat(timespec="minutes")


def _place(shown: Shown, each: Date) -> dict[str, Any]:
    event, location = shown.event, None if each.place else shown.location
    names = [each.place or event.place_name, str(location) if location else ""]
    name = ", ".join(dict.fromkeys(filter(None, names)))
    if not name:
        return {}
    place: dict[str, Any] = {"@type": "Place", "name": name, "address": shown.event.area.name}
    if location and location.public_address:
        place["address"] = without_unknown(
            {
                "@type": "PostalAddress",
                "streetAddress": location.public_address,
                "postalCode": location.postcode,
                "addressLocality": location.city,
                "addressCountry": "PL",
            }
        )
    if event.precision == Precision.EXACT and not each.place:
        # A guessed point would be read as the door.
        place["geo"] = {"@type": "GeoCoordinates", "latitude": event.latitude, "longitude": event.longitude}
    return place


def _organisers(shown: Shown) -> list[dict[str, Any]]:
    found = [_organisation(shown.organisation)] if shown.organisation else []
    if not found and shown.event.organiser_name:
        found = [{"@type": "Organization", "name": shown.event.organiser_name}]
    return found


def _organisation(organisation: Organisation) -> dict[str, Any]:
    address = f"{settings.PODWORKO_URL}/{organisation.home_area.slug}/organisations/{organisation.slug}/"
    return {"@type": "Organization", "name": organisation.name, "url": address}


def _schedule(event: Event, coming: Iterable[Date]) -> dict[str, Any]:
    """Return how a series repeats; nothing where the words of schema.org would promise too much."""
    rule = from_rule(event.rule, zone=event.zone) if event.rule else None
    if rule is None or event.starts is None or event.leaves_out or event.extra_starts or rule.day == LAST:
        return {}
    otherwise = {f"{each.original:%Y-%m-%d}" for each in coming if each.is_cancelled or each.is_changed}
    length = (event.ends or event.starts) - event.starts
    return without_unknown(
        {
            "@type": "Schedule",
            "repeatFrequency": f"P{rule.every}{_PERIODS[rule.unit]}",
            "repeatCount": rule.times,
            "byDay": _days(rule),
            "byMonthDay": rule.day,
            "byMonth": rule.month,
            "startDate": event.starts.date().isoformat(),
            "endDate": rule.until.isoformat() if rule.until else "",
            "startTime": "" if event.is_all_day else f"{event.starts:%H:%M:%S}",
            "endTime": ""
            if event.is_all_day or not event.has_end or length >= timedelta(days=1)
            else f"{event.ends:%H:%M:%S}",
            "scheduleTimezone": event.zone,
            "exceptDate": sorted(otherwise | {text[:10] for text in event.removed_starts}),
        }
    )


def _days(rule: PlainRule) -> list[str]:
    return [f"{rule.number or ''}{WEEKDAYS[day]}" for day in rule.weekdays]


def without_unknown(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what nobody knows."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
