import pytest

from tests.factories import CommunityExtentFactory, CommunityFactory, CommunityNameFactory


@pytest.fixture
def community(area):
    return CommunityFactory(slug="sikorki", name="Sikorki", areas=[area])


def path(row, part):
    return f"/podworze/communities/sikorki/{part}/{row.pk}/"


def test_name_in_force_put_right_is_what_it_is_called_by(keeper, community):
    row = CommunityNameFactory(community=community, name="Sikorki")
    keeper.post(path(row, "names"), {"name": "Sikorka", "starts": "2010"})
    community.refresh_from_db()
    assert (community.name, community.names.get().starts) == ("Sikorka", "2010")


def test_form_shows_dates_as_people_write_them(keeper, community):
    row = CommunityExtentFactory(community=community, starts="2013-05~", ends="..", street_names=["Niska", "Długa"])
    text = keeper.get(path(row, "extents")).text
    assert 'value="ok. 05.2013"' in text
    assert 'value="nadal"' in text
    assert "Niska\nDługa" in text


def test_saving_unchanged_changes_nothing(keeper, community):
    row = CommunityExtentFactory(community=community, starts="2013-05~", ends="..", street_names=["Niska", "Długa"])
    form = keeper.get(path(row, "extents")).context["form"]
    values = {field.name: field.value() or "" for field in form}
    keeper.post(path(row, "extents"), values)
    community.refresh_from_db()
    row.refresh_from_db()
    assert (row.starts, row.ends, row.street_names) == ("2013-05~", "..", ["Niska", "Długa"])


def test_two_people_at_once_are_asked_which_version_stays(keeper, community):
    row = CommunityExtentFactory(community=community, description="blok")
    form = keeper.get(path(row, "extents")).context["form"]
    opened = {"version": form["version"].value(), "shown": form["shown"].value()}
    keeper.post(path(row, "extents"), {**opened, "description": "dwa bloki"})
    text = keeper.post(path(row, "extents"), {**opened, "description": "trzy bloki"}).text
    assert "W tym czasie ktoś zmienił to samo" in text
    row.refresh_from_db()
    assert row.description == "dwa bloki"


def test_part_of_another_community_is_not_found_here(keeper, area, community):
    row = CommunityNameFactory(community=CommunityFactory(slug="inna", areas=[area]))
    assert keeper.get(path(row, "names")).status_code == 404


def test_page_is_for_who_may_change_the_area(is_closed_to_others, community):
    assert is_closed_to_others(path(CommunityNameFactory(community=community), "names"))
