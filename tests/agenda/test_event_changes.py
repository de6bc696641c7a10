from datetime import UTC, datetime

import pytest

from podworko.agenda.actions import cancel_event, cancel_occurrence, change_event
from tests.portal.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def test_history_says_who_what_and_what_before(client, editor, make):
    client.force_login(editor)
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    moved = {"starts": datetime(2026, 12, 8, 18, tzinfo=UTC), "ends": datetime(2026, 12, 8, 19, tzinfo=UTC)}
    change_event(event, values={**moved, "audiences": ["seniors"]}, by=editor)
    cancel_occurrence(event, datetime(2026, 12, 15, 18, tzinfo=UTC), reason="remont", by=editor)
    cancel_event(event, reason="deszcz", by=editor)
    shown = words(client.get(f"/podworze/calendar/{event.pk}/changes/"))
    for said in ("Zmiana wydarzenia", "17:00", "18:00", "seniorzy", "Odwołanie jednego terminu", "remont", "deszcz"):
        assert said in shown
    assert editor.get_short_name() in shown
