"""Which offers go with which asks, and why: the pure part."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podworko.needs.match_words import said_when, why
from podworko.needs.matching import LOOK, Because, When, Wish, judge, matches, words_of

HERE = (50.0850, 19.9100)
NEAR_BY = (50.0885, 19.9100)
"""About 390 m further north."""
FAR = (50.2000, 19.9100)


def offer(pk=1, **values):
    return Wish(**{"pk": pk, "organisation": 1, "is_offer": True, "kind": "room", "area": 1, **values})


def ask(pk=2, **values):
    return Wish(**{"pk": pk, "organisation": 2, "is_offer": False, "kind": "room", "area": 1, **values})


def reasons(match):
    return {reason.because for reason in match.reasons}


def test_reason_is_said_in_one_sentence():
    week = When(date(2026, 12, 7), date(2026, 12, 11))
    given_ = offer(point=HERE, when=week, terms="free")
    wanted = ask(point=NEAR_BY, when=When(date(2026, 12, 9), date(2026, 12, 20)))
    assert why(judge(given_, wanted)) == "Ten sam tydzień, 400 m, bezpłatnie, ten sam rodzaj."


def test_own_organisation_is_never_matched():
    assert judge(offer(organisation=2), ask()) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (When(date(2026, 12, 1), date(2026, 12, 5)), When(date(2026, 12, 6), None)),
        (When(weekdays=frozenset({0})), When(weekdays=frozenset({1, 2}))),
        (When(starts=time(8), ends=time(12)), When(starts=time(12))),
        # A Tuesday, and nothing but Mondays.
        (When(date(2026, 12, 8), date(2026, 12, 8)), When(weekdays=frozenset({0}))),
    ],
)
def test_what_is_never_at_the_same_time_does_not_match(one, other):
    assert judge(offer(when=one), ask(when=other)) is None
    assert judge(offer(when=other), ask(when=one)) is None


def test_metres_are_said_of_exact_points_only():
    assert judge(offer(point=HERE), ask(point=NEAR_BY)).metres == pytest.approx(389, abs=3)
    guessed = judge(offer(point=HERE), ask())
    assert guessed.metres is None
    assert Because.SAME_AREA in reasons(guessed)


def test_what_lies_too_far_or_somewhere_else_does_not_match():
    assert judge(offer(point=HERE), ask(point=FAR)) is None
    assert judge(offer(area=7), ask()) is None


def test_a_word_counts_in_any_case():
    tables = words_of(["stolow", "dziesiec"], ["stołów", "Dziesięć"])
    wanted = words_of(["potrzebne", "stoly"], ["Potrzebne", "stoły"])
    match = judge(offer(kind="equipment", words=tables), ask(kind="things", words=wanted))
    assert "to samo słowo: stoły" in why(match).lower()


@pytest.mark.parametrize(("one", "other"), [("samochod", "samodzielny"), ("przedszkole", "przedstawienie")])
def test_words_that_only_begin_alike_do_not_count(one, other):
    both = offer(kind="skill", words=words_of([one], [one])), ask(kind="skill", words=words_of([other], [other]))
    assert judge(*both) is None


def test_a_skill_needs_more_than_being_a_skill():
    assert judge(offer(kind="skill"), ask(kind="skill")) is None
    assert judge(offer(kind="skill", category="kultura"), ask(kind="skill", category="kultura")) is not None


def test_too_few_and_not_free_are_said_and_count_against():
    enough = judge(offer(quantity=20, terms="free"), ask(quantity=20, terms="free"))
    fewer = judge(offer(quantity=5, terms="at_cost"), ask(quantity=20, terms="free"))
    assert "za mało: jest tylko 5" in why(fewer)
    assert "nie za darmo" in why(fewer)
    assert enough.score > fewer.score
    assert enough.score == sum(reason.points for reason in enough.reasons)


def test_dismissed_pairs_are_left_out():
    assert matches([offer()], [ask()], without={(1, 2)}) == []
    assert len(matches([offer()], [ask()])) == 1


def test_nearer_of_two_alike_comes_first_and_most_is_kept():
    offers = [offer(pk=10, point=NEAR_BY), offer(pk=11, point=HERE), offer(pk=12, point=NEAR_BY)]
    found = matches(offers, [ask(point=HERE)], most=2)
    assert [match.offer for match in found] == [11, 10]


def test_however_many_are_alike_each_ask_looks_at_some_only(monkeypatch):
    looked = []
    from podworko.needs import matching

    real = matching.judge
    monkeypatch.setattr(matching, "judge", lambda *pair: looked.append(pair) or real(*pair))
    offers = [offer(pk=pk, organisation=pk) for pk in range(1000)]
    matches(offers, [ask(pk=5000 + pk, organisation=5000) for pk in range(10)])
    assert len(looked) == 10 * LOOK


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
whens = st.builds(
    lambda first, length, weekdays: When(
        first, first and length and date.fromordinal(first.toordinal() + length), weekdays
    ),
    st.none() | days,
    st.none() | st.integers(1, 400),
    st.frozensets(st.integers(0, 6), max_size=3),
)
points = st.none() | st.tuples(st.floats(50.0, 50.1), st.floats(19.85, 19.95))


@given(whens, whens, points, points)
def test_the_index_finds_whatever_the_judge_approves(one, other, place, other_place):
    given_, wanted = offer(when=one, point=place), ask(when=other, point=other_place)
    judged = judge(given_, wanted)
    assert matches([given_], [wanted]) == ([judged] if judged else [])


@given(whens, whens)
def test_when_two_meet_does_not_depend_on_who_is_asked_first(one, other):
    assert one.meet(other) == other.meet(one)


def test_time_is_said_as_people_say_it():
    when = When(date(2026, 12, 1), date(2026, 12, 20), frozenset({1, 3}), time(16), time(18))
    assert said_when(when) == "wtorek, czwartek, 16:00–18:00, 1 grudnia 2026 – 20 grudnia 2026"
    assert said_when(When()) == ""
