"""How much faster than `recurring_ical_events` occurrences are found, given a calendar that is read already.

Usage: .venv/bin/python -m bench.recurrence
"""

import os
import statistics
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import django
import icalendar
import recurring_ical_events

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "podworko.config.settings")
django.setup()

from podworko.agenda.recurrence import expand  # noqa: E402 – Django must be ready
from podworko.agenda.timing import Timing  # noqa: E402

RULES = [
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270630T000000Z",
    "FREQ=WEEKLY;BYDAY=TU;COUNT=2000",
    "FREQ=DAILY",
    "FREQ=DAILY;COUNT=5000",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=MONTHLY;BYDAY=2TU",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=15",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=HOURLY;INTERVAL=6",
    "FREQ=DAILY;BYHOUR=9,12,15",
]
# Name, start of the series, window.
CASES = [
    ("a month, series two months old", "2026-09-01T10:00", "2026-11-01", "2026-12-01"),
    ("a month, series ten years old", "2016-09-06T10:00", "2026-11-01", "2026-12-01"),
    ("a year, series that begins in it", "2026-01-06T10:00", "2026-01-01", "2027-01-01"),
    ("a year, series thirty years old", "1996-01-06T10:00", "2026-01-01", "2027-01-01"),
]


def calendar(timing):
    event = icalendar.Event()
    event.add("uid", "series")
    event.add("dtstart", timing.start.replace(tzinfo=ZoneInfo(timing.zone)))
    event.add("dtend", timing.end.replace(tzinfo=ZoneInfo(timing.zone)))
    event["rrule"] = icalendar.vRecur.from_ical(timing.rule)
    whole = icalendar.Calendar()
    whole.add_component(event)
    return icalendar.Calendar.from_ical(whole.to_ical())


def other(read, window):
    return recurring_ical_events.of(read).between(*window)


def least(function, times):
    """Return the least time of several, in milliseconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        function()
        took.append(time.perf_counter() - began)
    return min(took) * 1000


def main():
    for name, start, since, until in CASES:
        window = [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (since, until)]
        ours, theirs = [], []
        for rule in RULES:
            begins = datetime.fromisoformat(start)
            timing = Timing(begins, begins + timedelta(hours=1), rule=rule)
            read = calendar(timing)
            found = {happening.start.astimezone(UTC) for happening in expand(timing, *window, most=9_999)}
            events = other(read, window)
            assert found == {event["DTSTART"].dt.astimezone(UTC) for event in events}, rule
            ours.append(least(partial(expand, timing, *window, most=9_999), 15))
            theirs.append(least(partial(other, read, window), 5))
        factors = [their / our for our, their in zip(ours, theirs, strict=True)]
        print(
            f"{name:34} all rules ×{sum(theirs) / sum(ours):5.1f}, median ×{statistics.median(factors):5.1f},"
            f" least ×{min(factors):4.1f} ({RULES[factors.index(min(factors))]})"
        )


if __name__ == "__main__":
    main()
