import pytest

from podworko.accounts.choices import AreaRoleKind

pytestmark = pytest.mark.django_db


def test_roles_are_explained_to_everybody(client):
    page = client.get("/accounts/roles/").text
    assert all(f'id="{kind}"' in page for kind in AreaRoleKind)
    assert "Każdy, bez konta" in page
