"""Times that are found, against looking at every minute of every time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podworko.agenda import free_slots
from podworko.agenda.daylight import daylight
from podworko.agenda.free_slots import Wish, every, find, spans_of
from podworko.agenda.slot_facts import Busy, Opening, School, Spot, are_same_people, open_for
from podworko.resources.hours import Hours, OnHolidays, Span, State, state_at

WARSAW = ZoneInfo("Europe/Warsaw")
MINUTE = timedelta(minutes=1)
FIRST = date(2026, 3, 23)
"""A Monday; the clocks go forward on the Sunday of its week, and Easter is a week later."""
AUDIENCES = ["seniors", "families", "7-12", "60+", "everyone"]
TABLE = Hours(
    (*(Span(day, time(9), time(17)) for day in range(5)), Span(5, time(20), time(2))),
    on_holidays=OnHolidays.YES,
)
SPOTS = [
    Spot(),
    Spot(1, None, TABLE, (50.06, 19.94)),
    Spot(1, 11, TABLE, (50.06, 19.94)),
    Spot(2, 12, None, (50.06, 19.94)),
]


def at(day, clock):
    return datetime.combine(day, clock, WARSAW).astimezone(UTC)


@st.composite
def busy(draw):
    day = FIRST + timedelta(days=draw(st.integers(-1, 16)))
    starts = at(day, time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 15, 30]))))
    return Busy(
        event=draw(st.integers(1, 9)),
        starts=starts,
        ends=starts + timedelta(minutes=draw(st.sampled_from([30, 60, 120, 600]))),
        audiences=frozenset(draw(st.lists(st.sampled_from(AUDIENCES), max_size=2))),
        location=draw(st.sampled_from([None, 1, 2])),
        room=draw(st.sampled_from([None, 11, 12])),
        is_firm=draw(st.booleans()),
    )


@st.composite
def wishes(draw):
    hour = draw(st.integers(0, 20))
    days = sorted(draw(st.sets(st.integers(0, 8), min_size=1, max_size=3)))
    return Wish(
        length=timedelta(minutes=draw(st.sampled_from([30, 90, 120]))),
        days=[FIRST + timedelta(days=number) for number in days],
        spans=[(time(hour), time(hour + draw(st.integers(2, 3))))],
        audiences=frozenset(draw(st.lists(st.sampled_from(AUDIENCES[:4]), max_size=2))),
        spots=draw(st.lists(st.sampled_from(SPOTS), min_size=1, max_size=2, unique=True)),
        weeks=draw(st.integers(1, 2)),
        is_outdoors=draw(st.booleans()),
    )


def minutes(week):
    moment = week.starts.astimezone(UTC)
    while moment < week.ends:
        yield moment
        moment += MINUTE


def meets(one, week):
    return any(one.starts <= moment < one.ends for moment in minutes(week))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wishes(), st.lists(busy(), max_size=12))
def test_every_time_is_what_looking_at_each_minute_finds(wish, rows):
    found = every(wish, rows)
    assert found == sorted(found, key=lambda slot: slot.rank)
    for slot in found:
        for week in slot.weeks:
            firm = [one for one in rows if one.is_firm and meets(one, week)]
            same = [one for one in firm if one.audiences and are_same_people(wish.audiences, one.audiences)]
            assert sorted(week.clashes, key=id) == sorted(same, key=id)
            assert sorted(week.unclear, key=id) == sorted((one for one in firm if not one.audiences), key=id)
            in_room = [one for one in firm if slot.spot.room and one.room == slot.spot.room]
            assert sorted(week.taken, key=id) == sorted(in_room, key=id)
            opened_by_the_minute(slot.spot, week)
            if wish.is_outdoors and slot.spot.point:
                sun = daylight(week.starts.date(), *slot.spot.point)
                assert week.is_dark == any(
                    not sun.rises <= moment <= sun.sets for moment in [*minutes(week), week.ends]
                )
            assert week.ends - week.starts.astimezone(UTC) == wish.length


def opened_by_the_minute(spot, week):
    if spot.location is None:
        assert week.opening == Opening.NO_PLACE
        return
    if spot.hours is None:
        assert week.opening == Opening.UNKNOWN
        return
    states = {state_at(spot.hours, moment) for moment in minutes(week)}
    assert (week.opening == Opening.OPEN) == (states == {State.OPEN})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wishes(), st.lists(busy(), max_size=12))
def test_what_is_offered_is_the_best_of_all_and_never_impossible(wish, rows):
    all_of_them, offered = every(wish, rows), find(wish, rows)
    possible = [slot for slot in all_of_them if any(week.is_possible for week in slot.weeks)]
    assert [slot for slot in offered if slot not in possible] == []
    assert bool(offered) == bool(possible)
    if possible:
        assert offered[0] == possible[0]
        assert offered == sorted(offered, key=lambda slot: slot.rank)
        # Whatever is left out is no better than what stands in its place on its day, or the page was full.
        kept = {slot.rank[:6] for slot in offered}
        assert possible[0].rank[:6] == min(kept)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wishes(), st.lists(busy(), max_size=12))
def test_order_of_what_takes_place_changes_nothing(wish, rows):
    assert [slot.rank for slot in find(wish, rows)] == [slot.rank for slot in find(wish, rows[::-1])]


def wish(**changes):
    usual = {"length": timedelta(hours=2), "days": [FIRST], "spans": [(time(14), time(18))]}
    return Wish(**{**usual, **changes})


def test_half_an_hour_lies_between_the_starts_and_the_end_stays_within():
    starts = [slot.weeks[0].starts.time() for slot in every(wish(), [])]
    assert starts == [time(14), time(14, 30), time(15), time(15, 30), time(16)]


def test_what_touches_is_not_in_the_way():
    row = Busy(1, at(FIRST, time(12)), at(FIRST, time(14)), frozenset({"seniors"}))
    (first, *_rest) = every(wish(audiences=frozenset({"seniors"}), spans=[(time(14), time(16))]), [row])
    assert first.weeks[0].clashes == ()
    assert first.near == (row,)


def test_series_says_in_which_week_it_does_not_fit():
    week_later = FIRST + timedelta(days=7)
    taken = Busy(1, at(week_later, time(14)), at(week_later, time(18)), frozenset({"7-12"}))
    (first, *_rest) = find(wish(weeks=3, audiences=frozenset({"7-12"}), spans=[(time(14), time(16))]), [taken])
    assert [bool(week.clashes) for week in first.weeks] == [False, True, False]
    assert [week.starts.date() for week in first.weeks] == [FIRST, date(2026, 3, 30), date(2026, 4, 6)]
    assert [week.is_holiday for week in first.weeks] == [False, False, True], "6 April 2026 is Easter Monday"
    assert first.good_weeks == 1


def test_series_keeps_its_hour_on_the_wall_when_the_clocks_change():
    (first, *_rest) = every(wish(weeks=2, spans=[(time(14), time(16))]), [])
    assert [week.starts.time() for week in first.weeks] == [time(14), time(14)]
    assert first.weeks[1].starts.astimezone(UTC) - first.weeks[0].starts.astimezone(UTC) == timedelta(days=7, hours=-1)


def test_hour_that_the_clocks_skip_is_not_offered():
    sunday = date(2026, 3, 29)
    found = every(wish(days=[sunday], spans=[(time(1), time(5))], length=MINUTE * 30), [])
    starts = [slot.weeks[0].starts.time() for slot in found]
    assert time(2) not in starts
    assert time(2, 30) not in starts
    assert time(3) in starts


def test_school_year_that_nobody_announced_is_unknown_and_ranks_below_what_is_known():
    far = date(2032, 3, 22)
    (first, *_rest) = find(wish(days=[far]), [])
    assert first.weeks[0].school == School.UNKNOWN
    assert first.rank.unknown


def test_holiday_ranks_below_a_plain_day():
    easter = date(2026, 4, 6)
    found = find(wish(days=[easter, date(2026, 4, 8)], spans=[(time(14), time(16))]), [])
    assert [slot.weeks[0].starts.date() for slot in found] == [date(2026, 4, 8), easter]


def test_room_that_is_taken_is_left_out_and_a_free_one_offered():
    taken = Busy(1, at(FIRST, time(14)), at(FIRST, time(18)), frozenset({"seniors"}), 1, 11)
    found = find(wish(audiences=frozenset({"7-12"}), spots=[SPOTS[2], SPOTS[3]]), [taken])
    assert {slot.spot.room for slot in found} == {12}


def test_place_that_is_closed_is_not_offered():
    assert find(wish(spots=[SPOTS[1]], spans=[(time(18), time(22))]), []) == []


def test_nothing_begins_in_the_past():
    since = datetime.combine(FIRST, time(15), WARSAW)
    assert min(slot.weeks[0].starts for slot in find(wish(since=since), [])) == since


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"seniors"}, {"60+"}, True),
        ({"families"}, {"3-6"}, True),
        ({"families"}, {"13-17"}, False),
        ({"families"}, {"seniors"}, False),
        ({"7-12"}, {"everyone"}, True),
        (set(), {"carers"}, True),
        ({"13-17"}, {"18-29"}, False),
    ],
)
def test_same_people(one, other, same):
    assert are_same_people(frozenset(one), frozenset(other)) is same
    assert are_same_people(frozenset(other), frozenset(one)) is same


def test_parts_of_the_day_that_touch_are_one():
    assert spans_of([(time(12), time(18)), (time(8), time(12)), (time(20), time(22))]) == [
        (time(8), time(18)),
        (time(20), time(22)),
    ]


def test_place_open_past_midnight_is_open_then():
    saturday = date(2026, 3, 21)
    spot = SPOTS[1]
    late = at(saturday + timedelta(days=1), time(0, 30))
    assert open_for(spot, late, late + timedelta(hours=1)) == Opening.OPEN
    assert open_for(spot, late, late + timedelta(hours=2)) == Opening.CLOSED


def test_of_one_day_and_place_times_are_offered_that_do_not_overlap():
    found = find(wish(spans=[(time(8), time(14))]), [])
    assert [slot.weeks[0].starts.time() for slot in found] == [time(8), time(10), time(12)]


def test_same_weekday_and_hour_of_a_series_is_offered_once():
    days = [FIRST + timedelta(days=number) for number in range(14)]
    found = find(wish(days=days, weeks=2, spans=[(time(14), time(16))]), [])
    assert len(found) == 7
    assert len({slot.weeks[0].starts.weekday() for slot in found}) == 7


def test_few_are_offered_of_one_day():
    days = [FIRST + timedelta(days=number) for number in range(3)]
    found = find(wish(days=days, spots=SPOTS), [])
    for day in days:
        assert 0 < sum(slot.weeks[0].starts.date() == day for slot in found) <= free_slots.MOST_A_DAY
