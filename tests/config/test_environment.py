import pytest
from django.core.exceptions import ImproperlyConfigured

from podworko.config import environment, instance

PASSWORD = "se%40cret"


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("TAK", True), ("off", False), ("", False), (" nie ", False)]
)
def test_flag_is_read(monkeypatch, value, expected):
    monkeypatch.setenv("PODWORKO_DEVELOPMENT", value)
    assert environment.flag("PODWORKO_DEVELOPMENT") is expected


def test_flag_that_is_neither_yes_nor_no_is_refused(monkeypatch):
    monkeypatch.setenv("PODWORKO_DEVELOPMENT", "maybe")
    with pytest.raises(ImproperlyConfigured, match=r"PODWORKO_DEVELOPMENT.*maybe"):
        environment.flag("PODWORKO_DEVELOPMENT")


@pytest.mark.parametrize("value", ["two", "-1", "1.5", "0"])
def test_number_that_is_none_is_refused(monkeypatch, value):
    monkeypatch.setenv("PODWORKO_WORKERS", value)
    with pytest.raises(ImproperlyConfigured, match="PODWORKO_WORKERS"):
        environment.number("PODWORKO_WORKERS", 1, least=1)


def test_mail_server_is_read(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", f"smtp+tls://anna:{PASSWORD}@poczta.example")
    server = environment.mail_server("EMAIL_URL")
    assert (server.host, server.port, server.user, server.password) == ("poczta.example", 587, "anna", "se@cret")
    assert server.turns_encrypted
    assert not server.starts_encrypted


@pytest.mark.parametrize("value", ["poczta.example:25", "imap://poczta.example", "smtp://", "smtp://poczta.example:x"])
def test_mail_server_that_is_none_is_refused_without_its_password(monkeypatch, value):
    monkeypatch.setenv("EMAIL_URL", value.replace("://", "://anna:secret@"))
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL") as caught:
        environment.mail_server("EMAIL_URL")
    assert "secret" not in str(caught.value)


def test_slip_of_the_keyboard_is_noticed(monkeypatch):
    monkeypatch.setenv("PODWORKO_ULR", "https://podworko.example")
    with pytest.raises(ImproperlyConfigured, match=r"PODWORKO_ULR.*PODWORKO_URL"):
        environment.refuse_unknown()


@pytest.mark.parametrize(
    "url", ["podworko.example", "ftp://podworko.example", "https://podworko.example/azory", "https://"]
)
def test_public_address_that_is_none_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="PODWORKO_URL"):
        instance.read_site(url)


@pytest.mark.parametrize(
    ("url", "is_loopback"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.2", True),
        ("http://[::1]:8000", True),
        ("https://podworko.example", False),
        ("http://192.168.0.4:8000", False),
        ("https://localhost.podworko.example", False),
    ],
)
def test_public_address_is_told_from_this_machine(url, is_loopback):
    assert instance.read_site(url).is_loopback is is_loopback


def test_demo_accounts_are_never_opened_to_the_world():
    site = instance.read_site("https://podworko.example")
    instance.refuse_public_development(site, is_development=False)
    with pytest.raises(ImproperlyConfigured, match="PODWORKO_DEVELOPMENT"):
        instance.refuse_public_development(site, is_development=True)


def test_secret_key_is_made_once_and_for_its_owner_only(tmp_path):
    key = instance.secret_key(tmp_path)
    assert len(key) >= 50
    assert instance.secret_key(tmp_path) == key
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_damaged_secret_key_is_refused(tmp_path):
    (tmp_path / "secret.key").write_text("short")
    with pytest.raises(ImproperlyConfigured, match=r"secret\.key"):
        instance.secret_key(tmp_path)
