from podworko.needs.actions.response import add_response
from podworko.needs.models import Response


def test_an_answer_goes(keeper, make, organisation):
    problem = make()
    answer = add_response(problem, values={"organisation_id": organisation.pk}, by=None)
    keeper.post(f"/podworze/problems/{problem.pk}/responses/{answer.pk}/delete/")
    assert not Response.objects.exists()


def test_one_that_is_not_seen_is_not_found(keeper, make, hidden):
    problem = make()
    answer = add_response(problem, values={"organisation_id": hidden.pk}, by=None)
    assert keeper.post(f"/podworze/problems/{problem.pk}/responses/{answer.pk}/delete/").status_code == 404
