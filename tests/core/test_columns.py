import pytest
from hypothesis import given
from hypothesis import strategies as st

from podworko.core.columns import Piece, Section, balance, fill


def section(rows, *, row=10.0):
    return Section(heading=12.0, again=8.0, rows=(row,) * rows)


def rows_of(columns):
    return [(piece.section, row) for column in columns for piece in column for row in range(piece.first, piece.last)]


def test_sections_of_like_size_are_not_cut():
    columns, height = balance([section(5), section(5), section(5)], 3)
    assert columns == [[Piece(0, 0, 5)], [Piece(1, 0, 5)], [Piece(2, 0, 5)]]
    assert height == 62


def test_long_section_goes_on_in_the_next_column():
    columns, height = balance([section(12)], 2)
    assert columns == [[Piece(0, 0, 6)], [Piece(0, 6, 12)]]
    assert columns[1][0].goes_on
    assert height == 72


def test_heading_does_not_stand_alone_at_the_foot():
    columns, _fits = fill([section(3), section(4)], [60, 60])
    assert columns == [[Piece(0, 0, 3)], [Piece(1, 0, 4)]]


def test_what_finds_no_room_is_told():
    columns, fits = fill([section(10)], [60])
    assert not fits
    assert rows_of(columns) == [(0, row) for row in range(4)]


def test_row_higher_than_its_column_is_not_lost():
    columns, fits = fill([section(2, row=100)], [50, 50])
    assert fits
    assert rows_of(columns) == [(0, 0), (0, 1)]


def test_tall_columns_after_the_low_ones_are_used():
    columns, height = balance([section(4), section(10)], 2, [120])
    assert columns == [[Piece(0, 0, 2)], [Piece(0, 2, 4)], [Piece(1, 0, 10)]]
    assert height == 32


def test_low_columns_stay_empty_when_the_tall_ones_hold_all():
    columns, height = balance([section(4)], 3, [200])
    assert height == 0
    assert columns == [[], [], [], [Piece(0, 0, 4)]]


def test_nothing_needs_no_columns():
    assert balance([], 4) == ([], 0.0)


sections = st.lists(
    st.builds(
        Section,
        heading=st.floats(5, 20),
        again=st.floats(4, 10),
        rows=st.lists(st.floats(3, 30), min_size=1, max_size=30).map(tuple),
    ),
    min_size=1,
    max_size=8,
)


@given(sections, st.integers(1, 6))
def test_every_row_stands_once_and_in_order(parts, count):
    columns, height = balance(parts, count)
    assert len(columns) <= count
    assert rows_of(columns) == [(number, row) for number, part in enumerate(parts) for row in range(len(part.rows))]
    assert fill(parts, [height + 0.001] * count)[1]


@given(sections, st.integers(1, 6))
def test_no_column_is_higher_than_told(parts, count):
    columns, height = balance(parts, count)
    for column in columns:
        tall = sum(
            (parts[piece.section].again if piece.goes_on else parts[piece.section].heading)
            + sum(parts[piece.section].rows[piece.first : piece.last])
            for piece in column
        )
        assert tall <= height + 1e-6


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_more_columns_are_never_taller(count):
    parts = [section(1), section(10), section(8), section(7)]
    assert balance(parts, count + 1)[1] <= balance(parts, count)[1] * 1.12
