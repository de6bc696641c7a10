from podworko.core.models import AuditEntry
from podworko.needs.actions.evidence import delete_evidence
from podworko.needs.actions.problem import change_problem, merge_problem
from podworko.needs.models import Evidence
from tests.needs.conftest import SEEN


def latest(verb):
    return AuditEntry.objects.filter(verb=verb).latest("pk")


def restore(keeper, problem, verb):
    address = f"/podworze/problems/{problem.pk}/changes/{latest(verb).pk}/restore/"
    assert keeper.get(address).status_code == 200
    return keeper.post(address, follow=True)


def test_an_earlier_version_comes_back_as_a_new_one(keeper, make):
    problem = make("Ciemno")
    change_problem(problem, values={"title": "Jasno", "audiences": ["seniors"]}, by=None)
    restore(keeper, problem, "change_problem")
    problem.refresh_from_db()
    assert (problem.title, problem.audiences, problem.version) == ("Ciemno", [], 3)


def test_joining_is_taken_back_from_the_history_too(keeper, make):
    first, second = make("Ciemno"), make()
    merge_problem(first, into=second, by=None)
    restore(keeper, first, "merge_problem")
    first.refresh_from_db()
    assert first.merged_into is None


def test_deleted_evidence_comes_back(keeper, make):
    problem = make(evidence=[SEEN])
    delete_evidence(problem.evidence.get(), by=None)
    restore(keeper, problem, "delete_evidence")
    assert Evidence.objects.get().source == "spacer z mieszkańcami"
