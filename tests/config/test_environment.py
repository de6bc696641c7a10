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


@pytest.mark.parametrize("value", ["two", "-1", "1.5", "0", "9" * 5000])
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


@pytest.mark.parametrize(
    "value", ["poczta.example:25", "imap://poczta.example", "smtp://", "smtp://poczta.example:x", "smtp://["]
)
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
    "url",
    [
        "podworko.example",
        "ftp://podworko.example",
        "https://podworko.example/azory",
        "https://",
        "https://[",
        "https://podworko.example:x",
        "https://podworko.example:99999",
        "https://anna:haslo@podworko.example",
        "https://podworko.example#azory",
        "https://podworko.example\nx",
        "https://pod worko.example",
    ],
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


def test_host_with_polish_letters_is_the_one_that_browsers_ask_for():
    site = instance.read_site("https://podwórko.example:8443")
    assert (site.host, site.origin) == ("xn--podwrko-o0a.example", "https://xn--podwrko-o0a.example:8443")


def test_address_of_numbers_keeps_its_brackets():
    assert instance.read_site("http://[::1]:8000").origin == "http://[::1]:8000"


def test_extra_hosts_are_named_one_by_one(monkeypatch):
    monkeypatch.setenv("PODWORKO_EXTRA_HOSTS", "www.podworko.example, .osiedle.example")
    assert environment.hosts("PODWORKO_EXTRA_HOSTS") == ["www.podworko.example", ".osiedle.example"]
    for wrong in ("*", "https://podworko.example", "a b"):
        monkeypatch.setenv("PODWORKO_EXTRA_HOSTS", wrong)
        with pytest.raises(ImproperlyConfigured, match="PODWORKO_EXTRA_HOSTS"):
            environment.hosts("PODWORKO_EXTRA_HOSTS")


@pytest.mark.parametrize("value", ["podworko", "Podwórko <a@b.example>\nBcc: c@d.example"])
def test_sender_that_is_none_is_refused(monkeypatch, value):
    monkeypatch.setenv("PODWORKO_MAIL_FROM", value)
    with pytest.raises(ImproperlyConfigured, match="PODWORKO_MAIL_FROM"):
        environment.sender("PODWORKO_MAIL_FROM", "")


@pytest.mark.parametrize(
    "value", ["https://a;script-src/{z}/{x}/{y}", "https://[/{z}/{x}/{y}", "https://a *.b/{z}/{x}/{y}"]
)
def test_tiles_cannot_loosen_the_policy_of_pages(value):
    with pytest.raises(ImproperlyConfigured, match="PODWORKO_TILES"):
        instance.tile_host(value)


@pytest.mark.parametrize("content", [b"", "ż".encode() * 60, b"\xff" * 60])
def test_key_that_is_none_is_told(tmp_path, content):
    (tmp_path / "secret.key").write_bytes(content)
    with pytest.raises(ImproperlyConfigured, match="nie ma klucza"):
        instance.secret_key(tmp_path)
