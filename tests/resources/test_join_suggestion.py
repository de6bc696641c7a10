from podworko.resources.models import EntrySuggestion
from tests.factories import OrganisationFactory
from tests.resources.suggesting import leave


def test_suggestion_of_what_is_there_leads_to_it(signed_in, estate):
    client = signed_in("coordinator")
    one = leave(estate.area)
    client.post(f"/azory/suggestions/{one.pk}/join/", {"organisation": estate.school.pk})
    assert (EntrySuggestion.objects.get().state, EntrySuggestion.objects.get().organisation) == (
        "joined",
        estate.school,
    )


def test_entry_of_elsewhere_or_none_is_not_found(signed_in, estate):
    client = signed_in("coordinator")
    one = leave(estate.area)
    for asked in (OrganisationFactory().pk, "", "x", "9" * 30):
        assert client.post(f"/azory/suggestions/{one.pk}/join/", {"organisation": asked}).status_code == 404
    assert signed_in("editor").post(f"/azory/suggestions/{one.pk}/join/").status_code == 404
