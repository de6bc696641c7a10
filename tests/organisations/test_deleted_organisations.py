from podworko.core.visibility import Visibility
from podworko.organisations.actions.organisation import delete_organisation
from tests.factories import OrganisationFactory

ADDRESS = "/azory/organisations/deleted/"


def test_nothing_deleted_is_a_good_state(signed_in, estate):
    assert "Nic nie usunięto" in signed_in("coordinator").get(ADDRESS).text


def test_coordinator_sees_what_was_deleted_in_the_area(signed_in, estate):
    delete_organisation(estate.school, by=estate.editor)
    delete_organisation(OrganisationFactory(name="Obcy klub"), by=None)
    text = signed_in("coordinator").get(ADDRESS).text
    assert "Szkoła nr 5" in text
    assert "Edyta" in text
    assert "Obcy klub" not in text


def test_private_entry_of_somebody_else_stays_hidden(signed_in, estate):
    hidden = OrganisationFactory(home_area=estate.area, name="Tajny klub", visibility=Visibility.PRIVATE)
    delete_organisation(hidden, by=None)
    assert "Tajny klub" not in signed_in("coordinator").get(ADDRESS).text


def test_others_see_only_what_they_deleted_themselves(signed_in, estate):
    delete_organisation(estate.school, by=estate.editor)
    assert "Szkoła nr 5" in signed_in("editor").get(ADDRESS).text
    assert "Szkoła nr 5" not in signed_in("neighbour").get(ADDRESS).text
