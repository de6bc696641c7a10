import pytest
from icalendar import Calendar

from podworko.core.visibility import Visibility
from podworko.organisations.actions.organisation import change_organisation
from tests.factories import EventFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def make(area, **values):
    organisation = OrganisationFactory(home_area=area, active_in=[area], visibility=Visibility.PUBLIC)
    return EventFactory(organisation=organisation, title="Festyn", **values)


def test_one_event_is_a_calendar_of_its_own(client, area):
    event = make(area, visibility=Visibility.PUBLIC)
    response = client.get(f"/podworze/calendar/{event.pk}.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (found,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(found["SUMMARY"]) == "Festyn"
    assert str(found["URL"]).endswith(f"/podworze/calendar/{event.pk}/")


@pytest.mark.parametrize("level", [Visibility.PARTNERS, Visibility.ORGANISATION, Visibility.PRIVATE])
def test_what_is_not_for_everybody_is_not_there(client, area, level):
    event = make(area, visibility=level)
    assert client.get(f"/podworze/calendar/{event.pk}.ics").status_code == 404


def test_tag_changes_with_the_name_of_the_organiser(client, area):
    event = make(area, visibility=Visibility.PUBLIC)
    address = f"/podworze/calendar/{event.pk}.ics"
    before = client.get(address)["ETag"]
    change_organisation(event.organisation, values={"name": "Klub"}, by=None)
    assert client.get(address)["ETag"] != before
