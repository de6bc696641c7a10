import pytest

from podworko.organisations.actions import link as links
from podworko.organisations.models import Link
from tests.factories import OrganisationFactory


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


def test_page_tells_the_history_of_the_pair(keeper, link, azory, club, library):
    url = f"/azory/network/links/{link.pk}/"
    links.change_link(link, values={"note": "festyn"}, by=None)
    following = links.step_link(link, level="partnership", since="2025", by=None)
    text = keeper.get(f"/azory/network/links/{following.pk}/").text.replace("\xa0", " ")
    told = text.partition("Historia tej pary")[2]
    for words in ("Dodanie powiązania", "Zmiana powiązania", "Zmiana stopnia powiązania", "festyn", "system"):
        assert words in told
    assert "festyn" in keeper.get(url).text.partition("Historia tej pary")[2]


def test_history_of_another_pair_is_not_told(keeper, link, azory, club):
    other = links.add_link(
        area=azory, first=club, second=OrganisationFactory(home_area=azory), values={"level": "actions"}, by=None
    )
    links.change_link(other, values={"note": "inna para"}, by=None)
    assert "inna para" not in keeper.get(f"/azory/network/links/{link.pk}/").text


def test_source_of_several_links_is_said_once_in_the_list(keeper, azory, club, library):
    for level in ("informal", "actions"):
        links.add_link(area=azory, first=club, second=library, values={"level": level, "source": "Protokół"}, by=None)
    text = keeper.get("/azory/network/links/").text
    assert text.count("Protokół") == 1
    assert text.count("[1]") == 2
