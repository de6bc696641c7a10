import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from podworko.accounts.models import ApiToken
from podworko.accounts.schedule import forget_tokens
from podworko.core.models import AuditEntry
from podworko.core.tokens import digest
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/accounts/tokens/"
FILLED = {"name": "strona szkoły", "scopes": ["events"], "days": "90"}


@pytest.fixture
def user(client):
    found = UserFactory()
    client.force_login(found)
    return found


def test_token_is_shown_once_and_kept_as_a_digest(client, user):
    response = client.post(ADDRESS, FILLED)
    secret = re.search(r"podworko_[\w-]{43}", response.content.decode())[0]
    made = ApiToken.objects.get()
    assert (made.user, made.name, made.scopes) == (user, "strona szkoły", ["events"])
    assert (made.token_digest, made.ending) == (digest(secret), secret[-4:])
    assert timedelta(days=89) < made.expires_at - timezone.now() < timedelta(days=91)
    assert "no-store" in response["Cache-Control"]
    page = client.get(ADDRESS).content.decode()
    assert secret not in page
    assert secret[-4:] in page
    assert "strona szkoły" in page
    assert secret not in str(list(AuditEntry.objects.values()))
    assert digest(secret) not in str(list(AuditEntry.objects.values()))


def test_form_sent_twice_makes_one_token(client, user):
    sent = FILLED | {"token": str(uuid4())}
    client.post(ADDRESS, sent)
    assert client.post(ADDRESS, sent).status_code == 302
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["wszystko"]}, {"days": "3650"}])
def test_what_is_missing_or_too_much_is_refused(client, user, wrong):
    response = client.post(ADDRESS, FILLED | wrong)
    assert "error" in response.content.decode()
    assert not ApiToken.objects.exists()


def test_page_shows_ones_own_only_and_says_when_there_is_none(client, user):
    ApiToken.objects.create(
        user=UserFactory(), name="cudzy", token_digest="x", ending="abcd", expires_at=timezone.now()
    )
    page = client.get(ADDRESS).content.decode()
    assert "cudzy" not in page
    assert "Nie masz żadnego tokenu." in page


def test_passer_by_is_asked_to_sign_in(client):
    assert client.get(ADDRESS).status_code == 302


def test_tokens_are_deleted_a_year_after_they_ended(user):
    now = timezone.now()
    ended = {"old": (-400, None), "late": (-300, None), "revoked": (30, -370), "lately": (30, -2), "open": (30, None)}
    for name, (expires, revoked) in ended.items():
        ApiToken.objects.create(
            user=user,
            name=name,
            token_digest=name,
            ending="abcd",
            expires_at=now + timedelta(days=expires),
            revoked_at=revoked and now + timedelta(days=revoked),
        )
    assert forget_tokens.call() == 2
    assert set(ApiToken.objects.values_list("name", flat=True)) == {"late", "lately", "open"}
