from datetime import date

from django.utils import timezone

from podworko.needs.review import is_old, last_good_day


def test_looking_at_it_today_is_written_down(keeper, make):
    problem = make()
    keeper.post(f"/podworze/problems/{problem.pk}/review/")
    problem.refresh_from_db()
    assert problem.reviewed_on == timezone.localdate()
    assert "nikt nie sprawdzał od roku" not in keeper.get(f"/podworze/problems/{problem.pk}/").text


def test_nobody_having_looked_is_said(client, make):
    assert "nikt nie sprawdzał od roku" in client.get(f"/podworze/problems/{make().pk}/").text


def test_a_year_is_a_year_also_on_the_last_day_of_february():
    today = date(2028, 2, 29)
    assert last_good_day(today) == date(2027, 2, 28)
    assert not is_old(date(2027, 2, 28), today)
    assert is_old(date(2027, 2, 27), today)
    assert is_old(None, today)
