import pytest

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_sign_out_asks_first(client):
    client.force_login(UserFactory(name="Anna"))
    assert "Anna" in client.get("/accounts/sign-out/").text
    assert "_auth_user_id" in client.session


def test_sign_out_ends_the_session(client):
    client.force_login(UserFactory())
    assert client.post("/accounts/sign-out/").url == "/"
    assert "_auth_user_id" not in client.session


def test_sign_out_goes_nowhere_outside(client):
    client.force_login(UserFactory())
    assert client.post("/accounts/sign-out/", {"next": "https://evil.example/"}).url == "/"


def test_sign_out_when_nobody_is_signed_in_says_so(client):
    assert "Nikt nie jest" in client.get("/accounts/sign-out/").text
