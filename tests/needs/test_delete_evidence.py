from podworko.needs.models import Evidence
from tests.needs.conftest import SEEN


def test_the_last_one_stays_unless_it_is_called_a_judgement(keeper, make):
    problem = make(evidence=[SEEN], is_own_judgement=False)
    address = f"/podworze/problems/{problem.pk}/evidence/{problem.evidence.get().pk}/delete/"
    assert "To jedyne, skąd to wiadomo" in keeper.post(address, follow=True).text.replace("\N{NO-BREAK SPACE}", " ")
    assert Evidence.objects.exists()


def test_one_of_two_goes(keeper, make):
    problem = make(evidence=[SEEN, SEEN | {"source": "ankieta"}], is_own_judgement=False)
    first = problem.evidence.first()
    assert "Usunąć" in keeper.get(f"/podworze/problems/{problem.pk}/evidence/{first.pk}/delete/").text
    keeper.post(f"/podworze/problems/{problem.pk}/evidence/{first.pk}/delete/")
    assert Evidence.objects.get().source == "ankieta"
