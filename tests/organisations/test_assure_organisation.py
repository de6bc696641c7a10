from django.utils import timezone

from tests.register import messages_on

ADDRESS = "/azory/organisations/szkola-nr-5/assure/"


def test_one_click_says_that_the_entry_is_right_today(signed_in, estate):
    response = signed_in("editor").post(ADDRESS, follow=True)
    estate.school.refresh_from_db()
    assert estate.school.assured_date == timezone.localdate()
    assert estate.school.assured_by == "organizacja"
    assert "Zapisano, że wpis jest dziś sprawdzony." in messages_on(response)


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
