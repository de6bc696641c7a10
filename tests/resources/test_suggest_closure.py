import pytest
from django.core.cache import cache

from podworko.organisations.actions.organisation import close_organisation
from podworko.resources.models import EntrySuggestion
from tests.agenda.visiting import fill_in

ADDRESS = "/azory/organisations/sklep/suggest-closure/"


@pytest.fixture(autouse=True)
def nobody_counted(estate):
    cache.clear()


def test_closure_waits_with_how_one_knows(client):
    assert fill_in(client, ADDRESS, note="Na drzwiach wisi kartka.").status_code == 302
    left = EntrySuggestion.objects.get()
    assert (left.kind, left.organisation.slug, left.note) == ("closure", "sklep", "Na drzwiach wisi kartka.")
    assert left.organisation.status == "active"


def test_closure_without_a_word_is_refused(client):
    assert fill_in(client, ADDRESS).status_code == 200
    assert not EntrySuggestion.objects.exists()


def test_page_of_a_closed_organisation_asks_no_more(client, estate):
    shop = estate.neighbour.memberships.get().organisation
    close_organisation(shop, reason="zamknięte", by=None)
    assert ADDRESS not in client.get("/azory/organisations/sklep/").text
    assert "już stoi, że nie działa" in client.get(ADDRESS).text.replace("\N{NO-BREAK SPACE}", " ")
