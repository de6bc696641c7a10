from podworko.organisations.actions import link as links
from podworko.organisations.models import Link


def test_deleted_link_comes_back_from_the_same_page(keeper, azory, club, library):
    values = {"level": "informal", "source": "rozmowa"}
    entry = links.delete_link(links.add_link(area=azory, first=club, second=library, values=values, by=None), by=None)
    assert "Ostatnio usunięte" in keeper.get("/azory/network/links/").text
    response = keeper.post(f"/azory/network/links/deleted/{entry.pk}/restore/", follow=True)
    assert "Przywrócono powiązanie" in response.text
    assert Link.objects.get().source == "rozmowa"
    assert "Ostatnio usunięte" not in response.text
    assert keeper.post(f"/azory/network/links/deleted/{entry.pk}/restore/").status_code == 404
