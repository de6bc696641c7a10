import io
import re

import pytest
from PIL import Image
from shapely.geometry import Point, shape

from podworko.agenda.models import EventPicture
from podworko.core.visibility import Visibility
from podworko.organisations.choices import LegalForm, Precision, Sector, Status
from podworko.organisations.contact_values import normalise
from podworko.organisations.models import Contact, ContactField, Location, Organisation
from podworko.places.models import Area, oldest_first
from podworko.resources.choices import Answer, Cost, ResourceKind
from podworko.resources.models import Accessibility, Category, Listing, OpeningHours, Resource


@pytest.fixture(autouse=True)
def trzepakowo(loaded_demo):
    return Area.objects.get(slug="trzepakowo")


def in_sample(model, lookup="organisation__home_area__slug"):
    return model.objects.filter(**{lookup: "trzepakowo"})


def test_invented_estate_says_so_on_its_pages(client):
    for path in ("", "map/", "history/", "organisations/"):
        assert "Osiedle przykładowe, wymyślone" in client.get(f"/trzepakowo/{path}").text, path
    assert "Osiedle przykładowe, wymyślone" not in client.get("/azory/map/").text


def test_invented_numbers_cannot_be_dialled_and_addresses_are_nobodys():
    fields = in_sample(ContactField, "contact__organisation__home_area__slug")
    assert fields.filter(kind="phone").count() > 10
    for field in fields:
        assert normalise(field.kind, field.value)
        if field.kind == "phone":
            # No Polish subscriber number begins with 0.
            assert re.fullmatch(r"59 000 \d\d \d\d", field.value)
        else:
            host = next(part for part in re.split(r"[@/:]+", field.value) if "." in part and "@" not in part)
            assert field.value.endswith("example.org") or ".example" in field.value, host


def test_sample_shows_everything_the_register_can_hold():
    organisations = in_sample(Organisation, "home_area__slug")
    for name, choices in (("legal_form", LegalForm), ("sector", Sector), ("status", Status)):
        assert set(organisations.values_list(name, flat=True)) == set(choices.values), name
    locations = in_sample(Location)
    assert set(locations.values_list("precision", flat=True)) == set(Precision.values)
    assert {location.is_flat_confirmed for location in locations.exclude(flat_number="")} == {True, False}
    assert locations.filter(operator__isnull=False).exists()
    assert {row.parent_role for row in organisations} >= {"branch", "complex"}
    fields = in_sample(ContactField, "contact__organisation__home_area__slug")
    assert set(fields.values_list("visibility", flat=True)) == set(Visibility.values)
    assert in_sample(Contact).filter(previous__isnull=False).exists()


def test_sample_shows_everything_a_place_can_have():
    resources = in_sample(Resource)
    for name, choices in (("kind", ResourceKind), ("visibility", Visibility), ("cost", Cost)):
        assert set(resources.values_list(name, flat=True)) == set(choices.values), name
    answers = in_sample(Accessibility, "location__area__slug").values_list("answer", flat=True)
    assert set(answers) == set(Answer.values)
    hours = list(in_sample(OpeningHours, "location__area__slug"))
    assert any(span.closes <= span.opens for span in hours)
    assert any(span.valid_from for span in hours)
    used = in_sample(Listing, "location__area__slug").filter(is_primary=True).values_list("category__code", flat=True)
    assert set(used) == set(in_sample(Category, "area__slug").values_list("code", flat=True))


def test_sample_was_renamed_and_grew(client, trzepakowo):
    assert [name.name for name in oldest_first(trzepakowo.names.all())] == ["Osiedle Pod Kasztanem", "Trzepakowo"]
    assert trzepakowo.boundaries.exclude(geometry=None).count() == 2
    assert client.get("/pod-kasztanem/map/")["Location"] == "/trzepakowo/map/"


def test_points_of_the_sample_lie_inside_its_boundary_in_the_sea(trzepakowo):
    outline = shape(oldest_first(trzepakowo.boundaries.all())[-1].geometry)
    assert outline.bounds[1] > 54.7
    for location in Location.objects.filter(area=trzepakowo).exclude(latitude=None):
        assert outline.contains(Point(location.longitude, location.latitude)), location.reference


def test_unconfirmed_flat_of_the_sample_is_public_nowhere(client):
    for path in ("map.geojson", "organisations.csv", "map/"):
        assert b"8/14" not in client.get(f"/trzepakowo/{path}").getvalue(), path


def test_fair_of_the_sample_has_a_poster(client, trzepakowo):
    poster = EventPicture.objects.get(event__area=trzepakowo)
    event = poster.event
    assert poster.alternative_text.startswith("Plakat: „Festyn sąsiedzki”")
    assert poster.name in client.get(f"/trzepakowo/calendar/{event.pk}/").text
    for size, width in (("large", 1280), ("small", 480)):
        file = client.get(f"/trzepakowo/calendar/{event.pk}/pictures/{poster.name}/{size}.jpg").content
        assert Image.open(io.BytesIO(file)).width == width
