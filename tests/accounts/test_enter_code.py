import pytest
import time_machine
from django.test import Client

from tests.accounts.codes import ask_for_code, latest_code
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return UserFactory(email="anna@example.org", language="uk")


def enter(client, code, **data):
    return client.post("/accounts/code/", {"code": code, **data})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_code_signs_in(client, anna):
    ask_for_code(client, anna.email)
    response = enter(client, latest_code())
    assert response.status_code == 302
    assert int(client.session["_auth_user_id"]) == anna.pk
    assert response.cookies["django_language"].value == "uk"


def test_code_is_taken_without_dash_and_with_spaces(client, anna):
    ask_for_code(client, anna.email)
    enter(client, f" {latest_code().replace('-', ' ')} ")
    assert is_signed_in(client)


def test_code_brings_back_where_one_was_going(client, anna):
    ask_for_code(client, anna.email)
    assert enter(client, latest_code(), next="/azory/map/").url == "/azory/map/"


def test_code_goes_nowhere_outside(client, anna):
    ask_for_code(client, anna.email)
    assert enter(client, latest_code(), next="https://evil.example/").url == "/"


def test_code_works_once(client, anna):
    ask_for_code(client, anna.email)
    code = latest_code()
    enter(client, code)
    client.post("/accounts/sign-out/")
    assert enter(client, code).url == "/accounts/sign-in/"
    assert not is_signed_in(client)


def test_code_works_only_in_the_browser_that_asked(client, anna):
    ask_for_code(client, anna.email)
    other = Client()
    assert enter(other, latest_code()).url == "/accounts/sign-in/"
    assert not is_signed_in(other)


def test_code_ends_after_three_wrong_ones(client, anna):
    ask_for_code(client, anna.email)
    code = latest_code()
    assert enter(client, "0000-0000").status_code == 200
    assert enter(client, "0000-0001").status_code == 200
    assert enter(client, "0000-0002").url == "/accounts/sign-in/"
    enter(client, code)
    assert not is_signed_in(client)


def test_code_ends_after_a_quarter_of_an_hour(client, anna):
    with time_machine.travel("2026-11-21 10:00", tick=False):
        ask_for_code(client, anna.email)
    with time_machine.travel("2026-11-21 10:16", tick=False):
        assert enter(client, latest_code()).url == "/accounts/sign-in/"
    assert not is_signed_in(client)


def test_a_new_code_replaces_the_old_one(client, anna):
    ask_for_code(client, anna.email)
    old = latest_code()
    ask_for_code(client, anna.email)
    enter(client, old)
    assert not is_signed_in(client)
    enter(client, latest_code())
    assert is_signed_in(client)


def test_guessing_is_limited_over_many_codes(client, anna):
    for number in range(10):
        ask_for_code(client, f"osoba{number}@example.org")
        for _ in range(3):
            enter(client, "0000-0000")
    visitor = Client()
    ask_for_code(visitor, anna.email)
    assert "Za dużo prób" in enter(visitor, latest_code()).text
    assert not is_signed_in(visitor)


def test_a_stranger_can_guess_nothing(client):
    ask_for_code(client, "nikt@example.org")
    assert enter(client, "").status_code == 200
    enter(client, "0000-0000")
    assert not is_signed_in(client)


def test_code_page_without_a_code_sends_back(client, db):
    assert client.get("/accounts/code/").url == "/accounts/sign-in/"


def test_on_a_shared_computer_the_session_ends_with_the_browser(client, anna):
    ask_for_code(client, anna.email)
    enter(client, latest_code(), is_shared_computer="on")
    assert client.session.get_expire_at_browser_close()


def test_on_ones_own_computer_the_session_stays(client, anna):
    ask_for_code(client, anna.email)
    enter(client, latest_code())
    assert not client.session.get_expire_at_browser_close()


def test_signing_in_gives_the_browser_a_new_session(client, anna):
    ask_for_code(client, anna.email)
    before = client.session.session_key
    enter(client, latest_code())
    assert client.session.session_key != before


def test_session_cookie_is_kept_from_scripts_and_other_sites(client, anna):
    ask_for_code(client, anna.email)
    cookie = enter(client, latest_code()).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_closed_account_is_out_at_once(client, anna):
    client.force_login(anna)
    assert client.get("/accounts/sign-out/").wsgi_request.user.is_authenticated
    anna.is_active = False
    anna.save()
    assert not client.get("/accounts/sign-out/").wsgi_request.user.is_authenticated
