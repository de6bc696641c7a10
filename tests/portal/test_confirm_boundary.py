import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from shapely.geometry import shape

from podworko.places.demo import DATA
from podworko.places.models import BoundaryDraft
from tests.factories import SQUARE, AreaFactory, BoundaryFactory
from tests.portal.test_area_history import words

PATH = "/podworze/settings/boundary/preview/"
KNOWN = {"starts": "1999", "ends": "nadal", "source": "obchód", "attribution": "nasze"}


def read(keeper, document):
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    keeper.post("/podworze/settings/boundary/", {"file": SimpleUploadedFile("g.geojson", content)})


def moved(east, north=0.0):
    return {"type": "Polygon", "coordinates": [[[x + east, y + north] for x, y in SQUARE["coordinates"][0]]]}


def test_boundary_is_drawn_and_saved_only_when_confirmed(keeper, area):
    read(keeper, SQUARE)
    text = keeper.get(PATH).text
    assert 'class="drawn-map"' in text
    assert "1,592 km²" in text
    assert not area.boundaries.exists()
    response = keeper.post(PATH, KNOWN, follow=True)
    assert "Granica zapisana" in response.text
    boundary = area.boundaries.get()
    assert (boundary.starts, boundary.ends, boundary.source) == ("1999", "..", "obchód")
    assert boundary.attribution == "nasze"


def test_earlier_boundary_stays_in_history(keeper, area):
    BoundaryFactory(area=area, description="dawna", starts="1950", ends="..")
    read(keeper, SQUARE)
    keeper.post(PATH, KNOWN)
    assert "dawna" in words(keeper.get("/podworze/history/"))
    assert [row.ends for row in area.boundaries.all()] == ["1999", ".."]


def test_what_was_done_to_the_file_is_said(keeper):
    swapped = {"type": "Polygon", "coordinates": [[[y, x] for x, y in SQUARE["coordinates"][0]]]}
    read(keeper, swapped)
    assert "Współrzędne były w złej kolejności" in words(keeper.get(PATH))


def test_of_several_outlines_the_one_of_the_same_name_is_chosen_and_may_be_changed(keeper, area):
    read(keeper, (DATA / "azory_boundaries.geojson").read_bytes())
    form = keeper.get(PATH).context["form"]
    assert [label for _value, label in form.fields["outlines"].choices] == ["Azory", "Azory Zachód"]
    assert form.initial["outlines"] == [0, 1]
    keeper.post(PATH, {**KNOWN, "outlines": ["1"]})
    west = json.loads((DATA / "azory_boundaries.geojson").read_text())["features"][1]["geometry"]
    assert shape(area.boundaries.get().geometry).equals(shape(west))


def test_nothing_chosen_is_said(keeper, area):
    read(keeper, (DATA / "azory_boundaries.geojson").read_bytes())
    assert "To pole jest wymagane" in keeper.post(PATH, KNOWN).text
    assert not area.boundaries.exists()


def test_dates_that_cannot_be_are_said(keeper, area):
    read(keeper, SQUARE)
    assert "Koniec jest wcześniej" in keeper.post(PATH, {"starts": "2000", "ends": "1999"}).text
    assert BoundaryDraft.objects.exists()


def test_boundary_over_its_neighbour_and_out_of_its_city_is_said_and_not_forbidden(keeper, area):
    BoundaryFactory(area=AreaFactory(name="Sąsiednie", parent=area.parent), geometry=moved(0.01))
    BoundaryFactory(area=area.parent, geometry=moved(-0.005))
    read(keeper, SQUARE)
    said = words(keeper.get(PATH))
    assert "Zachodzi na: Sąsiednie. Wspólne jest 50% powierzchni" in said
    assert "Wychodzi poza granicę: Dzielnica. Na zewnątrz leży 25% powierzchni" in said
    keeper.post(PATH, KNOWN)
    assert area.boundaries.count() == 1


def test_boundary_far_from_everything_known_is_said(keeper, area):
    BoundaryFactory(area=area, geometry=SQUARE)
    read(keeper, moved(0, 2))
    assert "Leży daleko: 221 km od granicy: Podwórze" in words(keeper.get(PATH))


def test_tiny_boundary_is_asked_about(keeper):
    tiny = [[19.9, 50.08], [19.9001, 50.08], [19.9001, 50.0801], [19.9, 50.0801], [19.9, 50.08]]
    read(keeper, {"type": "Polygon", "coordinates": [tiny]})
    assert "To bardzo mało" in words(keeper.get(PATH))


def test_confirming_twice_saves_one_boundary(keeper, area):
    read(keeper, SQUARE)
    keeper.post(PATH, KNOWN)
    text = keeper.post(PATH, KNOWN, follow=True).text
    assert "Nie ma już granicy, która czekałaby" in text
    assert area.boundaries.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_waiting_leads_back(keeper, method):
    assert getattr(keeper, method)(PATH)["Location"] == "/podworze/settings/"


def test_page_is_for_who_may_change_the_area(is_closed_to_others):
    assert is_closed_to_others(PATH)
