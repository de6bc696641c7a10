"""Asks and offers in the search of the site, as far as they may be seen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from podworko.core.search.models import SearchDocument
from podworko.needs.actions.card import change_card, close_card, renew_card
from podworko.needs.models import Card
from podworko.needs.schedule import drop_ended_cards
from podworko.organisations.actions.organisation import change_organisation
from tests.factories import CardFactory

SEARCH = "/podworze/search/?q=trampolina"


@pytest.fixture
def trampoline(organisation):
    return CardFactory(organisation=organisation, title="Trampolina na festyn", visibility="public")


def found(client):
    return "/podworze/offers/" in client.get(SEARCH).text.split("<main", 1)[1]


def test_everybody_finds_a_public_one_with_what_it_is(client, trampoline):
    page = client.get(SEARCH).text
    assert f'href="/podworze/offers/{trampoline.pk}/"' in page
    assert "Szukamy i mamy" in page
    assert "mamy" in page.split("Trampolina", 1)[0] or "mamy" in page


@pytest.mark.parametrize("level", ["partners", "organisation", "private"])
def test_a_restricted_one_is_found_by_those_who_see_it(client, trampoline, editor, level):
    change_card(trampoline, values={"visibility": level}, by=None)
    assert not found(client)
    client.force_login(editor)
    assert found(client) == (client.get(f"/podworze/offers/{trampoline.pk}/").status_code == 200)


def test_one_of_a_hidden_organisation_is_not_found(client, trampoline, organisation):
    change_organisation(organisation, values={"visibility": "private"}, by=None)
    assert not found(client)


def test_a_closed_one_is_not_found_until_it_is_taken_up_again(client, trampoline):
    close_card(trampoline, closed_as="settled", by=None)
    assert not found(client)
    renew_card(trampoline, by=None)
    assert found(client)


def test_one_whose_time_is_over_is_dropped_by_night(client, trampoline):
    Card.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    assert drop_ended_cards.call() == 1
    assert not found(client)
    assert drop_ended_cards.call() == 0


def test_one_that_the_search_does_not_know_yet_is_learnt_by_night(client, trampoline):
    SearchDocument.objects.filter(source="needs.card").delete()
    assert drop_ended_cards.call() == 1
    assert found(client)


def test_one_goes_with_its_organisation(client, trampoline, organisation):
    organisation.delete()
    drop_ended_cards.call()
    assert not SearchDocument.objects.filter(source="needs.card").exists()
