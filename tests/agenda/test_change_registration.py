import pytest

from podworko.core.models import AuditEntry

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def kept(client, editor):
    client.force_login(editor)
    return client


def address(row):
    event = row.sign_up_list.event_id
    return f"/podworze/calendar/{event}/registrations/{row.pk}/edit/"


def test_another_number_is_entered_for_who_rings(kept, sign_up, editor):
    row = sign_up(note="wózek")
    assert 'value="wózek"' in kept.get(address(row)).text
    kept.post(address(row), {"people": "3", "phone": "12 633 12 34"})
    row.refresh_from_db()
    assert (row.people, row.phone, row.note) == (3, "+48 12 633 12 34", "")
    entry = AuditEntry.objects.get(verb="change_registration")
    assert (entry.actor_id, entry.after) == (editor.pk, {"people": 3})


def test_no_more_than_are_free(kept, sign_up):
    sign_up(people=2)
    row = sign_up("Jan Kowal")
    assert "Tyle wolnych miejsc już nie ma" in kept.post(address(row), {"people": "2"}).text


def test_of_another_event_nobody_is_found(kept, sign_up, course):
    row = sign_up()
    assert kept.get(f"/podworze/calendar/{course.pk}/registrations/{row.pk}/edit/").status_code == 404
