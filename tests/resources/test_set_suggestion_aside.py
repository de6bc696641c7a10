from podworko.resources.models import EntrySuggestion
from tests.resources.suggesting import leave


def test_advertisement_waits_no_more_and_can_be_brought_back(signed_in, estate):
    client = signed_in("coordinator")
    one = leave(estate.area)
    client.post(f"/azory/suggestions/{one.pk}/aside/")
    assert EntrySuggestion.objects.get().state == "spam"
    client.post(f"/azory/suggestions/{one.pk}/reopen/")
    assert EntrySuggestion.objects.get().state == "waiting"
