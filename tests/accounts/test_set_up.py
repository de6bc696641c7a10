from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from podworko.accounts import actions
from podworko.accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return f"/accounts/set-up/{actions.create_first_administrator_link()}/"


def set_up(client, link, email="anna@example.org"):
    return client.post(link, {"email": email, "name": "Anna"})


def test_first_link_makes_the_administrator_and_signs_in(client, link):
    assert client.get(link).status_code == 200
    set_up(client, link)
    anna = User.objects.keepers().get()
    assert anna.email == "anna@example.org"
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_first_link_works_once(client, link):
    set_up(client, link)
    client.post("/accounts/sign-out/")
    assert client.get(link).status_code == 404
    set_up(client, link, email="inna@example.org")
    assert User.objects.keepers().count() == 1
    assert "_auth_user_id" not in client.session


def test_first_link_survives_a_typing_mistake(client, link):
    set_up(client, link, email="anna@")
    set_up(client, link)
    assert User.objects.keepers().exists()


def test_first_link_makes_nobody_where_there_is_an_administrator(client, link):
    UserFactory(is_administrator=True)
    set_up(client, link)
    assert User.objects.keepers().count() == 1


def test_command_prints_the_first_link(client):
    out = StringIO()
    call_command("sign_in_link", "--first-administrator", stdout=out)
    assert client.get(out.getvalue().strip().removeprefix("http://localhost:8000")).status_code == 200


def test_command_refuses_a_second_first_administrator():
    UserFactory(is_administrator=True)
    with pytest.raises(CommandError, match="już administratora"):
        call_command("sign_in_link", "--first-administrator")
