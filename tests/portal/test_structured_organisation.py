import json
import re
from datetime import time

import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.models import Organisation
from podworko.portal.structured_organisation import kind_of
from podworko.resources.models import HoursException, OpeningHours
from tests.factories import ContactFactory, ContactFieldFactory, OrganisationFactory
from tests.portal.conftest import MIDDLE


def data(client, location):
    page = client.get(f"/podworze/organisations/{location.organisation.slug}/").content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(found[0]) if found else None


def test_page_holds_what_everybody_may_know(client, make_entry):
    location = make_entry(postcode="31-227", city="Kraków", flat_number="7", **MIDDLE)
    contact = ContactFactory(organisation=location.organisation)
    ContactFieldFactory(contact=contact, value="12 000 00 00", public=True)
    ContactFieldFactory(contact=contact, value="600 000 000", visibility=Visibility.PARTNERS)
    for day in (0, 1):
        OpeningHours.objects.create(location=location, weekday=day, opens=time(8), closes=time(16))
    HoursException.objects.create(location=location, first_day="2100-12-24", last_day="2100-12-26")
    told = data(client, location)
    assert (told["@type"], told["name"]) == ("Organization", "Szkoła")
    assert told["@id"] == "http://localhost:8000/podworze/organisations/szkola/"
    assert told["telephone"] == "12 000 00 00"
    (place,) = told["location"]
    assert place["address"]["streetAddress"] == "Długa 1"
    assert place["geo"]["latitude"] == MIDDLE["latitude"]
    (week,) = place["openingHoursSpecification"]
    assert (week["dayOfWeek"], week["opens"], week["closes"]) == (["Monday", "Tuesday"], "08:00:00", "16:00:00")
    (closed,) = place["specialOpeningHoursSpecification"]
    assert (closed["opens"], closed["closes"], closed["validFrom"]) == ("00:00", "00:00", "2100-12-24")
    assert "600 000 000" not in json.dumps(told)


def test_guessed_point_is_not_told(client, make_entry):
    location = make_entry(precision="street", **MIDDLE)
    assert "geo" not in data(client, location)["location"][0]


def test_name_that_would_end_the_element_stays_inside_it(client, make_entry):
    location = make_entry()
    Organisation.objects.update(name="Klub </script><script>alert(1)</script>")
    assert data(client, location)["name"] == "Klub </script><script>alert(1)</script>"


def test_hidden_parent_and_parts_are_not_named(client, area, make_entry):
    hidden = OrganisationFactory(home_area=area, name="Ukryta")
    location = make_entry()
    location.organisation.parent, location.organisation.parent_role = hidden, "unit"
    location.organisation.save()
    OrganisationFactory(home_area=area, name="Ukryta część", parent=location.organisation)
    told = data(client, location)
    assert "parentOrganization" not in told
    assert "subOrganization" not in told


def test_closed_organisation_and_signed_in_reader_get_none(client, keeper, make_entry):
    location = make_entry()
    assert data(keeper, location) is None
    location.organisation.status, location.organisation.status_note = "closed", "wiadomo"
    location.organisation.save()
    keeper.logout()
    assert data(keeper, location) is None


@pytest.mark.parametrize(
    ("code", "sector", "kind"),
    [
        ("school_primary", "unknown", "School"),
        ("pharmacy", "private", "Pharmacy"),
        ("", "civic", "NGO"),
        ("", "public", "GovernmentOrganization"),
        ("", "unknown", "Organization"),
        ("church", "unknown", "Organization"),
    ],
)
def test_type_follows_what_the_organisation_is(code, sector, kind):
    assert kind_of(code, sector) == kind
