import pytest

from tests.portal.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def test_one_day_is_cancelled_and_the_others_take_place(client, editor, make):
    client.force_login(editor)
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    client.post(f"/podworze/calendar/{event.pk}/on/20261215T1700/cancel/", {"reason": "zebranie"})
    assert [row.is_cancelled for row in event.occurrences.order_by("starts")] == [False, True, False]
    shown = words(client.get("/podworze/calendar/?view=month&day=2026-12-01"))
    assert shown.count("odwołane: Festyn") == 1
