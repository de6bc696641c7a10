import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from podworko.accounts.models import User
from tests.accounts.codes import ask_for_code, code_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def neutral(response):
    """The page without what differs from visit to visit."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.text)
    return re.sub(r"\w+@example\.org", "", text)


def test_sign_in_sends_a_code_to_an_account(client):
    UserFactory(email="anna@example.org")
    response = ask_for_code(client, "anna@example.org")
    assert response.url == "/accounts/code/"
    assert mail.outbox[0].to == ["anna@example.org"]
    assert code_in(mail.outbox[0]) in mail.outbox[0].body


def test_sign_in_takes_the_address_in_any_case_and_with_spaces(client):
    UserFactory(email="anna@example.org")
    ask_for_code(client, "  Anna@Example.ORG ")
    assert code_in(mail.outbox[0])


def test_sign_in_answers_a_stranger_as_it_answers_an_account(client):
    UserFactory(email="anna@example.org")
    known = ask_for_code(client, "anna@example.org", follow=True)
    unknown = ask_for_code(Client(), "nikt@example.org", follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert neutral(known) == neutral(unknown)


def test_sign_in_tells_the_mailbox_of_a_stranger_that_there_is_no_account(client):
    ask_for_code(client, "nikt@example.org")
    assert mail.outbox[0].to == ["nikt@example.org"]
    assert "nie ma konta" in mail.outbox[0].subject
    assert not User.objects.exists()


def test_sign_in_of_a_closed_account_sends_no_code(client):
    UserFactory(email="anna@example.org", is_active=False)
    ask_for_code(client, "anna@example.org")
    assert "nie ma konta" in mail.outbox[0].subject


def test_sign_in_refuses_what_is_no_address(client):
    response = ask_for_code(client, "anna")
    assert response.status_code == 200
    assert "error" in response.text
    assert mail.outbox == []


def test_sign_in_sends_no_more_than_three_codes_a_minute_to_one_address(client):
    UserFactory(email="anna@example.org")
    for _ in range(3):
        assert ask_for_code(Client(), "anna@example.org").status_code == 302
    response = ask_for_code(Client(), "anna@example.org")
    assert "Za dużo prób" in response.text
    assert len(mail.outbox) == 3


def test_sign_in_limits_one_visitor_whatever_forwarding_headers_they_forge(client):
    answers = [
        ask_for_code(Client(), f"osoba{number}@example.org", headers={"X-Forwarded-For": f"10.0.0.{number}"})
        for number in range(21)
    ]
    assert [answer.status_code for answer in answers] == [302] * 20 + [200]


def test_sign_in_behind_a_proxy_counts_each_visitor_apart_by_what_the_proxy_wrote(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(21):
        forged = {"X-Forwarded-For": f"1.2.3.{number}, 203.0.113.9"}
        last = ask_for_code(Client(), f"osoba{number}@example.org", headers=forged)
    assert last.status_code == 200
    other = ask_for_code(Client(), "inna@example.org", headers={"X-Forwarded-For": "198.51.100.7"})
    assert other.status_code == 302


def test_sign_in_says_when_the_mail_server_is_down(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
    UserFactory(email="anna@example.org")
    for email in ("anna@example.org", "nikt@example.org"):
        assert "Nie udało się wysłać" in ask_for_code(client, email).text


def test_sign_in_keeps_where_one_was_going(client):
    UserFactory(email="anna@example.org")
    response = client.post("/accounts/sign-in/", {"email": "anna@example.org", "next": "/azory/map/?q=szkoła"})
    assert response.url == "/accounts/code/?next=%2Fazory%2Fmap%2F%3Fq%3Dszko%C5%82a"


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_sign_in_forgets_a_destination_outside(client, url):
    UserFactory(email="anna@example.org")
    response = client.post("/accounts/sign-in/", {"email": "anna@example.org", "next": url})
    assert response.url == "/accounts/code/"


def test_sign_in_sends_on_who_is_signed_in_already(client):
    client.force_login(UserFactory())
    assert client.get("/accounts/sign-in/?next=/azory/map/").url == "/azory/map/"


def test_sign_in_lists_demo_accounts_only_in_development_on_this_machine(client, settings):
    UserFactory(email="pokaz@azory.example", is_demo=True)
    assert "pokaz@azory.example" not in client.get("/accounts/sign-in/").text
    settings.DEVELOPMENT = True
    assert "pokaz@azory.example" in client.get("/accounts/sign-in/").text
    assert "pokaz@azory.example" not in client.get("/accounts/sign-in/", REMOTE_ADDR="192.0.2.1").text


def test_sign_in_mail_headers_hold_nothing_that_a_person_typed(client):
    UserFactory(email="anna@example.org", name="Anna\r\nBcc: ofiara@example.org\n[klik](https://evil.example)")
    ask_for_code(client, "anna@example.org")
    message = mail.outbox[0].message()
    assert message["To"] == "anna@example.org"
    assert message["Bcc"] is None
    assert "klik" not in str(message["Subject"])


def test_pages_ask_for_sign_in_by_default():
    assert "podworko.accounts.middleware.SignInRequiredMiddleware" in settings.MIDDLEWARE


def test_page_that_is_no_address_is_not_gone_back_to(client, db):
    response = client.get("/azory/desk/", headers={"HX-Request": "true", "Referer": "http://["})
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].endswith("?next=/")
