from podworko.organisations.models import Activity, Location
from tests.factories import AreaFactory
from tests.register import form_on, messages_on

ADDRESS = "/azory/organisations/szkola-nr-5/locations/new/"


def open_form(client):
    return form_on(client.get(ADDRESS), having="address")


def test_chain_gets_its_second_place(signed_in, estate):
    client = signed_in("editor")
    response = client.post(ADDRESS, open_form(client).filled(address="Elsnera 3", name="Filia"), follow=True)
    place = Location.objects.get(name="Filia")
    assert (place.organisation, place.street_name, place.area) == (estate.school, "Józefa Elsnera", estate.area)
    assert place.visibility == estate.school.visibility
    assert place.entered_by == estate.editor
    assert messages_on(response) == ["Dodano miejsce."]


def test_form_sent_twice_makes_one(signed_in, estate):
    client = signed_in("editor")
    sent = open_form(client).filled(address="Elsnera 3")
    client.post(ADDRESS, sent)
    client.post(ADDRESS, sent)
    assert estate.school.locations.count() == 2


def test_place_in_another_area_makes_the_organisation_active_there(signed_in, estate):
    beyond = AreaFactory(name="Azory Zachód")
    client = signed_in("editor")
    client.post(ADDRESS, open_form(client).filled(address="Inna 3", area_id=str(beyond.pk)))
    assert Activity.objects.filter(organisation=estate.school, area=beyond).exists()


def test_city_after_the_comma_is_no_part_of_the_way_there(signed_in, estate):
    city = AreaFactory(name="Kraków")
    estate.area.parent, estate.area.path = city, f"{city.path}{estate.area.pk}/"
    estate.area.save()
    client = signed_in("editor")
    client.post(ADDRESS, open_form(client).filled(address="ul. Elsnera 3, Kraków", name="Filia"))
    assert Location.objects.get(name="Filia").city == "Kraków"


def test_stranger_finds_no_such_page(signed_in, estate):
    assert signed_in("stranger").get(ADDRESS).status_code == 404
    assert signed_in("member").post(ADDRESS, {"address": "Elsnera 3"}).status_code == 404
