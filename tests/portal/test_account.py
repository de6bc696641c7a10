import re

import pytest

from podworko.agenda.actions.finding_mails import wanted_by
from podworko.needs.actions.offer_mails import wanted_by as offers_wanted_by
from podworko.organisations.choices import MembershipRole
from tests.factories import AdministratorFactory, AreaFactory, AreaRoleFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

URL = "/accounts/"


def test_account_says_in_words_what_one_is_where(client):
    user = AreaRoleFactory(area=AreaFactory(name="Azory", label="osiedle Azory")).user
    MembershipFactory(user=user, organisation__name="Klub", role=MembershipRole.EDITOR)
    client.force_login(user)
    page = client.get(URL).text
    assert "osiedle Azory</a>: koordynator osiedla" in page
    assert "Klub</a>: prowadzi wpis" in page


def test_account_without_a_role_says_whom_to_ask(client):
    client.force_login(UserFactory())
    assert "Nie masz jeszcze żadnej roli" in client.get(URL).text


def test_account_of_an_administrator_leads_to_opening(client):
    client.force_login(AdministratorFactory())
    assert "/accounts/open-records/" in client.get(URL).text


def test_name_and_language_are_kept(client):
    user = UserFactory()
    client.force_login(user)
    response = client.post(URL, {"name": "  Anna   Nowak ", "language": "uk"})
    user.refresh_from_db()
    assert (user.name, user.language) == ("Anna Nowak", "uk")
    assert response.cookies["django_language"].value == "uk"


def test_mails_about_findings_are_chosen(client):
    user = UserFactory()
    client.force_login(user)
    assert re.search(r'value="at_once"[^>]* checked', client.get(URL).text)
    for wanted in ("daily", "never", "at_once"):
        client.post(URL, {"name": "Anna", "language": "pl", "mails": wanted})
        assert wanted_by(user) == wanted
    client.post(URL, {"name": "Anna", "language": "pl", "mails": "daily"})
    client.post(URL, {"name": "Anna", "language": "pl"})
    assert wanted_by(user) == "daily"
    assert client.post(URL, {"name": "Anna", "language": "pl", "mails": "co minutę"}).status_code == 200
    assert wanted_by(user) == "daily"


def test_mails_about_offers_are_chosen(client):
    user = UserFactory()
    client.force_login(user)
    assert re.search(r'name="offer_mails"[^>]*value="all"[^>]* checked', client.get(URL).text)
    for wanted in ("talks", "never", "all"):
        client.post(URL, {"name": "Anna", "language": "pl", "offer_mails": wanted})
        assert offers_wanted_by(user) == wanted
    client.post(URL, {"name": "Anna", "language": "pl", "offer_mails": "talks"})
    client.post(URL, {"name": "Anna", "language": "pl"})
    assert offers_wanted_by(user) == "talks"


def test_unknown_language_is_asked_again(client):
    user = UserFactory()
    client.force_login(user)
    assert client.post(URL, {"name": "Anna", "language": "xx"}).status_code == 200
    user.refresh_from_db()
    assert user.language == "pl"


def test_account_changes_nothing_else(client):
    user = UserFactory(email="anna@example.org")
    client.force_login(user)
    forged = {"name": "Anna", "language": "pl", "is_administrator": "on", "email": "inna@example.org"}
    client.post(URL, forged)
    user.refresh_from_db()
    assert (user.email, user.is_administrator) == ("anna@example.org", False)


def test_a_name_of_somebody_is_text(client):
    client.force_login(UserFactory(name='<script>alert("a")</script>'))
    assert "<script>alert" not in client.get(URL).text
