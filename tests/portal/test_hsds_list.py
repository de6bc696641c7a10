from datetime import time, timedelta

import pytest
from django.utils import timezone

from podworko.core import identity
from podworko.core.visibility import Visibility
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.choices import Status
from podworko.organisations.models import Organisation
from podworko.portal.hsds import ids, terms
from podworko.resources.choices import Answer
from podworko.resources.models import Accessibility, HoursException, OpeningHours
from tests.factories import (
    CategoryFactory,
    ContactFactory,
    ContactFieldFactory,
    LocationFactory,
    OrganisationFactory,
    ResourceFactory,
)
from tests.portal import hsds
from tests.portal.conftest import MIDDLE

PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}


def names(page):
    return [one["name"] for one in page["contents"]]


def resource(location, **values):
    return ResourceFactory(
        organisation=location.organisation,
        **{"location": location, "name": "Korepetycje", "kind": "service", "visibility": Visibility.PUBLIC, **values},
    )


@pytest.mark.parametrize("kind", hsds.LISTS)
def test_every_object_of_azory_is_one_of_the_standard(client, azory, kind):
    page = hsds.get(client, kind, per_page=100)
    assert set(page) == PAGE
    assert page["size"] == len(page["contents"]) > 2
    assert page["size"] == min(page["total_items"], 100)
    assert [said for one in page["contents"] for said in hsds.complaints(one, hsds.OF_LIST[kind])] == []


@pytest.mark.parametrize("kind", ["services", "organizations", "service_at_locations"])
def test_every_whole_object_of_azory_is_one_of_the_standard(client, azory, kind):
    page = hsds.get(client, kind, per_page=100, full="true", full_service="true")
    assert [said for one in page["contents"] for said in hsds.complaints(one, hsds.OF_ITEM[kind])] == []


def test_chain_of_azory_is_one_organisation_in_three_places(client, azory):
    (chain,) = [
        one
        for one in hsds.get(client, "organizations", area="azory", full="true", per_page=100)["contents"]
        if "Owieczką" in one["name"]
    ]
    assert len(chain["locations"]) == 3
    page = hsds.get(client, "service_at_locations", organization_id=chain["id"])
    assert page["total_items"] == 3


def test_place_says_its_address_hours_access_and_contacts(client, make_entry):
    location = make_entry(postcode="31-227", city="Kraków", flat_number="7", **MIDDLE)
    contact = ContactFactory(organisation=location.organisation, location=location, role="sekretariat")
    ContactFieldFactory(contact=contact, value="12 000 00 00", public=True)
    ContactFieldFactory(contact=contact, value="szkola@example.org", kind="email", public=True)
    ContactFieldFactory(contact=contact, value="600 000 000", visibility=Visibility.PARTNERS)
    for day in (0, 1, 2):
        OpeningHours.objects.create(location=location, weekday=day, opens=time(8), closes=time(16, 30))
    HoursException.objects.create(location=location, first_day="2100-12-24", last_day="2100-12-26", reason="święta")
    Accessibility.objects.create(location=location, feature="lift", answer=Answer.YES, note="z boku")
    page = hsds.get(client, "service_at_locations", full="true")
    assert hsds.complaints(page["contents"][0], "service_at_location") == []
    told = page["contents"][0]["location"]
    assert told["addresses"][0]["address_1"] == "Długa 1"
    assert (told["addresses"][0]["postal_code"], told["addresses"][0]["country"]) == ("31-227", "PL")
    assert (told["latitude"], told["longitude"]) == (MIDDLE["latitude"], MIDDLE["longitude"])
    (rule,) = told["schedules"]
    assert (rule["freq"], rule["byday"], rule["opens_at"], rule["closes_at"]) == (
        "WEEKLY",
        "MO,TU,WE",
        "08:00:00",
        "16:30:00",
    )
    assert "2100-12-24 – 2100-12-26 (święta)" in rule["notes"]
    assert told["accessibility"][0] | {"id": "", "location_id": ""} == {
        "id": "",
        "location_id": "",
        "description": "winda: tak",
        "details": "z boku",
    }
    (contact,) = told["contacts"]
    assert (contact["title"], contact["email"]) == ("sekretariat", "szkola@example.org")
    assert [phone["number"] for phone in contact["phones"]] == ["12 000 00 00"]
    assert "600 000 000" not in str(page)


def test_guessed_point_is_not_told(client, make_entry):
    make_entry(precision="area", **MIDDLE)
    assert "latitude" not in hsds.get(client, "service_at_locations")["contents"][0]["location"]


def test_services_are_the_whole_and_what_is_offered_but_not_what_is_lent(client, make_entry):
    location = make_entry()
    resource(location, languages=["pl", "uk"], audiences=["7-12", "13-17"], cost="free")
    resource(location, name="Projektor", kind="equipment")
    resource(location, name="Tajne", visibility=Visibility.PARTNERS)
    page = hsds.get(client, "services", full="true")
    assert names(page) == ["Szkoła", "Korepetycje"]
    told = page["contents"][1]
    assert hsds.complaints(told, "service") == []
    assert (told["minimum_age"], told["maximum_age"]) == (7, 17)
    assert [one["code"] for one in told["languages"]] == ["pl", "uk"]
    assert told["cost_options"][0]["amount"] == 0
    assert [one["value"] for one in told["attributes"]] == ["Edukacja", "usługa", "7–12 lat", "13–17 lat"]


def test_hidden_closed_and_deleted_organisations_are_not_listed(client, make_entry):
    make_entry("Ukryta", owner=Visibility.PARTNERS)
    closed = make_entry("Zamknięta").organisation
    Organisation.objects.filter(pk=closed.pk).update(status=Status.CLOSED, status_note="wiadomo")
    make_entry("Widoczna")
    hidden_place = make_entry("Adres ukryty", visibility=Visibility.ORGANISATION)
    resource(hidden_place)
    for kind in ("services", "organizations"):
        assert set(names(hsds.get(client, kind))) == {"Adres ukryty", "Widoczna", "Korepetycje"} - (
            {"Korepetycje"} if kind == "organizations" else set()
        )
    assert [one["location"]["name"] for one in hsds.get(client, "service_at_locations")["contents"]] == ["Widoczna"]


def test_filters_narrow(client, area, category, make_entry):
    school = make_entry("Szkoła", postcode="31-227", **MIDDLE)
    clinic = make_entry("Przychodnia", category=CategoryFactory(area=area, name="Zdrowie"), postcode="31-000")
    resource(school)
    resource(clinic, name="Szczepienia", audiences=["60+"])
    term = ids.of(ids.Kind.CATEGORY, category.pk)
    audience = next(one.id for one in terms.fixed_terms() if one.code == "60+")
    kinds = next(one.id for one in terms.fixed_terms() if one.code == "service")
    assert names(hsds.get(client, "services", taxonomy_term_id=term)) == ["Szkoła", "Korepetycje"]
    assert names(hsds.get(client, "services", taxonomy_term_id=audience)) == ["Szczepienia"]
    assert names(hsds.get(client, "services", taxonomy_term_id=kinds)) == ["Szczepienia", "Korepetycje"]
    assert names(hsds.get(client, "services", taxonomy_id=ids.of(ids.Kind.CATEGORIES, area.pk)))[0] == "Przychodnia"
    organisation = ids.of(ids.Kind.ORGANISATION, clinic.organisation_id)
    assert names(hsds.get(client, "services", organization_id=organisation)) == ["Przychodnia", "Szczepienia"]
    assert hsds.get(client, "services", taxonomy_term_id="nie-ma")["empty"]
    assert hsds.get(client, "services", area="dzielnica")["total_items"] == 4
    assert hsds.get(client, "service_at_locations", postcode="31-227")["total_items"] == 2


def test_nearness_is_counted_from_the_middle_of_a_postcode(client, make_entry):
    make_entry("Blisko", postcode="31-227", **MIDDLE)
    make_entry("Obok", latitude=MIDDLE["latitude"] + 0.001, longitude=MIDDLE["longitude"])
    make_entry("Daleko", latitude=MIDDLE["latitude"] + 0.1, longitude=MIDDLE["longitude"])

    def found(**asked):
        return [one["location"]["name"] for one in hsds.get(client, "service_at_locations", **asked)["contents"]]

    assert found(postcode="31-227", proximity=50) == ["Blisko"]
    assert found(postcode="31-227", proximity=500) == ["Blisko", "Obok"]
    assert found(postcode="31-227", proximity=50_000) == ["Blisko", "Daleko", "Obok"]
    assert found(postcode="99-999", proximity=500) == []


def test_what_changed_is_found_by_its_day(client, make_entry):
    old, fresh = make_entry("Dawna").organisation, make_entry("Świeża").organisation
    Organisation.objects.update(changed_at=timezone.now() - timedelta(days=30))
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert hsds.get(client, "services", modified_after=day)["empty"]
    change_organisation(fresh, values={"description": "Nowy opis"}, by=None)
    page = hsds.get(client, "services", modified_after=day, minimal="true")
    assert names(page) == ["Świeża"]
    assert set(page["contents"][0]) == {"id", "name", "status", "last_modified"}
    assert hsds.complaints(page["contents"][0], "service_list") == []
    assert old.pk != fresh.pk


def test_words_are_found_in_every_form(client, azory):
    assert any("Apteka" in name for name in names(hsds.get(client, "services", search="aptekach", area="azory")))
    assert hsds.get(client, "services", search="qwxqwx")["empty"]


def test_pages_follow_one_another_without_gaps(client, make_entry):
    for number in range(5):
        resource(make_entry(f"Szkoła {number}"))
    whole = [one["id"] for one in hsds.get(client, "services")["contents"]]
    pages = [hsds.get(client, "services", page=number, per_page=3) for number in (1, 2, 3, 4, 5)]
    assert [one["id"] for page in pages for one in page["contents"]] == whole
    assert len(set(whole)) == 10
    assert [(page["first_page"], page["last_page"], page["empty"]) for page in pages] == [
        (True, False, False),
        (False, False, False),
        (False, False, False),
        (False, True, False),
        (False, True, True),
    ]
    assert {page["total_pages"] for page in pages} == {4}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", "0"),
        ("page", "dwa"),
        ("per_page", "-1"),
        ("area", "nie-ma-takiego"),
        ("area", "\0"),
        ("modified_after", "wczoraj"),
        ("modified_after", "2026-02-31"),
        ("format", "xml"),
        ("full", "może"),
        ("proximity", "blisko"),
        ("proximity", "5"),
    ],
)
def test_value_that_cannot_be_understood_is_told(client, area, name, value):
    response = client.get("/api/hsds/service_at_locations", {name: value})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["field"] == name


def test_unknown_parameter_is_left_alone_and_pages_have_a_limit(client, make_entry):
    make_entry()
    page = hsds.get(client, "services", colour="red", per_page=5000)
    assert page["total_items"] == 1


def test_unchanged_list_is_answered_as_such(client, area, make_entry):
    organisation = make_entry().organisation
    change_organisation(organisation, values={"description": "a"}, by=None)
    first = client.get("/api/hsds/services")
    again = client.get("/api/hsds/services", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    change_organisation(organisation, values={"description": "b"}, by=None)
    assert client.get("/api/hsds/services", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_pages_of_other_sites_may_read_and_not_write(client, area):
    response = client.options("/api/hsds/services")
    assert (response.status_code, response["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert client.post("/api/hsds/services").status_code == 405
    assert client.head("/api/hsds/services").status_code == 200
    assert client.get("/api/hsds/cokolwiek").status_code == 404


def test_one_more_entry_costs_no_more_queries(client, make_entry, django_assert_max_num_queries):
    def fill(name):
        location = make_entry(name)
        OpeningHours.objects.create(location=location, weekday=1, opens=time(8), closes=time(16))
        ContactFieldFactory(contact__organisation=location.organisation, public=True)
        resource(location)

    def asked():
        with django_assert_max_num_queries(40) as queries:
            hsds.get(client, "services", full="true")
        return len(queries)

    fill("Pierwsza")
    identity.namespace()
    few = asked()
    for name in ("Druga", "Trzecia", "Czwarta"):
        fill(name)
    assert asked() == few


def test_organisation_without_a_place_is_listed(client, area):
    OrganisationFactory(home_area=area, name="Bez adresu", visibility=Visibility.PUBLIC)
    assert names(hsds.get(client, "services", area="podworze")) == ["Bez adresu"]
    assert hsds.get(client, "service_at_locations")["empty"]


def test_place_of_another_area_counts_there(client, area, make_entry):
    location = make_entry()
    LocationFactory(organisation=location.organisation, area=area.parent, visibility=Visibility.PUBLIC)
    assert hsds.get(client, "service_at_locations", area="podworze")["total_items"] == 2
