import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from podworko.places.demo import DATA
from podworko.places.models import Boundary
from tests.factories import SQUARE, AreaFactory

SEVERAL = DATA / "azory_boundaries.geojson"


def bring_in(area, file, **options):
    said = StringIO()
    call_command("import_data", "boundary", area.slug, str(file), stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def azory(db):
    return AreaFactory(name="Azory", slug="azory")


def test_of_several_outlines_only_the_one_of_the_areas_name_is_taken(azory):
    bring_in(azory, SEVERAL)
    (wanted,) = [f for f in json.loads(SEVERAL.read_text())["features"] if f["properties"]["nazwa"] == "Azory"]
    assert len(Boundary.objects.get().geometry["coordinates"][0]) == len(wanted["geometry"]["coordinates"][0])


def test_outline_may_be_named(db):
    area = AreaFactory(name="Inne", slug="inne")
    bring_in(area, SEVERAL, outline=["azory zachod"])
    assert Boundary.objects.count() == 1


@pytest.mark.parametrize("outline", [[], ["Nie ma takiego"], ["Azory", "Nie ma takiego"]])
def test_unclear_choice_is_refused_with_the_names_that_are_there(db, outline):
    area = AreaFactory(name="Inne", slug="inne")
    with pytest.raises(CommandError, match="W pliku są: Azory, Azory Zachód"):
        bring_in(area, SEVERAL, outline=outline)
    assert not Boundary.objects.exists()


def test_what_was_done_to_the_file_is_said(azory, tmp_path):
    file = tmp_path / "granica.geojson"
    turned = [[[y, x] for x, y in SQUARE["coordinates"][0]]]
    file.write_text(json.dumps({"type": "Polygon", "coordinates": turned}))
    assert "w złej kolejności" in bring_in(azory, file)


def test_file_that_is_no_boundary_is_refused_in_words(azory, tmp_path):
    file = tmp_path / "granica.geojson"
    file.write_text("nie json")
    with pytest.raises(CommandError, match="nie jest plik GeoJSON"):
        bring_in(azory, file)
