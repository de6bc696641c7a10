import pytest

from podworko.portal.calendar_layout import Day, Setting, lay_out_days, lay_out_month, worth_measuring

LARGE, SMALL, SHORT = Setting(10.0), Setting(8.0), Setting(8.0, brevity=1)
SETTINGS = (LARGE, SMALL, SHORT)


def week(*counts, size=1.0, left_out=0):
    return [Day(1.0, (size,) * count, left_out) for count in counts]


def month(*weeks):
    """The same weeks in each of `SETTINGS`: rows of 2, 1.5 and 1."""
    return [[week(*counts, size=size) for counts in weeks] for size in (2.0, 1.5, 1.0)]


def test_largest_setting_in_which_all_fits_is_taken():
    layout = lay_out_month(month((1, 2), (3, 0)), SETTINGS, [1.0] * 3, room=12.0)
    assert layout.setting == 0
    assert layout.shown == [[1, 2], [3, 0]]
    assert sum(layout.heights) == pytest.approx(12.0)


def test_smaller_type_comes_before_leaving_out():
    layout = lay_out_month(month((1, 2), (3, 0)), SETTINGS, [1.0] * 3, room=10.0)
    assert layout.setting == 1
    assert layout.shown == [[1, 2], [3, 0]]


def test_quiet_day_says_more_than_a_busy_one():
    layout = lay_out_month(month((6, 1)), SETTINGS, [1.0] * 3, room=7.0)
    assert layout.setting == 2
    assert layout.days == [[2, 1]]
    assert layout.shown == [[6, 1]]


def test_busiest_days_lose_first_and_room_is_left_to_count_what_they_lose():
    layout = lay_out_month(month((20, 2), (3, 1)), SETTINGS, [1.0] * 3, room=12.0)
    assert layout.heights == [pytest.approx(8.0), pytest.approx(4.0)]
    assert layout.shown == [[6, 2], [3, 1]]


def test_what_was_never_measured_needs_its_line_too():
    choices = [[week(4, left_out=9)] for _setting in SETTINGS]
    assert lay_out_month(choices, SETTINGS, [1.0] * 3, room=6.0).shown == [[4]]
    assert lay_out_month(choices, SETTINGS, [1.0] * 3, room=5.0).shown == [[3]]


def test_no_setting_is_measured_in_which_nothing_fits_but_the_last_stays():
    assert worth_measuring(SETTINGS, 1, 200.0) == list(SETTINGS)
    assert worth_measuring(SETTINGS, 60, 200.0) == [SMALL, SHORT]
    assert worth_measuring(SETTINGS, 9999, 200.0) == [SMALL, SHORT]


def test_days_run_on_in_the_next_column():
    layout = lay_out_days([week(8)], [Setting(8.0, 2)], [1.0], room=6.0)
    assert layout.shown == [8]
    assert [[(piece.first, piece.last) for piece in column] for column in layout.columns] == [[(0, 4)], [(4, 8)]]


def test_days_take_turns_when_there_is_too_little_room():
    layout = lay_out_days([week(9, 1, 9)], [Setting(8.0, 1)], [1.0], room=12.0)
    assert layout.shown == [3, 1, 3]


def test_no_room_for_anything_leaves_the_headings():
    layout = lay_out_days([week(9, 9)], [Setting(8.0, 1)], [1.0], room=4.0)
    assert layout.shown == [0, 0]
    assert len(layout.columns) == 1
