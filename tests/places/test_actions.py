import pytest
from django.core.exceptions import ValidationError

from podworko.core import deletion, versions
from podworko.core.audit import StaleVersionError
from podworko.core.models import AuditEntry
from podworko.core.search.models import SearchDocument
from podworko.core.submission import AlreadySubmittedError
from podworko.places.actions import areas, boundaries, communities
from podworko.places.choices import AreaKind, CommunityKind
from podworko.places.freshness import area_counter
from podworko.places.imports import read_typed
from podworko.places.models import Area, Boundary, BoundaryDraft, Community, FormerSlug
from tests.factories import (
    SQUARE,
    AdministratorFactory,
    AreaFactory,
    AreaNameFactory,
    BoundaryFactory,
    CommunityFactory,
    StreetFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone():
    return AdministratorFactory(name="Ala")


def estate(name="Azory", **values):
    area = AreaFactory(name=name, **values)
    AreaNameFactory(area=area)
    return area


def last_entry():
    return AuditEntry.objects.latest("pk")


def found(label):
    return set(SearchDocument.objects.filter(source=label).values_list("title", flat=True))


# Areas


def test_new_area_lies_in_its_parent_and_stands_in_history_and_search(someone):
    city = AreaFactory(name="Kraków", kind=AreaKind.MUNICIPALITY)
    area = areas.create_area(name="  Nowe   Osiedle ", kind=AreaKind.NEIGHBOURHOOD, parent=city, by=someone)
    assert (area.name, area.slug, area.path) == ("Nowe Osiedle", "nowe-osiedle", f"/{city.pk}/{area.pk}/")
    assert area.label == "osiedle Nowe Osiedle"
    assert [name.name for name in area.names.all()] == ["Nowe Osiedle"]
    assert {entry.verb for entry in AuditEntry.objects.filter(about=f"area:{area.pk}")} == {"create_area"}
    assert last_entry().actor_label == "Ala"
    assert "Nowe Osiedle" in found("places.area")


def test_new_area_tells_the_pages_of_the_areas_round_it(someone):
    city = AreaFactory(name="Kraków", kind=AreaKind.MUNICIPALITY)
    before = versions.read(area_counter(city.slug))
    areas.create_area(name="Azory", kind=AreaKind.NEIGHBOURHOOD, parent=city, by=someone)
    assert versions.read(area_counter(city.slug)) > before


def test_area_with_a_taken_slug_gets_the_name_of_its_city_behind_it(someone):
    estate("Azory", slug="azory")
    city = AreaFactory(name="Łódź", kind=AreaKind.MUNICIPALITY)
    assert areas.create_area(name="Azory", kind=AreaKind.NEIGHBOURHOOD, parent=city, by=someone).slug == "azory-lodz"


def test_area_of_a_name_that_its_neighbour_has_is_refused_with_its_address(someone):
    estate("Azory", slug="azory")
    with pytest.raises(ValidationError, match="/azory/"):
        areas.create_area(name="AZORY", kind=AreaKind.NEIGHBOURHOOD, by=someone)


def test_form_sent_twice_makes_one_area(someone):
    token = "5f0c7a52-6f0f-4f7e-9d0f-0d0a5c3b1a11"
    made = areas.create_area(name="Azory", kind=AreaKind.NEIGHBOURHOOD, by=someone, token=token)
    with pytest.raises(AlreadySubmittedError) as refusal:
        areas.create_area(name="Azory", kind=AreaKind.NEIGHBOURHOOD, by=someone, token=token)
    assert refusal.value.made_id == made.pk
    assert Area.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "parent_kind"),
    [(AreaKind.MUNICIPALITY, AreaKind.NEIGHBOURHOOD), (AreaKind.DISTRICT, AreaKind.DISTRICT)],
)
def test_area_cannot_lie_in_a_smaller_or_equal_one(someone, kind, parent_kind):
    with pytest.raises(ValidationError, match="nie może leżeć"):
        areas.create_area(name="Coś", kind=kind, parent=AreaFactory(kind=parent_kind), by=someone)


def test_area_cannot_become_smaller_than_what_it_holds(someone):
    city = AreaFactory(kind=AreaKind.MUNICIPALITY)
    AreaFactory(kind=AreaKind.DISTRICT, parent=city)
    with pytest.raises(ValidationError, match="nie może obejmować"):
        areas.change_area(city, values={"kind": AreaKind.NEIGHBOURHOOD}, by=someone)


@pytest.mark.parametrize("slug", ["static", "api", "healthz", "embed", "Azory", "a_b", "a--b", "-a", "ż", ""])
def test_slug_that_the_site_needs_or_cannot_write_is_refused(someone, slug):
    area = estate()
    with pytest.raises(ValidationError):
        areas.change_slug(area, slug=slug, by=someone)


def test_renamed_slug_leaves_the_old_one_to_nobody_else_but_itself(someone):
    area = estate("Azory", slug="azory")
    areas.change_slug(area, slug="nowe-azory", by=someone)
    assert FormerSlug.objects.get().slug == "azory"
    with pytest.raises(ValidationError, match="kiedyś"):
        areas.change_slug(estate("Inne"), slug="azory", by=someone)
    areas.change_slug(area, slug="azory", by=someone)
    area.refresh_from_db()
    assert area.slug == "azory"
    assert [former.slug for former in area.former_slugs.all()] == ["nowe-azory"]


def test_renamed_slug_is_carried_by_what_the_search_finds(someone):
    area = estate("Azory", slug="azory")
    areas.add_streets(area, names=["Jaremy"], source="", by=someone)
    areas.change_slug(area, slug="nowe", by=someone)
    assert SearchDocument.objects.get(source="places.street").page["area_slug"] == "nowe"


def test_new_name_ends_the_old_one_the_day_before(someone):
    area = estate("Azory", label="osiedle Azory")
    areas.rename_area(area, name="Azory Nowe", values={"starts": "2020-05-01", "source": "uchwała"}, by=someone)
    area.refresh_from_db()
    old, new = area.names.all()
    assert (area.name, area.label) == ("Azory Nowe", "osiedle Azory Nowe")
    assert (old.name, old.ends, str(old.ends_latest)) == ("Azory", "2020-04-30", "2020-04-30")
    assert (new.name, new.starts, new.source) == ("Azory Nowe", "2020-05-01", "uchwała")
    assert AuditEntry.objects.filter(verb="rename_area", about=f"area:{area.pk}").count() == 3


def test_new_name_of_a_year_ends_the_old_one_in_that_year(someone):
    area = estate("Azory")
    areas.rename_area(area, name="Azory Nowe", values={"starts": "2020~"}, by=someone)
    assert [name.ends for name in area.names.all()] == ["2020~", ".."]


def test_new_name_without_a_date_leaves_the_end_of_the_old_one_unknown(someone):
    area = estate("Azory")
    area.names.update(ends="..")
    areas.rename_area(area, name="Azory Nowe", by=someone)
    assert [name.ends for name in area.names.order_by("pk")] == ["", ".."]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts": "2099"}, "starts"),
        ({"starts": "wiosną"}, "starts"),
        ({"starts": "2013-13"}, "starts"),
    ],
)
def test_name_with_dates_that_cannot_be_is_refused_at_its_field(someone, values, field):
    with pytest.raises(ValidationError) as refusal:
        areas.rename_area(estate("Azory"), name="Nowe", values=values, by=someone)
    assert field in refusal.value.message_dict


def test_corrected_name_in_force_is_the_areas_name_at_once(someone):
    area = estate("Azroy")
    areas.correct_area_name(area.names.get(), values={"name": "Azory", "starts": "1960"}, by=someone)
    area.refresh_from_db()
    assert (area.name, area.names.get().starts) == ("Azory", "1960")


@pytest.mark.parametrize("values", [{"starts": "2020", "ends": "2019"}, {"starts": "2020", "ends": "2019-13"}])
def test_name_that_ends_before_it_begins_is_refused(someone, values):
    with pytest.raises(ValidationError) as refusal:
        areas.correct_area_name(estate("Azory").names.get(), values=values, by=someone)
    assert "ends" in refusal.value.message_dict


def test_name_in_force_cannot_be_deleted_and_another_can_and_comes_back(someone):
    area = estate("Azory")
    wrong = AreaNameFactory(area=area, name="Pomyłka")
    with pytest.raises(ValidationError):
        areas.delete_area_name(area.names.get(name="Azory"), by=someone)
    entry = areas.delete_area_name(wrong, by=someone)
    assert area.names.count() == 1
    deletion.bring_back(entry, verb="bring_back", by=someone)
    assert area.names.count() == 2


def test_two_people_who_change_an_area_at_once_do_not_lose_a_change(someone):
    area = estate()
    areas.change_area(area, values={"description": "pierwszy"}, by=someone, version=1)
    with pytest.raises(StaleVersionError):
        areas.change_area(area, values={"description": "drugi"}, by=someone, version=1)
    area.refresh_from_db()
    assert area.description == "pierwszy"


def test_change_that_changes_nothing_leaves_no_trace(someone):
    area = estate()
    count = AuditEntry.objects.count()
    areas.change_area(area, values={"description": ""}, by=someone)
    assert AuditEntry.objects.count() == count


def test_streets_are_added_once_each(someone):
    area = estate()
    StreetFactory(area=area, name="Marii Jaremy")
    added = areas.add_streets(area, names=[" Niska ", "MARII JAREMY", "", "niska"], source="spis", by=someone)
    assert [(street.name, street.source) for street in added] == [("Niska", "spis")]
    assert "Niska" in found("places.street")


def test_deleted_street_is_found_no_more(someone):
    area = estate()
    (street,) = areas.add_streets(area, names=["Niska"], source="", by=someone)
    areas.delete_street(street, by=someone)
    assert found("places.street") == set()
    assert last_entry().verb == "delete_street"


# Boundaries


def test_drawn_boundary_waits_until_it_is_confirmed(someone):
    area = estate()
    reading = read_typed("50.08, 19.90\n50.08, 19.92\n50.09, 19.92")
    draft = boundaries.draft_boundary(area, reading=reading, by=someone)
    assert not area.boundaries.exists()
    boundary = boundaries.confirm_boundary(draft, chosen=[0], values={"source": "obchód"}, by=someone)
    assert boundary.geometry["type"] == "Polygon"
    assert boundary.source == "obchód"
    assert not BoundaryDraft.objects.exists()


def test_boundary_confirmed_twice_is_one_boundary(someone):
    area = estate()
    draft = boundaries.draft_boundary(area, reading=read_typed("50.08,19.90\n50.08,19.92\n50.09,19.92"), by=someone)
    boundaries.confirm_boundary(draft, chosen=[0], values={}, by=someone)
    with pytest.raises(ValidationError, match="już zapisana"):
        boundaries.confirm_boundary(draft, chosen=[0], values={}, by=someone)
    assert area.boundaries.count() == 1


def test_draft_is_its_readers_own(someone):
    area = estate()
    draft = boundaries.draft_boundary(area, reading=read_typed("50.08,19.90\n50.08,19.92\n50.09,19.92"), by=someone)
    with pytest.raises(ValidationError):
        boundaries.confirm_boundary(draft, chosen=[0], values={}, by=AdministratorFactory())


def test_new_boundary_leaves_the_earlier_one_in_history(someone):
    area = estate()
    BoundaryFactory(area=area, starts="1970")
    boundaries.set_boundary(area, outlines=[SQUARE], values={"starts": "2001-01-01"}, by=someone)
    assert [(row.starts, row.ends) for row in area.boundaries.all()] == [("1970", "2000-12-31"), ("2001-01-01", "")]
    assert last_entry().verb == "set_boundary"


def test_boundary_of_the_past_does_not_end_the_one_in_force(someone):
    area = estate()
    BoundaryFactory(area=area, ends="..")
    boundaries.set_boundary(area, outlines=[SQUARE], values={"starts": "1950", "ends": "1970"}, by=someone)
    assert {(row.starts, row.ends) for row in area.boundaries.all()} == {("", ".."), ("1950", "1970")}


def test_boundary_may_be_streets_or_words_alone_but_not_nothing(someone):
    area = estate()
    street = StreetFactory(area=area)
    boundaries.set_boundary(area, streets=[street], values={}, by=someone)
    boundaries.set_boundary(area, values={"description": "między torami a rzeką"}, by=someone)
    with pytest.raises(ValidationError, match="Opisz granice"):
        boundaries.set_boundary(area, values={}, by=someone)
    assert last_entry().after["streets"] == []


def test_chosen_outlines_are_joined(someone):
    area = estate()
    east = {
        "type": "Polygon",
        "coordinates": [[[19.92, 50.08], [19.94, 50.08], [19.94, 50.09], [19.92, 50.09], [19.92, 50.08]]],
    }
    boundary = boundaries.set_boundary(area, outlines=[SQUARE, east], values={}, by=someone)
    assert boundary.geometry["type"] == "Polygon"
    assert {x for x, _y in boundary.geometry["coordinates"][0]} >= {19.9, 19.94}


def test_boundary_in_force_is_the_one_of_the_day():
    area = estate()
    undated = BoundaryFactory(area=area)
    old = BoundaryFactory(area=area, starts="1970", ends="2000")
    new = BoundaryFactory(area=area, starts="2001")
    assert list(Boundary.objects.in_force(new.starts_earliest)) == [undated, new]
    assert list(Boundary.objects.in_force(old.ends_latest)) == [undated, old]


def test_corrected_and_deleted_boundary_stand_in_history(someone):
    boundary = BoundaryFactory(area=estate())
    boundaries.correct_boundary(boundary, values={"starts": "1970", "source": "mapa"}, by=someone, version=1)
    assert last_entry().before == {"starts": "", "source": "", "starts_earliest": None}
    boundaries.delete_boundary(boundary, by=someone)
    assert last_entry().verb == "delete_boundary"
    assert not Boundary.objects.exists()


# Communities


def youth(someone, city):
    return communities.add_community(
        name="Młodzież w przestrzeni publicznej",
        areas=[city],
        values={"kind": CommunityKind.OF_INTEREST, "description": "5 osiedli"},
        by=someone,
    )


def test_community_of_interest_needs_no_polygon_and_no_extent(someone):
    community = youth(someone, AreaFactory())
    assert community.extents.count() == 0
    assert last_entry().verb == "add_community"
    assert "Młodzież w przestrzeni publicznej" in found("places.community")


def test_community_is_told_of_somewhere(someone):
    with pytest.raises(ValidationError, match="co najmniej jedno miejsce"):
        communities.add_community(name="Nigdzie", areas=[], values={"kind": CommunityKind.OF_PLACE}, by=someone)
    assert not Community.objects.exists()


def test_community_gets_a_slug_of_its_own(someone):
    city = AreaFactory()
    assert youth(someone, city).slug != youth(someone, city).slug
    values = {"kind": CommunityKind.OF_PLACE}
    assert communities.add_community(name="New", areas=[city], values=values, by=someone).slug == "new-2"


def test_later_name_is_the_one_it_is_called_by_and_both_find_it(someone):
    community = youth(someone, AreaFactory())
    communities.add_community_name(community, values={"name": "Na Olszy", "starts": "2015"}, by=someone)
    community.refresh_from_db()
    assert community.name == "Na Olszy"
    assert [name.ends for name in community.names.all()] == ["2015", ""]
    document = SearchDocument.objects.get(source="places.community")
    assert document.title == "Na Olszy"
    assert "Młodzież w przestrzeni publicznej" in document.other_titles


def test_earlier_name_added_afterwards_does_not_rename(someone):
    community = youth(someone, AreaFactory())
    communities.add_community_name(community, values={"name": "Dawna"}, by=someone, is_latest=False)
    community.refresh_from_db()
    assert community.name == "Młodzież w przestrzeni publicznej"


def test_extent_names_streets_and_dates_as_its_source_does(someone):
    community = youth(someone, AreaFactory())
    values = {"description": "budynek", "street_names": ["Sołtysowska"], "starts": "2013~"}
    extent = communities.add_extent(community, values=values, by=someone)
    assert str(extent.starts_earliest) == "2013-01-01"
    communities.correct_community_part(extent, values={"description": "budynek socjalny"}, by=someone)
    extent.refresh_from_db()
    assert (extent.description, extent.starts) == ("budynek socjalny", "2013~")
    communities.delete_community_part(extent, by=someone)
    assert last_entry().about == f"community:{community.pk}"


def test_name_it_is_called_by_cannot_be_deleted(someone):
    community = youth(someone, AreaFactory())
    with pytest.raises(ValidationError):
        communities.delete_community_part(community.names.get(), by=someone)


def test_community_that_moves_tells_the_areas_on_both_sides(someone):
    here, there = AreaFactory(), AreaFactory()
    community = youth(someone, here)
    before = {area: versions.read(area_counter(area.slug)) for area in (here, there)}
    communities.change_community(community, values={"character": "żywa"}, areas=[there], by=someone)
    assert all(versions.read(area_counter(area.slug)) > number for area, number in before.items())
    assert last_entry().after["areas"] == [there.pk]


def test_deleted_community_is_found_no_more_and_comes_back_whole(someone):
    area = AreaFactory()
    community = youth(someone, area)
    entry = communities.delete_community(community, by=someone)
    assert found("places.community") == set()
    deletion.bring_back(entry, verb="bring_back", by=someone)
    community = Community.objects.get()
    assert list(community.areas.all()) == [area]
    assert community.names.count() == 1


def test_communities_of_an_area_are_those_inside_and_round_it():
    city = AreaFactory(kind=AreaKind.MUNICIPALITY)
    here, elsewhere = AreaFactory(parent=city), AreaFactory(parent=city)
    wide, near = CommunityFactory(areas=[city]), CommunityFactory(areas=[here])
    far = CommunityFactory(areas=[elsewhere])
    assert set(Community.objects.around(here)) == {wide, near}
    assert set(Community.objects.around(city)) == {wide, near, far}
