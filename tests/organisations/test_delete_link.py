from podworko.organisations.actions import link as links
from podworko.organisations.models import Link


def test_link_is_deleted_once(keeper, azory, club, library):
    link = links.add_link(area=azory, first=club, second=library, values={"level": "informal"}, by=None)
    url = f"/azory/network/links/{link.pk}/delete/"
    assert "Usunięto powiązanie" in keeper.post(url, follow=True).text
    assert not Link.objects.exists()
    assert keeper.post(url).status_code == 404
