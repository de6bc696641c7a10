"""What a person reads about when something takes place, and chooses in the editor."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from podworko.agenda.plain_rule import LAST, PlainRule, Unit, from_rule
from podworko.agenda.rule_text import BadRuleError
from podworko.agenda.rule_words import in_words
from podworko.agenda.timing import Break, Timing

TUESDAY = datetime.fromisoformat("2026-01-06T10:00")
BOTH = frozenset(Break)


@pytest.fixture(autouse=True)
def _in_polish():
    with translation.override("pl"):
        yield


def series(rule, **more):
    return Timing(TUESDAY, TUESDAY + timedelta(hours=1), rule=rule, **more)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "codziennie"),
        ("FREQ=DAILY;INTERVAL=2", "co drugi dzień"),
        ("FREQ=DAILY;INTERVAL=3", "co 3 dni"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "od poniedziałku do piątku"),
        ("FREQ=WEEKLY", "we wtorki"),
        ("FREQ=WEEKLY;BYDAY=WE", "w środy"),
        ("FREQ=WEEKLY;BYDAY=FR,MO,WE", "w poniedziałki, środy i piątki"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "we wtorki i czwartki"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "codziennie"),
        ("FREQ=WEEKLY;INTERVAL=2", "co drugi wtorek"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "co drugą sobotę"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "co 2 tygodnie, we wtorki i czwartki"),
        ("FREQ=WEEKLY;INTERVAL=5", "co 5 tygodni, we wtorki"),
        ("FREQ=MONTHLY;BYDAY=1WE", "w pierwszą środę miesiąca"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "w drugi wtorek miesiąca"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "w ostatni piątek miesiąca"),
        ("FREQ=MONTHLY", "6. dnia miesiąca"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "15. dnia miesiąca"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "co 3 miesiące, w ostatni dzień miesiąca"),
        ("FREQ=YEARLY", "co roku, 6 stycznia"),
        ("FREQ=YEARLY;INTERVAL=5;BYMONTH=5;BYMONTHDAY=3", "co 5 lat, 3 maja"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=2SU", "co 2 lata, w maju, w drugą niedzielę miesiąca"),
        ("FREQ=WEEKLY;UNTIL=20260630", "we wtorki, do 30 czerwca 2026"),
        ("FREQ=WEEKLY;UNTIL=20260630T220000Z", "we wtorki, do 1 lipca 2026"),
        ("FREQ=WEEKLY;COUNT=1", "we wtorki, 1 raz"),
        ("FREQ=WEEKLY;COUNT=3", "we wtorki, 3 razy"),
        ("FREQ=WEEKLY;COUNT=25", "we wtorki, 25 razy"),
    ],
)
def test_a_rule_is_a_sentence_that_people_say(rule, words):
    assert in_words(series(rule)) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "co miesiąc, w wybrane dni"),
        ("FREQ=YEARLY;BYWEEKNO=20", "co roku, w wybrane dni"),
        ("FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=8,12", "co tydzień, w wybrane dni"),
        ("FREQ=DAILY;BYHOUR=8,12", "codziennie o wybranych godzinach"),
        ("FREQ=HOURLY", "wiele razy dziennie"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,TU", "co pewien czas, w wybrane dni"),
        ("FREQ=NEVER", "według reguły, której nie umiemy odczytać"),
    ],
)
def test_of_a_rule_beyond_the_editor_the_main_thing_is_said(rule, words):
    assert from_rule(rule) is None
    assert in_words(series(rule)) == words


def test_what_is_left_out_is_said():
    until = "FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20260630"

    assert in_words(series(until, leaves_out=BOTH)) == (
        "w poniedziałki, środy i piątki, do 30 czerwca 2026, bez świąt i przerw szkolnych"
    )
    assert in_words(series("FREQ=DAILY", leaves_out=frozenset({Break.HOLIDAYS}))) == "codziennie, bez świąt"
    assert in_words(series("FREQ=HOURLY", leaves_out=frozenset({Break.SCHOOL_BREAKS}))) == (
        "wiele razy dziennie, bez przerw szkolnych"
    )


def test_exceptions_are_said():
    assert in_words(series("FREQ=WEEKLY", removed=frozenset({TUESDAY}))) == "we wtorki, z wyjątkami"
    assert in_words(series("")) == "jeden raz"
    assert in_words(series("", extra=(TUESDAY + timedelta(days=1),))) == "w wybrane dni"


def test_a_choice_without_a_start_says_what_it_can():
    assert in_words(PlainRule(Unit.WEEKS)) == "co tydzień"
    assert in_words(PlainRule(Unit.MONTHS, every=2)) == "co 2 miesiące"
    assert in_words(PlainRule(Unit.YEARS, leaves_out=BOTH)) == "co roku, bez świąt i przerw szkolnych"


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (PlainRule(Unit.DAYS, every=3), "FREQ=DAILY;INTERVAL=3"),
        (PlainRule(Unit.WEEKS, weekdays=(2, 0)), "FREQ=WEEKLY;BYDAY=WE,MO"),
        (PlainRule(Unit.MONTHS, weekdays=(1,), number=2, times=5), "FREQ=MONTHLY;BYDAY=2TU;COUNT=5"),
        (
            PlainRule(Unit.MONTHS, day=LAST, until=date(2026, 6, 30)),
            "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20260630",
        ),
        (PlainRule(Unit.YEARS, month=5, day=3, leaves_out=BOTH), "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=3"),
    ],
)
def test_choices_become_a_rule(rule, text):
    assert rule.to_rule() == text


@pytest.mark.parametrize(
    "choices",
    [
        {"unit": Unit.DAYS, "every": 0},
        {"unit": Unit.DAYS, "weekdays": (1,)},
        {"unit": Unit.WEEKS, "day": 3},
        {"unit": Unit.MONTHS, "weekdays": (1, 2), "number": 1},
        {"unit": Unit.MONTHS, "weekdays": (1,)},
        {"unit": Unit.MONTHS, "weekdays": (1,), "number": 5},
        {"unit": Unit.MONTHS, "day": 32},
        {"unit": Unit.MONTHS, "day": -2},
        {"unit": Unit.MONTHS, "month": 5, "day": 2},
        {"unit": Unit.YEARS, "day": 3},
        {"unit": Unit.YEARS, "month": 2, "day": 30},
        {"unit": Unit.DAYS, "times": 0},
        {"unit": Unit.DAYS, "times": 3, "until": date(2026, 1, 1)},
    ],
)
def test_choices_that_do_not_fit_are_refused_in_words(choices):
    with pytest.raises(BadRuleError, match="Te wybory do siebie nie pasują"):
        PlainRule(**choices).to_rule()


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
        "FREQ=WEEKLY;BYMONTH=5",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYMONTH=5",
        "FREQ=MINUTELY",
    ],
)
def test_the_editor_never_shows_less_than_a_rule_says(rule):
    assert from_rule(rule) is None


endings = st.one_of(
    st.just({}),
    st.builds(lambda day: {"until": day}, st.dates(date(2020, 1, 1), date(2040, 1, 1))),
    st.builds(lambda times: {"times": times}, st.integers(1, 500)),
)
day_choices = st.one_of(
    st.just({"unit": Unit.DAYS}),
    st.builds(
        lambda days: {"unit": Unit.WEEKS, "weekdays": tuple(sorted(days))}, st.sets(st.integers(0, 6), max_size=7)
    ),
    st.builds(
        lambda day, number: {"unit": Unit.MONTHS, "weekdays": (day,), "number": number},
        st.integers(0, 6),
        st.sampled_from([1, 2, 3, 4, LAST]),
    ),
    st.builds(lambda day: {"unit": Unit.MONTHS, "day": day}, st.sampled_from([None, 1, 15, 31, LAST])),
    st.builds(
        lambda day, month: {"unit": Unit.YEARS, "day": day, "month": month},
        st.sampled_from([1, 29, LAST]),
        st.integers(1, 12),
    ),
)


@settings(max_examples=60, deadline=None)
@given(day_choices, endings, st.integers(1, 12), st.sets(st.sampled_from(Break)))
def test_what_was_chosen_is_shown_again(days, ending, every, leaves_out):
    rule = PlainRule(every=every, leaves_out=frozenset(leaves_out), **days, **ending)

    assert from_rule(rule.to_rule(), leaves_out=rule.leaves_out) == rule
    assert in_words(rule)
    assert in_words(series(rule.to_rule()))
