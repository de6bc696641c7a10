import time_machine

from podworko.accounts import actions
from podworko.accounts.models import SignInLink
from podworko.accounts.schedule import forget_attempts, forget_links
from podworko.core.models import CacheEntry
from podworko.organisations.models import Invitation
from podworko.organisations.schedule import forget_invitations
from tests.organisations.joining import invite


def test_address_of_an_invitation_is_forgotten_when_its_time_is_over(club, editor):
    with time_machine.travel("2026-11-01 10:00", tick=False):
        invitation, _ = invite(club, editor, email="nowa@example.org")
    for day, address in ((14, "nowa@example.org"), (16, "")):
        with time_machine.travel(f"2026-11-{day} 10:00", tick=False):
            forget_invitations.call()
            invitation.refresh_from_db()
            assert invitation.email == address


def test_invitation_is_deleted_a_month_after_its_end(club, editor):
    with time_machine.travel("2026-11-01 10:00", tick=False):
        invite(club, editor)
    with time_machine.travel("2026-12-14 10:00", tick=False):
        assert forget_invitations.call() == 0
    with time_machine.travel("2026-12-16 10:00", tick=False):
        assert forget_invitations.call() == 1
    assert not Invitation.objects.exists()


def test_one_time_link_is_deleted_a_month_after_its_end(stranger):
    with time_machine.travel("2026-11-01 10:00", tick=False):
        actions.create_sign_in_link(email=stranger.email, by=None)
    with time_machine.travel("2026-12-01 10:00", tick=False):
        assert forget_links.call() == 0
    with time_machine.travel("2026-12-01 10:31", tick=False):
        assert forget_links.call() == 1
    assert not SignInLink.objects.exists()


def test_counts_of_attempts_to_sign_in_are_deleted_when_they_count_no_more(client, stranger):
    with time_machine.travel("2026-11-01 10:00", tick=False):
        client.post("/accounts/sign-in/", {"email": stranger.email})
        assert CacheEntry.objects.exists()
        assert forget_attempts.call() == 0
    with time_machine.travel("2026-11-01 11:30", tick=False):
        assert forget_attempts.call() > 0
    assert not CacheEntry.objects.exists()
