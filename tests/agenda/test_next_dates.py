import pytest

from tests.factories import MembershipFactory

ADDRESS = "/podworze/calendar/new/dates/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def asked(client, **chosen):
    return client.get(ADDRESS, chosen).json()


def test_dates_of_a_series_are_said_before_it_is_saved(client, editor):
    client.force_login(editor)
    found = asked(client, day="2026-12-22", repeats="weekly", leaves_out=["school_breaks"])
    assert found["days"][0] == "Wtorek, 22 grudnia 2026"
    assert found["days"][1] == "Wtorek, 5 stycznia 2027"
    assert found["skipped"][0] == "29 grudnia"
    assert len(found["days"]) == 6
    assert found["has_more"]
    assert found["said"] == "we wtorki, bez przerw szkolnych"


def test_series_that_ends_has_no_more_dates(client, editor):
    client.force_login(editor)
    found = asked(client, day="2026-12-01", repeats="every_other_week", repeats_until="2026-12-31")
    assert found["days"] == ["Wtorek, 1 grudnia 2026", "Wtorek, 15 grudnia 2026", "Wtorek, 29 grudnia 2026"]
    assert not found["has_more"]
    assert found["skipped"] == []


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"day": "2026-12-01"},
        {"repeats": "weekly"},
        {"day": "2026-12-01", "repeats": "kept"},
        {"day": "tomorrow", "repeats": "weekly"},
        {"day": "9999-12-31", "repeats": "weekly"},
        {"day": "2026-12-25", "repeats": "yearly", "leaves_out": ["holidays"]},
        {"day": "2026-12-10", "repeats": "weekly", "repeats_until": "2026-12-01"},
        {"day": "9999-12-31", "repeats": "yearly"},
        {"day": "0001-01-01", "repeats": "daily"},
    ],
)
def test_what_does_not_repeat_has_no_dates(client, editor, chosen):
    client.force_login(editor)
    assert asked(client, **chosen) == {"said": "", "days": [], "has_more": False, "skipped": []}


def test_whoever_announces_nothing_asks_for_no_dates(client, organisation):
    client.force_login(MembershipFactory(organisation=organisation).user)
    assert client.get(ADDRESS).status_code == 404
