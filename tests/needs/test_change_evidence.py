from podworko.needs.models import Evidence
from tests.needs.conftest import SEEN


def test_evidence_is_corrected(keeper, make):
    problem = make(evidence=[SEEN])
    evidence = problem.evidence.get()
    address = f"/podworze/problems/{problem.pk}/evidence/{evidence.pk}/edit/"
    assert "Dwie lampy" in keeper.get(address).text
    keeper.post(address, {**SEEN, "text": "Trzy lampy nie świecą.", "version": 1})
    assert Evidence.objects.get().text == "Trzy lampy nie świecą."


def test_evidence_of_another_problem_is_not_found(keeper, make):
    other = make(evidence=[SEEN]).evidence.get()
    assert keeper.get(f"/podworze/problems/{make().pk}/evidence/{other.pk}/edit/").status_code == 404
