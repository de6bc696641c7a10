import re

import pytest

from podworko.agenda.actions.private_calendar import MOST, make_private_calendar
from podworko.agenda.models import PrivateCalendar
from tests.factories import UserFactory
from tests.portal.pages import words

ADDRESS = "/podworze/calendar/private/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def addresses(response):
    return re.findall(r'value="http://localhost:8000(/podworze/calendar/private/[^"]+\.ics)"', response.text)


def test_person_makes_an_address_and_it_works(client, area, editor):
    client.force_login(editor)
    response = client.post(ADDRESS, {"name": "  telefon "}, follow=True)
    assert "Adres jest gotowy" in words(response)
    assert "telefon" in words(response)
    assert "Jeszcze nieużywany" in words(response)
    (address,) = addresses(response)
    assert client.get(address).status_code == 200
    again = client.get(ADDRESS)
    assert addresses(again) == [address]
    assert "Ostatnio używany 7 grudnia 2026" in words(again)
    assert again["Cache-Control"].startswith("max-age=0")


def test_others_are_not_shown(client, area, editor):
    make_private_calendar(UserFactory(), area=area, name="Cudzy", by=None)
    client.force_login(editor)
    response = client.get(ADDRESS)
    assert "Cudzy" not in response.text
    assert addresses(response) == []


def test_name_is_needed(client, area, editor):
    client.force_login(editor)
    response = client.post(ADDRESS, {"name": ""})
    assert response.status_code == 200
    assert not PrivateCalendar.objects.exists()
    assert "wymagan" in words(response).lower() or "Podaj" in words(response)


def test_there_are_not_too_many(client, area, editor):
    for number in range(MOST):
        make_private_calendar(editor, area=area, name=f"Urządzenie {number}", by=editor)
    client.force_login(editor)
    assert "To już dziesięć adresów" in words(client.post(ADDRESS, {"name": "jeszcze jeden"}))
    assert PrivateCalendar.objects.count() == MOST


def test_calendar_leads_signed_in_people_here(client, area, editor):
    assert f'href="{ADDRESS}"' not in client.get("/podworze/calendar/").text
    client.force_login(editor)
    assert f'href="{ADDRESS}"' in client.get("/podworze/calendar/").text
