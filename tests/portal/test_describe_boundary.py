from tests.factories import StreetFactory
from tests.portal.test_area_history import words

PATH = "/podworze/settings/boundary/words/"


def test_boundary_may_be_a_list_of_streets(keeper, area):
    streets = [StreetFactory(area=area, name=name) for name in ("Niska", "Długa")]
    keeper.post(PATH, {"streets": [street.pk for street in streets], "starts": "1970", "ends": "nadal"})
    assert "Ulice Długa, Niska" in words(keeper.get("/podworze/history/"))


def test_boundary_may_be_words_alone_where_no_street_is_known(keeper, area):
    assert "streets" not in keeper.get(PATH).context["form"].fields
    keeper.post(PATH, {"description": "między torami a rzeką"})
    assert "między torami a rzeką" in words(keeper.get("/podworze/history/"))


def test_neither_is_refused_in_words(keeper, area):
    assert "Opisz granice albo wybierz ulice" in keeper.post(PATH, {"ends": "nadal"}).text
    assert not area.boundaries.exists()


def test_streets_of_another_area_cannot_be_chosen(keeper, area):
    StreetFactory(area=area)
    keeper.post(PATH, {"streets": [StreetFactory().pk]})
    assert not area.boundaries.exists()


def test_page_is_for_who_may_change_the_area(is_closed_to_others):
    assert is_closed_to_others(PATH)
