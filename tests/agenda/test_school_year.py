"""When there is no school in Małopolska, as far as it is announced."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.easter import easter

from podworko.agenda.school_year import Kind, break_on, is_break, is_known, school_years


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2024-12-22", None),
        ("2024-12-23", Kind.CHRISTMAS),
        ("2025-01-20", Kind.WINTER),
        ("2025-02-02", Kind.WINTER),
        ("2025-02-03", None),
        ("2025-12-22", Kind.CHRISTMAS),
        ("2026-01-01", None),
        ("2026-02-01", None),
        ("2026-02-02", Kind.WINTER),
        ("2026-02-15", Kind.WINTER),
        ("2026-02-16", None),
        ("2026-04-01", None),
        ("2026-04-02", Kind.SPRING),
        ("2026-04-07", Kind.SPRING),
        ("2026-06-26", None),
        ("2026-06-27", Kind.SUMMER),
        ("2026-08-31", Kind.SUMMER),
        ("2026-09-01", None),
        ("2026-12-22", None),
        ("2026-12-23", Kind.CHRISTMAS),
        ("2027-02-14", None),
        ("2027-02-15", Kind.WINTER),
        ("2027-02-28", Kind.WINTER),
        ("2027-03-30", Kind.SPRING),
        ("2027-06-25", None),
        ("2027-06-26", Kind.SUMMER),
    ],
)
def test_a_day_belongs_to_the_break_that_was_announced(day, kind):
    found = break_on(date.fromisoformat(day))

    assert (found and found.kind) == kind
    assert is_break(date.fromisoformat(day)) is (kind is not None)


@pytest.mark.parametrize("day", ["2024-08-31", "2027-09-01", "2030-07-15"])
def test_a_year_that_was_not_announced_is_unknown(day):
    assert not is_known(date.fromisoformat(day))
    assert is_break(date.fromisoformat(day)) is None


def test_every_year_has_its_four_breaks_in_order_and_says_where_they_come_from():
    years = school_years()

    assert [year.name for year in years] == ["2024/2025", "2025/2026", "2026/2027"]
    for year in years:
        assert [each.kind for each in year.breaks] == list(Kind)
        assert year.source
        assert all(each.source and each.first_day <= each.last_day for each in year.breaks)
        assert year.first_day <= year.breaks[0].first_day
        assert year.breaks[-1].last_day == year.last_day
        assert all(before.last_day < after.first_day for before, after in pairwise(year.breaks))
    assert all(before.last_day + timedelta(days=1) == after.first_day for before, after in pairwise(years))


def test_the_breaks_keep_to_the_regulation():
    """Rozporządzenie MEN z dnia 11 sierpnia 2017 r. w sprawie organizacji roku szkolnego, § 2 ust. 1, § 3 ust. 1."""
    for year in school_years():
        christmas, winter, spring, summer = year.breaks
        december = date(year.first_day.year, 12, 22)
        assert christmas.first_day == (december if december.weekday() == 0 else december + timedelta(days=1))
        assert christmas.last_day == date(year.first_day.year, 12, 31)
        assert winter.first_day.weekday() == 0
        assert winter.last_day - winter.first_day == timedelta(days=13)
        sunday = easter(year.last_day.year)
        assert (spring.first_day, spring.last_day) == (sunday - timedelta(days=3), sunday + timedelta(days=2))
        last_friday = summer.first_day - timedelta(days=1)
        assert last_friday.weekday() == 4
        assert date(last_friday.year, 6, 20) < last_friday <= date(last_friday.year, 6, 27)
        assert summer.last_day == date(last_friday.year, 8, 31)
