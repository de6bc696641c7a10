import pytest

from podworko.organisations.actions import link as links
from podworko.organisations.models import Link


@pytest.fixture
def link(azory, club, library):
    return links.add_link(area=azory, first=club, second=library, values={"level": "informal"}, by=None)


def fields(page):
    return page.context["form"].initial | {"level": "informal", "visibility": "partners"}


def test_link_is_corrected(keeper, link):
    url = f"/azory/network/links/{link.pk}/"
    data = fields(keeper.get(url)) | {"note": "festyn", "level": "actions"}
    assert keeper.post(url, data).status_code == 302
    link.refresh_from_db()
    assert (link.note, link.level, link.version) == ("festyn", "actions", 2)


def test_two_at_once_are_both_told(keeper, link):
    url = f"/azory/network/links/{link.pk}/"
    data = fields(keeper.get(url)) | {"note": "moje"}
    links.change_link(link, values={"note": "cudze"}, by=None)
    response = keeper.post(url, data)
    assert "ktoś zmienił to samo" in response.text
    link.refresh_from_db()
    assert link.note == "cudze"


def test_editor_of_one_of_both_does_not_change_it(client, editor, link):
    client.force_login(editor)
    assert client.get(f"/azory/network/links/{link.pk}/").status_code == 404
    assert Link.objects.count() == 1
