import json
import re
from datetime import UTC, datetime

import pytest
import time_machine

from podworko.agenda.actions import cancel_event, cancel_occurrence, change_occurrence
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from tests.factories import EventFactory, LocationFactory, MembershipFactory, OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def december():
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def organisation(area):
    return OrganisationFactory(home_area=area, active_in=[area], name="Świetlica", visibility=Visibility.PUBLIC)


@pytest.fixture
def make(organisation):
    def make(title="Festyn", **values):
        common = {"organisation": organisation, "visibility": Visibility.PUBLIC}
        return EventFactory(**{**common, "title": title, **values})

    return make


def read(client, event, query=""):
    """What a search engine finds in the page of an event; nothing where there is nothing."""
    found = SCRIPT.findall(client.get(f"/podworze/calendar/{event.pk}/{query}").text)
    assert len(found) < 2
    return json.loads(found[0]) if found else None


def test_search_engine_learns_what_when_where_and_from_whom(client, make, organisation):
    place = LocationFactory(
        organisation=organisation,
        visibility=Visibility.PUBLIC,
        name="Sala",
        street_name="Weissa",
        house_number="4",
        postcode="31-339",
        city="Kraków",
        latitude=50.0866,
        longitude=19.9062,
        precision="exact",
    )
    event = make(location=place, cost="free", audiences=["seniors"], capacity=8, description="Z herbatą")
    address = f"http://localhost:8000/podworze/calendar/{event.pk}/"
    assert read(client, event) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": "Festyn",
        "description": "Z herbatą",
        "inLanguage": "pl",
        "startDate": "2026-12-08T17:00+01:00",
        "endDate": "2026-12-08T18:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "isAccessibleForFree": True,
        "maximumAttendeeCapacity": 8,
        "audience": [{"@type": "Audience", "audienceType": "seniorzy"}],
        "organizer": [
            {
                "@type": "Organization",
                "name": "Świetlica",
                "url": f"http://localhost:8000/podworze/organisations/{organisation.slug}/",
            }
        ],
        "location": {
            "@type": "Place",
            "name": "Sala",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "Weissa 4",
                "postalCode": "31-339",
                "addressLocality": "Kraków",
                "addressCountry": "PL",
            },
            "geo": {"@type": "GeoCoordinates", "latitude": 50.0866, "longitude": 19.9062},
        },
    }


def test_summer_has_its_own_offset_and_an_unknown_end_is_not_invented(client, make):
    data = read(client, make(starts=datetime(2027, 6, 1, 17, tzinfo=UTC), has_end=False, cost="paid"))
    assert data["startDate"] == "2027-06-01T17:00+02:00"
    assert "endDate" not in data
    assert data["isAccessibleForFree"] is False


def test_what_nobody_asked_is_not_said(client, make):
    assert not {"isAccessibleForFree", "location", "audience"} & read(client, make()).keys()


def test_whole_days_are_days_and_the_last_one_counts(client, make):
    days = {"starts": datetime(2026, 12, 12, tzinfo=UTC), "ends": datetime(2026, 12, 14, tzinfo=UTC)}
    data = read(client, make(**days, is_all_day=True))
    assert (data["startDate"], data["endDate"]) == ("2026-12-12", "2026-12-13")


def test_cancelled_event_says_so(client, make):
    event = make()
    cancel_event(event, reason="deszcz", by=None)
    assert read(client, event)["eventStatus"] == "https://schema.org/EventCancelled"


def test_series_says_its_rule_and_its_coming_dates(client, make):
    event = make(starts=datetime(2026, 12, 1, 17, tzinfo=UTC), rule="FREQ=WEEKLY;COUNT=6")
    cancel_occurrence(event, datetime(2026, 12, 15, 17, tzinfo=UTC), reason="zebranie", by=None)
    moved = {"starts": datetime(2026, 12, 23, 10, tzinfo=UTC), "ends": datetime(2026, 12, 23, 11, tzinfo=UTC)}
    change_occurrence(event, datetime(2026, 12, 22, 17, tzinfo=UTC), values=moved, by=None)
    data = read(client, event)
    assert data["startDate"] == "2026-12-08T17:00+01:00"
    assert data["eventSchedule"] == {
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "repeatCount": 6,
        "startDate": "2026-12-01",
        "startTime": "17:00:00",
        "endTime": "18:00:00",
        "scheduleTimezone": "Europe/Warsaw",
        "exceptDate": ["2026-12-15", "2026-12-22"],
    }
    said = [(one["startDate"], one["eventStatus"].rpartition("/")[2]) for one in data["subEvent"]]
    assert said == [
        ("2026-12-08T17:00+01:00", "EventScheduled"),
        ("2026-12-15T17:00+01:00", "EventCancelled"),
        ("2026-12-23T10:00+01:00", "EventRescheduled"),
        ("2026-12-29T17:00+01:00", "EventScheduled"),
        ("2027-01-05T17:00+01:00", "EventScheduled"),
    ]
    assert data["subEvent"][2]["previousStartDate"] == "2026-12-22T17:00+01:00"


def test_series_that_leaves_out_holidays_gives_its_dates_only(client, make):
    data = read(client, make(rule="FREQ=WEEKLY;COUNT=8", leaves_out=["holidays"]))
    assert "eventSchedule" not in data
    assert len(data["subEvent"]) > 2


def test_day_asked_for_is_the_day_said(client, make):
    event = make(rule="FREQ=MONTHLY;BYDAY=2TU")
    assert read(client, event, "?day=2027-01-12")["startDate"] == "2027-01-12T17:00+01:00"
    assert read(client, event)["eventSchedule"]["byDay"] == ["2TU"]


def test_pencilled_event_is_not_announced(client, make):
    pencilled = make(starts=None, ends=None, pencil="w maju", candidate_days=["2027-05-01", "2027-05-02"])
    assert read(client, pencilled) is None


def test_who_sees_more_spreads_no_more(client, make, organisation):
    event = make(visibility=Visibility.ORGANISATION)
    client.force_login(MembershipFactory(organisation=organisation, role=MembershipRole.EDITOR).user)
    response = client.get(f"/podworze/calendar/{event.pk}/")
    assert response.status_code == 200
    assert "ld+json" not in response.text


def test_guessed_point_is_not_said_to_be_the_door(client, make, organisation):
    place = LocationFactory(
        organisation=organisation, visibility=Visibility.PUBLIC, latitude=50.08, longitude=19.9, precision="street"
    )
    data = read(client, make(location=place))
    assert data["location"]["name"] == "Świetlica"
    assert "geo" not in data["location"]


def test_text_of_people_cannot_end_the_data(client, make):
    title = "</script><script>alert(1)</script> <!-- & \u2028 ę"
    event = make(title)
    assert read(client, event)["name"] == title
    assert "<script>alert" not in client.get(f"/podworze/calendar/{event.pk}/").text
