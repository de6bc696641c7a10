import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from podworko.accounts.choices import AreaRoleKind
from podworko.places.models import Area, BoundaryDraft
from tests.factories import SQUARE, AdministratorFactory, AreaFactory, AreaRoleFactory, UserFactory

PATH = "/areas/new/"
VALUES = {"name": "Trzepaki", "kind": "neighbourhood"}


@pytest.fixture
def administrator(client, db):
    client.force_login(AdministratorFactory(name="Ala"))
    return client


def geojson(document=SQUARE):
    return SimpleUploadedFile("granica.geojson", json.dumps(document).encode())


def test_estate_needs_only_a_name(administrator):
    response = administrator.post(PATH, VALUES, follow=True)
    area = Area.objects.get()
    assert (area.slug, area.label) == ("trzepaki", "osiedle Trzepaki")
    assert "Założono: osiedle Trzepaki" in response.text
    assert [category.name for category in area.categories.all()][-1] == "Inne"
    assert area.roles.get().kind == AreaRoleKind.COORDINATOR
    assert administrator.get("/trzepaki/map/").status_code == 200


def test_page_that_is_only_looked_at_complains_of_nothing(administrator):
    text = administrator.get(PATH).text
    assert "Nie zapisano" not in text
    assert 'value="neighbourhood" required' in text
    assert "checked" in text.partition('value="neighbourhood"')[2].partition(">")[0]


def test_founder_is_led_to_the_first_entry_and_the_draft_is_forgotten(administrator):
    response = administrator.post(PATH, VALUES, follow=True)
    assert response.redirect_chain[-1][0] == "/trzepaki/desk/"
    assert "Dodaj pierwszy wpis" in response.text
    assert "/trzepaki/settings/boundary/" in response.text
    assert "found-area" in response.text


def test_founder_may_change_the_estate_at_once(administrator):
    administrator.post(PATH, VALUES)
    assert administrator.get("/trzepaki/settings/").status_code == 200


def test_uploaded_boundary_is_shown_before_it_is_saved(administrator):
    response = administrator.post(PATH, {**VALUES, "file": geojson()})
    assert response["Location"] == "/trzepaki/settings/boundary/preview/"
    assert BoundaryDraft.objects.get().file_name == "granica.geojson"
    assert not Area.objects.get().boundaries.exists()


def test_drawn_boundary_comes_as_typed_points(administrator):
    administrator.post(PATH, {**VALUES, "points": "50.08, 19.90\n50.08, 19.92\n50.09, 19.92"})
    assert BoundaryDraft.objects.get().outlines[0]["geometry"]["type"] == "Polygon"


def test_bad_boundary_founds_nothing_and_keeps_what_was_typed(administrator):
    text = administrator.post(PATH, {**VALUES, "file": geojson({"type": "Point", "coordinates": [19, 50]})}).text
    assert "W pliku nie ma żadnego obszaru" in text
    assert 'value="Trzepaki"' in text
    assert "<details" in text.partition('class="field-group"')[0][-40:]
    assert not Area.objects.exists()


def test_empty_file_is_said_to_be_empty(administrator):
    text = administrator.post(PATH, {**VALUES, "file": SimpleUploadedFile("g.json", b"")}).text
    assert "field-errors" in text
    assert not Area.objects.exists()


@pytest.mark.parametrize("slug", ["areas", "static", "api", "styleguide", "language", "healthz", "Żle", "a b"])
def test_address_that_the_site_needs_is_refused_at_its_field(administrator, slug):
    text = administrator.post(PATH, {**VALUES, "slug": slug}).text
    assert 'id="id_slug_error"' in text
    assert not Area.objects.exists()


def test_double_click_founds_one_estate(administrator):
    token = "5f0c7a52-6f0f-4f7e-9d0f-0d0a5c3b1a11"
    for _ in range(2):
        assert administrator.post(PATH, {**VALUES, "token": token})["Location"] == "/trzepaki/desk/"
    assert Area.objects.count() == 1


def test_estate_that_is_there_already_is_pointed_at(administrator):
    AreaFactory(name="Trzepaki", slug="trzepaki")
    text = administrator.post(PATH, VALUES).text
    assert "pod adresem /trzepaki/" in text
    assert Area.objects.count() == 1


def test_further_estate_may_lie_in_a_city(administrator):
    city = AreaFactory(name="Miasto", slug="miasto", kind="municipality")
    administrator.post(PATH, {**VALUES, "parent": city.pk})
    assert Area.objects.get(slug="trzepaki").parent == city


def test_everybody_else_finds_no_such_page(client, area):
    assert client.get(PATH).status_code == 302
    for user in (UserFactory(), AreaRoleFactory(area=area).user):
        client.force_login(user)
        assert client.get(PATH).status_code == 404
        assert client.post(PATH, VALUES).status_code == 404
    assert not Area.objects.filter(slug="trzepaki").exists()
