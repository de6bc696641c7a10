"""Dates pencilled in: which days come into question, and which part of the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podworko.agenda.pencil import MOST, in_words, read
from podworko.agenda.said_times import PartOfDay

TODAY = date(2026, 11, 21)
"""A Saturday."""
BREAKS = {"ferie": (date(2027, 2, 1), date(2027, 2, 14))}

# words | how many days | the first | the last | part of the day
PHRASES = """
weekend w maju                          | 10 | 2027-05-01 | 2027-05-30 | any
któryś wtorek marca                     | 5  | 2027-03-02 | 2027-03-30 | any
ktorys wtorke marca                     | 5  | 2027-03-02 | 2027-03-30 | any
druga połowa stycznia, przedpołudnia    | 16 | 2027-01-16 | 2027-01-31 | morning
pierwsza polowa lutego, popoludnia      | 14 | 2027-02-01 | 2027-02-14 | afternoon
w połowie marca                         | 11 | 2027-03-11 | 2027-03-21 | any
początek marca wieczorem                | 10 | 2027-03-01 | 2027-03-10 | evening
koniec listopada                        | 10 | 2026-11-21 | 2026-11-30 | any
ostatni tydzień czerwca                 | 7  | 2027-06-24 | 2027-06-30 | any
drugi tydzien wrzesnia                  | 7  | 2027-09-08 | 2027-09-14 | any
jesienią 2027                           | 91 | 2027-09-01 | 2027-11-30 | any
latem                                   | 92 | 2027-06-01 | 2027-08-31 | any
wiosna 2028, wieczory                   | 92 | 2028-03-01 | 2028-05-31 | evening
zimą                                    | 90 | 2026-12-01 | 2027-02-28 | any
maj/czerwiec                            | 61 | 2027-05-01 | 2027-06-30 | any
maj lub czerwiec                        | 61 | 2027-05-01 | 2027-06-30 | any
od marca do maja                        | 92 | 2027-03-01 | 2027-05-31 | any
przełom maja i czerwca                  | 20 | 2027-05-22 | 2027-06-10 | any
12, 13 albo 19 grudnia                  | 3  | 2026-12-12 | 2026-12-19 | any
12 lub 13 grudna                        | 2  | 2026-12-12 | 2026-12-13 | any
20.01 lub 27.01                         | 2  | 2027-01-20 | 2027-01-27 | any
12-20 grudnia                           | 9  | 2026-12-12 | 2026-12-20 | any
pierwsza sobota lutego                  | 1  | 2027-02-06 | 2027-02-06 | any
pierwszy weekend maja                   | 2  | 2027-05-01 | 2027-05-02 | any
ostatni piątek stycznia                 | 1  | 2027-01-29 | 2027-01-29 | any
weekendy w kwietniu                     | 8  | 2027-04-03 | 2027-04-25 | any
wtorek albo czwartek w styczniu, rano   | 8  | 2027-01-05 | 2027-01-28 | morning
w tygodniu, w lutym, po południu        | 20 | 2027-02-01 | 2027-02-26 | afternoon
przed świętami                          | 14 | 2026-12-10 | 2026-12-23 | any
przed swietami wieczorem                | 14 | 2026-12-10 | 2026-12-23 | evening
przed Wielkanocą                        | 14 | 2027-03-13 | 2027-03-26 | any
w ferie                                 | 14 | 2027-02-01 | 2027-02-14 | any
po feriach                              | 7  | 2027-02-15 | 2027-02-21 | any
w wakacje, po południu                  | 62 | 2027-07-01 | 2027-08-31 | afternoon
w przyszłym miesiącu                    | 31 | 2026-12-01 | 2026-12-31 | any
w przyszlym tygodniu                    | 7  | 2026-11-23 | 2026-11-29 | any
po 15 maja                              | 16 | 2027-05-16 | 2027-05-31 | any
przed 10 grudnia                        | 14 | 2026-11-26 | 2026-12-09 | any
do końca roku                           | 41 | 2026-11-21 | 2026-12-31 | any
listopad 2028                           | 30 | 2028-11-01 | 2028-11-30 | any
"""
CASES = [[cell.strip() for cell in row.split("|")] for row in PHRASES.strip().splitlines()]


@pytest.mark.parametrize(("words", "count", "first", "last", "part"), CASES, ids=[case[0] for case in CASES])
def test_a_phrase_names_its_days(words, count, first, last, part):
    pencil = read(words, today=TODAY, breaks=BREAKS)
    assert (len(pencil.days), str(pencil.days[0]), str(pencil.days[-1])) == (int(count), first, last)
    assert pencil.part_of_day == part
    assert in_words(pencil).lower() == words.lower()


def test_only_the_days_of_the_week_that_are_named_come_into_question():
    assert {day.weekday() for day in read("weekendy w kwietniu", today=TODAY).days} == {5, 6}
    assert {day.weekday() for day in read("wtorek albo czwartek w styczniu", today=TODAY).days} == {1, 3}
    assert {day.weekday() for day in read("w tygodniu, w lutym", today=TODAY).days} == {0, 1, 2, 3, 4}


def test_a_list_holds_just_what_is_listed():
    assert [day.day for day in read("12, 13 albo 19 grudnia", today=TODAY).days] == [12, 13, 19]


@pytest.mark.parametrize(
    "words", ["kiedyś", "gdy będzie ciepło", "w ferie", "jak najszybciej", "maj, ale nie w sobotę", ""]
)
def test_what_cannot_be_read_keeps_its_words_and_has_no_days(words):
    pencil = read(words, today=TODAY)
    assert pencil.days == ()
    assert not pencil.is_read
    assert pencil.width == 0
    assert pencil.words == words


def test_the_part_of_the_day_is_read_though_the_days_are_not():
    assert read("kiedyś wieczorem", today=TODAY).part_of_day is PartOfDay.EVENING


def test_width_counts_from_the_first_day_to_the_last():
    assert read("20.01 lub 27.01", today=TODAY).width == 8


def test_feasts_are_those_that_come_next():
    assert read("przed świętami", today=date(2027, 1, 10)).days[-1] == date(2027, 3, 26)


WORDS = "w maju 31 lutego weekend po przed 12.13 i , - do ferie pierwsza sobota 2028"
SAID = st.text(max_size=80) | st.lists(st.sampled_from(WORDS.split()), max_size=9).map(" ".join)


@given(SAID)
def test_whatever_is_typed_gives_sorted_days_to_come(words):
    pencil = read(words, today=TODAY)
    assert list(pencil.days) == sorted(set(pencil.days))
    assert len(pencil.days) <= MOST
    assert all(day >= TODAY for day in pencil.days)
    assert pencil.width >= len(pencil.days) or not pencil.days
