import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from podworko.core.visibility import Reach, Visibility
from podworko.needs import reading
from podworko.needs.actions.cause import add_cause
from podworko.needs.actions.problem import merge_problem, separate_problem
from podworko.needs.actions.response import add_response
from podworko.needs.actions.support import support_problem
from podworko.needs.ladder import circle_in, rungs
from tests.factories import ProblemFactory
from tests.needs.conftest import SEEN


def told(problem):
    shown = reading.page_of(problem, Reach())
    return (
        sorted(one.text for one in shown.evidence),
        sorted(one.name for one in shown.answers),
        shown.supports,
        shown.paper_supports,
        sorted(reading.links_of(problem.area, Reach())[1]),
    )


def test_joined_shows_all_and_setting_apart_gives_each_exactly_what_it_had(keeper, make, organisation):
    first = make("Ciemno", evidence=[SEEN], paper_supports=10)
    second, effect = make(evidence=[SEEN | {"text": "Ankieta."}], paper_supports=5), make("Strach")
    add_response(first, values={"organisation_id": organisation.pk}, by=None)
    for mark, problem in (("a", first), ("b", first), ("a", second), ("c", second)):
        support_problem(problem, mark=mark, by=None)
    add_cause(effect, cause=first, by=None)
    before = told(first), told(second)
    answer = keeper.post(f"/podworze/problems/{first.pk}/merge/", {"problem": second.pk})
    assert answer.url == f"/podworze/problems/{second.pk}/"
    second.refresh_from_db()
    # The browser that pressed on both counts once.
    joined = (["Ankieta.", SEEN["text"]], ["Świetlica"], 3, 15, [(second.pk, effect.pk)])
    assert told(second) == joined
    keeper.post(f"/podworze/problems/{first.pk}/separate/")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (told(first), told(second)) == before


def test_chains_come_apart_link_by_link(make):
    one, two, three = make("Jeden", evidence=[SEEN]), make("Dwa"), make("Trzy")
    merge_problem(one, into=two, by=None)
    merge_problem(two, into=three, by=None)
    assert told(three)[0] == [SEEN["text"]]
    separate_problem(two, by=None)
    two.refresh_from_db()
    assert told(three)[0] == []
    assert told(two)[0] == [SEEN["text"]]


def test_joining_round_in_a_circle_is_refused(make):
    one, two = make("Jeden"), make("Dwa")
    merge_problem(one, into=two, by=None)
    with pytest.raises(ValidationError, match="już połączony"):
        merge_problem(two, into=one, by=None)


def test_joining_cause_and_effect_round_a_third_is_refused(make):
    low, middle, high = make("Niskie"), make("Środkowe"), make("Wysokie")
    add_cause(middle, cause=low, by=None)
    add_cause(high, cause=middle, by=None)
    with pytest.raises(ValidationError, match="koło"):
        merge_problem(low, into=high, by=None)
    low.refresh_from_db()
    assert low.merged_into is None


def test_what_everybody_sees_does_not_vanish_into_what_few_see(make):
    with pytest.raises(ValidationError, match="widzi mniej osób"):
        merge_problem(make("Ciemno"), into=make("Czyjeś", visibility=Visibility.PARTNERS), by=None)


def test_another_area_is_refused(make):
    with pytest.raises(ValidationError, match="jednego osiedla"):
        merge_problem(make(), into=ProblemFactory(), by=None)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14))
def test_a_circle_is_found_exactly_where_not_everything_stands_on_a_rung(links):
    circle = circle_in(links)
    standing = rungs(links)
    everything = {pk for link in links for pk in link}
    assert bool(circle) == (standing.keys() != everything)
    if circle:
        assert set(zip(circle, [*circle[1:], circle[0]], strict=True)) <= set(links)
    assert all(standing[low] < standing[high] for low, high in links if {low, high} <= standing.keys())
