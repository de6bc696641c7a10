"""Holes that systems of this kind have had, each a test over every page."""

import re
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from podworko.accounts.models import SignInLink
from podworko.core.tokens import digest
from podworko.organisations.models import Invitation, Organisation
from tests.test_permissions import EVERYONE, PAGES, address, ask
from tests.world import ADMINISTRATOR, COORDINATOR, EDITOR, OFFICER, PASSER_BY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints_as_data")]

FRAMED = {"portal:embed_calendar"}
"""Made to stand inside pages of others: public, without cookies, with nothing to press."""
READABLE = [name for name, page in PAGES.items() if page.get]
PAYLOAD = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def reader_of(name):
    return next(role for role in (EDITOR, COORDINATOR, ADMINISTRATOR, OFFICER, PASSER_BY) if role in PAGES[name].get)


def test_every_page_carries_a_strict_content_security_policy(world, clients):
    for name in READABLE:
        response = ask(clients[reader_of(name)], "GET", address(name, world.own))
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy, name
        assert "unsafe" not in policy, name
        by_whom = "*" if name in FRAMED else "'none'"
        assert f"frame-ancestors {by_whom};" in f"{policy};", name
        assert response.headers.get("X-Frame-Options") == (None if name in FRAMED else "DENY"), name
        assert response.headers["X-Content-Type-Options"] == "nosniff", name


def test_cookies_are_kept_from_scripts_and_from_plain_connections():
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
    assert settings.SESSION_COOKIE_SECURE == settings.CSRF_COOKIE_SECURE == settings.SITE.is_https


def test_no_page_redirects_to_another_site(world, clients):
    for name in READABLE:
        for outside in ("https://evil.example/", "//evil.example/", "/\\evil.example/"):
            url = address(name, world.own)
            url += ("&" if "?" in url else "?") + urlencode({"next": outside})
            response = ask(clients[reader_of(name)], "GET", url)
            assert "evil.example" not in response.headers.get("Location", "").partition("?")[0], (name, outside)


def test_what_a_person_typed_is_text_on_every_page(world, clients):
    Organisation.objects.filter(pk=world.own.organisation.pk).update(name=PAYLOAD, description=PAYLOAD)
    for user in world.users.values():
        type(user).objects.filter(pk=user.pk).update(name=PAYLOAD)
    for name in READABLE:
        response = ask(clients[reader_of(name)], "GET", address(name, world.own))
        if response.headers.get("Content-Type", "").startswith("text/html"):
            text = response.content.decode()
            assert "<script>alert" not in text, name
            assert "<img src=x" not in text, name


def test_links_are_kept_as_digests_only(world):
    assert SignInLink.objects.filter(token_digest=digest(world.own.sign_in_token)).exists()
    assert Invitation.objects.filter(token_digest=digest(world.own.invitation_token)).exists()
    kept = str(list(SignInLink.objects.values())) + str(list(Invitation.objects.values()))
    assert world.own.sign_in_token not in kept
    assert world.own.invitation_token not in kept


def test_a_form_sent_from_another_site_changes_nothing(world):
    for name, page in PAGES.items():
        role = next(iter(sorted(page.post)), None)
        if role is None or page.post == EVERYONE:
            continue
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if role != PASSER_BY:
            client.force_login(world.users[role])
        assert ask(client, "POST", address(name, world.own), page.data).status_code == 403, name


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(world):
    form = f"{reverse('organisations:invite_to_area', args=[world.own.area.slug])}"
    response = Client().post(form, headers={"Referer": f"http://testserver{form}"})
    assert response.url == f"{reverse('accounts:sign_in')}?{urlencode({'next': form}, safe='/')}"


def test_a_form_sent_from_elsewhere_leads_to_no_foreign_page(world):
    form = reverse("organisations:invite_to_area", args=[world.own.area.slug])
    response = Client().post(form, headers={"Referer": "https://evil.example/azory/"})
    assert not re.search("evil", response.url)
