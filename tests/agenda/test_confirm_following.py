from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from podworko.agenda.actions.follower import confirm_follower, follow_calendar
from podworko.agenda.models import Follower
from tests.agenda.visiting import link_in
from tests.factories import AreaFactory


@pytest.fixture
def link(azory):
    follow_calendar(area=azory, email="ewa@example.org", values={"language": "pl"}, by=None)
    return link_in(mail.outbox[0], "confirm")


def test_opening_the_link_shows_and_consumes_nothing(client, link):
    for method in (client.get, client.head, client.get):
        assert method(link).status_code == 200
    assert "ewa@example.org" in client.get(link).text
    assert not Follower.objects.confirmed().exists()


def test_the_button_confirms_and_leads_to_the_choices(client, link):
    response = client.post(link)
    follower = Follower.objects.get()
    assert follower.confirmed_at
    assert response.url == f"/azory/calendar/follow/{follower.key}/"
    assert "przyjdzie w" in client.get(response.url).text.replace("\xa0", " ")


def test_the_link_works_once(client, link):
    client.post(link)
    again = client.post(link)
    assert again.status_code == 404
    assert "już nie działa" in again.text
    assert "ewa@example.org" not in again.text


def test_of_two_clicks_at_once_one_confirms(link):
    token = link.split("/")[-2]
    confirm_follower(token, by=None)
    with pytest.raises(ValidationError, match="już nie działa"):
        confirm_follower(token, by=None)


def test_the_link_works_for_seven_days(client, link):
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        assert client.get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert client.post(link).status_code == 404
    assert not Follower.objects.confirmed().exists()


def test_the_link_is_for_this_one_purpose(client, link):
    token = link.split("/")[-2]
    for path in (f"{token}/", f"{token}/leave/"):
        assert client.get(f"/azory/calendar/follow/{path}").status_code == 404
    AreaFactory(name="Krowodrza")
    assert client.get(link.replace("/azory/", "/krowodrza/")).status_code == 404


def test_the_private_link_confirms_nothing(client, link):
    key = Follower.objects.get().key
    assert client.get(f"/azory/calendar/follow/confirm/{key}/").status_code == 404
    assert client.get(f"/azory/calendar/follow/{key}/").status_code == 404


def test_another_site_cannot_confirm(link):
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
