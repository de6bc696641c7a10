"""The examples of RFC 5545, section 3.8.5.3, with the dates that stand there."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from podworko.agenda.recurrence import expand
from podworko.agenda.timing import Timing

NEW_YORK = ZoneInfo("America/New_York")
DAILY_1997 = "1997: 9/2-30 10/1-31 11/1-30 12/1-23"
JANUARIES = "1998: 1/1-31 1999: 1/1-31 2000: 1/1-31"
FRIDAYS = "1997: 9/5 10/3 11/7 12/5"
SUMMER_THURSDAYS = "1997: 6/5,12,19,26 7/3,10,17,24,31 8/7,14,21,28 1998: 6/4,11,18,25 7/2,9,16,23,30 8/6,13,20,27"
WORKDAYS = "MO,TU,WE,TH,FR"

# Start, rule, days. Where the rule has no end, the first of the days that the standard lists.
EXAMPLES = [
    ("19970902", "FREQ=DAILY;COUNT=10", "1997: 9/2-11"),
    ("19970902", "FREQ=DAILY;UNTIL=19971224T000000Z", DAILY_1997),
    ("19970902", "FREQ=DAILY;INTERVAL=2", "1997: 9/2,4,6,8,10,12,14,16,18,20,22,24,26,28,30 10/2,4,6"),
    ("19970902", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997: 9/2,12,22 10/2,12"),
    ("19980101", "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", JANUARIES),
    ("19980101", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", JANUARIES),
    ("19970902", "FREQ=WEEKLY;COUNT=10", "1997: 9/2,9,16,23,30 10/7,14,21,28 11/4"),
    (
        "19970902",
        "FREQ=WEEKLY;UNTIL=19971224T000000Z",
        "1997: 9/2,9,16,23,30 10/7,14,21,28 11/4,11,18,25 12/2,9,16,23",
    ),
    ("19970902", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997: 9/2,16,30 10/14,28 11/11,25 12/9,23 1998: 1/6,20 2/3,17"),
    ("19970902", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "1997: 9/2,4,9,11,16,18,23,25,30 10/2"),
    ("19970902", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997: 9/2,4,9,11,16,18,23,25,30 10/2"),
    (
        "19970901",
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
        "1997: 9/1,3,5,15,17,19,29 10/1,3,13,15,17,27,29,31 11/10,12,14,24,26,28 12/8,10,12,22",
    ),
    ("19970902", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997: 9/2,4,16,18,30 10/2,14,16"),
    ("19970905", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", f"{FRIDAYS} 1998: 1/2 2/6 3/6 4/3 5/1 6/5"),
    ("19970905", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", FRIDAYS),
    (
        "19970907",
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        "1997: 9/7,28 11/2,30 1998: 1/4,25 3/1,29 5/3,31",
    ),
    ("19970922", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997: 9/22 10/20 11/17 12/22 1998: 1/19 2/16"),
    ("19970928", "FREQ=MONTHLY;BYMONTHDAY=-3", "1997: 9/28 10/29 11/28 12/29 1998: 1/29 2/26"),
    ("19970902", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997: 9/2,15 10/2,15 11/2,15 12/2,15 1998: 1/2,15"),
    ("19970930", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997: 9/30 10/1,31 11/1,30 12/1,31 1998: 1/1,31 2/1"),
    (
        "19970910",
        "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
        "1997: 9/10-15 1999: 3/10-13",
    ),
    (
        "19970902",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
        "1997: 9/2,9,16,23,30 11/4,11,18,25 1998: 1/6,13,20,27 3/3,10,17,24,31",
    ),
    (
        "19970610",
        "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
        "1997: 6/10 7/10 1998: 6/10 7/10 1999: 6/10 7/10 2000: 6/10 7/10 2001: 6/10 7/10",
    ),
    (
        "19970310",
        "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
        "1997: 3/10 1999: 1/10 2/10 3/10 2001: 1/10 2/10 3/10 2003: 1/10 2/10 3/10",
    ),
    (
        "19970101",
        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
        "1997: 1/1 4/10 7/19 2000: 1/1 4/9 7/18 2003: 1/1 4/10 7/19 2006: 1/1",
    ),
    ("19970519", "FREQ=YEARLY;BYDAY=20MO", "1997: 5/19 1998: 5/18 1999: 5/17"),
    ("19970512", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997: 5/12 1998: 5/11 1999: 5/17"),
    (
        "19970313",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
        "1997: 3/13,20,27 1998: 3/5,12,19,26 1999: 3/4,11,18,25",
    ),
    ("19970605", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", SUMMER_THURSDAYS),
    (
        "19970913",
        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
        "1997: 9/13 10/11 11/8 12/13 1998: 1/10 2/7 3/7 4/11 5/9 6/13",
    ),
    (
        "19961105",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "1996: 11/5 2000: 11/7 2004: 11/2",
    ),
    ("19970904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997: 9/4 10/7 11/6"),
    (
        "19970929",
        f"FREQ=MONTHLY;BYDAY={WORKDAYS};BYSETPOS=-2",
        "1997: 9/29 10/30 11/27 12/30 1998: 1/29 2/26 3/30",
    ),
    ("19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997: 8/5,10,19,24"),
    ("19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997: 8/5,17,19,31"),
    ("20070115", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007: 1/15,30 2/15 3/15,30"),
]
EVERY_20_MINUTES = [f"{hour:02}:{minute:02}" for hour in range(9, 17) for minute in (0, 20, 40)]
# Rule, times of day on 2 September 1997.
TIMES = [
    # The standard says 17:00 UTC, which is before its own last date (erratum): 15:00 in New York is 19:00 UTC.
    ("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", ["09:00", "12:00", "15:00"]),
    ("FREQ=MINUTELY;INTERVAL=15;COUNT=6", ["09:00", "09:15", "09:30", "09:45", "10:00", "10:15"]),
    ("FREQ=MINUTELY;INTERVAL=90;COUNT=4", ["09:00", "10:30", "12:00", "13:30"]),
    ("FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", EVERY_20_MINUTES),
    ("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16", EVERY_20_MINUTES),
]


def days(text):
    """Read „1997: 9/2-11 10/1,3” into dates."""
    found, year = [], 0
    for word in text.split():
        if word.endswith(":"):
            year = int(word[:-1])
            continue
        month, listed = word.split("/")
        for part in listed.split(","):
            first, _, last = part.partition("-")
            found += [date(year, int(month), day) for day in range(int(first), int(last or first) + 1)]
    return found


def series(start, rule, **more):
    begins = datetime.fromisoformat(f"{start}T090000")
    return Timing(begins, begins + timedelta(hours=1), zone="America/New_York", rule=rule, **more)


@pytest.mark.parametrize(("start", "rule", "listed"), EXAMPLES)
def test_an_example_of_the_standard_takes_place_on_the_days_it_lists(start, rule, listed):
    expected = days(listed)
    has_end = "COUNT" in rule or "UNTIL" in rule

    found = expand(series(start, rule), datetime(1990, 1, 1, tzinfo=NEW_YORK), datetime(2020, 1, 1, tzinfo=NEW_YORK))

    starts = [happening.start for happening in found]
    assert [start.date() for start in starts][: None if has_end else len(expected)] == expected
    assert {(start.hour, start.minute) for start in starts} == {(9, 0)}
    assert has_end or len(starts) > len(expected)


@pytest.mark.parametrize(("rule", "expected"), TIMES)
def test_an_example_of_the_standard_takes_place_at_the_times_it_lists(rule, expected):
    day = datetime(1997, 9, 2, tzinfo=NEW_YORK)

    found = expand(series("19970902", rule), day, day + timedelta(days=1))

    assert [f"{happening.start:%H:%M}" for happening in found] == expected


def test_friday_the_thirteenth_without_the_start_that_does_not_fit():
    start = datetime.fromisoformat("1997-09-02T09:00")
    timing = series("19970902", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", removed=frozenset({start}))

    found = expand(timing, datetime(1997, 1, 1, tzinfo=NEW_YORK), datetime(2000, 12, 31, tzinfo=NEW_YORK))

    assert [happening.start.date() for happening in found] == days("1998: 2/13 3/13 11/13 1999: 8/13 2000: 10/13")


@pytest.mark.parametrize("since", ["2014-03-03", "1999-12-31", "2030-06-15"])
@pytest.mark.parametrize(("start", "rule", "listed"), EXAMPLES)
def test_looking_late_gives_the_same_as_looking_from_the_beginning(start, rule, listed, since):
    timing = series(start, rule)
    late = datetime.fromisoformat(since).replace(tzinfo=NEW_YORK)
    end = late + timedelta(days=800)

    found = expand(timing, late, end)

    everything = expand(timing, datetime(1990, 1, 1, tzinfo=NEW_YORK), end, most=100_000)
    assert found == [happening for happening in everything if happening.end > late]
