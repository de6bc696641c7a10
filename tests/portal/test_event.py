from datetime import UTC, datetime

import pytest
import time_machine

from podworko.agenda.actions import cancel_event, cancel_occurrence, change_occurrence
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from tests.factories import (
    ContactFactory,
    ContactFieldFactory,
    EventFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tests.portal.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


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


def page(client, event, query=""):
    return words(client.get(f"/podworze/calendar/{event.pk}/{query}"))


def test_page_says_what_a_person_needs_first(client, make, organisation):
    place = LocationFactory(
        organisation=organisation, visibility=Visibility.PUBLIC, street_name="Weissa", house_number="4"
    )
    event = make(
        location=place,
        place_name="sala na piętrze",
        audiences=["seniors"],
        cost="paid",
        cost_note="5 zł",
        registration="phone",
        registration_contact="12 000 00 00",
        capacity=8,
    )
    shown = page(client, event)
    for part in (
        "Wtorek, 8 grudnia 2026, 17:00–18:00",
        "sala na piętrze",
        "Weissa 4",
        "seniorzy",
        "płatne: 5 zł",
        "zapisy telefonicznie albo mailem: 12 000 00 00",
        "Miejsc: 8",
        "Kto organizuje Świetlica",
    ):
        assert part in shown


def test_unknown_end_is_never_shown(client, make):
    shown = page(client, make(has_end=False))
    assert "17:00" in shown
    assert "18:00" not in shown


def test_series_names_its_rule_and_its_next_days(client, make):
    event = make(starts=datetime(2026, 12, 1, 17, tzinfo=UTC), rule="FREQ=WEEKLY;COUNT=10")
    shown = page(client, event)
    assert "we wtorki" in shown
    assert "Kiedy Wtorek, 8 grudnia 2026" in shown
    assert shown.count("17:00") >= 8
    assert "Kiedy Wtorek, 22 grudnia 2026" in page(client, event, "?day=2026-12-22")


def test_cancelled_event_stays_and_says_why(client, make):
    event = make()
    cancel_event(event, reason="remont dachu", by=None)
    assert "Odwołane remont dachu" in page(client, event)


def test_one_cancelled_day_says_why_and_the_others_take_place(client, make):
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    cancel_occurrence(event, datetime(2026, 12, 15, 17, tzinfo=UTC), reason="zebranie", by=None)
    assert "Tego dnia odwołane zebranie" in page(client, event, "?day=2026-12-15")
    assert "odwołane zebranie" not in page(client, event, "?day=2026-12-22").lower()


def test_moved_day_shows_its_own_time_and_place(client, make):
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    moved = {"starts": datetime(2026, 12, 16, 10, tzinfo=UTC), "ends": datetime(2026, 12, 16, 11, tzinfo=UTC)}
    original = datetime(2026, 12, 15, 17, tzinfo=UTC)
    change_occurrence(event, original, values={**moved, "place_name": "w ogrodzie"}, by=None)
    shown = page(client, event, "?day=2026-12-16")
    assert "Środa, 16 grudnia 2026, 10:00–11:00" in shown
    assert "w ogrodzie" in shown


def test_private_change_of_a_public_series_does_not_leak(client, make, organisation):
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    original = datetime(2026, 12, 15, 17, tzinfo=UTC)
    values = {"title": "Tajne zebranie", "place_name": "Tajna sala", "reason": "Tajny powód"}
    change_occurrence(event, original, values={**values, "visibility": Visibility.PRIVATE}, by=None)
    for path in ("", "?day=2026-12-15"):
        assert "tajn" not in page(client, event, path).lower()
    for other in ("/podworze/calendar/", "/podworze/calendar.ics", f"/podworze/calendar/{event.pk}.ics"):
        assert "tajn" not in client.get(other).text.lower()
    editor = MembershipFactory(organisation=organisation, role=MembershipRole.EDITOR).user
    client.force_login(editor)
    assert "Tajna sala" in page(client, event, "?day=2026-12-15")


def test_place_that_not_everybody_sees_is_not_named(client, make, organisation):
    hidden = LocationFactory(
        organisation=organisation, name="Tajna sala", street_name="Tajna", latitude=50.08, longitude=19.9
    )
    event = make(location=hidden)
    assert "Tajn" not in client.get(f"/podworze/calendar/{event.pk}/").text
    assert event.latitude is None


def test_event_of_another_area_is_not_found_here(client, make):
    other = EventFactory(visibility=Visibility.PUBLIC)
    assert client.get(f"/podworze/calendar/{other.pk}/").status_code == 404


def test_text_of_people_is_text(client, make):
    event = make("<script>alert(1)</script>", description="<b>x</b>", place_name="<i>y</i>")
    shown = client.get(f"/podworze/calendar/{event.pk}/").text
    assert "<script>alert" not in shown
    assert "<b>x</b>" not in shown
    assert "<i>y</i>" not in shown
    assert "<script>alert" not in client.get("/podworze/calendar/").text
    assert "<script>alert" not in client.get("/podworze/calendar/?view=month").text


def test_editor_finds_the_way_to_change_it(client, make, organisation):
    event = make()
    assert "/edit/" not in client.get(f"/podworze/calendar/{event.pk}/").text
    client.force_login(MembershipFactory(organisation=organisation, role=MembershipRole.EDITOR).user)
    assert f'href="/podworze/calendar/{event.pk}/edit/"' in client.get(f"/podworze/calendar/{event.pk}/").text


def test_one_sees_whom_to_ring(client, make, organisation):
    event = make()
    office = ContactFactory(organisation=organisation, role="Sekretariat")
    ContactFieldFactory(contact=office, public=True, value="+48 12 000 00 01")
    ContactFieldFactory(contact=office, value="+48 12 000 00 02", visibility=Visibility.ORGANISATION)
    shown = client.get(f"/podworze/calendar/{event.pk}/").text
    assert 'href="tel:+48120000001"' in shown
    assert "000 00 02" not in shown
    client.force_login(MembershipFactory(organisation=organisation).user)
    assert 'href="tel:+48120000002"' in client.get(f"/podworze/calendar/{event.pk}/").text
