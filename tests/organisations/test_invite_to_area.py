import re

import pytest

from podworko.accounts.choices import AreaRoleKind
from podworko.organisations.models import Invitation
from tests.factories import AdministratorFactory

URL = "/azory/people/invite/"


def test_coordinator_offers_the_roles_they_may_give(client, coordinator):
    client.force_login(coordinator)
    offered = set(re.findall(r'name="role" value="(\w+)"', client.get(URL).text))
    assert offered == {"facilitator", "analyst"}


def test_administrator_offers_every_role(client, azory):
    client.force_login(AdministratorFactory())
    assert set(re.findall(r'name="role" value="(\w+)"', client.get(URL).text)) == set(AreaRoleKind.values)


@pytest.mark.parametrize("kind", [AreaRoleKind.COORDINATOR, AreaRoleKind.DATA_PROTECTION_OFFICER])
def test_coordinator_cannot_give_more(client, coordinator, kind):
    client.force_login(coordinator)
    assert client.post(URL, {"role": kind}).status_code == 200
    assert not Invitation.objects.exists()


def test_invitation_by_mail_goes_to_its_address_and_is_shown_to_nobody(client, coordinator, mailoutbox):
    client.force_login(coordinator)
    page = client.post(URL, {"role": "analyst", "email": "Nowa@example.org"}, follow=True)
    assert mailoutbox[0].to == ["nowa@example.org"]
    link = re.search(r"http://localhost:8000(/accounts/invitation/\S+)", mailoutbox[0].body)[1]
    assert link not in page.text
    assert client.get(link).status_code == 200


def test_invitation_on_paper_is_shown_once_with_a_code(client, coordinator, mailoutbox):
    client.force_login(coordinator)
    page = client.post(URL, {"role": "analyst", "label": "pan Jan"}).text
    assert "data:image/svg+xml" in page
    link = re.search(r"http://localhost:8000(/accounts/invitation/[\w-]+/)", page)[1]
    assert client.get(link).status_code == 200
    assert "/accounts/invitation/" not in client.get("/azory/people/").text
    assert mailoutbox == []


def test_invitation_that_could_not_be_mailed_is_not_made(client, coordinator, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
    client.force_login(coordinator)
    page = client.post(URL, {"role": "analyst", "email": "nowa@example.org"}).text
    assert "Nie udało się wysłać" in page
    assert not Invitation.objects.exists()
