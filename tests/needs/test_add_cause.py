import pytest
from django.core.exceptions import ValidationError

from podworko.needs.actions.cause import add_cause
from podworko.needs.actions.problem import merge_problem
from podworko.needs.models import Cause
from tests.factories import ProblemFactory


def test_a_cause_is_chosen_among_the_others(keeper, make):
    dark, lamps = make("Ciemno"), make("Zepsute lampy")
    address = f"/podworze/problems/{dark.pk}/causes/new/"
    assert "Zepsute lampy" in keeper.get(address).text
    keeper.post(address, {"problem": lamps.pk})
    link = Cause.objects.get()
    assert (link.cause, link.effect) == (lamps, dark)


def test_a_circle_is_refused_with_a_sentence(keeper, make):
    first, second, third = make("Pierwsze"), make("Drugie"), make("Trzecie")
    add_cause(second, cause=first, by=None)
    add_cause(third, cause=second, by=None)
    refused = keeper.post(f"/podworze/problems/{first.pk}/causes/new/", {"problem": third.pk})
    assert "To zamknęłoby koło" in refused.text
    assert Cause.objects.count() == 2


def test_a_circle_over_joined_problems_is_one_too(make):
    first, twin, second = make("Pierwsze"), make("Pierwsze"), make("Drugie")
    merge_problem(twin, into=first, by=None)
    add_cause(second, cause=twin, by=None)
    with pytest.raises(ValidationError, match="koło"):
        add_cause(first, cause=second, by=None)


@pytest.mark.parametrize("twice", [True, False])
def test_twice_the_same_and_another_area_are_refused(make, twice):
    dark = make("Ciemno")
    cause = make("Zepsute lampy") if twice else ProblemFactory()
    if twice:
        add_cause(dark, cause=cause, by=None)
    with pytest.raises(ValidationError):
        add_cause(dark, cause=cause, by=None)


def test_alone_there_is_nothing_to_choose(keeper, make):
    page = keeper.get(f"/podworze/problems/{make().pk}/causes/new/")
    assert "Nie ma tu jeszcze innego problemu" in page.text
