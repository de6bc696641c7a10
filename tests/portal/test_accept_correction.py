import re

import pytest

from podworko.core.models import AuditEntry
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Location
from tests.factories import MembershipFactory, StreetFactory
from tests.register import messages_on


@pytest.fixture
def place(make_entry, area):
    StreetFactory(area=area, name="Bolesława Czerwieńskiego")
    place = make_entry("Klub Siermiery", street_name="Bolesława Czerwińskiego", house_number="4/62")
    change_organisation(place.organisation, values={"corrected_name": "Klub Szermierzy"}, by=None)
    return Location.objects.get(pk=place.pk)


def send(client, place, kind):
    text = client.get("/podworze/quality/").text
    form = re.search(rf'action="([^"]*/l{place.pk}/{kind}/correct/)".*?name="facts" value="(\w+)"', text, re.DOTALL)
    return client.post(form[1], {"facts": form[2], "back": "/podworze/quality/"}, follow=True)


def test_the_street_is_put_right_in_one_click(keeper, place):
    response = send(keeper, place, "street")
    place.refresh_from_db()
    assert place.street_name == "Bolesława Czerwieńskiego"
    assert response.request["PATH_INFO"] == "/podworze/quality/"
    assert AuditEntry.objects.filter(verb="change_location", object_id=place.pk).exists()


def test_the_name_is_put_right_in_one_click(keeper, place):
    send(keeper, place, "probable_typo")
    place.organisation.refresh_from_db()
    assert (place.organisation.name, place.organisation.corrected_name) == ("Klub Szermierzy", "")


def test_a_flat_is_shown_once_its_owner_agreed(keeper, place):
    send(keeper, place, "flat_number")
    place.refresh_from_db()
    assert (place.house_number, place.flat_number, place.is_flat_confirmed) == ("4", "62", True)


def test_what_has_changed_meanwhile_is_not_put_right(keeper, place):
    url = f"/podworze/quality/l{place.pk}/street/correct/"
    response = keeper.post(url, {"facts": "0" * 64}, follow=True)
    assert messages_on(response) == ["W tym czasie ktoś to zmienił. Nic nie poprawiono."]
    place.refresh_from_db()
    assert place.street_name == "Bolesława Czerwińskiego"


def test_second_click_changes_nothing(keeper, place):
    send(keeper, place, "street")
    version = Location.objects.get(pk=place.pk).version
    keeper.post(f"/podworze/quality/l{place.pk}/street/correct/", {"facts": "x"})
    assert Location.objects.get(pk=place.pk).version == version


def test_who_keeps_the_entry_may_and_nobody_else(client, place, is_closed_to_others):
    assert is_closed_to_others(f"/podworze/quality/l{place.pk}/street/correct/")
    client.force_login(MembershipFactory(organisation=place.organisation, role=MembershipRole.EDITOR).user)
    keep = f"/podworze/organisations/{place.organisation.slug}/keep/"
    facts = re.search(r'/street/correct/".*?name="facts" value="(\w+)"', client.get(keep).text, re.DOTALL)[1]
    client.post(f"/podworze/quality/l{place.pk}/street/correct/", {"facts": facts})
    place.refresh_from_db()
    assert place.street_name == "Bolesława Czerwieńskiego"


@pytest.mark.parametrize("key", ["l0", "x1", "l99999999999999999999", "o1/../.."])
def test_no_such_entry_is_not_found(keeper, key):
    assert keeper.post(f"/podworze/quality/{key}/street/correct/").status_code == 404


def test_no_address_of_others_is_gone_back_to(keeper, place):
    response = keeper.post(f"/podworze/quality/l{place.pk}/street/correct/", {"back": "//example.org/"})
    assert response.headers["location"].endswith("/keep/")
