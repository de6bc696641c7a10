"""The link „nadal aktualne”: opening shows, the button acts, once, on the version that was read."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from podworko.core import tokens
from podworko.organisations.actions.organisation import change_organisation
from podworko.resources.models import FreshnessAsk, FreshnessLink, FreshnessReply
from tests.factories import AreaFactory, ContactFieldFactory
from tests.register import form_on, messages_on
from tests.resources.fresh import TUESDAY, an_entry, give_address, links_in, run_asking, turn_on


@pytest.fixture
def school(db):
    azory = AreaFactory(name="Azory")
    school = an_entry(azory, "Szkoła nr 5", assured_date=date(2025, 11, 1))
    give_address(school)
    turn_on(azory)
    return school


@pytest.fixture
def mail(school, mailoutbox):
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
        yield mailoutbox[0]


def press(client, path, **values):
    return client.post(path, form_on(client.get(path)).filled(**values), follow=True)


def test_opening_shows_the_entry_and_changes_nothing(client, mail, school):
    (path,) = links_in(mail)
    for _time in range(3):
        page = client.get(path)
        assert page.status_code == 200
        assert "sekretariat@szkola.example" in page.text
        assert "no-store" in page["Cache-Control"]
    assert client.head(path).status_code == 200
    school.refresh_from_db()
    assert school.assured_date == date(2025, 11, 1)
    assert not FreshnessReply.objects.exists()


def test_button_confirms_entry_and_contacts_and_ends_the_asking(client, mail, school):
    page = press(client, links_in(mail)[0])
    school.refresh_from_db()
    assert school.assured_date == timezone.localdate()
    assert school.assured_by == "organizacja, e-mailem"
    assert school.contacts.get().fields.get().confirmed_date == timezone.localdate()
    assert FreshnessAsk.objects.get().closed_at is not None
    assert "Dziękujemy" in page.text


def test_a_second_click_does_nothing_more(client, mail, school):
    (path,) = links_in(mail)
    form = form_on(client.get(path)).filled()
    for _click in range(2):
        client.post(path, form)
    assert FreshnessReply.objects.count() == 1


def test_other_links_of_the_mail_do_nothing_afterwards(client, mail, school):
    press(client, links_in(mail)[0])
    for what in ("change", "gone"):
        (path,) = links_in(mail, what)
        page = client.get(path)
        assert "Ktoś już na to odpowiedział" in page.text
        client.post(path, {"shown": "x"})
    assert FreshnessReply.objects.count() == 1


@pytest.mark.parametrize("other", ["change", "gone", "all"])
def test_a_link_does_only_the_thing_it_was_made_for(client, mail, other):
    path = links_in(mail)[0].replace("/current/", f"/{other}/")
    assert client.get(path).status_code == 404
    client.post(path, {"shown": "x", "name": "Inna"})
    assert not FreshnessReply.objects.exists()


def test_an_entry_that_has_changed_is_shown_as_it_is_now(client, mail, school):
    (path,) = links_in(mail)
    before = form_on(client.get(path)).filled()
    change_organisation(school, values={"description": "Nowy opis"}, by=None)
    page = client.get(path)
    assert "Wpis zmienił się od wysłania e-maila" in page.text
    assert "Nowy opis" in page.text
    late = client.post(path, before)
    assert "W tym czasie ktoś zmienił wpis" in " ".join(messages_on(late))
    assert not FreshnessReply.objects.exists(), "what was not read is not confirmed"
    press(client, path)
    assert FreshnessReply.objects.count() == 1


def test_a_changed_telephone_is_a_changed_entry(client, mail, school):
    way = ContactFieldFactory(contact=school.contacts.get(), public=True)
    assert "Wpis zmienił się" in client.get(links_in(mail)[0]).text
    assert way.value in client.get(links_in(mail)[0]).text


def test_a_link_runs_out(client, school, mailoutbox):
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
    (path,) = links_in(mailoutbox[0])
    with time_machine.travel("2027-01-24 10:00+01:00", tick=False):
        assert "Czas tego odnośnika minął" in client.get(path).text
        client.post(path, {"shown": FreshnessLink.objects.first().shown})
    assert not FreshnessReply.objects.exists()


def test_a_slip_can_be_taken_back_by_the_same_link(client, mail, school):
    (path,) = links_in(mail)
    press(client, path)
    page = press(client, path, undo="1")
    assert "Odnośnik znów działa" in " ".join(messages_on(page))
    school.refresh_from_db()
    assert (school.assured_date, school.assured_by) == (date(2025, 11, 1), "")
    assert school.contacts.get().fields.get().confirmed_date is None
    assert FreshnessAsk.objects.get().closed_at is None
    press(client, path)
    school.refresh_from_db()
    assert school.assured_date == timezone.localdate()


def test_after_a_day_only_the_coordinator_takes_it_back(client, school, mailoutbox):
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
        (path,) = links_in(mailoutbox[0])
        press(client, path)
    with time_machine.travel("2026-11-26 10:00+01:00", tick=False):
        assert "Cofnij odpowiedź" not in client.get(path).text
        client.post(path, {"undo": "1"})
    assert FreshnessReply.objects.get().state == "applied"


def test_what_was_changed_since_is_not_taken_back(client, mail, school):
    (path,) = links_in(mail)
    press(client, path)
    change_organisation(school, values={"assured_by": "koordynator osiedla"}, by=None)
    page = press(client, path, undo="1")
    assert "Od tego czasu ktoś zmienił wpis" in " ".join(messages_on(page))


def test_a_made_up_link_says_so(client, mail):
    page = client.get(f"/azory/freshness/asked/{tokens.new_token()}/current/")
    assert page.status_code == 404
    assert "Ten odnośnik nie działa" in page.text


def test_without_a_token_of_the_form_nothing_is_done(mail, school):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(links_in(mail)[0], {"shown": "x"}).status_code == 403


def test_an_entry_that_was_hidden_since_is_not_shown_by_an_old_mail(client, mail, school):
    school.visibility = "partners"
    school.description = "Tajne"
    school.save()
    for what in ("current", "change", "gone"):
        text = client.get(links_in(mail, what)[0]).text
        assert "Tajne" not in text
        assert "Szkoła" not in text.split("<main")[1]
