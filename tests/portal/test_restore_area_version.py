from podworko.core.models import AuditEntry
from podworko.core.search.models import SearchDocument
from podworko.places.actions import areas, boundaries, communities
from podworko.places.models import Community, FormerSlug
from tests.factories import SQUARE, AreaFactory, AreaNameFactory, CommunityFactory, CommunityNameFactory, StreetFactory
from tests.register import messages_on


def address(entry):
    return f"/podworze/settings/changes/{entry.pk}/restore/"


def latest(**values):
    return AuditEntry.objects.filter(**values).latest("pk")


def test_page_shows_what_would_come_back(keeper, area):
    areas.change_area(area, values={"description": "Same bloki."}, by=None)
    (change,) = keeper.get(address(latest())).context["changes"]
    assert (change.label, change.before, change.after) == ("charakter miejsca", "Same bloki.", "")
    area.refresh_from_db()
    assert area.description == "Same bloki."


def test_restoring_writes_a_new_version(keeper, area):
    areas.change_area(area, values={"description": "Same bloki."}, by=None)
    response = keeper.post(address(latest()), follow=True)
    area.refresh_from_db()
    assert (area.description, area.version) == ("", 3)
    assert any("Przywrócono" in said for said in messages_on(response))
    assert (latest().verb, latest().actor_label) == ("restore_version", "Koordynatorka")


def test_name_that_was_given_by_mistake_goes_as_if_it_had_never_been(keeper, area):
    AreaNameFactory(area=area, ends="..")
    areas.rename_area(area, name="Łąki", values={"starts": "2020"}, by=None)
    keeper.post(address(latest(model="places.area")))
    area.refresh_from_db()
    assert area.name == "Podwórze"
    assert [(row.name, row.ends) for row in area.names.all()] == [("Podwórze", "..")]
    assert SearchDocument.objects.get(source="places.area", source_id=area.pk).title == "Podwórze"


def test_corrected_name_goes_back_to_its_spelling(keeper, area):
    row = AreaNameFactory(area=area)
    areas.correct_area_name(row, values={"name": "Podworze"}, by=None)
    keeper.post(address(latest(model="places.area")))
    area.refresh_from_db()
    assert (area.name, area.names.get().name) == ("Podwórze", "Podwórze")


def test_address_comes_back_and_the_page_follows_it(keeper, area):
    areas.change_slug(area, slug="inny", by=None)
    response = keeper.post(f"/inny/settings/changes/{latest().pk}/restore/", follow=True)
    assert response.redirect_chain[-1][0] == "/podworze/settings/"
    assert FormerSlug.objects.get().slug == "inny"


def test_address_that_another_area_has_now_is_refused_in_words(keeper, area):
    areas.change_slug(area, slug="inny", by=None)
    FormerSlug.objects.all().delete()
    AreaFactory(slug="podworze", name="Nowe")
    response = keeper.post(f"/inny/settings/changes/{latest().pk}/restore/", follow=True)
    assert messages_on(response) == ["Ten adres ma już inne miejsce. Wybierz inny."]


def test_deleted_street_comes_back_to_its_boundary(keeper, area):
    street = StreetFactory(area=area, name="Niska")
    boundary = boundaries.set_boundary(area, values={}, streets=[street], by=None)
    gone = areas.delete_street(street, by=None)
    keeper.post(address(gone))
    assert [row.name for row in boundary.streets.all()] == ["Niska"]
    assert SearchDocument.objects.filter(source="places.street", title="Niska").exists()


def test_street_that_was_added_again_is_refused_in_words(keeper, area):
    gone = areas.delete_street(StreetFactory(area=area, name="Niska"), by=None)
    areas.add_streets(area, names=["Niska"], source="", by=None)
    assert messages_on(keeper.post(address(gone), follow=True)) == ["Ta ulica już jest na liście."]


def test_deleted_boundary_comes_back(keeper, area):
    gone = boundaries.delete_boundary(boundaries.set_boundary(area, outlines=[SQUARE], values={}, by=None), by=None)
    keeper.post(address(gone))
    assert area.boundaries.get().geometry == SQUARE


def test_corrected_dates_of_a_boundary_go_back(keeper, area):
    boundary = boundaries.set_boundary(area, outlines=[SQUARE], values={"starts": "1968"}, by=None)
    boundaries.correct_boundary(boundary, values={"starts": "1970"}, by=None)
    keeper.post(address(latest()))
    boundary.refresh_from_db()
    assert (boundary.starts, boundary.starts_earliest.year) == ("1968", 1968)


def test_deleted_community_comes_back_whole(keeper, area):
    community = CommunityFactory(name="Sąsiedzi", areas=[area])
    CommunityNameFactory(community=community)
    communities.add_extent(community, values={"description": "dwa bloki"}, by=None)
    gone = communities.delete_community(community, by=None)
    keeper.post(address(gone), follow=True)
    back = Community.objects.get(name="Sąsiedzi")
    assert (list(back.areas.all()), back.names.count(), back.extents.get().description) == ([area], 1, "dwa bloki")
    assert SearchDocument.objects.filter(source="places.community", title="Sąsiedzi").exists()
    assert messages_on(keeper.post(address(gone), follow=True)) == ["Ten wpis już wrócił."]


def test_change_of_another_area_is_not_found(keeper):
    areas.change_area(AreaFactory(), values={"description": "bloki"}, by=None)
    assert keeper.get(address(latest())).status_code == 404


def test_beginning_cannot_be_undone_here(keeper, area):
    areas.add_streets(area, names=["Niska"], source="", by=None)
    response = keeper.get(address(latest()), follow=True)
    assert messages_on(response) == ["Przed tą zmianą nic tu nie było."]


def test_page_is_for_who_may_change_the_area(is_closed_to_others, area):
    areas.change_area(area, values={"description": "bloki"}, by=None)
    assert is_closed_to_others(address(latest()))
    area.refresh_from_db()
    assert area.description == "bloki"
