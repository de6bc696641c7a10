from podworko.resources.models import EntrySuggestion
from tests.resources.suggesting import correct, leave


def test_what_waits_cannot_be_reopened(signed_in, estate):
    one = leave(estate.area)
    answer = signed_in("coordinator").post(f"/azory/suggestions/{one.pk}/reopen/", follow=True)
    assert "już czeka na decyzję" in answer.text.replace("\N{NO-BREAK SPACE}", " ")


def test_keeper_of_the_entry_does_not_undo(signed_in, estate):
    one = correct(estate, name="Szkoła nr 6")
    EntrySuggestion.objects.update(state="declined", decided_at=one.created_at, reason="nie")
    assert signed_in("editor").post(f"/azory/suggestions/{one.pk}/reopen/").status_code == 404
