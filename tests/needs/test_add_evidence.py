from podworko.needs.models import Evidence
from tests.needs.conftest import SEEN


def test_evidence_is_added(keeper, make):
    problem = make()
    answer = keeper.post(f"/podworze/problems/{problem.pk}/evidence/new/", {**SEEN, "url": "https://zrodlo.example/"})
    assert answer.url == f"/podworze/problems/{problem.pk}/"
    assert Evidence.objects.get().url == "https://zrodlo.example/"


def test_a_source_is_asked_for(keeper, make):
    refused = keeper.post(f"/podworze/problems/{make().pk}/evidence/new/", {**SEEN, "source": ""})
    assert "Źródło" in refused.text.partition("error-summary")[2]
    assert not Evidence.objects.exists()


def test_an_address_that_runs_a_script_is_refused(keeper, make):
    sent = {**SEEN, "url": "javascript:alert(1)"}
    keeper.post(f"/podworze/problems/{make().pk}/evidence/new/", sent)
    assert not Evidence.objects.exists()
