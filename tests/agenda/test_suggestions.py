from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from podworko.agenda.actions import suggestion as suggestions
from podworko.agenda.models import Event, Suggestion
from podworko.agenda.suggested import is_alike
from tests.agenda.visiting import announce, hidden_fields
from tests.factories import LocationFactory, OrganisationFactory, UserFactory

ADDRESS = "/azory/calendar/suggestions/"
DAY = (datetime.now(UTC) + timedelta(days=5)).date()
PICNIC = {
    "title": "Piknik sąsiedzki",
    "day": DAY,
    "time_from": time(15),
    "place_name": "park",
    "organiser_name": "sąsiedzi",
    "audiences": ["families"],
    "cost": "free",
    "contact": "12 000 00 09",
}


def suggest(area, **values):
    return suggestions.suggest_event(area=area, values={**PICNIC, **values}, token=uuid4(), by=None)


@pytest.fixture
def at_desk(client, coordinator):
    client.force_login(coordinator)
    return client


def test_coordinator_reads_all_of_it_with_the_contact(at_desk, azory):
    suggest(azory)
    page = at_desk.get(ADDRESS).text
    for said in ("Piknik sąsiedzki", "park", "sąsiedzi", "rodziny", "bezpłatnie", "12 000 00 09"):
        assert said in page


def test_nobody_else_reads_it(client, azory):
    suggest(azory)
    assert client.get(ADDRESS).status_code == 302
    client.force_login(UserFactory())
    assert client.get(ADDRESS).status_code == 404


def test_what_the_calendar_has_that_day_stands_beside_and_a_double_first(at_desk, azory):
    suggest(azory)
    announce(azory, "Turniej szachowy", days=5, clock=time(9))
    announce(azory, "Sąsiedzki piknik rodzinny", days=5)
    announce(azory, "Innego dnia", days=6)
    page = at_desk.get(ADDRESS).text
    assert page.index("Sąsiedzki piknik rodzinny") < page.index("Turniej szachowy")
    assert page.count("może to samo") == 1
    assert "Innego dnia" not in page


def test_a_pencilled_date_is_compared_with_the_days_it_may_mean(at_desk, azory):
    suggest(azory, day=None, time_from=None, pencil=f"{DAY:%d.%m.%Y}")
    announce(azory, "Turniej szachowy", days=5)
    assert "Turniej szachowy" in at_desk.get(ADDRESS).text


def test_a_date_that_cannot_be_read_is_said_to_be_unknown(at_desk, azory):
    suggest(azory, day=None, time_from=None, pencil="kiedyś")
    assert "nie ma z czym porównać" in at_desk.get(ADDRESS).text


def test_many_links_are_marked(at_desk, azory):
    suggest(azory, has_many_links=True)
    assert "może to reklama" in at_desk.get(ADDRESS).text


def test_text_from_strangers_is_text(at_desk, azory):
    suggest(azory, title="<script>alert(1)</script>", description="<img src=x onerror=alert(1)>")
    page = at_desk.get(ADDRESS).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_questions_to_the_database_do_not_grow_with_the_list(at_desk, azory):
    def asked(count):
        for _ in range(count):
            announce(azory, days=5)
            suggest(azory)
        at_desk.get(ADDRESS)
        with CaptureQueriesContext(connection) as found:
            at_desk.get(ADDRESS)
        return len(found)

    assert asked(1) == asked(3)


def test_taking_opens_the_form_of_an_event_filled_in(at_desk, azory):
    made = suggest(azory)
    page = at_desk.get(f"/azory/calendar/new/?suggestion={made.pk}").text
    for said in ('value="Piknik sąsiedzki"', f'value="{DAY}"', 'value="15:00"', 'value="park"', 'value="sąsiedzi"'):
        assert said in page
    assert "12 000 00 09" in page


def take(client, made):
    address = f"/azory/calendar/new/?suggestion={made.pk}"
    values = {"title": made.title, "day": f"{DAY}", "organiser_name": "sąsiedzi", "visibility": "public"}
    values |= {"cost": "free", "registration": "none", "status": "planned", "repeats": ""}
    return client.post(address, {**hidden_fields(client.get(address).text), **values})


def test_saving_the_event_marks_the_suggestion_as_taken(at_desk, azory):
    made = suggest(azory)
    response = take(at_desk, made)
    event = Event.objects.get()
    made.refresh_from_db()
    assert response.url == f"/azory/calendar/{event.pk}/"
    assert (made.state, made.event) == ("taken", event)
    assert made.decided_at
    page = at_desk.get(ADDRESS).text
    assert "Nic nie czeka" in page
    assert f'href="/azory/calendar/{event.pk}/"' in page


def test_a_double_click_makes_one_event_and_leads_to_it(at_desk, azory):
    made = suggest(azory)
    address = f"/azory/calendar/new/?suggestion={made.pk}"
    values = {"title": made.title, "day": f"{DAY}", "organiser_name": "sąsiedzi", "visibility": "public"}
    values |= {"cost": "free", "registration": "none", "status": "planned", "repeats": ""}
    data = {**hidden_fields(at_desk.get(address).text), **values}
    pages = [at_desk.post(address, data).url for _ in range(2)]
    assert pages == [f"/azory/calendar/{Event.objects.get().pk}/"] * 2


def test_of_two_coordinators_one_decides_and_no_second_event_is_made(at_desk, azory, coordinator):
    made = suggest(azory)
    suggestions.decline_suggestion(made, reason="Za daleko", by=None)
    response = take(at_desk, made)
    assert "Ktoś już rozpatrzył" in response.text
    assert not Event.objects.exists()


def test_the_form_of_a_suggestion_is_for_coordinators_only(client, azory, coordinator):
    made = suggest(azory)
    client.force_login(UserFactory())
    assert client.get(f"/azory/calendar/new/?suggestion={made.pk}").status_code == 404
    client.force_login(coordinator)
    for wrong in ("0", "x", "9" * 40, str(made.pk + 1)):
        assert client.get(f"/azory/calendar/new/?suggestion={wrong}").status_code == 404


def test_calendar_tells_the_coordinator_how_many_wait(at_desk, client, azory):
    suggest(azory)
    assert f'href="{ADDRESS}"' in at_desk.get("/azory/calendar/").text
    client.logout()
    assert ADDRESS not in client.get("/azory/calendar/").text


def test_the_oldest_comes_first(at_desk, azory):
    for title in ("Pierwsza", "Druga"):
        suggest(azory, title=title)
    page = at_desk.get(ADDRESS).text
    assert page.index("Pierwsza") < page.index("Druga")
    assert Suggestion.objects.count() == 2


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Piknik sąsiedzki", "PIKNIK SASIEDZKI!", True),
        ("Piknik sąsiedzki", "Sąsiedzki piknik rodzinny", True),
        ("Piknik sąsiedzki", "Turniej szachowy", False),
        ("", "Turniej", False),
    ],
)
def test_names_that_may_mean_the_same(one, other, expected):
    assert is_alike(one, other) is expected


@pytest.mark.parametrize("written", ["Klub Kultury", "ul. Krakusa 1, ", "klub kultury."])
def test_place_of_the_register_is_recognised_with_whose_it_is(at_desk, azory, written):
    club = OrganisationFactory(home_area=azory, active_in=[azory], name="Klub Kultury", visibility="public")
    place = LocationFactory(
        organisation=club, area=azory, street_name="ul. Krakusa", house_number="1", visibility="public"
    )
    made = suggest(azory, place_name=written, organiser_name="")
    initial = at_desk.get(f"/azory/calendar/new/?suggestion={made.pk}").context["form"].initial
    assert (initial["location_id"], initial["organisation_id"], initial["place_name"]) == (place.pk, club.pk, "")


def test_place_whose_name_two_places_bear_stays_as_it_was_written(at_desk, azory):
    club = OrganisationFactory(home_area=azory, active_in=[azory], name="Klub Kultury", visibility="public")
    LocationFactory(organisation=club, area=azory, house_number="1", visibility="public")
    LocationFactory(organisation=club, area=azory, house_number="2", visibility="public")
    made = suggest(azory, place_name="Klub Kultury")
    initial = at_desk.get(f"/azory/calendar/new/?suggestion={made.pk}").context["form"].initial
    assert "location_id" not in initial
    assert initial["place_name"] == "Klub Kultury"
