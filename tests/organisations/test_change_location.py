import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.actions.location import change_location
from podworko.organisations.models import Location
from tests.factories import LocationFactory
from tests.register import form_on, messages_on


@pytest.fixture
def address(estate):
    return f"/azory/organisations/szkola-nr-5/locations/{estate.place.pk}/edit/"


@pytest.fixture
def change(signed_in, estate, address):
    """Fills in the page's form as the editor and sends it."""

    def send(**values):
        client = signed_in("editor")
        response = client.post(address, form_on(client.get(address), having="address").filled(**values), follow=True)
        estate.place.refresh_from_db()
        return response

    return send


def test_address_in_one_line_is_shown_and_taken_apart_again(change, estate):
    response = change(address="ul. Elsnera 3a/7")
    assert (estate.place.street_name, estate.place.house_number) == ("Józefa Elsnera", "3a")
    assert (estate.place.flat_number, estate.place.is_flat_confirmed) == ("7", False)
    assert any("Numer mieszkania (7)" in said for said in messages_on(response))


def test_flat_is_shown_once_somebody_says_that_it_may_be(change, estate):
    change(address="Elsnera 3/7")
    change(is_flat_confirmed="on")
    assert estate.place.public_address == "Józefa Elsnera 3/7"
    change(address="Elsnera 3/8")
    assert estate.place.public_address == "Józefa Elsnera 3/8"


@pytest.mark.parametrize("forged", ["Elsnera 4/62", "a\0b", "x" * 500])
def test_answer_that_was_not_offered_does_not_name_the_street(signed_in, address, estate, forged):
    client = signed_in("editor")
    typed = form_on(client.get(address), having="address").filled(address="Elsnera 3")
    client.post(address, {**typed, "street_answer": forged})
    estate.place.refresh_from_db()
    assert estate.place.street_name == "Józefa Elsnera"


def test_point_is_set_by_typed_coordinates_and_taken_away(change, estate):
    change(coordinates="50.085 19.91", precision="exact")
    assert (estate.place.latitude, estate.place.longitude, estate.place.precision) == (50.085, 19.91, "exact")
    assert estate.place.coordinate_source == "wskazano w formularzu"
    change(coordinates="")
    assert (estate.place.latitude, estate.place.precision) == (None, "none")


def test_saving_untouched_keeps_an_odd_source_as_it_is(change, estate):
    Location.objects.filter(pk=estate.place.pk).update(
        street_name="Zyguntowska",
        house_number="12a",
        address_as_printed="Zyguntowska 12a, Słownik",
        latitude=50.0812345678,
        longitude=19.9,
        precision="street",
        coordinate_source="GTFS",
        coordinate_error=350,
    )
    change(address_note="wejście od podwórka")
    assert (estate.place.street_name, estate.place.latitude) == ("Zyguntowska", 50.0812345678)
    assert (estate.place.coordinate_source, estate.place.coordinate_error) == ("GTFS", 350)
    assert estate.place.address_as_printed == "Zyguntowska 12a, Słownik"


def test_page_draws_the_boundary_and_works_without_a_script(signed_in, address, estate):
    text = signed_in("editor").get(address).text
    assert "data-pin=" in text
    assert 'data-latitude="50.085"' in text
    estate.area.boundaries.all().delete()
    assert "data-pin=" not in signed_in("editor").get(address).text


def test_operator_is_another_organisation(change, estate):
    change(operator_id="Sklep")
    assert estate.place.operator.name == "Sklep"
    assert estate.place.organisation == estate.school


def test_two_people_move_one_place(signed_in, address, estate):
    client = signed_in("editor")
    opened = form_on(client.get(address), having="address")
    change_location(estate.place, values={"street_name": "Józefa Elsnera", "house_number": "1"}, by=estate.coordinator)
    response = client.post(address, opened.filled(address="Weissa 9"))
    assert "Józefa Elsnera 1" in response.text
    client.post(address, form_on(response, having="address").filled(keep_address="mine"))
    estate.place.refresh_from_db()
    assert estate.place.public_address == "Wojciecha Weissa 9"


def test_private_place_of_the_organisation_is_not_found_by_the_coordinator(signed_in, estate):
    hidden = LocationFactory(organisation=estate.school, visibility=Visibility.PRIVATE)
    page = f"/azory/organisations/szkola-nr-5/locations/{hidden.pk}/edit/"
    assert signed_in("coordinator").get(page).status_code == 404
    assert signed_in("editor").get(page).status_code == 200


def test_place_of_another_organisation_is_not_found(signed_in, estate):
    other = LocationFactory(visibility=Visibility.PUBLIC)
    page = f"/azory/organisations/szkola-nr-5/locations/{other.pk}/edit/"
    assert signed_in("editor").get(page).status_code == 404
