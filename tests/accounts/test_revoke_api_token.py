import pytest

from podworko.accounts.actions import create_api_token
from podworko.accounts.models import ApiToken
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def token():
    user = UserFactory()
    made, secret = create_api_token(user=user, name="strona", scopes=["organisations"], days=30, by=user)
    made.secret = secret
    return made


def asked(client, token):
    return client.get("/api/organisations/", headers={"Authorization": f"Bearer {token.secret}"}).status_code


def test_token_that_is_revoked_opens_nothing(client, token):
    assert asked(client, token) == 200
    client.force_login(token.user)
    response = client.post(f"/accounts/tokens/{token.pk}/revoke/")
    assert response.url == "/accounts/tokens/"
    assert "wycofany:" in client.get("/accounts/tokens/").content.decode()
    assert asked(client, token) == 401


def test_token_of_somebody_else_is_not_found(client, token):
    client.force_login(UserFactory())
    assert client.post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 404
    assert client.get(f"/accounts/tokens/{token.pk}/revoke/").status_code == 405
    assert ApiToken.objects.open().filter(pk=token.pk).exists()


def test_token_past_its_day_or_of_a_closed_account_opens_nothing(client, token):
    ApiToken.objects.update(expires_at=token.created_at)
    assert asked(client, token) == 401
    ApiToken.objects.update(expires_at=token.created_at.replace(year=2100))
    assert asked(client, token) == 200
    type(token.user).objects.update(is_active=False)
    assert asked(client, token) == 401
