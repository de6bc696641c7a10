"""What other programs are told outright, where they would make other occurrences of a rule than we do."""

from datetime import UTC, datetime, timedelta

import pytest

from podworko.agenda.recurrence import expand, said_in_full
from podworko.agenda.timing import Timing

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


def wall(*parts):
    return datetime(*parts)  # noqa: DTZ001


def full(start, hours=2, **options):
    timing = Timing(start=start, end=start + timedelta(hours=hours), **options)
    told = said_in_full(timing, SINCE, UNTIL)
    assert [tuple(each)[1:] for each in expand(told, SINCE, UNTIL)] == [
        tuple(each)[1:] for each in expand(timing, SINCE, UNTIL)
    ]
    return told


def test_start_that_the_rule_does_not_give_becomes_a_further_one():
    # 29 October is not the first Thursday of its month.
    start = wall(2026, 10, 29, 16)
    assert full(start, rule="FREQ=MONTHLY;BYDAY=1TH;COUNT=5").extra == (start,)
    assert full(wall(2026, 11, 5, 16), rule="FREQ=MONTHLY;BYDAY=1TH;COUNT=5").extra == ()


def test_nights_of_another_clock_get_their_own_end():
    told = full(wall(2026, 10, 3, 22), hours=8, rule="FREQ=WEEKLY;COUNT=30")
    assert told.moved == {
        wall(2026, 10, 24, 22): (wall(2026, 10, 24, 22), wall(2026, 10, 25, 6)),
        wall(2027, 3, 27, 22): (wall(2027, 3, 27, 22), wall(2027, 3, 28, 6)),
    }


def test_start_that_the_clocks_skip_is_told_as_it_takes_place():
    told = full(wall(2027, 3, 21, 2, 30), rule="FREQ=WEEKLY;COUNT=3")
    assert told.moved == {wall(2027, 3, 28, 2, 30): (wall(2027, 3, 28, 3, 30), wall(2027, 3, 28, 4, 30))}


def test_hour_that_the_clocks_skip_is_the_next_one_and_keeps_its_length():
    # 2:30 to 3:30 would begin and end at once.
    night, instead = wall(2027, 3, 28, 2, 30), (wall(2027, 3, 28, 3, 30), wall(2027, 3, 28, 4, 30))
    told = full(wall(2027, 3, 21, 2, 30), hours=1, rule="FREQ=WEEKLY;COUNT=2")
    assert told.moved == {night: instead}
    once = full(night, hours=1)
    assert (once.start, once.end) == instead
    put_there = full(
        wall(2027, 3, 20, 10),
        hours=1,
        rule="FREQ=DAILY;COUNT=3",
        moved={wall(2027, 3, 21, 10): (night, wall(2027, 3, 28, 3, 30))},
    )
    assert put_there.moved == {wall(2027, 3, 21, 10): instead}


def test_what_somebody_moved_stays_where_they_put_it():
    night, other = wall(2027, 3, 27, 22), (wall(2027, 3, 28, 1), wall(2027, 3, 28, 4))
    told = full(wall(2027, 3, 20, 22), hours=8, rule="FREQ=WEEKLY;COUNT=3", moved={night: other})
    assert told.moved == {night: other}


@pytest.mark.parametrize(
    "options",
    [
        {"rule": "FREQ=DAILY;COUNT=400"},
        {"rule": "FREQ=DAILY;COUNT=400", "is_all_day": True, "hours": 24},
        {"extra": (wall(2027, 3, 28, 10),)},
        {},
    ],
)
def test_by_day_nothing_is_added(options):
    start = wall(2026, 10, 3) if options.get("is_all_day") else wall(2026, 10, 3, 10)
    told = full(start, **options)
    assert told.moved == {}
    assert told.extra == options.get("extra", ())
