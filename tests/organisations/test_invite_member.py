import re
from email.header import decode_header, make_header

from podworko.core.visibility import Visibility
from podworko.organisations.models import Invitation

URL = "/azory/organisations/klub/members/invite/"


def test_editor_invites_to_their_organisation(client, club, editor):
    client.force_login(editor)
    page = client.post(URL, {"role": "member", "label": "sekretariat"}).text
    assert re.search(r"/accounts/invitation/[\w-]+/", page)
    invitation = Invitation.objects.get()
    assert (invitation.organisation, invitation.membership_role, invitation.label) == (club, "member", "sekretariat")


def test_coordinator_invites_for_an_organisation_of_the_area(client, club, coordinator, mailoutbox):
    client.force_login(coordinator)
    response = client.post(URL, {"role": "editor", "email": "nowa@example.org"})
    assert response.url == "/azory/organisations/klub/members/"
    assert mailoutbox[0].to == ["nowa@example.org"]


def test_coordinator_does_not_invite_to_what_is_hidden_from_them(client, club, coordinator):
    club.visibility = Visibility.PRIVATE
    club.save()
    client.force_login(coordinator)
    assert client.post(URL, {"role": "editor"}).status_code == 404


def test_member_invites_nobody(client, member):
    client.force_login(member)
    assert client.post(URL, {"role": "editor"}).status_code == 404
    assert not Invitation.objects.exists()


def test_invitation_without_a_role_is_asked_again(client, editor):
    client.force_login(editor)
    assert client.post(URL, {"role": "owner"}).status_code == 200
    assert not Invitation.objects.exists()


def test_invitation_mail_keeps_what_people_typed_out_of_its_headers(client, editor, club, mailoutbox):
    editor.name = "Ewa\r\nBcc: ofiara@example.org"
    editor.save()
    club.name = "Klub\nSubject: Wygrana"
    club.save()
    client.force_login(editor)
    client.post(URL, {"role": "member", "email": "nowa@example.org"})
    message = mailoutbox[0].message()
    assert (message["To"], message["Bcc"]) == ("nowa@example.org", None)
    assert str(make_header(decode_header(message["Subject"]))) == "Zaproszenie do Podwórka"
