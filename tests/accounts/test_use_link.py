from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from podworko.accounts import actions
from podworko.accounts.models import SignInLink
from podworko.core.models import AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return UserFactory(email="anna@example.org", name="Anna")


def link_for(user):
    return f"/accounts/link/{actions.create_sign_in_link(email=user.email, by=None)}/"


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_link_signs_in_once(client, anna):
    link = link_for(anna)
    client.post(link)
    assert signed_in(client) == str(anna.pk)
    second = Client()
    assert second.get(link).status_code == 404
    assert "już nie działa" in second.post(link).text
    assert signed_in(second) is None


def test_opening_a_link_consumes_nothing(client, anna):
    link = link_for(anna)
    for method in (client.get, client.head, client.get):
        assert method(link).status_code == 200
    assert signed_in(client) is None
    client.post(link)
    assert signed_in(client) == str(anna.pk)


def test_link_ends_after_half_an_hour(client, anna):
    with time_machine.travel("2026-11-21 10:00", tick=False):
        link = link_for(anna)
    with time_machine.travel("2026-11-21 10:31", tick=False):
        client.post(link)
    assert signed_in(client) is None


def test_a_new_link_ends_the_old_one(client, anna):
    old, new = link_for(anna), link_for(anna)
    client.post(old)
    assert signed_in(client) is None
    client.post(new)
    assert signed_in(client)


def test_link_says_whose_session_it_ends(client, anna):
    client.force_login(UserFactory(name="Ewa"))
    page = client.get(link_for(anna)).text
    assert "Ewa" in page
    assert "Anna" in page


def test_link_of_a_closed_account_opens_nothing(client, anna):
    link = link_for(anna)
    anna.is_active = False
    anna.save()
    client.post(link)
    assert signed_in(client) is None


def test_the_database_does_not_hold_what_opens(client, anna):
    token = actions.create_sign_in_link(email=anna.email, by=None)
    kept = str(list(SignInLink.objects.values())) + str(list(AuditEntry.objects.values()))
    assert token not in kept


def test_command_prints_a_link_that_works(client, anna):
    out = StringIO()
    call_command("sign_in_link", "Anna@example.org", stdout=out)
    client.post(out.getvalue().strip().removeprefix("http://localhost:8000"))
    assert signed_in(client) == str(anna.pk)


def test_command_refuses_an_address_without_account(db):
    with pytest.raises(CommandError, match="nie ma konta"):
        call_command("sign_in_link", "nikt@example.org")


def test_guessing_links_is_limited(client, anna):
    for number in range(30):
        client.post(f"/accounts/link/zgaduj-{number}/")
    assert "Za dużo prób" in client.post(link_for(anna)).text


@pytest.mark.parametrize("place", ["http://[", "//[", "https://elsewhere.example/"])
def test_place_that_is_no_page_of_ours_is_not_gone_to(client, anna, place):
    response = client.post(f"{link_for(anna)}?next={place}")
    assert response.url == "/"
    assert signed_in(client)
