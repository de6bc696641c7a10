import pytest

from podworko.organisations.actions import network_import
from podworko.organisations.actions import organisation as organisations
from podworko.organisations.models import Link, Organisation


@pytest.fixture
def file(azory, club, coordinator):
    nodes = [{"name": "Klub"}, {"name": "Nowa"}, {"name": "Druga"}]
    links = [{"first": "Klub", "second": name, "level": "actions"} for name in ("Nowa", "Druga")]
    kept = network_import.keep_network(
        area=azory, name="siec.xlsx", content={"nodes": nodes, "links": links}, by=coordinator
    )
    choices = {"Klub": str(club.pk), "Nowa": network_import.NEW, "Druga": network_import.NEW}
    return network_import.import_network(
        kept, choices=choices, known={club.pk: club}, visibility="partners", by=coordinator
    )


def test_all_that_came_goes_in_one_step(keeper, file, club):
    url = f"/azory/network/links/import/{file.pk}/undo/"
    page = keeper.get(url).text
    assert "Zniknie powiązań: 2" in page
    assert "Cofnięto wczytanie pliku" in keeper.post(url, follow=True).text
    assert not Link.objects.exists()
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Klub"]
    assert keeper.post(url).status_code == 404


def test_organisation_that_somebody_has_changed_stays(keeper, file, club, coordinator):
    changed = Organisation.objects.get(name="Nowa")
    organisations.change_organisation(changed, values={"role_in_area": "ważna"}, by=coordinator)
    keeper.post(f"/azory/network/links/import/{file.pk}/undo/")
    assert Organisation.objects.filter(name="Nowa").exists()
    assert not Organisation.objects.filter(name="Druga").exists()
