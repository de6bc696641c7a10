from datetime import date, timedelta

import pytest
from django.utils import timezone

from podworko.needs.models import Problem
from podworko.needs.review import is_old, last_good_day


def test_looking_at_it_today_is_written_down(keeper, make):
    problem = make()
    keeper.post(f"/podworze/problems/{problem.pk}/review/")
    problem.refresh_from_db()
    assert problem.reviewed_on == timezone.localdate()
    assert "nikt nie sprawdzał od roku" not in keeper.get(f"/podworze/problems/{problem.pk}/").text


def test_nobody_having_looked_is_said(client, make):
    problem = make()
    Problem.objects.update(created_at=timezone.now() - timedelta(days=400))
    assert "nikt nie sprawdzał od roku" in client.get(f"/podworze/problems/{problem.pk}/").text


def test_what_was_written_down_today_is_not_called_unchecked_for_a_year(client, make):
    page = client.get(f"/podworze/problems/{make().pk}/").text
    assert "jeszcze nie" in page
    assert "nikt nie sprawdzał" not in page


def test_a_year_is_a_year_also_on_the_last_day_of_february():
    today = date(2028, 2, 29)
    assert last_good_day(today, 12) == date(2027, 2, 28)
    assert not is_old(date(2027, 2, 28), 12, today)
    assert is_old(date(2027, 2, 27), 12, today)
    assert is_old(None, 12, today)


@pytest.mark.parametrize(
    ("today", "months", "day"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 6, date(2026, 6, 30)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 1, 31), 13, date(2024, 12, 31)),
        (date(2028, 2, 29), 60, date(2023, 2, 28)),
    ],
)
def test_months_are_those_of_the_calendar(today, months, day):
    assert last_good_day(today, months) == day
