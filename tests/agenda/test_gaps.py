from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from podworko.agenda import gaps
from podworko.agenda.gaps import NO_HOUR, NOTHING, UNKNOWN, Dimension, Level, Number, Part, Taken

ROWS = st.lists(st.sampled_from(["seniors", "families", "0-2", UNKNOWN]), min_size=1, max_size=3).map(tuple)
COLUMNS = st.lists(st.sampled_from(["week-morning", "weekend-evening", NO_HOUR]), min_size=1, max_size=2).map(tuple)
TAKEN = st.lists(st.builds(Taken, st.integers(1, 6), ROWS, COLUMNS), max_size=40)


@given(TAKEN)
def test_each_cell_holds_what_looking_at_every_time_finds(taken):
    counted = gaps.count(taken)
    cells = defaultdict(list)
    for one in taken:
        for row in set(one.rows):
            for column in set(one.columns):
                cells[row, column].append(one.event)
    assert counted.cells == {key: Number(len(found), len(set(found))) for key, found in cells.items()}


@given(TAKEN)
def test_sums_count_each_time_once_however_many_cells_it_stands_in(taken):
    counted = gaps.count(taken)
    assert counted.whole == Number(len(taken), len({one.event for one in taken}))
    for row, number in counted.rows.items():
        found = [one.event for one in taken if row in one.rows]
        assert number == Number(len(found), len(set(found)))
    for column, number in counted.columns.items():
        found = [one.event for one in taken if column in one.columns]
        assert number == Number(len(found), len(set(found)))


@given(TAKEN)
def test_a_word_for_a_crowd_never_falls_on_what_nobody_knows_or_on_few(taken):
    counted = gaps.count(taken)
    crowd = gaps.crowd_from([counted])
    for (row, column), number in counted.cells.items():
        found = gaps.level(row, column, number.times, crowd)
        assert (found == Level.UNKNOWN) == (row == UNKNOWN)
        if found == Level.CROWDED:
            assert number.times >= gaps.LEAST_CROWD


def test_a_series_is_many_times_and_one_event():
    counted = gaps.count(Taken(1, ("seniors",), ("week-morning",)) for _time in range(10))
    assert counted.at("seniors", "week-morning") == Number(10, 1)


def test_nothing_is_nothing():
    counted = gaps.count([])
    assert counted.at("seniors", "week-morning") == NOTHING
    assert counted.whole == NOTHING
    assert gaps.crowd_from([counted]) == gaps.LEAST_CROWD
    assert gaps.level("seniors", "week-morning", 0, 4) == Level.EMPTY


def test_crowded_is_twice_the_mean_of_what_is_not_empty():
    taken = [Taken(number, ("a",), ("x",)) for number in range(10)]
    taken += [Taken(100, ("b",), ("x",)), Taken(101, ("c",), ("x",))]
    taken += [Taken(200 + number, (UNKNOWN,), ("x",)) for number in range(50)]
    crowd = gaps.crowd_from([gaps.count(taken)])
    assert crowd == 8
    assert gaps.level("a", "x", 10, crowd) == Level.CROWDED
    assert gaps.level("b", "x", 1, crowd) == Level.SOME
    assert gaps.level(UNKNOWN, "x", 50, crowd) == Level.UNKNOWN


def test_parts_of_a_day_meet_without_a_hole():
    assert [gaps.part_of(hour) for hour in (5, 11, 12, 17, 18, 23, 0, 4)] == [
        Part.MORNING,
        Part.MORNING,
        Part.AFTERNOON,
        Part.AFTERNOON,
        Part.EVENING,
        Part.EVENING,
        Part.EVENING,
        Part.EVENING,
    ]


def test_times_of_the_week_are_all_among_those_that_stand_in_the_table():
    made = {gaps.when_of(day, part) for day in range(7) for part in (*Part, NO_HOUR)}
    assert made == set(gaps.order_of(Dimension.WHEN))


def test_rows_that_are_always_there_come_first_then_the_fullest_and_last_what_nobody_knows():
    numbers = {"b": Number(2, 1), "z": Number(9, 9), UNKNOWN: Number(99, 99), "q": Number(9, 1)}
    assert gaps.axis(("a", "b"), [numbers], most=10) == (["a", "b", "q", "z", UNKNOWN], 0)
    assert gaps.axis(("a", "b"), [numbers], most=4) == (["a", "b", "q", UNKNOWN], 1)
    assert gaps.axis(("a",), [{}], most=4) == (["a"], 0)
