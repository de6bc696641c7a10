from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from podworko.agenda.actions.follower import follow_calendar
from podworko.agenda.models import EventKind, Follower
from podworko.core.mailbox import NoMail
from podworko.core.models import AuditEntry
from tests.agenda.visiting import fill_in, link_in
from tests.factories import FollowerFactory

ADDRESS = "/azory/calendar/follow/"
EWA = {"email": "Ewa@Example.org", "language": "pl"}

pytestmark = pytest.mark.usefixtures("azory", "nobody_counted")


def test_an_address_is_asked_before_anything_is_sent_to_it(client):
    response = fill_in(client, ADDRESS, **EWA, audiences=["seniors"])
    assert "Sprawdź pocztę" in client.get(response.url).text
    follower = Follower.objects.get()
    assert (follower.email, follower.audiences, follower.confirmed_at) == ("ewa@example.org", ["seniors"], None)
    assert [message.to for message in mail.outbox] == [["ewa@example.org"]]
    assert "/azory/calendar/follow/confirm/" in mail.outbox[0].body
    assert "7 dni" in mail.outbox[0].body


def test_the_secret_of_the_link_is_kept_nowhere(client):
    fill_in(client, ADDRESS, **EWA)
    secret = link_in(mail.outbox[0], "confirm").split("/")[-2]
    kept = str(list(Follower.objects.values())) + str(list(AuditEntry.objects.values()))
    assert secret not in kept
    assert Follower.objects.get().key not in kept


def test_history_does_not_name_the_address(client):
    fill_in(client, ADDRESS, **EWA)
    kept = str(list(AuditEntry.objects.values()))
    assert "follow_calendar" in kept
    assert "example.org" not in kept.lower()


def test_kinds_of_the_area_can_be_chosen(client, azory):
    EventKind.objects.create(area=azory, code="koncert", name="Koncert")
    assert "Koncert" in client.get(ADDRESS).text
    fill_in(client, ADDRESS, **EWA, kinds=["koncert"])
    assert Follower.objects.get().kinds == ["koncert"]


def test_who_gets_it_already_learns_so_in_the_mailbox_and_nobody_else_does(client, azory):
    stranger = fill_in(client, ADDRESS, email="nowa@example.org", language="pl")
    FollowerFactory(area=azory, email="ewa@example.org", confirmed_at=timezone.now(), audiences=["carers"])
    known = fill_in(client, ADDRESS, **EWA, audiences=["seniors"])
    assert (known.status_code, known.url) == (stranger.status_code, stranger.url)
    message = mail.outbox[-1]
    assert "dostaje już skrót" in message.subject
    assert "confirm" not in message.body
    assert "/leave/" in message.body
    # Anybody may type anybody's address: that changes nothing.
    assert Follower.objects.get(email="ewa@example.org").audiences == ["carers"]


def test_asking_again_before_confirming_renews_the_link(client):
    links = []
    for audience in ("carers", "seniors"):
        fill_in(client, ADDRESS, **EWA, audiences=[audience])
        links.append(link_in(mail.outbox[-1], "confirm"))
    assert Follower.objects.get().audiences == ["seniors"]
    assert client.get(links[0]).status_code == 404
    assert client.get(links[1]).status_code == 200


@pytest.mark.parametrize(("language", "day"), [("pl", "Cześć"), ("en", ""), ("uk", "")])
def test_the_language_of_the_page_is_offered_first(client, language, day):
    client.cookies["django_language"] = language
    page = client.get(ADDRESS).text
    assert f'<option value="{language}" selected>' in page


def test_the_language_is_kept(client):
    fill_in(client, ADDRESS, email="olena@example.org", language="uk")
    assert Follower.objects.get().language == "uk"


@pytest.mark.parametrize("email", ["", "ewa", "ewa@example.org\r\nBcc: jan@example.org", "ewa@example.org,jan@x.org"])
def test_what_is_no_address_is_refused(client, email):
    response = fill_in(client, ADDRESS, email=email, language="pl")
    assert response.status_code == 200
    assert "Adres e-mail" in response.text.partition("error-summary")[2]
    assert mail.outbox == []


def test_the_trap_keeps_programs_out(client):
    fill_in(client, ADDRESS, **EWA, homepage="https://x.example")
    fill_in(client, ADDRESS, seconds=0, **EWA)
    assert not Follower.objects.exists()
    assert mail.outbox == []


def test_one_address_is_not_written_to_again_and_again(client):
    answers = [fill_in(client, ADDRESS, **EWA).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 200]
    assert len(mail.outbox) == 3


def test_a_mail_server_out_of_order_is_said(client, monkeypatch):
    monkeypatch.setattr("django.core.mail.get_connection", lambda *_args, **_options: NoMail())
    response = fill_in(client, ADDRESS, **EWA)
    assert response.status_code == 200
    assert "Nie udało się wysłać" in response.text
    assert 'value="Ewa@Example.org"' in response.text


def test_name_of_the_area_breaks_no_header(azory):
    type(azory).objects.update(name="Azory\r\nBcc: jan@example.org")
    azory.refresh_from_db()
    follow_calendar(area=azory, email="ewa@example.org", values={"language": "pl"}, by=None)
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert "\n" not in mail.outbox[0].subject


def test_page_is_kept_by_no_cache(client):
    assert "no-store" in client.get(ADDRESS)["Cache-Control"]


def test_calendar_leads_here(client):
    assert f'href="{ADDRESS}"' in client.get("/azory/calendar/").text


def test_the_time_to_confirm_is_seven_days(client):
    fill_in(client, ADDRESS, **EWA)
    left = Follower.objects.get().confirm_until - timezone.now()
    assert timedelta(days=6, hours=23) < left < timedelta(days=7, minutes=1)
