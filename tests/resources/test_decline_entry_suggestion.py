from podworko.resources.models import EntrySuggestion
from tests.resources.suggesting import leave


def test_declining_needs_a_reason_and_happens_once(signed_in, estate):
    client = signed_in("coordinator")
    one = leave(estate.area)
    address = f"/azory/suggestions/{one.pk}/decline/"
    assert client.post(address, {"reason": " "}).status_code == 200
    assert EntrySuggestion.objects.get().state == "waiting"
    assert client.post(address, {"reason": "To nie u nas."}).status_code == 302
    assert EntrySuggestion.objects.get().reason == "To nie u nas."
    assert "już rozpatrzył" in client.post(address, {"reason": "Inaczej."}).text.replace("\N{NO-BREAK SPACE}", " ")
    assert EntrySuggestion.objects.get().reason == "To nie u nas."
