from podworko.needs.actions.cause import add_cause
from podworko.needs.actions.support import support_problem
from podworko.needs.models import Cause, Evidence, Problem, Support
from tests.needs.conftest import SEEN


def test_it_goes_with_all_that_belongs_to_it_and_comes_back_whole(keeper, make):
    dark, lamps = make(evidence=[SEEN]), make("Zepsute lampy")
    add_cause(dark, cause=lamps, by=None)
    support_problem(dark, mark="a", by=None)
    assert "Usunąć problem?" in keeper.get(f"/podworze/problems/{dark.pk}/delete/").text
    keeper.post(f"/podworze/problems/{dark.pk}/delete/")
    assert [problem.title for problem in Problem.objects.all()] == ["Zepsute lampy"]
    page = keeper.get("/podworze/problems/deleted/").text
    address = page.partition('action="/podworze/problems/deleted/')[2].partition('"')[0]
    keeper.post(f"/podworze/problems/deleted/{address}")
    back = Problem.objects.get(pk=dark.pk)
    assert back.title == "Ciemny przystanek"
    assert [Evidence.objects.count(), Cause.objects.count(), Support.objects.count()] == [1, 1, 1]
