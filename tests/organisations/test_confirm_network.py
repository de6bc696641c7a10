import pytest
from django.test import Client

from podworko.organisations.actions import network_import
from podworko.organisations.models import Link, NetworkImport, Organisation
from podworko.organisations.network_words import choosable, matches
from podworko.organisations.reach import reach_of
from tests.factories import OrganisationFactory

NODES = ["Klub", "Bibliotekaa", "Nowa Grupa"]
CONTENT = {
    "nodes": [{"name": name} for name in NODES],
    "links": [
        {"first": "Klub", "second": "Bibliotekaa", "level": "partnership"},
        {"first": "Klub", "second": "Nowa Grupa", "level": "informal"},
    ],
}


@pytest.fixture
def file(azory, coordinator):
    return network_import.keep_network(area=azory, name="siec.xlsx", content=CONTENT, by=coordinator)


def start(client, file):
    page = client.get(f"/azory/network/links/import/{file.pk}/")
    form = page.context["form"]
    return page, {row.match.name: row.field.html_name for row in form.rows()}, form


def test_names_are_matched_and_the_unsure_come_first(keeper, file, club, library):
    found = matches(CONTENT, choosable(file.area, reach_of(file.entered_by)))
    assert [match.name for match in found] == ["Nowa Grupa", "Bibliotekaa", "Klub"]
    assert found[1].choice == str(library.pk)
    assert not found[1].is_exact
    assert found[0].choice == network_import.LEAVE
    assert "podobna nazwa" in start(keeper, file)[0].text


def test_what_was_shown_is_taken_in_as_one(keeper, file, club, library):
    _page, names, _form = start(keeper, file)
    data = {
        names["Klub"]: club.pk,
        names["Bibliotekaa"]: library.pk,
        names["Nowa Grupa"]: "new",
        "visibility": "partners",
    }
    response = keeper.post(f"/azory/network/links/import/{file.pk}/", data, follow=True)
    assert "Wczytano powiązania: 2, nowe organizacje: 1" in response.text
    assert Link.objects.filter(came_with=file).count() == 2
    made = Organisation.objects.get(name="Nowa Grupa")
    assert (made.sector, made.source) == ("unknown", "siec.xlsx")
    # A second click finds the file taken in.
    assert keeper.post(f"/azory/network/links/import/{file.pk}/", data).status_code == 404
    assert Link.objects.count() == 2


def test_name_that_is_left_out_takes_its_links_with_it(keeper, file, club, library):
    _page, names, _form = start(keeper, file)
    data = {
        names["Klub"]: club.pk,
        names["Bibliotekaa"]: library.pk,
        names["Nowa Grupa"]: "leave",
        "visibility": "public",
    }
    keeper.post(f"/azory/network/links/import/{file.pk}/", data)
    assert Link.objects.count() == 1


def test_nothing_to_come_is_said_and_the_file_waits(keeper, file, club, library):
    _page, names, _form = start(keeper, file)
    data = {**dict.fromkeys(names.values(), "leave"), "visibility": "partners"}
    assert "Nic by nie przybyło" in keeper.post(f"/azory/network/links/import/{file.pk}/", data).text
    assert NetworkImport.objects.get().committed_at is None


def test_organisation_that_is_not_offered_cannot_be_chosen(keeper, file, club, library):
    foreign = OrganisationFactory(name="Cudza")
    _page, names, _form = start(keeper, file)
    data = {**dict.fromkeys(names.values(), "leave"), names["Nowa Grupa"]: foreign.pk, "visibility": "partners"}
    assert keeper.post(f"/azory/network/links/import/{file.pk}/", data).status_code == 200
    assert not Link.objects.exists()


def test_another_coordinator_does_not_see_the_file(file, insider):
    client = Client()
    client.force_login(insider)
    assert client.get(f"/azory/network/links/import/{file.pk}/").status_code == 404
