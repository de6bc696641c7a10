from datetime import UTC, datetime

import pytest

from podworko.agenda.actions import cancel_occurrence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def test_cancelled_day_takes_place_again(client, editor, make):
    client.force_login(editor)
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    cancel_occurrence(event, datetime(2026, 12, 15, 17, tzinfo=UTC), reason="remont", by=None)
    client.post(f"/podworze/calendar/{event.pk}/on/20261215T1700/put-back/")
    assert not event.occurrences.filter(is_cancelled=True).exists()
    assert "odwołane" not in client.get("/podworze/calendar/?view=month&day=2026-12-01").text
