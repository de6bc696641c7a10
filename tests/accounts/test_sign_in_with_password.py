import pytest
from django.test import Client

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "trzepak-na-podworku"


@pytest.fixture
def anna():
    user = UserFactory(email="anna@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, email, password, **data):
    return client.post("/accounts/sign-in/password/", {"email": email, "password": password, **data})


def test_password_signs_in_and_goes_on(client, anna):
    assert sign_in(client, "Anna@example.org", PASSWORD, next="/azory/map/").url == "/azory/map/"
    assert int(client.session["_auth_user_id"]) == anna.pk


def test_wrong_password_and_unknown_address_get_one_answer(client, anna):
    wrong = sign_in(client, anna.email, "nie-to-haslo").text
    unknown = sign_in(Client(), "nikt@example.org", "nie-to-haslo").text
    assert "Adres albo hasło się nie zgadza" in wrong
    assert wrong.count("nie zgadza") == unknown.count("nie zgadza")


def test_account_without_a_password_has_none_that_fits(client):
    user = UserFactory(email="ewa@example.org", password="")
    for password in ("", "!", user.password or "x"):
        sign_in(client, user.email, password)
    assert "_auth_user_id" not in client.session


def test_closed_account_is_refused_like_a_wrong_password(client, anna):
    anna.is_active = False
    anna.save()
    assert "Adres albo hasło się nie zgadza" in sign_in(client, anna.email, PASSWORD).text


def test_guessing_a_password_is_limited_per_account_from_any_address(client, anna):
    for number in range(5):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), anna.email, "nie-to-haslo")
    response = sign_in(Client(REMOTE_ADDR="192.0.2.77"), anna.email, PASSWORD)
    assert "Za dużo prób" in response.text
