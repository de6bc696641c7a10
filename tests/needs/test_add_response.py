import pytest

from podworko.needs.models import Response


def test_an_organisation_answers(keeper, make, organisation):
    problem = make()
    keeper.post(
        f"/podworze/problems/{problem.pk}/responses/new/", {"organisation_id": organisation.pk, "note": "dyżur"}
    )
    assert Response.objects.get().organisation == organisation


def test_only_what_one_sees_is_offered(keeper, make, organisation, hidden):
    problem = make()
    page = keeper.get(f"/podworze/problems/{problem.pk}/responses/new/").text
    assert "Świetlica" in page
    assert "Cicha grupa" not in page
    keeper.post(f"/podworze/problems/{problem.pk}/responses/new/", {"organisation_id": hidden.pk})
    assert not Response.objects.exists()


@pytest.mark.parametrize("chosen", [0, 2])
def test_exactly_one_thing_is_chosen(keeper, make, organisation, chosen):
    problem = make()
    sent = {"note": "dyżur"} if not chosen else {"organisation_id": organisation.pk, "event_id": 1}
    refused = keeper.post(f"/podworze/problems/{problem.pk}/responses/new/", sent)
    assert refused.status_code == 200
    assert not Response.objects.exists()


def test_the_same_one_twice_is_refused(keeper, make, organisation):
    address = f"/podworze/problems/{make().pk}/responses/new/"
    keeper.post(address, {"organisation_id": organisation.pk})
    assert keeper.post(address, {"organisation_id": organisation.pk}).status_code == 200
    assert Response.objects.count() == 1
