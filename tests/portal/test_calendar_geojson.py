import gzip
from datetime import UTC, datetime

import pytest
import time_machine

from podworko.agenda.actions import cancel_event, change_event
from podworko.core.visibility import Visibility
from tests.factories import EventFactory, LocationFactory, OrganisationFactory

ADDRESS = "/podworze/calendar.geojson"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


@pytest.fixture
def december():
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def organisation(area):
    return OrganisationFactory(home_area=area, active_in=[area], name="Świetlica", visibility=Visibility.PUBLIC)


@pytest.fixture
def hall(organisation):
    return LocationFactory(
        organisation=organisation,
        visibility=Visibility.PUBLIC,
        name="Sala",
        street_name="Długa",
        house_number="1",
        latitude=50.0866123456,
        longitude=19.9062,
        precision="exact",
    )


@pytest.fixture
def make(organisation, hall):
    def make(title="Festyn", **values):
        common = {"organisation": organisation, "visibility": Visibility.PUBLIC, "location": hall}
        return EventFactory(**{**common, "title": title, **values})

    return make


def features(client, query="?day=2026-12-08"):
    return client.get(f"{ADDRESS}{query}").json()["features"]


def found(client, query="?day=2026-12-08"):
    return [feature["properties"]["title"] for feature in features(client, query)]


def test_map_of_another_program_learns_what_is_where(client, make, organisation):
    event = make(audiences=["seniors"], cost="free")
    response = client.get(f"{ADDRESS}?day=2026-12-08")
    assert response["Content-Type"] == "application/geo+json; charset=utf-8"
    address = f"http://localhost:8000/podworze/calendar/{event.pk}/?day=2026-12-08"
    assert response.json() == {
        "type": "FeatureCollection",
        "name": "Podwórze: kalendarz",
        "day": "2026-12-08",
        "features": [
            {
                "type": "Feature",
                "id": address,
                "geometry": {"type": "Point", "coordinates": [19.9062, 50.086612]},
                "properties": {
                    "title": "Festyn",
                    "url": address,
                    "status": "confirmed",
                    "day": "2026-12-08",
                    "last_day": "2026-12-08",
                    "starts": "2026-12-08T17:00+01:00",
                    "ends": "2026-12-08T18:00+01:00",
                    "place": "Sala, Długa 1",
                    "is_exact": True,
                    "organiser": "Świetlica",
                    "kind": "",
                    "audiences": ["seniors"],
                    "cost": "free",
                },
            }
        ],
    }


def test_today_is_meant_where_no_day_is_named(client, make, december):
    make("Dziś", starts=datetime(2026, 12, 7, 17, tzinfo=UTC))
    make("Jutro")
    assert found(client, "") == ["Dziś"]
    tag = client.get(ADDRESS)["ETag"]
    december.move_to(datetime(2026, 12, 8, 9, tzinfo=UTC))
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 200
    assert found(client, "") == ["Jutro"]


def test_what_has_no_point_or_another_day_is_not_on_it(client, make, organisation):
    make("Bez punktu", location=LocationFactory(organisation=organisation, visibility=Visibility.PUBLIC))
    make("Kiedy indziej", starts=datetime(2026, 12, 9, 17, tzinfo=UTC))
    make(
        "Kiermasz", starts=datetime(2026, 12, 7, tzinfo=UTC), ends=datetime(2026, 12, 10, tzinfo=UTC), is_all_day=True
    )
    assert found(client) == ["Kiermasz"]
    (feature,) = features(client)
    assert feature["properties"]["starts"] is None
    assert (feature["properties"]["day"], feature["properties"]["last_day"]) == ("2026-12-07", "2026-12-09")


def test_what_is_not_sure_or_cancelled_says_so(client, make):
    make("Piknik", starts=None, ends=None, pencil="weekend", candidate_days=["2026-12-08", "2026-12-09"])
    cancel_event(make(has_end=False), reason="deszcz", by=None)
    said = {feature["properties"]["title"]: feature["properties"] for feature in features(client)}
    assert said["Piknik"]["status"] == "tentative"
    assert said["Piknik"]["starts"] is None
    assert said["Festyn"]["status"] == "cancelled"
    assert said["Festyn"]["ends"] is None


def test_what_is_not_for_everybody_is_not_on_it(client, make, organisation, area):
    make("Tajne", visibility=Visibility.PARTNERS)
    hidden = LocationFactory(organisation=organisation, name="Tajna sala", latitude=50.08, longitude=19.9)
    make("Tajnie", location=hidden)
    assert features(client) == []


def test_it_is_narrowed_as_the_calendar_is(client, make, organisation, hall):
    make("Dla seniorów", audiences=["seniors"])
    make("Dla dzieci", audiences=["7-12"])
    assert found(client, "?day=2026-12-08&for=seniors") == ["Dla seniorów"]
    assert len(found(client, f"?day=2026-12-08&place={hall.pk}&organiser={organisation.slug}")) == 2
    assert found(client, "?day=2026-12-08&organiser=inny") == []


def test_unchanged_day_is_not_sent_again(client, make):
    event = make()
    address = f"{ADDRESS}?day=2026-12-08"
    response = client.get(address)
    tag = response["ETag"]
    assert tag.startswith('"')
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == response.content
    change_event(event, values={"title": "Piknik"}, by=None)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
