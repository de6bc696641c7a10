import pytest
from django.test import Client

from podworko.core.models import AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

URL = "/accounts/password/"
OLD, NEW = "trzepak-na-podworku", "lawka-pod-kasztanem"


@pytest.fixture
def anna():
    user = UserFactory(email="anna@example.org")
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def with_password(anna):
    anna.set_password(OLD)
    anna.save()
    return anna


def change(client, password, repeated=None, **data):
    return client.post(URL, {"password": password, "repeated": password if repeated is None else repeated, **data})


def test_first_password_is_set_and_the_browser_stays_signed_in(client, anna):
    client.force_login(anna)
    assert change(client, NEW).status_code == 302
    anna.refresh_from_db()
    assert anna.check_password(NEW)
    assert client.get(URL).status_code == 200


def test_a_password_is_changed_only_by_who_knows_it(client, with_password):
    client.force_login(with_password)
    assert "nie zgadza" in change(client, NEW, current="nie-to-haslo").text
    assert change(client, NEW, current=OLD).status_code == 302
    with_password.refresh_from_db()
    assert with_password.check_password(NEW)


def test_changing_the_password_ends_other_sessions(client, with_password):
    other = Client()
    other.force_login(with_password)
    client.force_login(with_password)
    change(client, NEW, current=OLD)
    assert other.get(URL).status_code == 302


def test_an_empty_password_takes_it_away(client, with_password):
    client.force_login(with_password)
    change(client, "", current=OLD)
    with_password.refresh_from_db()
    assert not with_password.has_usable_password()


@pytest.mark.parametrize("password", ["krotkie", "password123"])
def test_a_weak_password_is_refused(client, anna, password):
    client.force_login(anna)
    assert change(client, password).status_code == 200
    anna.refresh_from_db()
    assert not anna.has_usable_password()


def test_two_different_passwords_are_refused(client, anna):
    client.force_login(anna)
    assert "takie same" in change(client, NEW, OLD).text


def test_history_keeps_no_password(client, anna):
    client.force_login(anna)
    change(client, NEW)
    anna.refresh_from_db()
    kept = str(list(AuditEntry.objects.values()))
    assert "change_password" in kept
    assert NEW not in kept
    assert anna.password not in kept
