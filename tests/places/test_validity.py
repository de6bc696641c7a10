from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from podworko.places.validity import (
    OPEN,
    Coverage,
    InvalidDateError,
    covers,
    is_in_order,
    parse,
    read_typed,
    say_end,
    say_start,
    write_typed,
)

DAY = date(2016, 6, 1)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2013", OPEN, Coverage.YES),
        ("2013", "", Coverage.UNCERTAIN),
        ("", OPEN, Coverage.UNCERTAIN),
        (OPEN, OPEN, Coverage.YES),
        ("2013~", OPEN, Coverage.UNCERTAIN),
        ("2016", OPEN, Coverage.UNCERTAIN),
        ("2016-06", OPEN, Coverage.UNCERTAIN),
        ("2016-06-01", OPEN, Coverage.YES),
        ("2016-06-02", OPEN, Coverage.NO),
        ("2017~", OPEN, Coverage.NO),
        ("2010", "2015", Coverage.NO),
        ("2010", "2016", Coverage.UNCERTAIN),
        ("2010", "2016-06-01", Coverage.YES),
        ("2010", "2016-05-31", Coverage.NO),
        ("2010", "2020~", Coverage.UNCERTAIN),
    ],
)
def test_period_covers_a_day_as_far_as_its_source_says(starts, ends, expected):
    assert covers(starts, ends, DAY) == expected


@pytest.mark.parametrize("text", ["wiosna", "2013-13", "2015-02-29", "13", "0000", "2013-5", "2013~~", "~2013"])
def test_text_that_is_no_date_is_refused(text):
    with pytest.raises(InvalidDateError):
        parse(text)


@given(st.dates(), st.integers(0, 5000), st.integers(0, 5000))
def test_a_whole_known_period_is_certain_inside_and_out(first, length, step):
    try:
        last, day = first + timedelta(length), first + timedelta(step)
    except OverflowError:
        return
    expected = Coverage.YES if step <= length else Coverage.NO
    assert covers(first.isoformat(), last.isoformat(), day) == expected


@given(st.dates(min_value=date(1, 1, 1)), st.sampled_from([4, 7, 10]), st.dates())
def test_a_vaguer_date_is_never_surer(start, length, day):
    exact, vague = covers(start.isoformat(), OPEN, day), covers(start.isoformat()[:length], OPEN, day)
    assert vague in {exact, Coverage.UNCERTAIN}


def test_period_that_ends_before_it_begins_is_out_of_order():
    assert not is_in_order("2016-06", "2016-05-31")
    assert is_in_order("2016-06", "2016")
    assert is_in_order("2016", "")


@pytest.mark.parametrize(
    ("notation", "words"),
    [
        ("2016-06-01", "1 czerwca 2016"),
        ("2016-06", "czerwiec 2016"),
        ("2013~", "2013 (w przybliżeniu)"),
        ("", "nie wiadomo"),
        ("..", "trwa nadal"),
    ],
)
def test_date_is_said_as_exactly_as_its_source_gives_it(notation, words):
    with override("pl"):
        assert say_end(notation) == words


def test_beginning_without_a_date_was_always():
    with override("pl"):
        assert say_start(OPEN) == "od zawsze"


@pytest.mark.parametrize(
    ("typed", "notation"),
    [
        ("", ""),
        ("2013", "2013"),
        ("05.2013", "2013-05"),
        ("5.2013", "2013-05"),
        (" 17.5.2013 ", "2013-05-17"),
        ("2013-05-17", "2013-05-17"),
        ("ok. 2013", "2013~"),
        ("około 05.2013", "2013-05~"),
        ("~2013", "2013~"),
        ("2013 ?", "2013~"),
        ("Nadal", OPEN),
        ("od zawsze", OPEN),
    ],
)
def test_date_is_read_as_people_type_it(typed, notation):
    assert read_typed(typed) == notation


@pytest.mark.parametrize("typed", ["wczoraj", "13.2013", "31.02.2013", "ok.", "17.5.13", "2013-2014"])
def test_typed_text_that_is_no_date_is_refused(typed):
    with pytest.raises(InvalidDateError):
        read_typed(typed)


@pytest.mark.parametrize("notation", ["", "..", "2013", "2013-05", "2013-05-17", "2013~", "2013-05~"])
@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_date_in_a_form_reads_back_as_it_was(notation, language):
    with override(language):
        assert read_typed(write_typed(notation)) == notation
