import pytest

from podworko.accounts import demo
from podworko.accounts.models import User
from tests.accounts.codes import ask_for_code
from tests.factories import AreaFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_user():
    return UserFactory(email="pokaz@azory.example", is_demo=True)


def sign_in(client, user, **extra):
    return client.post("/accounts/sign-in/demo/", {"email": user.email}, **extra)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_demo_account_signs_in_on_this_machine(client, demo_user):
    sign_in(client, demo_user)
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "extra",
    [
        {"REMOTE_ADDR": "192.0.2.1"},
        {"REMOTE_ADDR": "192.0.2.1", "headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"X-Real-IP": "127.0.0.1"}},
        {"headers": {"Forwarded": "for=127.0.0.1"}},
        {"REMOTE_ADDR": ""},
    ],
)
def test_demo_account_signs_in_from_nowhere_else(client, demo_user, extra):
    assert sign_in(client, demo_user, **extra).status_code == 404
    assert not is_signed_in(client)


def test_demo_account_signs_in_at_no_public_address(client, demo_user, settings):
    settings.SITE = settings.SITE._replace(is_loopback=False, host="podworko.example")
    assert sign_in(client, demo_user).status_code == 404


def test_demo_session_ends_where_the_instance_becomes_public(client, demo_user, settings):
    sign_in(client, demo_user)
    settings.SITE = settings.SITE._replace(is_loopback=False, host="podworko.example")
    assert not client.get("/accounts/sign-in/").wsgi_request.user.is_authenticated


def test_an_ordinary_account_is_no_demo_account(client):
    assert sign_in(client, UserFactory()).status_code == 404
    assert not is_signed_in(client)


def test_demo_account_gets_no_code_from_elsewhere(client, demo_user, mailoutbox):
    ask_for_code(client, demo_user.email, REMOTE_ADDR="192.0.2.1")
    assert "nie ma konta" in mailoutbox[0].subject


def test_demo_accounts_are_made_once_with_their_roles():
    AreaFactory(name="Azory", slug="azory")
    demo.load()
    demo.load()
    assert User.objects.filter(is_demo=True).count() == len(demo.ACCOUNTS)
    roles = User.objects.get(email=demo.COORDINATOR).area_roles
    assert [(role.kind, role.area.slug) for role in roles.all()] == [("coordinator", "azory")]
    assert not User.objects.keepers().exists()
