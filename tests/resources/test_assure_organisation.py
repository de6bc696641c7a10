from datetime import timedelta

import pytest
from django.utils import timezone

from podworko.core.models import AuditEntry
from podworko.organisations.actions.organisation import assure_organisation, change_organisation
from podworko.organisations.models import Organisation
from podworko.resources.models import FreshnessReply
from tests.register import messages_on

ADDRESS = "/azory/organisations/szkola-nr-5/assure/"


def test_one_click_says_that_the_entry_is_right_today(signed_in, estate):
    response = signed_in("editor").post(ADDRESS, follow=True)
    estate.school.refresh_from_db()
    assert estate.school.assured_date == timezone.localdate()
    assert estate.school.assured_by == "organizacja"
    assert "Zapisano, że wpis jest dziś sprawdzony. Można to cofnąć na jego stronie." in messages_on(response)


def test_the_public_learns_the_office_and_not_the_name(signed_in, estate):
    signed_in("coordinator").post(ADDRESS)
    estate.school.refresh_from_db()
    assert estate.school.assured_by == "koordynator osiedla"


def test_whoever_came_from_the_desk_goes_back_there(signed_in, estate):
    assert signed_in("coordinator").post(ADDRESS, {"desk": "azory"}).url == "/azory/desk/"
    assert signed_in("coordinator").post(ADDRESS, {"desk": "//evil.example"}).url.endswith("/keep/")


def test_desk_that_is_no_address_leads_to_the_entry(signed_in, estate):
    assert signed_in("coordinator").post(ADDRESS, {"desk": "a\0b"}).url.endswith("/keep/")


def test_a_link_does_nothing(signed_in, estate):
    assert signed_in("editor").get(ADDRESS).status_code == 405


def test_stranger_finds_no_such_page(signed_in, estate):
    assert signed_in("stranger").post(ADDRESS).status_code == 404


PAGE = "/azory/organisations/szkola-nr-5/"


@pytest.mark.parametrize(("who", "office"), [("editor", "organizacja"), ("coordinator", "koordynator osiedla")])
def test_who_keeps_it_confirms_on_its_page_and_takes_it_back(signed_in, estate, who, office):
    long_ago = timezone.localdate() - timedelta(days=400)
    Organisation.objects.filter(pk=estate.school.pk).update(assured_date=long_ago, assured_by="rada dzielnicy")
    client = signed_in(who)
    page = client.get(PAGE).text
    assert f'action="{ADDRESS}"' in page
    assert "Zgadza się?" not in page
    assert client.post(ADDRESS, {"back": PAGE}).url == PAGE
    estate.school.refresh_from_db()
    assert (estate.school.assured_date, estate.school.assured_by) == (timezone.localdate(), office)
    assert AuditEntry.objects.filter(verb="assure_organisation").first().actor_id == getattr(estate, who).pk
    assert 'name="undo"' in client.get(PAGE).text
    client.post(ADDRESS, {"back": PAGE, "undo": "1"})
    estate.school.refresh_from_db()
    assert (estate.school.assured_date, estate.school.assured_by) == (long_ago, "rada dzielnicy")
    assert 'name="undo"' not in client.get(PAGE).text


def test_second_tap_is_no_second_confirmation_and_what_changed_since_is_not_undone(signed_in, estate):
    client = signed_in("editor")
    client.post(ADDRESS)
    client.post(ADDRESS)
    assert FreshnessReply.objects.count() == 1
    assure_organisation(estate.school, assured_by="kto inny", by=None)
    change_organisation(estate.school, values={"name": "Szkoła"}, by=None)
    response = client.post(ADDRESS, {"undo": "1"}, follow=True)
    assert any("Od tego czasu ktoś zmienił wpis" in said for said in messages_on(response))
    estate.school.refresh_from_db()
    assert estate.school.assured_date == timezone.localdate()


def test_there_is_nothing_to_take_back_tomorrow(signed_in, estate, time_machine):
    signed_in("editor").post(ADDRESS)
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert 'name="undo"' not in signed_in("editor").get(PAGE).text
    signed_in("editor").post(ADDRESS, {"undo": "1"})
    estate.school.refresh_from_db()
    assert estate.school.assured_date is not None


def test_who_does_not_keep_it_is_asked_like_everybody(signed_in, estate, client):
    for who in ("stranger", "member"):
        page = signed_in(who).get(PAGE).text
        assert "Zgadza się?" in page
        assert ADDRESS not in page


def test_confirmation_of_who_keeps_it_is_no_answer_to_the_coordinator(signed_in, estate):
    signed_in("editor").post(ADDRESS)
    assert "Ostatnio zdecydowane" not in signed_in("coordinator").get("/azory/freshness/replies/").text


def test_another_site_is_no_page_to_go_back_to(signed_in, estate):
    assert signed_in("editor").post(ADDRESS, {"back": "//evil.example"}).url.endswith("/keep/")
