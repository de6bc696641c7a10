import pytest

from podworko.places.actions import areas
from podworko.resources.actions import category as categories

PATH = "/azory/categories/changes/"


def test_nothing_has_changed_yet(signed_in, estate):
    assert "Jeszcze nic nie zmieniono" in signed_in("coordinator").get(PATH).text


def test_who_when_what_before_and_after_in_words(signed_in, estate):
    categories.change_category(estate.category, values={"name": "Nauka", "letter": "N"}, by=estate.coordinator)
    areas.change_area(estate.area, values={"description": "bloki"}, by=None)
    (item,) = signed_in("coordinator").get(PATH).context["items"]
    assert (item.verb, item.entry.actor_label) == ("zmiana kategorii", "Kora")
    assert {(each.label, each.before, each.after) for each in item.changes} == {
        ("nazwa", "Edukacja", "Nauka"),
        ("litera", "E", "N"),
    }


def test_page_of_categories_leads_here(signed_in, estate):
    assert f'href="{PATH}"' in signed_in("coordinator").get("/azory/categories/").text


@pytest.mark.parametrize("who", ["editor", "member", "neighbour", "stranger"])
def test_only_coordinators_read_it(signed_in, estate, who):
    assert signed_in(who).get(PATH).status_code == 404
