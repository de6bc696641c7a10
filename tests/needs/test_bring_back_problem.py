from podworko.needs.actions.cause import add_cause
from podworko.needs.actions.problem import bring_back_problem, delete_problem, merge_problem
from podworko.needs.models import Problem


def test_it_comes_back_once(keeper, make):
    entry = delete_problem(make(), by=None)
    address = f"/podworze/problems/deleted/{entry.pk}/bring-back/"
    assert keeper.post(address).status_code == 302
    assert keeper.post(address).status_code == 404
    assert Problem.objects.count() == 1


def test_it_does_not_come_back_into_a_circle(keeper, make):
    first, middle, last = make("Pierwsze"), make("Środkowe"), make("Ostatnie")
    add_cause(middle, cause=first, by=None)
    add_cause(last, cause=middle, by=None)
    entry = delete_problem(middle, by=None)
    add_cause(first, cause=last, by=None)
    answer = keeper.post(f"/podworze/problems/deleted/{entry.pk}/bring-back/", follow=True)
    assert "zamknęłoby koło" in answer.text
    assert not Problem.objects.filter(pk=middle.pk).exists()


def test_those_joined_to_it_are_joined_again(make):
    first, second = make("Ciemno"), make()
    merge_problem(first, into=second, by=None)
    entry = delete_problem(second, by=None)
    first.refresh_from_db()
    assert first.merged_into is None
    bring_back_problem(entry, by=None)
    first.refresh_from_db()
    assert first.merged_into == second
