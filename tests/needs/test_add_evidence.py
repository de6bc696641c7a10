from podworko.needs.actions.evidence import add_evidence
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


def test_where_there_is_evidence_nobody_says_that_nothing_was_checked(keeper, make):
    found = make(is_own_judgement=True)
    page = f"/podworze/problems/{found.pk}/"
    found.evidence.all().delete()
    assert "jeszcze nie sprawdził" in keeper.get(page).text
    add_evidence(found, values=SEEN, by=None)
    assert "jeszcze nie sprawdził" not in keeper.get(page).text
