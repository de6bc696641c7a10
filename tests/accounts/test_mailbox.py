import pytest

from podworko.core.mailbox import Mailbox
from tests.accounts.codes import ask_for_code
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def development(settings, tmp_path):
    settings.DEVELOPMENT = True
    settings.DATA = tmp_path
    settings.EMAIL_BACKEND = f"{Mailbox.__module__}.{Mailbox.__name__}"


def test_mailbox_shows_the_code_that_was_not_sent(client, development):
    UserFactory(email="anna@example.org")
    ask_for_code(client, "anna@example.org")
    page = client.get("/mailbox/").text
    assert "anna@example.org" in page
    assert "Kod do logowania" in page


def test_empty_mailbox_says_so(client, development):
    assert "Nie ma jeszcze żadnej wiadomości" in client.get("/mailbox/").text


def test_mailbox_is_there_only_in_development(client):
    assert client.get("/mailbox/").status_code == 404


@pytest.mark.parametrize("extra", [{"REMOTE_ADDR": "192.0.2.1"}, {"headers": {"X-Forwarded-For": "127.0.0.1"}}])
def test_mailbox_opens_from_this_machine_only(client, development, extra):
    assert client.get("/mailbox/", **extra).status_code == 404


def test_mailbox_does_not_open_at_a_public_address(client, development, settings):
    settings.SITE = settings.SITE._replace(is_loopback=False, host="podworko.example")
    assert client.get("/mailbox/").status_code == 404


def test_mail_is_shown_as_text(client, development, settings):
    from django.core.mail import send_mail

    send_mail("Temat", "<script>alert(1)</script>", None, ["anna@example.org"])
    assert "<script>alert" not in client.get("/mailbox/").text
