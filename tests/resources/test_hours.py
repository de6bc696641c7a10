from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podworko.resources.hours import (
    Change,
    Exceptional,
    Hours,
    OnHolidays,
    Span,
    State,
    is_open,
    next_change,
    of_day,
    state_at,
)
from podworko.resources.hours_words import in_words, table

WARSAW = ZoneInfo("Europe/Warsaw")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def span(weekday, opens, closes, **season):
    return Span(weekday, time.fromisoformat(opens), time.fromisoformat(closes), **season)


OFFICE = Hours(tuple(span(day, "08:00", "16:00") for day in range(5)))
TWICE = Hours((span(0, "08:00", "12:00"), span(0, "14:00", "18:00")))
NIGHT = Hours((span(5, "20:00", "02:00"),))
ALWAYS = Hours(tuple(span(day, "00:00", "00:00") for day in range(7)), on_holidays=OnHolidays.NO)
# 2026-11-23 is a Monday.


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        (OFFICE, "2026-11-23T08:00", State.OPEN),
        (OFFICE, "2026-11-23T07:59", State.CLOSED),
        (OFFICE, "2026-11-23T15:59", State.OPEN),
        (OFFICE, "2026-11-23T16:00", State.CLOSED),
        (OFFICE, "2026-11-22T10:00", State.CLOSED),
        (TWICE, "2026-11-23T13:00", State.CLOSED),
        (TWICE, "2026-11-23T14:00", State.OPEN),
        (NIGHT, "2026-11-28T23:59", State.OPEN),
        (NIGHT, "2026-11-29T01:59", State.OPEN),
        (NIGHT, "2026-11-29T02:00", State.CLOSED),
        (NIGHT, "2026-11-28T01:00", State.CLOSED),
        (ALWAYS, "2026-11-29T00:00", State.OPEN),
        (Hours(), "2026-11-23T10:00", State.UNKNOWN),
        (Hours(by_appointment=True), "2026-11-23T10:00", State.BY_APPOINTMENT),
    ],
)
def test_state_at_a_moment(hours, moment, expected):
    assert state_at(hours, at(moment)) is expected


@pytest.mark.parametrize(
    ("on_holidays", "expected"),
    [
        (OnHolidays.YES, State.CLOSED),
        (OnHolidays.NO, State.OPEN),
        (OnHolidays.NOT_ASKED, State.UNKNOWN),
        (OnHolidays.PARTLY, State.UNKNOWN),
    ],
)
def test_on_a_holiday_nobody_asked_about_nobody_knows(on_holidays, expected):
    # 11 November 2026, Independence Day, is a Wednesday.
    assert state_at(replace(OFFICE, on_holidays=on_holidays), at("2026-11-11T10:00")) is expected


def test_christmas_eve_is_free_from_work_since_2025():
    closed = replace(OFFICE, on_holidays=OnHolidays.YES)
    assert is_open(closed, at("2024-12-24T10:00"))
    assert not is_open(closed, at("2025-12-24T10:00"))


def test_exception_replaces_the_table_also_on_a_holiday():
    day = date(2026, 11, 11)
    hours = replace(
        OFFICE,
        on_holidays=OnHolidays.YES,
        exceptions=(
            Exceptional(day, day, time(10), time(12)),
            Exceptional(date(2026, 11, 23), date(2026, 11, 24), reason="remont"),
        ),
    )
    assert is_open(hours, at("2026-11-11T11:00"))
    assert not is_open(hours, at("2026-11-11T13:00"))
    assert state_at(hours, at("2026-11-24T10:00")) is State.CLOSED
    assert is_open(hours, at("2026-11-25T10:00"))


def test_night_before_a_closed_day_still_ends_in_the_morning():
    closed_sunday = replace(NIGHT, exceptions=(Exceptional(date(2026, 11, 29), date(2026, 11, 29)),))
    assert is_open(closed_sunday, at("2026-11-29T01:00"))


def test_season_has_a_table_of_its_own():
    summer = {"valid_from": date(2026, 7, 1), "valid_until": date(2026, 8, 31)}
    hours = Hours((*OFFICE.spans, span(1, "10:00", "12:00", **summer)))
    assert is_open(hours, at("2026-07-07T11:00"))  # a Tuesday
    assert state_at(hours, at("2026-07-06T11:00")) is State.CLOSED  # the summer table has no Monday
    assert is_open(hours, at("2026-09-07T11:00"))


def test_outside_its_only_season_nobody_knows():
    hours = Hours((span(1, "10:00", "12:00", valid_until=date(2026, 8, 31)),))
    assert state_at(hours, at("2026-09-01T11:00")) is State.UNKNOWN


def test_clocks_put_forward_shorten_the_night():
    # In the night of 28 March 2026 two o'clock becomes three.
    hours = Hours((span(5, "22:00", "04:00"),))
    (opens, closes) = of_day(hours, date(2026, 3, 28))[0]
    assert closes.astimezone(UTC) - opens.astimezone(UTC) == timedelta(hours=5)
    assert is_open(hours, datetime(2026, 3, 29, 1, 59, tzinfo=UTC))
    assert not is_open(hours, datetime(2026, 3, 29, 2, 0, tzinfo=UTC))


def test_clocks_put_back_lengthen_the_night():
    hours = Hours((span(5, "22:00", "04:00"),))
    (opens, closes) = of_day(hours, date(2026, 10, 24))[0]
    assert closes.astimezone(UTC) - opens.astimezone(UTC) == timedelta(hours=7)


def test_office_opens_at_eight_on_the_wall_before_and_after_the_change():
    assert next_change(OFFICE, at("2026-03-28T12:00")).at == at("2026-03-30T08:00")
    assert next_change(OFFICE, at("2026-03-27T12:00")).at == at("2026-03-27T16:00")


def test_spans_that_touch_are_one():
    hours = Hours((span(0, "08:00", "12:00"), span(0, "12:00", "18:00"), span(0, "18:00", "00:00")))
    assert next_change(hours, at("2026-11-23T09:00")) == Change(at("2026-11-24T00:00"), State.CLOSED)


def test_place_open_round_the_clock_has_no_next_change():
    assert next_change(ALWAYS, at("2026-11-23T09:00")) is None


@pytest.mark.parametrize(
    ("hours", "moment", "words"),
    [
        (OFFICE, "2026-11-23T10:00", "otwarte dziś do 16:00"),
        (OFFICE, "2026-11-23T07:00", "zamknięte, otwarte dziś od 8:00"),
        (OFFICE, "2026-11-23T17:00", "zamknięte, otwarte od jutra 8:00"),
        (OFFICE, "2026-11-27T17:00", "zamknięte, otwarte od poniedziałku 8:00"),
        (NIGHT, "2026-11-28T23:00", "otwarte dziś do 2:00"),
        (ALWAYS, "2026-11-23T10:00", "otwarte całą dobę"),
        (Hours(), "2026-11-23T10:00", "nie wiadomo"),
        (Hours(by_appointment=True), "2026-11-23T10:00", "po umówieniu"),
        (
            Hours((span(0, "08:00", "16:00", valid_from=date(2026, 1, 1), valid_until=date(2026, 11, 30)),)),
            "2026-11-30T17:00",
            "zamknięte",
        ),
    ],
)
def test_state_in_words(hours, moment, words):
    assert in_words(hours, at(moment)) == words


def test_table_puts_days_with_the_same_hours_together():
    hours = (*OFFICE.spans, span(5, "09:00", "12:00"), span(5, "14:00", "00:00"))
    assert table(hours) == ["pn–pt 8:00–16:00", "sob 9:00–12:00, 14:00–0:00"]
    assert table(ALWAYS.spans) == ["pn–nd całą dobę"]
    summer = {"valid_from": date(2026, 7, 1), "valid_until": date(2026, 8, 31)}
    assert table([span(1, "10:00", "12:00", **summer)]) == ["1.07.2026–31.08.2026: wt 10:00–12:00"]
    assert table([span(1, "08:00", "16:00"), span(1, "10:00", "12:00", **summer)]) == [
        "1.07.2026–31.08.2026: wt 10:00–12:00",
        "poza sezonem: wt 8:00–16:00",
    ]


times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))
spans = st.builds(Span, st.integers(0, 6), times, times)
minutes = st.integers(0, 3 * 365 * 24 * 60)
moments = minutes.map(lambda count: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=count))


@given(st.lists(spans, min_size=1, max_size=6), moments, st.sampled_from(list(OnHolidays)))
def test_until_the_next_change_nothing_changes(table_of_spans, moment, on_holidays):
    hours = Hours(tuple(table_of_spans), on_holidays=on_holidays)
    change = next_change(hours, moment)
    if change is None:
        return
    assert change.at > moment
    assert is_open(hours, change.at) == (change.state is State.OPEN)
    just_before = change.at - timedelta(seconds=1)
    if just_before >= moment:
        assert is_open(hours, just_before) == (change.state is State.CLOSED)


@given(st.lists(spans, min_size=1, max_size=6), moments)
def test_an_asked_table_is_never_unknown_on_a_working_day(table_of_spans, moment):
    hours = Hours(tuple(table_of_spans), on_holidays=OnHolidays.NO)
    assert state_at(hours, moment) in {State.OPEN, State.CLOSED}
