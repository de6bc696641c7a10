"""Another program's opinion: `recurring_ical_events` must find the same occurrences."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from podworko.agenda.recurrence import expand
from podworko.agenda.rule_text import WEEKDAYS, EndlessRuleError, until_in_utc
from podworko.agenda.timing import Timing
from podworko.agenda.window import moment

WARSAW = ZoneInfo("Europe/Warsaw")
DAY = timedelta(days=1)
at = datetime.fromisoformat


def numbers(least, greatest, most=3, signs=("",)):
    one = st.builds("{}{}".format, st.sampled_from(signs), st.integers(least, greatest))
    return st.lists(one, min_size=1, max_size=most, unique=True).map(",".join)


weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True).map(",".join)
in_month = st.lists(
    st.builds("{}{}".format, st.sampled_from(["", "1", "2", "4", "-1", "-2"]), st.sampled_from(WEEKDAYS)),
    min_size=1,
    max_size=2,
    unique=True,
).map(",".join)
signed = ("", "-")
PARTS = {
    "DAILY": {"BYMONTH": numbers(1, 12), "BYDAY": weekdays, "BYMONTHDAY": numbers(1, 31, signs=signed)},
    # BYSETPOS in weeks is ours to decide: see `recurrence`.
    "WEEKLY": {"BYDAY": weekdays, "BYMONTH": numbers(1, 12), "WKST": st.sampled_from(WEEKDAYS)},
    "MONTHLY": {"BYDAY": in_month, "BYMONTHDAY": numbers(1, 31, signs=signed), "BYMONTH": numbers(1, 12)},
    "YEARLY": {"BYMONTH": numbers(1, 12), "BYMONTHDAY": numbers(1, 28, signs=signed), "BYDAY": weekdays},
}
OTHERS = st.one_of(
    st.builds("FREQ=YEARLY;BYYEARDAY={}".format, numbers(1, 366, signs=signed)),
    st.builds("FREQ=YEARLY;BYWEEKNO={};BYDAY={}".format, numbers(1, 53, signs=signed), weekdays),
    st.builds("FREQ=YEARLY;BYDAY={}{}".format, st.sampled_from(["1", "20", "-1", "-10"]), st.sampled_from(WEEKDAYS)),
    st.builds("FREQ=MONTHLY;BYDAY={};BYSETPOS={}".format, weekdays, numbers(1, 4, signs=signed)),
    st.builds("FREQ=DAILY;BYHOUR={};BYMINUTE={}".format, numbers(4, 23), numbers(0, 59)),
    st.builds("FREQ=HOURLY;INTERVAL={};BYHOUR={}".format, st.sampled_from([1, 5, 7]), numbers(4, 23)),
)
starts = st.datetimes(at("2015-01-01"), at("2026-12-31")).map(lambda start: start.replace(second=0, microsecond=0))
ends = st.one_of(
    st.just(""),
    st.integers(1, 400).map(";COUNT={}".format),
    st.dates(date(2016, 1, 1), date(2028, 1, 1)).map(lambda day: f";UNTIL={day:%Y%m%d}T101500Z"),
)


@st.composite
def rules(draw):
    if draw(st.integers(0, 3)) == 0:
        return draw(OTHERS) + draw(ends)
    frequency = draw(st.sampled_from(sorted(PARTS)))
    names = draw(st.lists(st.sampled_from(sorted(PARTS[frequency])), unique=True, max_size=2))
    parts = "".join(f";{name}={draw(PARTS[frequency][name])}" for name in names)
    return f"FREQ={frequency};INTERVAL={draw(st.sampled_from([1, 1, 2, 3, 7]))}{parts}{draw(ends)}"


@st.composite
def timings(draw):
    start = draw(starts)
    length = timedelta(minutes=draw(st.sampled_from([60, 90, 600, 1440, 4000])))
    bare = Timing(start, start + length, rule=draw(rules()))
    since = datetime(2025, 1, 1, tzinfo=UTC) + DAY * draw(st.integers(0, 700))
    try:
        some = [happening.original for happening in expand(bare, since, since + 400 * DAY, most=12)]
    except EndlessRuleError:  # which the other program would take its time for
        reject()
    # Of several times a day, the other program takes 6:00 in Warsaw for 4:00, which it is in UTC.
    chosen = draw(st.lists(st.sampled_from(some), unique=True, max_size=4)) if some and "HOUR" not in bare.rule else []
    moved = {at: (at + draw(st.integers(-20, 20)) * DAY, None) for at in chosen[:2]}
    return (
        Timing(
            start,
            start + length,
            rule=bare.rule,
            extra=tuple(draw(st.lists(starts, max_size=2, unique=True))),
            removed=frozenset(chosen[2:]),
            moved={at: (to, to + length) for at, (to, _) in moved.items()},
        ),
        since,
        since + draw(st.sampled_from([1, 30, 400])) * DAY,
    )


def calendar(timing, zone):
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "test")
    series = icalendar.Event()
    series.add("uid", "series")
    series.add("dtstart", _value(timing, timing.start, zone))
    series.add("dtend", _value(timing, timing.end, zone))
    if timing.rule:
        rule = until_in_utc(timing.rule, lambda wall: moment(wall, zone), is_all_day=timing.is_all_day)
        series["rrule"] = icalendar.vRecur.from_ical(rule)
    for at in timing.extra:
        series.add("rdate", _value(timing, at, zone))
    for at in timing.removed:
        series.add("exdate", _value(timing, at, zone))
    calendar.add_component(series)
    for original, (start, end) in timing.moved.items():
        one = icalendar.Event()
        one.add("uid", "series")
        one.add("recurrence-id", _value(timing, original, zone))
        one.add("dtstart", _value(timing, start, zone))
        one.add("dtend", _value(timing, end, zone))
        calendar.add_component(one)
    return icalendar.Calendar.from_ical(calendar.to_ical())


def _value(timing, at, zone):
    return at.date() if timing.is_all_day else at.replace(tzinfo=zone)


def theirs(timing, since, until):
    events = recurring_ical_events.of(calendar(timing, ZoneInfo(timing.zone))).between(since, until)
    return sorted((event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC)) for event in events)


def ours(timing, since, until):
    found = expand(timing, since, until, most=50_000)
    return [(happening.start.astimezone(UTC), happening.end.astimezone(UTC)) for happening in found]


@settings(max_examples=60, deadline=None)
@given(timings())
def test_another_program_finds_the_same(drawn):
    timing, since, until = drawn

    # As sets: at a moment that an own and a moved occurrence share, the other program gives one or two of them.
    assert set(ours(timing, since, until)) == set(theirs(timing, since, until))


@settings(max_examples=20, deadline=None)
@given(rules().filter(lambda rule: "HOUR" not in rule), starts, st.integers(1, 5), st.integers(0, 700))
def test_another_program_finds_the_same_whole_days(rule, start, length, late):
    midnight = start.replace(hour=0, minute=0)
    timing = Timing(midnight, midnight + length * DAY, rule=rule, is_all_day=True)
    since = at("2025-01-01") + DAY * late

    try:
        found = expand(timing, since.replace(tzinfo=WARSAW), (since + 60 * DAY).replace(tzinfo=WARSAW), most=50_000)
    except EndlessRuleError:
        reject()

    events = recurring_ical_events.of(calendar(timing, WARSAW)).between(since, since + 60 * DAY)
    expected = sorted((event["DTSTART"].dt, event["DTEND"].dt) for event in events)
    assert [(happening.start.date(), happening.end.date()) for happening in found] == expected
