import pytest

from podworko.agenda.actions.private_calendar import make_private_calendar
from podworko.agenda.models import PrivateCalendar
from tests.factories import UserFactory
from tests.portal.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


@pytest.fixture
def calendar(area, editor):
    return make_private_calendar(editor, area=area, name="telefon", by=editor)


def page(calendar):
    return f"/podworze/calendar/private/{calendar.pk}/revoke/"


def test_page_asks_before_it_revokes(client, calendar, editor):
    client.force_login(editor)
    shown = client.get(page(calendar))
    assert "Cofnąć ten adres?" in words(shown)
    assert 'href="/podworze/calendar/private/"' in shown.text
    assert PrivateCalendar.objects.exists()


def test_button_revokes(client, calendar, editor):
    client.force_login(editor)
    response = client.post(page(calendar), follow=True)
    assert "Cofnięto. Ten adres już niczego nie pokazuje." in words(response)
    assert client.get(f"/podworze/calendar/private/{calendar.key}.ics").status_code == 404
    assert client.post(page(calendar)).status_code == 404


def test_nobody_revokes_what_is_not_theirs(client, calendar):
    client.force_login(UserFactory())
    assert client.get(page(calendar)).status_code == 404
    assert client.post(page(calendar)).status_code == 404
    assert PrivateCalendar.objects.exists()
