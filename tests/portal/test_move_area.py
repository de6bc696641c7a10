import pytest

from podworko.core import versions
from podworko.core.models import AuditEntry
from podworko.core.search.models import SearchDocument
from podworko.places.actions import areas
from podworko.places.choices import AreaKind
from podworko.places.freshness import area_counter
from podworko.places.models import Area
from podworko.resources.models import Cell
from tests.factories import (
    AreaFactory,
    AreaRoleFactory,
    CategoryFactory,
    CommunityFactory,
    ListingFactory,
    LocationFactory,
    StreetFactory,
)
from tests.portal.conftest import MIDDLE
from tests.portal.pages import text_of, words
from tests.register import messages_on

PATH = "/podworze/settings/parent/"


@pytest.fixture
def city(db):
    return AreaFactory(name="Kraków", kind=AreaKind.MUNICIPALITY)


@pytest.fixture
def area(city):
    old = AreaFactory(slug="dzielnica", name="Dzielnica", kind=AreaKind.DISTRICT, parent=city)
    return AreaFactory(slug="podworze", name="Podwórze", parent=old)


@pytest.fixture
def keeper(client, city):
    """A client signed in as the coordinator of the city and of all that lies in it."""
    client.force_login(AreaRoleFactory(area=city, user__name="Koordynatorka").user)
    return client


@pytest.fixture
def administrator(keeper):
    user = keeper.get("/").wsgi_request.user
    user.is_administrator = True
    user.save()
    return keeper


@pytest.fixture
def other(city):
    return AreaFactory(slug="krowodrza", name="Krowodrza", kind=AreaKind.DISTRICT, parent=city)


def move(client, parent, path=PATH, **values):
    """Send the form, then say „I know”."""
    asked = client.post(path, {"parent": parent.pk if parent else "", **values})
    accepted = asked.context["form"].data["accepted"]
    return client.post(path, {"parent": parent.pk if parent else "", "accepted": accepted, **values}, follow=True)


def totals(area):
    found = Cell.objects.filter(area=area, zoom=0, category="").values_list("entries", flat=True)
    return sum(found)


def scope(document):
    return {term for term in document.terms.split() if term.startswith("#a")}


def test_what_follows_is_said_before_anything_changes(keeper, area, other):
    response = keeper.post(PATH, {"parent": other.pk})
    said = words(response)
    assert "Jeszcze nie zapisano" in said
    assert "Podwórze – nowe miejsce: Krowodrza" in said
    assert "przestaną się liczyć w: Dzielnica." in said
    assert "Zaczną się liczyć w: Krowodrza." in said
    assert "Kraków" not in said.partition("Jeszcze nie zapisano")[2].partition("Wiem, zapisz")[0]
    area.refresh_from_db()
    assert area.parent.name == "Dzielnica"


def test_area_moves_and_says_so(keeper, area, other):
    response = move(keeper, other)
    assert response.redirect_chain[-1][0] == "/podworze/history/"
    assert messages_on(response) == ["Zapisano. Można to cofnąć w historii zmian."]
    area.refresh_from_db()
    assert (area.parent, area.path) == (other, f"{other.path}{area.pk}/")
    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, entry.actor_label, entry.after["parent_id"]) == ("move_area", "Koordynatorka", other.pk)


def test_all_that_lies_inside_moves_too(administrator, area, other, make_entry, city):
    old = area.parent
    make_entry(**MIDDLE)
    StreetFactory(area=area, name="Niska")
    CommunityFactory(name="Sąsiedzi", areas=[area])
    new_city = AreaFactory(slug="skawina", name="Skawina", kind=AreaKind.MUNICIPALITY)
    move(administrator, new_city, path="/dzielnica/settings/parent/")
    area.refresh_from_db()
    old.refresh_from_db()
    assert (old.path, area.path) == (f"/{new_city.pk}/{old.pk}/", f"/{new_city.pk}/{old.pk}/{area.pk}/")
    assert (totals(city), totals(new_city), totals(old), totals(area)) == (0, 1, 1, 1)
    around = {f"#a{pk}" for pk in (new_city.pk, old.pk, area.pk)}
    for kind, title in (
        ("organisation", "Szkoła"),
        ("street", "Niska"),
        ("community", "Sąsiedzi"),
        ("area", "Podwórze"),
    ):
        assert scope(SearchDocument.objects.get(kind=kind, title=title)) == around, kind


def test_place_of_an_organisation_from_elsewhere_is_found_where_its_area_lies_now(keeper, area, other, category):
    place = LocationFactory(area=area, name="Filia")
    ListingFactory(location=place, category=category)
    move(keeper, other)
    assert f"#a{other.pk}" in scope(SearchDocument.objects.get(kind="place", title="Filia"))


def test_pages_of_the_areas_left_and_joined_are_told(keeper, area, other):
    before = {slug: versions.read(area_counter(slug)) for slug in ("dzielnica", "krowodrza", "podworze")}
    move(keeper, other)
    assert all(versions.read(area_counter(slug)) > number for slug, number in before.items())


def test_entries_are_listed_where_the_area_lies_now(keeper, client, area, other, make_entry):
    make_entry(**MIDDLE)
    move(keeper, other)
    keeper.logout()
    assert "Szkoła" in client.get("/krowodrza/map/").text
    assert "Szkoła" not in text_of(client.get("/dzielnica/map/").text)


def test_administrator_may_let_an_area_lie_in_none(administrator, area):
    move(administrator, None)
    area.refresh_from_db()
    assert (area.parent, area.path) == (None, f"/{area.pk}/")


def test_move_can_be_taken_back(keeper, area, other):
    old = area.parent
    move(keeper, other)
    entry = AuditEntry.objects.get(verb="move_area")
    path = f"/podworze/settings/changes/{entry.pk}/restore/"
    (change,) = keeper.get(path).context["changes"]
    assert (change.label, change.before, change.after) == ("leży w", "Krowodrza", "Dzielnica")
    keeper.post(path)
    area.refresh_from_db()
    assert (area.parent, area.path) == (old, f"{old.path}{area.pk}/")


def test_move_and_kind_go_back_together(keeper, area, other):
    old, city = area.parent, other.parent
    areas.move_area(area, parent=city, by=None)
    entry = AuditEntry.objects.latest("pk")
    areas.change_area(area, values={"kind": AreaKind.DISTRICT}, by=None)
    keeper.post(f"/podworze/settings/changes/{entry.pk}/restore/")
    area.refresh_from_db()
    assert (area.parent, area.kind) == (old, AreaKind.NEIGHBOURHOOD)


def test_only_wider_areas_that_do_not_lie_inside_are_offered(keeper, area, other):
    AreaFactory(name="Sąsiednie", parent=area.parent)
    AreaFactory(name="Zmyślone", kind=AreaKind.DISTRICT, is_sample=True)
    offered = {each.name for each in keeper.get(PATH).context["form"].fields["parent"].queryset}
    assert offered == {"Kraków", "Dzielnica", "Krowodrza"}


@pytest.mark.parametrize("name", ["Podwórze", "W środku", "Sąsiednie"])
def test_ring_is_refused(area, name):
    AreaFactory(name="W środku", parent=area)
    AreaFactory(name="Sąsiednie", parent=area.parent)
    with pytest.raises(areas.ValidationError, match="nie może leżeć w"):
        areas.move_area(area, parent=Area.objects.get(name=name), by=None)


def test_choice_that_was_not_offered_is_refused_in_words(keeper, area):
    inside = AreaFactory(name="W środku", parent=area)
    response = keeper.post(PATH, {"parent": inside.pk})
    assert response.context["form"].errors["parent"]
    assert "<h1" in response.text


def test_namesake_there_is_refused_in_words(keeper, area, other):
    AreaFactory(name="Podwórze", slug="inne-podworze", parent=other)
    assert "Takie miejsce już tu jest: Podwórze" in words(move(keeper, other))
    area.refresh_from_db()
    assert area.parent.name == "Dzielnica"


def test_entries_under_categories_that_would_stay_behind_are_refused_in_words(keeper, area, other, make_entry):
    make_entry(category=CategoryFactory(area=area.parent, letter="D"))
    said = words(move(keeper, other))
    assert "stoją pod kategoriami miejsca: Dzielnica." in said
    area.refresh_from_db()
    assert area.parent.name == "Dzielnica"


def test_who_keeps_the_area_alone_cannot_give_it_away(client, area, other):
    client.force_login(AreaRoleFactory(area=area).user)
    assert "Przenieść może tylko ten, kto prowadzi także miejsce szersze" in words(client.get(PATH))
    client.post(PATH, {"parent": other.pk})
    area.refresh_from_db()
    assert area.parent.name == "Dzielnica"


def test_who_keeps_the_area_alone_cannot_give_it_away_through_its_history(client, area, other):
    old = area.parent
    areas.move_area(area, parent=other, by=None)
    entry = AuditEntry.objects.get(verb="move_area")
    client.force_login(AreaRoleFactory(area=area).user)
    path = f"/podworze/settings/changes/{entry.pk}/restore/"
    for answer in (client.get(path, follow=True), client.post(path, follow=True)):
        assert messages_on(answer) == [
            "Przenieść może tylko ten, kto prowadzi także miejsce szersze, albo administrator."
        ]
    area.refresh_from_db()
    assert area.parent == other
    AreaRoleFactory(area=old, user=client.get("/").wsgi_request.user)
    client.post(path)
    area.refresh_from_db()
    assert area.parent == old


def test_who_does_not_keep_the_city_cannot_take_the_area_out_of_everything(keeper, area):
    assert keeper.post(PATH, {"parent": ""}).context["form"].errors["parent"]


def test_somebody_who_kept_it_through_the_wider_area_may_still_look(client, area, other):
    user = AreaRoleFactory(area=area.parent).user
    elsewhere = AreaRoleFactory(area=other, user=user)
    client.force_login(user)
    response = move(client, other)
    elsewhere.delete()
    assert response.status_code == 200
    assert client.get(PATH).status_code == 404


def test_somebody_else_has_changed_the_area_meanwhile(keeper, area, other):
    shown = keeper.get(PATH).context["form"]
    areas.move_area(area, parent=other.parent, by=None)
    values = {"version": area.version, "shown": shown.initial["shown"], "parent": other.pk}
    assert "W tym czasie ktoś zmienił to samo" in keeper.post(PATH, values).text


def test_same_place_changes_nothing(keeper, area):
    keeper.post(PATH, {"parent": area.parent_id})
    assert not AuditEntry.objects.exists()


def test_page_is_for_who_may_change_the_area(is_closed_to_others):
    assert is_closed_to_others(PATH)
