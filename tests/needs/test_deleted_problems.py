from podworko.core.visibility import Visibility
from podworko.needs.actions.problem import delete_problem


def test_nothing_deleted_is_said(keeper):
    assert "Nic tu nie ma" in keeper.get("/podworze/problems/deleted/").text


def test_what_is_private_to_somebody_else_is_not_listed(keeper, make):
    delete_problem(make("Ciemno"), by=None)
    delete_problem(make("Czyjeś", visibility=Visibility.PRIVATE), by=None)
    page = keeper.get("/podworze/problems/deleted/").text
    assert "Ciemno" in page
    assert "Czyjeś" not in page
