import pytest

from tests.register import make_estate


@pytest.fixture
def estate(db):
    return make_estate()


@pytest.fixture
def signed_in(client, estate):
    """A function that signs one of the estate's people in: `signed_in("editor")`."""

    def sign_in(who):
        client.force_login(getattr(estate, who))
        return client

    return sign_in
