from podworko.places.actions import areas
from tests.factories import AdministratorFactory, AreaNameFactory, BoundaryFactory
from tests.portal.test_area_history import words

PATH = "/podworze/settings/"


def values_of(keeper, **changes):
    form = keeper.get(PATH).context["form"]
    return {field.name: field.value() or "" for field in form} | changes


def test_coordinator_describes_the_area(keeper, area):
    changes = {"description": "Dużo zieleni.", "description_source": "obchód", "label": "osiedle Podwórze"}
    assert "Zapisano" in keeper.post(PATH, values_of(keeper, **changes), follow=True).text
    area.refresh_from_db()
    assert (area.description, area.full_label, area.version) == ("Dużo zieleni.", "osiedle Podwórze", 2)
    assert "Źródło: obchód" in words(keeper.get("/podworze/history/"))


def test_saving_unchanged_changes_nothing(keeper, area):
    keeper.post(PATH, values_of(keeper))
    area.refresh_from_db()
    assert area.version == 1


def test_two_people_at_once_are_asked_which_version_stays(keeper, area):
    mine = values_of(keeper, description="moje zdanie")
    areas.change_area(area, values={"description": "cudze zdanie"}, by=None)
    text = keeper.post(PATH, mine).text
    assert "W tym czasie ktoś zmienił to samo" in text
    assert "moje zdanie" in text
    assert "cudze zdanie" in text
    area.refresh_from_db()
    assert area.description == "cudze zdanie"


def test_kind_that_cannot_be_is_refused_in_words(keeper, area):
    area.parent.kind = "district"
    area.parent.save()
    assert "Takie miejsce nie może leżeć w: Dzielnica" in keeper.post(PATH, values_of(keeper, kind="district")).text


def test_page_leads_to_names_boundaries_and_streets(keeper, area):
    name, boundary = AreaNameFactory(area=area), BoundaryFactory(area=area)
    text = keeper.get(PATH).text
    for link in (f"names/{name.pk}/", f"boundaries/{boundary.pk}/", "name/", "boundary/", "streets/", "address/"):
        assert f'href="{PATH}{link}"' in text


def test_administrator_may_change_it_too(client, area):
    client.force_login(AdministratorFactory())
    assert client.get(PATH).status_code == 200


def test_page_is_for_who_may_change_the_area(is_closed_to_others):
    assert is_closed_to_others(PATH)
