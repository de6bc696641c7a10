from itertools import pairwise

import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.actions import link as links
from tests.factories import AreaFactory, OrganisationFactory

URL = "/podworze/network/matrix/"


@pytest.fixture
def estate(db):
    return AreaFactory(name="Podwórze", slug="podworze")


def chain(estate, count):
    rows = [OrganisationFactory(home_area=estate, visibility=Visibility.PUBLIC) for _number in range(count)]
    for first, second in pairwise(rows):
        values = {"level": "exchange", "visibility": Visibility.PUBLIC}
        links.add_link(area=estate, first=first, second=second, values=values, by=None)
    return rows


def test_cell_says_in_words_how_close_two_are(client, estate):
    rows = chain(estate, 2)
    page = client.get(URL).text
    assert f'<span class="visually-hidden">{rows[1].name}: wymieniają się wiadomościami</span>' in page
    assert page.count('scope="row"') == 2


def test_larger_network_stands_on_several_sheets_and_says_what_leads_elsewhere(client, estate):
    chain(estate, 45)
    first, second = (client.get(f"{URL}?sheet={number}").text for number in (1, 2))
    assert first.count('scope="row"') == 40
    assert second.count('scope="row"') == 5
    assert "z innymi" in first


@pytest.mark.parametrize("sheet", ["0", "99", "x", "-1", "²"])
def test_sheet_that_is_not_there_is_the_nearest(client, estate, sheet):
    chain(estate, 2)
    assert client.get(f"{URL}?sheet={sheet}").text.count('scope="row"') == 2


def test_who_is_joined_with_nobody_is_listed_below(client, estate):
    OrganisationFactory(home_area=estate, visibility=Visibility.PUBLIC, name="Samotna")
    page = client.get(URL).text
    assert "Bez znanych powiązań: 1" in page.replace("\xa0", " ")
    assert "Samotna" in page
