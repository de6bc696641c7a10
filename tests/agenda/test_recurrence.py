"""What a person gets who asks when something takes place."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from podworko.agenda.recurrence import expand, left_out
from podworko.agenda.rule_text import WEEKDAYS, BadRuleError, EndlessRuleError, RuleError, until_in_utc
from podworko.agenda.timing import Break, Timing
from podworko.agenda.window import moment

WARSAW = ZoneInfo("Europe/Warsaw")
# 2026-01-06 is a Tuesday and a public holiday.


def at(text):
    return datetime.fromisoformat(text)


def series(start, rule="", hours=1, **more):
    return Timing(at(start), at(start) + timedelta(hours=hours), rule=rule, **more)


def starts(timing, since="2026-01-01", until="2027-01-01", **more):
    found = expand(timing, at(since).replace(tzinfo=WARSAW), at(until).replace(tzinfo=WARSAW), **more)
    return [f"{happening.start:%Y-%m-%d %H:%M}" for happening in found]


def days(timing, since="2026-01-01", until="2027-01-01"):
    return [start[:10] for start in starts(timing, since, until)]


# Windows


def test_what_takes_place_once_is_found_where_it_overlaps():
    once = series("2026-03-03T10:00", hours=2)

    assert starts(once, "2026-03-03T11:00", "2026-03-03T11:01") == ["2026-03-03 10:00"]
    assert starts(once, "2026-03-03T12:00", "2026-03-04") == []
    assert starts(once, "2026-03-03", "2026-03-03T10:00") == []


def test_what_lasts_no_time_is_found_at_its_moment():
    bell = series("2026-03-03T10:00", hours=0)

    assert starts(bell, "2026-03-03T10:00", "2026-03-03T10:01") == ["2026-03-03 10:00"]
    assert starts(bell, "2026-03-03T09:00", "2026-03-03T10:00") == []


def test_an_occurrence_that_began_long_before_is_still_on():
    camp = series("2020-07-01T10:00", "FREQ=YEARLY", hours=24 * 20)

    assert starts(camp, "2026-07-15", "2026-07-16") == ["2026-07-01 10:00"]


def test_the_earliest_are_given_when_there_are_too_many():
    assert days(series("2026-01-06T10:00", "FREQ=DAILY"))[:3] == ["2026-01-06", "2026-01-07", "2026-01-08"]
    assert starts(series("2026-01-06T10:00", "FREQ=DAILY", extra=(at("2026-01-07T08:00"),)), most=2) == [
        "2026-01-06 10:00",
        "2026-01-07 08:00",
    ]


def test_times_carry_the_zone_and_the_original_does_not():
    (happening,) = expand(
        series("2026-07-07T10:00", zone="Europe/London"),
        datetime(2026, 7, 7, tzinfo=UTC),
        datetime(2026, 7, 8, tzinfo=UTC),
    )

    assert happening.original == at("2026-07-07T10:00")
    assert happening.start.isoformat() == "2026-07-07T10:00:00+01:00"
    assert happening.end.isoformat() == "2026-07-07T11:00:00+01:00"


# Rules


def test_leap_day_comes_every_four_years():
    leap = series("2024-02-29T10:00", "FREQ=YEARLY")

    assert days(leap, "2000-01-01", "2037-01-01") == ["2024-02-29", "2028-02-29", "2032-02-29", "2036-02-29"]


def test_the_31st_is_left_out_of_short_months():
    assert days(series("2026-01-31T10:00", "FREQ=MONTHLY;COUNT=3")) == ["2026-01-31", "2026-03-31", "2026-05-31"]


def test_a_start_that_does_not_fit_comes_on_top_of_the_count():
    wednesdays = series("2026-01-06T10:00", "FREQ=WEEKLY;BYDAY=WE;COUNT=2")

    assert days(wednesdays) == ["2026-01-06", "2026-01-07", "2026-01-14"]


def test_positions_count_within_the_whole_first_week():
    second = series("2026-01-07T10:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2;COUNT=2")

    assert days(second) == ["2026-01-07", "2026-01-14"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20260120", "2026-01-20"),
        ("20260120T095959", "2026-01-19"),
        ("20260120T100000", "2026-01-20"),
        ("20260120T090000Z", "2026-01-20"),
        ("20260120T085959Z", "2026-01-19"),
    ],
)
def test_the_last_day_may_be_said_in_three_ways(until, last):
    assert days(series("2026-01-06T10:00", f"FREQ=DAILY;UNTIL={until}"))[-1] == last


def test_a_rule_that_ends_before_it_begins_gives_nothing():
    assert days(series("2026-01-06T10:00", "FREQ=DAILY;UNTIL=20251231")) == []


def test_other_programs_get_the_last_moment_in_utc():
    def in_warsaw(wall):
        return moment(wall, WARSAW)

    assert until_in_utc("FREQ=DAILY;UNTIL=20260630;INTERVAL=2", in_warsaw, is_all_day=False) == (
        "FREQ=DAILY;UNTIL=20260630T215959Z;INTERVAL=2"
    )
    assert until_in_utc("FREQ=DAILY;UNTIL=20260630T100000", in_warsaw, is_all_day=False).endswith("T080000Z")
    assert until_in_utc("FREQ=DAILY;UNTIL=20260630T220000Z", in_warsaw, is_all_day=True).endswith("UNTIL=20260630")
    assert until_in_utc("FREQ=DAILY", in_warsaw, is_all_day=False) == "FREQ=DAILY"


# Exceptions


def test_further_starts_removed_ones_and_moved_ones():
    timing = series(
        "2026-01-06T10:00",
        "FREQ=WEEKLY;COUNT=4",
        extra=(at("2026-01-10T12:00"),),
        removed=frozenset({at("2026-01-13T10:00")}),
        moved={at("2026-01-20T10:00"): (at("2026-01-21T18:00"), at("2026-01-21T20:00"))},
    )

    assert starts(timing) == ["2026-01-06 10:00", "2026-01-10 12:00", "2026-01-21 18:00", "2026-01-27 10:00"]


def test_one_moved_out_of_the_window_and_one_moved_into_it():
    timing = series(
        "2026-01-06T10:00",
        "FREQ=WEEKLY",
        moved={
            at("2026-02-03T10:00"): (at("2026-03-31T10:00"), at("2026-03-31T11:00")),
            at("2026-11-24T10:00"): (at("2026-02-05T09:00"), at("2026-02-05T10:00")),
        },
    )

    assert starts(timing, "2026-02-02", "2026-02-11") == ["2026-02-05 09:00", "2026-02-10 10:00"]


def test_a_removed_occurrence_does_not_come_back_by_having_been_moved():
    original = at("2026-01-13T10:00")
    timing = series(
        "2026-01-06T10:00",
        "FREQ=WEEKLY;COUNT=2",
        removed=frozenset({original}),
        moved={original: (at("2026-01-14T10:00"), at("2026-01-14T11:00"))},
    )

    assert days(timing) == ["2026-01-06"]


def test_holidays_are_left_out_of_the_rule_and_count():
    timing = series("2026-12-23T10:00", "FREQ=DAILY;COUNT=5", leaves_out=frozenset({Break.HOLIDAYS}))

    assert days(timing) == ["2026-12-23", "2026-12-27"]
    window = datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
    assert [f"{day:%d}" for day in left_out(timing, *window)] == ["24", "25", "26"]
    assert left_out(replace(timing, leaves_out=frozenset()), *window) == []


def test_what_somebody_chose_takes_place_on_a_holiday():
    timing = series(
        "2026-12-18T10:00",
        "FREQ=WEEKLY;COUNT=2",
        leaves_out=frozenset({Break.HOLIDAYS}),
        extra=(at("2026-12-26T10:00"),),
    )

    assert days(timing) == ["2026-12-18", "2026-12-26"]
    assert days(series("2026-12-25T10:00", leaves_out=frozenset({Break.HOLIDAYS}))) == ["2026-12-25"]


def test_school_breaks_are_left_out_where_they_are_known():
    timing = series("2026-02-02T10:00", "FREQ=WEEKLY", leaves_out=frozenset({Break.SCHOOL_BREAKS}))

    assert days(timing, until="2026-03-01") == ["2026-02-16", "2026-02-23"]
    assert len(days(timing, "2040-07-01", "2040-08-01")) == 5


# Clocks


def test_ten_o_clock_stays_ten_o_clock():
    found = expand(
        series("2026-03-27T10:00", "FREQ=DAILY;COUNT=3"),
        datetime(2026, 3, 1, tzinfo=UTC),
        datetime(2026, 4, 1, tzinfo=UTC),
    )

    assert [happening.start.isoformat()[11:] for happening in found] == [
        "10:00:00+01:00",
        "10:00:00+01:00",
        "10:00:00+02:00",
    ]


def test_a_time_that_the_clocks_skip_comes_an_hour_later():
    found = expand(
        series("2026-03-28T02:30", "FREQ=DAILY;COUNT=3", hours=0.75),
        datetime(2026, 3, 1, tzinfo=UTC),
        datetime(2026, 4, 1, tzinfo=UTC),
    )

    assert [happening.start.isoformat() for happening in found] == [
        "2026-03-28T02:30:00+01:00",
        "2026-03-29T03:30:00+02:00",
        "2026-03-30T02:30:00+02:00",
    ]
    assert found[1].end - found[1].start == timedelta(minutes=45)
    assert found[1].original == at("2026-03-29T02:30")


def test_a_time_that_comes_twice_is_the_first():
    found = expand(
        series("2026-10-24T02:30", "FREQ=DAILY;COUNT=3"),
        datetime(2026, 10, 1, tzinfo=UTC),
        datetime(2026, 11, 1, tzinfo=UTC),
    )

    assert [happening.start.isoformat() for happening in found] == [
        "2026-10-24T02:30:00+02:00",
        "2026-10-25T02:30:00+02:00",
        "2026-10-26T02:30:00+01:00",
    ]


@pytest.mark.parametrize(
    ("start", "hours"), [("2026-03-28T22:00", 7), ("2026-10-24T22:00", 9), ("2026-06-24T22:00", 8)]
)
def test_a_night_ends_by_the_clock_on_the_wall(start, hours):
    (night,) = expand(series(start, hours=8), datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))

    assert f"{night.end:%H:%M}" == "06:00"
    assert night.end.astimezone(UTC) - night.start.astimezone(UTC) == timedelta(hours=hours)


def test_an_hourly_bell_rings_once_in_the_hour_that_is_skipped():
    assert starts(series("2026-03-29T00:00", "FREQ=HOURLY;COUNT=6")) == [
        "2026-03-29 00:00",
        "2026-03-29 01:00",
        "2026-03-29 03:00",
        "2026-03-29 04:00",
        "2026-03-29 05:00",
    ]


def test_whole_days_begin_and_end_at_midnight_though_clocks_change():
    (day,) = expand(
        series("2026-03-29T00:00", hours=24, is_all_day=True),
        datetime(2026, 3, 29, tzinfo=WARSAW),
        datetime(2026, 3, 30, tzinfo=WARSAW),
    )

    assert (day.start.isoformat(), day.end.isoformat()) == ("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00")


def test_a_whole_day_is_the_same_day_for_who_asks_from_elsewhere():
    timing = series("2026-01-06T00:00", "FREQ=WEEKLY;UNTIL=20260120T230000Z", hours=24, is_all_day=True)
    new_york = ZoneInfo("America/New_York")

    assert days(timing) == ["2026-01-06", "2026-01-13", "2026-01-20"]
    found = expand(timing, datetime(2026, 1, 12, 19, tzinfo=new_york), datetime(2026, 1, 13, tzinfo=new_york))
    assert [str(happening.start.date()) for happening in found] == ["2026-01-13"]
    assert expand(timing, datetime(2026, 1, 12, tzinfo=new_york), datetime(2026, 1, 12, 18, tzinfo=new_york)) == []


# Rules that mean harm


def listed(*numbers):
    return ",".join(str(number) for number in numbers)


ALL_TIMES = f"BYHOUR={listed(*range(24))};BYMINUTE={listed(*range(60))}"
HOSTILE = [
    "FREQ=SECONDLY",
    "FREQ=SECONDLY;COUNT=1000000000",
    "FREQ=SECONDLY;COUNT=1000000000;BYSECOND=1",
    "FREQ=DAILY;COUNT=1000000000",
    "FREQ=MONTHLY;COUNT=1000000000;BYDAY=-1FR",
    "FREQ=DAILY;INTERVAL=999999999999",
    "FREQ=MINUTELY;INTERVAL=1000000;BYSETPOS=53",
    "FREQ=DAILY;BYYEARDAY=366;BYMONTH=1",
    "FREQ=DAILY;BYYEARDAY=366;BYMONTH=1;COUNT=5",
    "FREQ=HOURLY;BYYEARDAY=366;BYMONTH=1;COUNT=5",
    "FREQ=SECONDLY;INTERVAL=7;BYHOUR=3;BYMINUTE=7;BYSECOND=3;BYYEARDAY=366;BYMONTH=1",
    "FREQ=SECONDLY;INTERVAL=3600;BYMINUTE=7",
    f"FREQ=YEARLY;BYDAY={listed(*(f'{sign}{n}{day}' for sign in '+-' for n in range(1, 54) for day in WEEKDAYS))}",
    f"FREQ=YEARLY;BYYEARDAY={listed(*range(1, 367))};BYSETPOS={listed(*range(1, 367))};COUNT=99999",
    f"FREQ=DAILY;{ALL_TIMES}",
    f"FREQ=YEARLY;COUNT=99999;{ALL_TIMES}",
    f"FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=366,-366;COUNT=99999;{ALL_TIMES}",
    f"FREQ=HOURLY;BYSETPOS=-170;COUNT=5;BYMINUTE={listed(*range(60))};BYSECOND={listed(*range(20))}",
    f"FREQ=MINUTELY;BYMONTHDAY=-16;BYYEARDAY=207;COUNT=5;BYSECOND={listed(*range(60))}",
    f"FREQ=YEARLY;BYWEEKNO={listed(*range(-53, 0), *range(1, 54))};BYSETPOS=366",
    f"FREQ=DAILY;{ALL_TIMES};BYSECOND={listed(*range(60))}",
    "FREQ=YEARLY;" + "BYDAY=MO;" * 100_000,
]


@pytest.mark.parametrize(("since", "until"), [("2026-01-01", "2027-01-01"), ("0001-01-01", "9999-12-31")])
@pytest.mark.parametrize("rule", HOSTILE, ids=lambda rule: rule[:40])
def test_no_rule_keeps_anybody_waiting(rule, since, until):
    timing = series("1970-01-01T10:00", rule)
    window = at(since).replace(tzinfo=UTC), at(until).replace(tzinfo=UTC)

    # The best of three, in time of this process: others may use the machine.
    took = []
    for _ in range(3):
        began = time.process_time()
        try:
            found = expand(timing, *window)
        except RuleError:
            found = []
        took.append(time.process_time() - began)
        assert len(found) <= 1000

    # Some 20 ms at most; a rule that is stepped through to its end takes minutes.
    assert min(took) < 0.5


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "DAILY",
        "FREQ=",
        "FREQ=FORTNIGHTLY",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=3;UNTIL=20260101",
        "FREQ=DAILY;UNTIL=20261301",
        "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=DAILY;BYHOUR=-1",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;BYEASTER=1",
        "FREQ=DAILY;WKST=1",
    ],
)
def test_a_rule_that_means_nothing_is_refused_in_words(rule):
    with pytest.raises(BadRuleError) as refusal:
        starts(series("2026-01-06T10:00", rule or ";"))

    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    "rule", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=6MO", "FREQ=HOURLY;INTERVAL=24;BYHOUR=7"]
)
def test_a_rule_that_never_takes_place_is_refused_in_words(rule):
    with pytest.raises(EndlessRuleError, match="nigdy się nie odbędzie"):
        starts(series("2026-01-06T10:00", rule))


def test_what_other_programs_write_is_understood():
    assert days(series("2026-01-06T10:00", "freq=daily;count=-1;"), until="2026-01-08") == ["2026-01-06", "2026-01-07"]
    assert days(series("2026-01-06T10:00", "FREQ=MONTHLY;BYDAY=6MO,2TU"), until="2026-03-01") == [
        "2026-01-06",
        "2026-01-13",
        "2026-02-10",
    ]
    assert starts(series("2026-01-06T10:00", "FREQ=DAILY;BYSECOND=60;COUNT=1"))[-1] == "2026-01-06 10:00"
