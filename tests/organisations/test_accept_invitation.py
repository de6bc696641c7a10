import pytest
import time_machine
from django.test import Client

from podworko.accounts.models import AreaRole, User
from podworko.core.models import AuditEntry
from podworko.organisations.actions.membership import accept_invitation
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Invitation, Membership
from tests.accounts.codes import code_in
from tests.factories import AdministratorFactory, MembershipFactory, UserFactory
from tests.organisations.joining import invite, invite_to_area


def belongs(email, organisation):
    return Membership.objects.filter(user__email=email, organisation=organisation).exists()


def test_opening_the_link_shows_and_consumes_nothing(client, club, editor):
    _, link = invite(club, editor)
    for method in (client.get, client.head, client.get):
        assert method(link).status_code == 200
    page = client.get(link).text
    assert "Klub" in page
    assert "Ewa Redaktor" in page
    assert Invitation.objects.open().exists()


def test_signed_in_person_joins_with_one_click(client, club, editor, stranger):
    _, link = invite(club, editor, MembershipRole.EDITOR)
    client.force_login(stranger)
    assert client.post(link).url == "/azory/organisations/klub/keep/"
    assert Membership.objects.get(user=stranger).role == MembershipRole.EDITOR


def test_signed_in_as_somebody_else_the_page_says_so(client, club, editor, stranger):
    _, link = invite(club, editor, email="nowa@example.org")
    client.force_login(stranger)
    page = client.get(link).text
    assert "Olga Obca" in page
    assert "nowa@example.org" in page
    assert "z innego konta" in page


def test_invitation_works_once(client, club, editor, stranger):
    _, link = invite(club, editor)
    client.force_login(stranger)
    client.post(link)
    other = Client()
    other.force_login(UserFactory())
    assert other.post(link).status_code == 404
    assert Membership.objects.filter(organisation=club).count() == 2


def test_of_two_people_at_once_one_joins(club, editor, stranger):
    invitation, _ = invite(club, editor)
    accept_invitation(invitation, by=stranger)
    with pytest.raises(Exception, match="już nie działa"):
        accept_invitation(invitation, by=UserFactory())


def test_newcomer_whose_mailbox_got_the_link_is_in_at_once(client, club, editor):
    _, link = invite(club, editor, email="nowa@example.org")
    response = client.post(link, {"email": "Nowa@example.org", "name": "Nina Nowa"})
    assert response.url == "/azory/organisations/klub/"
    assert belongs("nowa@example.org", club)
    assert client.get(response.url).status_code == 200
    assert not User.objects.get(email="nowa@example.org").has_usable_password()


def test_newcomer_with_a_link_on_paper_shows_their_mailbox_first(client, club, editor, mailoutbox):
    _, link = invite(club, editor)
    response = client.post(link, {"email": "nowa@example.org", "name": "Nina Nowa"})
    assert response.url.startswith("/accounts/code/?next=")
    assert not belongs("nowa@example.org", club)
    back = client.post(response.url, {"code": code_in(mailoutbox[-1]), "next": link}).url
    assert back == link
    client.post(link)
    assert belongs("nowa@example.org", club)


def test_link_lets_nobody_into_an_account_that_exists(client, club, editor, stranger, mailoutbox):
    _, link = invite(club, editor, email=stranger.email)
    client.post(link, {"email": stranger.email, "name": "Kto Inny"})
    assert "_auth_user_id" not in client.session
    assert mailoutbox[-1].to == [stranger.email]
    stranger.refresh_from_db()
    assert stranger.name == "Olga Obca"


def test_link_on_paper_starts_only_a_few_accounts(client, club, editor):
    _, link = invite(club, editor)
    for number in range(6):
        last = Client().post(link, {"email": f"nowa{number}@example.org", "name": ""})
    assert "Za dużo prób" in last.text
    assert User.objects.filter(email__startswith="nowa").count() == 5


def test_invitation_ends_after_two_weeks(client, club, editor, stranger):
    with time_machine.travel("2026-11-01 10:00", tick=False):
        _, link = invite(club, editor)
    with time_machine.travel("2026-11-15 10:01", tick=False):
        client.force_login(stranger)
        assert client.post(link).status_code == 404
    assert not belongs(stranger.email, club)


def test_nobody_accepts_their_own_invitation(client, club, coordinator):
    _, link = invite(club, coordinator, MembershipRole.EDITOR)
    client.force_login(coordinator)
    assert "jest od Ciebie" in client.post(link).text
    assert not belongs(coordinator.email, club)
    assert Invitation.objects.open().exists()


def test_invitation_of_somebody_who_lost_the_right_opens_nothing(client, club, editor, stranger):
    _, link = invite(club, editor)
    editor.memberships.all().delete()
    client.force_login(stranger)
    assert "już nie działa" in client.post(link).text
    assert not belongs(stranger.email, club)


def test_editor_who_accepts_a_lesser_invitation_stays_editor(client, club, editor, coordinator):
    _, link = invite(club, coordinator)
    client.force_login(editor)
    client.post(link)
    assert Membership.objects.get(user=editor).role == MembershipRole.EDITOR


def test_member_becomes_editor_by_invitation(client, club, editor, member):
    _, link = invite(club, editor, MembershipRole.EDITOR)
    client.force_login(member)
    client.post(link)
    assert Membership.objects.get(user=member).role == MembershipRole.EDITOR


def test_invitation_to_a_role_gives_the_role(client, azory, stranger):
    _, link = invite_to_area(azory, AdministratorFactory(), "coordinator")
    client.force_login(stranger)
    assert client.post(link).url == "/accounts/roles/"
    assert [(role.kind, role.area) for role in AreaRole.objects.filter(user=stranger)] == [("coordinator", azory)]


def test_history_and_rows_keep_neither_link_nor_address(client, club, editor, stranger):
    _, link = invite(club, editor, email="nowa@example.org")
    client.force_login(stranger)
    client.post(link)
    kept = str(list(AuditEntry.objects.values())) + str(list(Invitation.objects.values()))
    assert "nowa@example.org" not in kept
    assert link.split("/")[-2] not in kept
    assert AuditEntry.objects.filter(verb="accept_invitation", actor_id=stranger.pk).exists()


def test_unknown_link_is_not_found_in_plain_words(client, db):
    response = client.get("/accounts/invitation/zgadywanka/")
    assert response.status_code == 404
    assert "Poproś o nowe" in response.text


def test_membership_in_one_organisation_says_nothing_about_another(client, club, editor, stranger):
    other = MembershipFactory().organisation
    _, link = invite(club, editor)
    client.force_login(stranger)
    client.post(link)
    assert not belongs(stranger.email, other)
