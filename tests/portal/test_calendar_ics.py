import gzip
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import time_machine
from icalendar import Calendar

from podworko.agenda.actions import cancel_event, cancel_occurrence, change_event, change_occurrence, delete_event
from podworko.core.visibility import Visibility
from podworko.organisations.actions import organisation as organisations
from tests.factories import EventFactory, LocationFactory, OrganisationFactory

ADDRESS = "/podworze/calendar.ics"
WARSAW = ZoneInfo("Europe/Warsaw")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


@pytest.fixture
def december():
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def organisation(area):
    return OrganisationFactory(home_area=area, active_in=[area], name="Świetlica", visibility=Visibility.PUBLIC)


@pytest.fixture
def make(organisation):
    def make(title="Festyn", **values):
        common = {"organisation": organisation, "visibility": Visibility.PUBLIC}
        return EventFactory(**{**common, "title": title, **values})

    return make


def events(client, query=""):
    calendar = Calendar.from_ical(client.get(f"{ADDRESS}{query}").content)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def starts(client, first, last):
    calendar = Calendar.from_ical(client.get(ADDRESS).content)
    return [event["DTSTART"].dt for event in recurring_ical_events.of(calendar).between(first, last)]


def test_calendar_of_an_area_loads_in_another_program(client, make):
    make("Zażółć gęślą jaźń, „raz”; dwa", description="Linia\ndruga", place_name="Sala")
    event = events(client)["Zażółć gęślą jaźń, „raz”; dwa"]
    assert event["DTSTART"].dt == datetime(2026, 12, 8, 17, tzinfo=WARSAW)
    assert event["DTEND"].dt == datetime(2026, 12, 8, 18, tzinfo=WARSAW)
    assert str(event["DESCRIPTION"]) == "Linia\ndruga"
    assert str(event["LOCATION"]) == "Sala"


@pytest.mark.parametrize(("change", "days"), [("2027-03-28", (27, 28, 29)), ("2026-10-25", (24, 25, 26))])
def test_hour_stays_the_same_when_the_clocks_change(client, make, change, days):
    first = datetime.fromisoformat(change).replace(day=days[0], hour=10, tzinfo=UTC)
    make(starts=first, rule="FREQ=DAILY;COUNT=3")
    found = starts(client, first.date(), first.replace(day=days[2] + 1).date())
    assert [moment.astimezone(WARSAW).hour for moment in found] == [10, 10, 10]
    assert len({moment.utcoffset() for moment in found}) == 2


def test_name_stays_and_the_number_grows(client, make):
    event = make()
    before = events(client)["Festyn"]
    values = {"starts": datetime(2026, 12, 9, 17, tzinfo=UTC), "ends": datetime(2026, 12, 9, 18, tzinfo=UTC)}
    change_event(event, values=values, by=None)
    after = events(client)["Festyn"]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1


def test_cancelled_event_is_said_to_be_cancelled(client, make):
    cancel_event(make(), reason="deszcz", by=None)
    event = events(client)["Festyn"]
    assert event["STATUS"] == "CANCELLED"
    assert "deszcz" in str(event["DESCRIPTION"])


def test_one_moved_and_one_cancelled_day_of_a_series(client, make, december):
    event = make(rule="FREQ=WEEKLY;COUNT=4")
    december.shift(3600)
    moved = {"starts": datetime(2026, 12, 16, 10, tzinfo=UTC), "ends": datetime(2026, 12, 16, 11, tzinfo=UTC)}
    change_occurrence(event, datetime(2026, 12, 15, 17, tzinfo=UTC), values=moved, by=None)
    cancel_occurrence(event, datetime(2026, 12, 22, 17, tzinfo=UTC), reason="święta", by=None)
    calendar = Calendar.from_ical(client.get(ADDRESS).content)
    assert {one["LAST-MODIFIED"].dt for one in calendar.walk("VEVENT")} == {datetime(2026, 12, 7, 10, tzinfo=UTC)}
    found = recurring_ical_events.of(calendar).between((2026, 12, 1), (2027, 1, 31))
    days = {occurrence["DTSTART"].dt.day: str(occurrence.get("STATUS")) for occurrence in found}
    assert set(days) == {8, 16, 22, 29}
    assert days[22] == "CANCELLED"


@pytest.mark.parametrize("how", ["deleted", "hidden", "organisation hidden"])
def test_nothing_disappears_in_silence(client, make, organisation, how):
    event = make("Tajny festyn")
    uid = events(client)["Tajny festyn"]["UID"]
    if how == "deleted":
        delete_event(event, by=None)
    elif how == "hidden":
        change_event(event, values={"visibility": Visibility.PARTNERS}, by=None)
    else:
        organisations.change_organisation(organisation, values={"visibility": Visibility.PARTNERS}, by=None)
    text = client.get(ADDRESS).text
    assert "Tajny" not in text
    (left,) = Calendar.from_ical(text).walk("VEVENT")
    assert left["UID"] == uid
    assert left["STATUS"] == "CANCELLED"


def test_what_comes_back_is_there_again(client, make):
    event = make()
    change_event(event, values={"visibility": Visibility.PARTNERS}, by=None)
    change_event(event, values={"visibility": Visibility.PUBLIC}, by=None)
    (there,) = Calendar.from_ical(client.get(ADDRESS).content).walk("VEVENT")
    assert there["STATUS"] != "CANCELLED"


def test_calendar_can_be_narrowed(client, make, area):
    make("Dla seniorów", audiences=["seniors"])
    make("Dla dzieci", audiences=["7-12"])
    assert list(events(client, "?for=seniors")) == ["Dla seniorów"]
    slug = OrganisationFactory(home_area=area, visibility=Visibility.PUBLIC).slug
    assert events(client, f"?organiser={slug}") == {}


def test_calendar_of_a_place_says_whose_it_is(client, make, organisation):
    hall = LocationFactory(organisation=organisation, visibility=Visibility.PUBLIC, name="Sala")
    make("W sali", location=hall)
    make("Gdzieś")
    for place, name in ((hall.pk, "Sala"), (organisation.slug, "Świetlica")):
        assert list(events(client, f"?place={place}")) == ["W sali"]
        response = client.get(f"{ADDRESS}?place={place}", headers={"Accept-Language": "en"})
        calendar = Calendar.from_ical(response.content)
        assert calendar["NAME"] == f"Podwórze: kalendarz – miejsce: {name}"
        assert calendar["URL"] == f"http://localhost:8000/podworze/calendar/?place={place}"


def test_unchanged_calendar_is_not_sent_again(client, make):
    event = make()
    response = client.get(ADDRESS)
    tag = response["ETag"]
    assert tag.startswith('"')
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304
    change_event(event, values={"title": "Piknik"}, by=None)
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 200


def test_calendar_comes_packed_to_whom_understands_it(client, make):
    make()
    packed = client.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    plain = client.get(ADDRESS)
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    assert client.get(ADDRESS, headers={"If-None-Match": packed["ETag"]}).status_code == 304


def test_holidays_that_a_series_leaves_out_are_left_out(client, make):
    make(starts=datetime(2026, 12, 11, 10, tzinfo=UTC), rule="FREQ=WEEKLY;COUNT=4", leaves_out=["holidays"])
    assert [moment.day for moment in starts(client, (2026, 12, 1), (2027, 1, 31))] == [11, 18]


def test_series_that_ends_on_a_day_takes_place_on_that_day_elsewhere_too(client, make):
    make(starts=datetime(2026, 12, 11, 10, tzinfo=UTC), rule="FREQ=DAILY;UNTIL=20261213")
    assert [moment.day for moment in starts(client, (2026, 12, 1), (2027, 1, 31))] == [11, 12, 13]
