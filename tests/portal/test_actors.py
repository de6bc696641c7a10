import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.choices import LegalForm, Sector
from podworko.portal import paging
from tests.factories import AreaFactory, OrganisationFactory, ProblemFactory, ResourceFactory

URL = "/podworze/network/catalogue/"


@pytest.fixture
def estate(db):
    return AreaFactory(name="Podwórze", slug="podworze")


def organisation(estate, name, **values):
    return OrganisationFactory(home_area=estate, name=name, **{"visibility": Visibility.PUBLIC, **values})


def test_each_has_something_and_needs_something_or_was_not_asked_yet(client, estate):
    club = organisation(estate, "Klub")
    organisation(estate, "Biblioteka")
    ResourceFactory(organisation=club, name="Sala na 30 osób", visibility=Visibility.PUBLIC)
    ProblemFactory(area=estate, organisation=club, title="Brak rzutnika", kind="need")
    page = client.get(URL).text.replace("\xa0", " ")
    assert "Sala na 30 osób" in page
    assert "Brak rzutnika" in page
    assert page.split("Biblioteka")[1].split("Klub")[0].count("jeszcze nie pytano") == 2
    assert "O coś trzeba jeszcze zapytać: 1" in page


def test_list_is_narrowed_by_sector_form_and_category(client, estate):
    organisation(estate, "Szkoła", sector=Sector.PUBLIC)
    organisation(estate, "Sąsiedzi", legal_form=LegalForm.INFORMAL_GROUP, sector=Sector.CIVIC)
    assert "Sąsiedzi" not in client.get(f"{URL}?sector=public").text
    assert "Szkoła" not in client.get(f"{URL}?form=informal_group").text
    assert "Nic nie pasuje" in client.get(f"{URL}?category=nic").text
    assert "Szkoła" in client.get(f"{URL}?sector=x&form=y&page=z").text


def test_what_is_hidden_is_not_listed(client, estate):
    club = organisation(estate, "Klub")
    ResourceFactory(organisation=club, name="Tajna sala", visibility=Visibility.ORGANISATION)
    assert "Tajna sala" not in client.get(URL).text


def test_long_list_goes_on_on_another_page(client, estate):
    for number in range(paging.PAGE + 1):
        organisation(estate, f"Grupa {number:03d}")
    assert "Następna strona" in client.get(URL).text
    assert client.get(f"{URL}?page=2").text.count('scope="row"') == 1


def test_empty_estate_says_so(client, estate):
    assert "Nie ma tu jeszcze nikogo" in client.get(URL).text
