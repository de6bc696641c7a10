import pytest

from podworko.organisations.choices import PairAnswer
from podworko.organisations.models import Pair
from tests.portal.pairs import make_pair


@pytest.mark.parametrize("answer", [PairAnswer.DIFFERENT, PairAnswer.LATER])
def test_answer_is_remembered_with_who_and_when_and_can_be_taken_back(keeper, area, answer):
    pair = make_pair(area)
    url = f"/podworze/duplicates/{pair.pk}/settle/"
    keeper.post(url, {"answer": answer})
    pair.refresh_from_db()
    assert (pair.answer, pair.answered_by.name) == (answer, "Koordynatorka")
    assert pair.answered_at is not None
    assert "Słoneczna" not in keeper.get("/podworze/duplicates/").text
    assert "Koordynatorka" in keeper.get(f"/podworze/duplicates/?state={answer}").text
    keeper.post(url, {"answer": "waiting"})
    pair.refresh_from_db()
    assert (pair.answer, pair.answered_by, pair.answered_at) == (PairAnswer.WAITING, None, None)


def test_an_unknown_answer_changes_nothing(keeper, area):
    pair = make_pair(area)
    keeper.post(f"/podworze/duplicates/{pair.pk}/settle/", {"answer": "maybe"})
    assert Pair.objects.get().answer == PairAnswer.WAITING


def test_nobody_else_answers(area, is_closed_to_others):
    assert is_closed_to_others(f"/podworze/duplicates/{make_pair(area).pk}/settle/")
