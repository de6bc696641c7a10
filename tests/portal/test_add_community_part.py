import pytest

from tests.factories import CommunityFactory, CommunityNameFactory

PATH = "/podworze/communities/celarowska/{}/new/"


@pytest.fixture
def community(area):
    community = CommunityFactory(slug="celarowska", name="Celarowska", areas=[area])
    CommunityNameFactory(community=community, starts="2013")
    return community


def test_later_name_without_a_date_renames_and_the_earlier_stays(keeper, community):
    values = {"name": "Na Olszy", "is_latest": "on", "date_note": "daty źródło nie podaje", "ends": "nadal"}
    keeper.post(PATH.format("names"), values)
    community.refresh_from_db()
    assert community.name == "Na Olszy"
    assert {name.name: (name.starts, name.ends) for name in community.names.all()} == {
        "Celarowska": ("2013", ""),
        "Na Olszy": ("", ".."),
    }


def test_extent_takes_streets_and_a_whole_area(keeper, area, community):
    values = {
        "description": "dwa bloki",
        "street_names": "Niska\n\n Długa \nNiska",
        "area_id": area.pk,
        "starts": "2015",
    }
    keeper.post(PATH.format("extents"), values)
    extent = community.extents.get()
    assert (extent.street_names, extent.area, extent.starts) == (["Niska", "Długa"], area, "2015")


def test_dates_that_cannot_be_are_said_at_their_field(keeper, community):
    values = {"description": "dwa bloki", "starts": "2015", "ends": "2014"}
    text = keeper.post(PATH.format("extents"), values).text
    assert "Koniec jest wcześniej niż początek" in text
    assert 'value="2015"' in text
    assert not community.extents.exists()


def test_other_parts_do_not_exist(keeper, community):
    assert keeper.get(PATH.format("photos")).status_code == 404


@pytest.mark.parametrize("part", ["names", "extents"])
def test_page_is_for_who_may_change_the_area(is_closed_to_others, community, part):
    assert is_closed_to_others(PATH.format(part))
