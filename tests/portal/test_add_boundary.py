import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from podworko.places.models import BoundaryDraft
from tests.factories import SQUARE, BoundaryFactory

PATH = "/podworze/settings/boundary/"
POINTS = "50.08, 19.90\n50.08, 19.92\n50.09, 19.92"


def upload(content, name="granica.geojson"):
    return {"file": SimpleUploadedFile(name, content)}


def test_page_that_is_only_looked_at_complains_of_nothing(keeper):
    assert "Nie zapisano" not in keeper.get(PATH).text


def test_file_is_read_and_waits(keeper, area):
    response = keeper.post(PATH, upload(json.dumps(SQUARE).encode()))
    assert response["Location"] == f"{PATH}preview/"
    assert BoundaryDraft.objects.get().area == area
    assert "Na potwierdzenie czeka już granica" in keeper.get(PATH).text


def test_typed_points_are_read_and_wait(keeper):
    assert keeper.post(PATH, {"points": POINTS})["Location"] == f"{PATH}preview/"


def test_second_reading_takes_the_place_of_the_first(keeper):
    keeper.post(PATH, {"points": POINTS})
    keeper.post(PATH, upload(json.dumps(SQUARE).encode()))
    assert BoundaryDraft.objects.get().file_name == "granica.geojson"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Wybierz plik albo wpisz punkty"),
        (upload(b"nie json"), "To nie jest plik GeoJSON"),
        (upload(b" " * (5 * 1024 * 1024 + 1)), "większy niż 5 MB"),
        (upload(b'{"type": "FeatureCollection", "features": []}'), "nie ma żadnego obszaru"),
        ({"points": "50.08\n"}, "Linia 1"),
        ({"points": "50.08, 19.90"}, "co najmniej trzech"),
    ],
)
def test_what_is_no_boundary_is_refused_in_words(keeper, values, sentence):
    assert sentence in keeper.post(PATH, values).text
    assert not BoundaryDraft.objects.exists()


def test_name_of_a_file_is_text(keeper):
    keeper.post(PATH, upload(json.dumps(SQUARE).encode(), "<img src=x>.geojson"))
    text = keeper.get(f"{PATH}preview/").text
    assert "<img src=x>" not in text
    assert "&lt;img src=x&gt;" in text


def test_what_is_known_nearby_is_given_to_the_drawing(keeper, area):
    BoundaryFactory(area=area, geometry=SQUARE)
    assert keeper.get(PATH).context["drawing"]["outlines"] == [SQUARE]


def test_page_is_for_who_may_change_the_area(is_closed_to_others):
    assert is_closed_to_others(PATH)
