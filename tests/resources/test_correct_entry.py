"""The link „chcę zmienić”: only what everybody sees, side by side for the coordinator, or at once where so chosen."""

from datetime import date

import pytest
import time_machine

from podworko.core.visibility import Visibility
from podworko.resources.actions.freshness import accept_reply, undo_reply
from podworko.resources.models import FreshnessReply, FreshnessSettings
from tests.factories import AreaFactory, ContactFieldFactory, LocationFactory
from tests.register import form_on
from tests.resources.fresh import TUESDAY, an_entry, give_address, links_in, run_asking, turn_on


@pytest.fixture
def school(db):
    azory = AreaFactory(name="Azory")
    school = an_entry(azory, "Szkoła nr 5", editor_note="sekret", assured_date=date(2025, 11, 1))
    way = give_address(school)
    ContactFieldFactory(contact=way.contact, value="500 100 200", visibility=Visibility.PRIVATE)
    LocationFactory(
        organisation=school,
        visibility=Visibility.PUBLIC,
        street_name="Weissa",
        house_number="8",
        flat_number="13",
        latitude=50.08,
        longitude=19.9,
    )
    turn_on(azory)
    return school


@pytest.fixture
def path(school, mailoutbox):
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
        yield links_in(mailoutbox[0], "change")[0]


def send(client, path, **values):
    return client.post(path, form_on(client.get(path)).filled(**values), follow=True)


def test_form_holds_what_everybody_sees_and_nothing_else(client, path, school):
    text = client.get(path).text
    assert "Szkoła nr 5" in text
    assert "Weissa 8" in text
    assert "sekretariat@szkola.example" in text
    for hidden in ("sekret<", "500 100 200", "8/13"):
        assert hidden not in text


def test_correction_waits_for_the_coordinator(client, path, school):
    send(client, path, name="Szkoła Podstawowa nr 5", new_phone="12 345 67 89")
    reply = FreshnessReply.objects.get()
    assert reply.state == "waiting"
    assert reply.values["name"] == {"label": "Nazwa", "was": "Szkoła nr 5", "now": "Szkoła Podstawowa nr 5"}
    assert set(reply.values) == {"name", "new_phone"}
    school.refresh_from_db()
    assert school.name == "Szkoła nr 5"


def test_accepting_changes_the_entry_and_undoing_puts_it_back(client, path, school):
    way = school.contacts.get().fields.get(kind="email")
    values = {"name": "Szkoła Podstawowa nr 5", "new_phone": "12 345 67 89", f"way-{way.pk}": "biuro@szkola.example"}
    send(client, path, **values)
    reply = FreshnessReply.objects.get()
    accept_reply(reply, by=None)
    school.refresh_from_db()
    way.refresh_from_db()
    assert (school.name, way.value) == ("Szkoła Podstawowa nr 5", "biuro@szkola.example")
    assert school.assured_date == date(2026, 11, 24)
    phone = school.contacts.get().fields.get(value="+48 12 345 67 89")
    assert phone.visibility == Visibility.PUBLIC
    undo_reply(reply, by=None)
    for row in (school, way, phone):
        row.refresh_from_db()
    assert (school.name, way.value) == ("Szkoła nr 5", "sekretariat@szkola.example")
    assert school.assured_date == date(2025, 11, 1)
    assert phone.visibility == Visibility.ORGANISATION


def test_a_contact_that_is_no_more_is_no_longer_shown(client, path, school):
    way = school.contacts.get().fields.get(kind="email")
    send(client, path, **{f"way-{way.pk}": ""})
    accept_reply(FreshnessReply.objects.get(), by=None)
    way.refresh_from_db()
    assert way.visibility == Visibility.ORGANISATION


def test_address_and_hours_are_left_to_a_person(client, path, school):
    place = school.locations.get()
    send(client, path, **{f"address-{place.pk}": "Elsnera 3", f"hours-{place.pk}": "pn–pt 8–16"})
    accept_reply(FreshnessReply.objects.get(), by=None)
    place.refresh_from_db()
    assert place.street_name == "Weissa", "the point on the map would be wrong"


def test_area_may_take_corrections_at_once(client, path, school):
    FreshnessSettings.objects.update(applies_directly=True)
    send(client, path, name="Szkoła Podstawowa nr 5")
    school.refresh_from_db()
    assert school.name == "Szkoła Podstawowa nr 5"
    page = send(client, path, undo="1")
    school.refresh_from_db()
    assert school.name == "Szkoła nr 5"
    assert "Popraw to, co się zmieniło" in page.text


def test_a_correction_that_corrects_nothing_is_refused(client, path):
    page = send(client, path)
    assert "Nic tu nie zmieniono" in page.text
    assert not FreshnessReply.objects.exists()


def test_a_wrong_number_keeps_what_was_typed(client, path):
    page = send(client, path, new_phone="abc", note="Zmieniliśmy nazwę")
    assert "To nie wygląda na numer telefonu" in page.text
    assert "Zmieniliśmy nazwę" in page.text
    assert not FreshnessReply.objects.exists()


def test_words_of_people_stay_words(client, path, school):
    send(client, path, name="<script>alert(1)</script>", description="<b>x</b>")
    accept_reply(FreshnessReply.objects.get(), by=None)
    text = client.get("/azory/organisations/szkola-nr-5/").text
    assert "<script>alert" not in text
