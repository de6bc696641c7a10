import pytest

from podworko.agenda.actions import cancel_event

pytestmark = pytest.mark.usefixtures("december")


def test_who_was_rung_knows(client, editor, workshop, sign_up):
    row = sign_up(email="", phone="+48 12 633 12 34")
    cancel_event(workshop, reason="zalało salę", by=None)
    client.force_login(editor)
    address = f"/podworze/calendar/{workshop.pk}/registrations/{row.pk}/told/"
    assert client.post(address).url.endswith("/registrations/?date=20261212T1000")
    row.refresh_from_db()
    assert row.told["state"] == "cancelled"
    assert client.get(address).status_code == 405
