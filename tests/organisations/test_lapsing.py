"""Contacts that nobody confirms leave everything that everybody sees after a year, with notice, and come back."""

from datetime import date

import pytest
import time_machine

from podworko.core.search import index
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.actions.contact import change_contact_field
from podworko.organisations.actions.organisation import assure_organisation
from podworko.organisations.models import Contact, ContactField
from podworko.organisations.reach import reach_of
from podworko.resources import schedule
from podworko.resources.schedule import hide_unconfirmed
from tests.factories import ContactFactory, ContactFieldFactory, LocationFactory, OrganisationFactory

NUMBER = "12 345 67 89"


@pytest.fixture
def phone(club):
    contact = ContactFactory(organisation=club, holder_name="Ewa Znana", holder_visibility=Visibility.PUBLIC)
    return ContactFieldFactory(contact=contact, public=True, value=NUMBER)


def hide_on(*days):
    for day in days:
        with time_machine.travel(f"{day} 03:00+01:00", tick=False):
            hide_unconfirmed.call()


def lapse(phone):
    hide_on("2026-12-05", "2027-01-03")
    phone.refresh_from_db()
    assert phone.lapsed_at == date(2027, 1, 3)


def test_it_is_announced_a_month_before_and_hidden_after_a_year(phone):
    hide_on("2026-12-02")
    phone.refresh_from_db()
    assert phone.lapse_notice_date is None
    hide_on("2026-12-03")
    phone.refresh_from_db()
    assert phone.lapse_notice_date == date(2026, 12, 3)
    hide_on("2027-01-02")
    phone.refresh_from_db()
    assert phone.lapsed_at is None, "a whole year"
    hide_on("2027-01-03")
    phone.refresh_from_db()
    assert phone.lapsed_at == date(2027, 1, 3)


def test_nothing_old_disappears_without_two_weeks_of_notice(phone):
    hide_on("2029-06-01", "2029-06-14")
    phone.refresh_from_db()
    assert phone.lapsed_at is None
    hide_on("2029-06-15")
    phone.refresh_from_db()
    assert phone.lapsed_at == date(2029, 6, 15)


def test_it_leaves_every_public_queryset_and_stays_with_partners(phone, club, stranger, member, coordinator):
    lapse(phone)
    assert not ContactField.objects.public().exists()
    assert not ContactField.objects.visible_to(reach_of(stranger)).exists()
    assert ContactField.objects.visible_to(reach_of(member)).get() == phone
    assert ContactField.objects.visible_to(reach_of(coordinator)).get() == phone
    assert not Contact.objects.naming_holder_to(Reach()).exists()
    assert Contact.objects.naming_holder_to(reach_of(member)).exists()


@pytest.fixture
def everywhere(club, azory, client):
    """Where a passer-by might read a number."""
    LocationFactory(organisation=club, visibility=Visibility.PUBLIC, street_name="Weissa", house_number="4")

    def texts():
        found = [client.get("/azory/organisations/klub/").text]
        found.append(b"".join(client.get("/azory/organisations.csv").streaming_content).decode("utf-8-sig"))
        found.append(client.get("/azory/search/?q=Znana").text.split("<main")[1])
        return found

    return texts


def test_pages_file_and_search_lose_it_and_get_it_back_at_once(phone, club, everywhere):
    index.rebuild()
    with time_machine.travel("2026-12-06 12:00+01:00", tick=False):
        page, file, found = everywhere()
    assert "345 67 89" in page
    assert "Ewa Znana" in page
    assert "345 67 89" in file
    assert "/azory/organisations/klub/" in found
    lapse(phone)
    with time_machine.travel("2027-01-04 12:00+01:00", tick=False):
        page, file, found = everywhere()
        assert "345 67 89" not in page + file
        assert "Ewa Znana" not in page + file
        assert "/azory/organisations/klub/" not in found
        assure_organisation(club, assured_by="organizacja", by=None)
        page, file, found = everywhere()
        assert "345 67 89" in page
        assert "345 67 89" in file
        assert "/azory/organisations/klub/" in found


def test_confirming_the_contact_alone_brings_it_back_too(phone):
    lapse(phone)
    change_contact_field(phone, values={"confirmed_date": date(2027, 1, 5)}, by=None)
    phone.refresh_from_db()
    assert (phone.lapsed_at, phone.lapse_notice_date) == (None, None)


def test_checking_an_entry_confirms_what_everybody_sees_and_nothing_else(phone, club):
    own = ContactFieldFactory(contact=phone.contact, value="12 000 00 01")
    over = ContactFieldFactory(
        contact=ContactFactory(organisation=club, held_until=date(2020, 1, 1)), public=True, value="12 000 00 02"
    )
    assure_organisation(club, assured_by="organizacja", by=None)
    confirmed = dict(ContactField.objects.values_list("pk", "confirmed_date"))
    assert confirmed[phone.pk] is not None
    assert confirmed[own.pk] is None
    assert confirmed[over.pk] is None


def test_a_contact_that_only_partners_see_is_left_alone(club):
    ContactFieldFactory(contact=ContactFactory(organisation=club), visibility=Visibility.PARTNERS)
    hide_on("2029-06-01", "2029-07-01")
    assert not ContactField.objects.filter(lapsed_at__isnull=False).exists()


def test_a_job_that_died_in_the_middle_goes_on(azory, monkeypatch):
    for number in range(3):
        made = OrganisationFactory(home_area=azory, name=f"Klub {number}", visibility=Visibility.PUBLIC)
        ContactFieldFactory(contact=ContactFactory(organisation=made), public=True)
    done = []

    def dying(organisation, *, by):
        if len(done) == 1:
            raise RuntimeError
        done.append(organisation)
        return schedule_announce(organisation, by=by)

    schedule_announce = schedule.announce_lapse
    with monkeypatch.context() as patched:
        patched.setattr(schedule, "announce_lapse", dying)
        with pytest.raises(RuntimeError):
            hide_on("2027-06-01")
    hide_on("2027-06-02")
    days = list(ContactField.objects.order_by("pk").values_list("lapse_notice_date", flat=True))
    assert days == [date(2027, 6, 1), date(2027, 6, 2), date(2027, 6, 2)]
