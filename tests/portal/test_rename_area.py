import pytest

from podworko.core.search.models import SearchDocument
from tests.factories import AreaFactory, AreaNameFactory

PATH = "/podworze/settings/name/"


@pytest.fixture(autouse=True)
def named(area):
    AreaNameFactory(area=area, ends="..")


def test_new_name_holds_and_the_old_one_stays_in_history(keeper, area):
    values = {"name": "Nowe Podwórze", "starts": "1.05.2020", "source": "uchwała"}
    keeper.post(PATH, values)
    area.refresh_from_db()
    assert area.name == "Nowe Podwórze"
    names = {name.name: (name.starts, name.ends) for name in area.names.all()}
    assert names == {"Podwórze": ("", "2020-04-30"), "Nowe Podwórze": ("2020-05-01", "..")}


def test_area_is_found_by_both_names(keeper, area):
    keeper.post(PATH, {"name": "Łąki", "starts": "2020"})
    document = SearchDocument.objects.get(source="places.area", source_id=area.pk)
    assert document.title == "Łąki"
    assert "Podwórze" in document.other_titles


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "To pole jest wymagane"),
        ({"name": "Podwórze"}, "To miejsce już tak się nazywa"),
        ({"name": "Sąsiednie"}, "Takie miejsce już tu jest"),
        ({"name": "Łąki", "starts": "2099"}, "Ta data jest w przyszłości"),
        ({"name": "Łąki", "starts": "niedawno"}, "Wpisz datę"),
    ],
)
def test_name_that_cannot_be_is_refused_in_words(keeper, area, values, sentence):
    AreaFactory(name="Sąsiednie", parent=area.parent)
    assert sentence in keeper.post(PATH, values).text
    area.refresh_from_db()
    assert area.name == "Podwórze"


def test_page_is_for_who_may_change_the_area(is_closed_to_others):
    assert is_closed_to_others(PATH)


def test_name_from_the_first_day_of_all_is_no_accident(keeper, area):
    assert keeper.post(PATH, {"name": "Łąki", "starts": "1.01.0001"}).status_code == 302
    assert {name.name: (name.starts, name.ends) for name in area.names.all()} == {
        "Podwórze": ("", "0001-01-01"),
        "Łąki": ("0001-01-01", ".."),
    }
