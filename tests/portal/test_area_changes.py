import pytest

from podworko.core.models import AuditEntry
from podworko.places.actions import areas, boundaries, communities
from podworko.resources.actions import category
from tests.factories import SQUARE, AreaFactory, AreaNameFactory, CategoryFactory, CommunityFactory, UserFactory
from tests.portal.pages import words

PATH = "/podworze/settings/changes/"


def verbs(response):
    return [item.verb for item in response.context["items"]]


def test_nothing_has_changed_yet(keeper):
    assert "Jeszcze nic nie zmieniono" in keeper.get(PATH).text


def test_who_when_what_before_and_after_in_words(keeper, area):
    areas.change_area(area, values={"description": "Same bloki."}, by=UserFactory(name="Kora"))
    (item,) = keeper.get(PATH).context["items"]
    assert (item.verb, item.entry.actor_label) == ("zmiana opisu miejsca", "Kora")
    assert [(change.label, change.before, change.after) for change in item.changes] == [
        ("charakter miejsca", "", "Same bloki.")
    ]


def test_names_boundaries_and_streets_are_told_too(keeper, area):
    AreaNameFactory(area=area, ends="..")
    areas.rename_area(area, name="Łąki", values={"starts": "2020"}, by=None)
    areas.change_slug(area, slug="laki", by=None)
    (street,) = areas.add_streets(area, names=["Niska"], source="spis", by=None)
    boundaries.set_boundary(area, outlines=[SQUARE], values={"starts": "1968"}, by=None)
    areas.delete_street(street, by=None)
    response = keeper.get("/laki/settings/changes/")
    said = words(response)
    assert {"nowa nazwa", "zmiana adresu strony", "dodanie ulicy", "nowa granica", "usunięcie ulicy z listy"} <= set(
        verbs(response)
    )
    assert "ulica: Niska" in said
    assert "granica na mapie puste narysowana" in said
    assert "nazwa Podwórze Łąki" in said


def test_categories_have_a_page_of_their_own(keeper, area):
    category.change_category(CategoryFactory(area=area), values={"name": "Sport"}, by=None)
    assert verbs(keeper.get(PATH)) == []


def test_deleted_community_is_offered_here(keeper, area):
    gone = communities.delete_community(CommunityFactory(name="Sąsiedzi", areas=[area]), by=None)
    communities.delete_community(CommunityFactory(name="Obcy", areas=[AreaFactory()]), by=None)
    response = keeper.get(PATH)
    assert [item.entry for item in response.context["items"]] == [gone]
    assert f"{PATH}{gone.pk}/restore/" in response.text


def test_settings_lead_here(keeper):
    assert f'href="{PATH}"' in keeper.get("/podworze/settings/").text


def test_number_of_queries_does_not_grow(keeper, area, django_assert_max_num_queries):
    for number in range(30):
        areas.change_area(area, values={"description": f"wersja {number}"}, by=None)
    with django_assert_max_num_queries(20):
        response = keeper.get(PATH)
    assert len(response.context["items"]) == 20
    assert "Starsze" in response.text


def test_page_is_for_who_may_change_the_area(is_closed_to_others, area):
    areas.change_area(area, values={"description": "bloki"}, by=None)
    assert is_closed_to_others(PATH)
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "uk"])
def test_page_speaks_other_languages(keeper, area, language):
    areas.change_area(area, values={"description": "bloki"}, by=None)
    keeper.cookies["django_language"] = language
    assert "Historia zmian" not in words(keeper.get(PATH))
