import pytest

from podworko.organisations.actions.merging import merge_organisations
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.models import Organisation
from tests.portal.pairs import make_pair
from tests.register import messages_on


@pytest.fixture
def merge(area):
    pair = make_pair(area, website="https://apteka.example")
    return merge_organisations(
        merged=pair.second,
        kept=pair.first,
        values={"website": "https://apteka.example"},
        joined_places={},
        by=None,
    )


def test_page_asks_and_the_button_makes_two_of_one(keeper, merge):
    url = f"/podworze/merges/{merge.pk}/undo/"
    assert "Apteka Słoneczna" in keeper.get(url).text
    response = keeper.post(url, follow=True)
    assert Organisation.objects.filter(slug=merge.slug, pk=merge.merged_id).exists()
    assert messages_on(response) == ["Cofnięto połączenie: są znów dwa wpisy."]


def test_what_was_left_alone_is_told(keeper, merge):
    change_organisation(merge.kept, values={"website": "https://inna.example"}, by=None)
    response = keeper.post(f"/podworze/merges/{merge.pk}/undo/", follow=True)
    assert "Takich zapisów: 1." in messages_on(response)[1]
    assert Organisation.objects.get(pk=merge.kept_id).website == "https://inna.example"


def test_second_click_is_harmless(keeper, merge):
    url = f"/podworze/merges/{merge.pk}/undo/"
    keeper.post(url)
    response = keeper.post(url, follow=True)
    assert messages_on(response)[-1] == "To połączenie zostało już cofnięte."
    assert "już cofnięte" in keeper.get(url).text


def test_nobody_else_takes_it_back(merge, is_closed_to_others):
    assert is_closed_to_others(f"/podworze/merges/{merge.pk}/undo/")
