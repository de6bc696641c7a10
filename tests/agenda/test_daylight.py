from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from podworko.agenda.daylight import daylight

WARSAW = ZoneInfo("Europe/Warsaw")
KRAKOW, WARSZAWA, ZAKOPANE = (50.0614, 19.9372), (52.2298, 21.0118), (49.2992, 19.9496)


def clocks(day, place):
    sun = daylight(day, *place)
    return tuple(at.astimezone(WARSAW) for at in (sun.rises, sun.sets))


@pytest.mark.parametrize(
    ("day", "place", "rises", "sets"),
    [
        # krakow.eska.pl, „Najdłuższy dzień w roku 2024”: „20 czerwca w Krakowie słońce wzejdzie o godz. 4:32 i zajdzie
        # o godz. 20:53”.
        (date(2024, 6, 20), KRAKOW, "04:32", "20:53"),
        # rmf24.pl, 21 December 2020: „Słońce zajdzie […] o godzinie 15:25”, the day has 7 hours 43 minutes (Warsaw).
        (date(2020, 12, 21), WARSZAWA, "07:42", "15:25"),
    ],
)
def test_sun_rises_and_sets_when_the_papers_say(day, place, rises, sets):
    for found, said in zip(clocks(day, place), (rises, sets), strict=True):
        at = datetime.combine(day, time.fromisoformat(said), WARSAW)
        assert abs(found - at) <= timedelta(minutes=2)


@pytest.mark.parametrize(
    ("place", "length"),
    [
        # The same page of krakow.eska.pl on 20 June 2024.
        (KRAKOW, timedelta(hours=16, minutes=22, seconds=41)),
        (WARSZAWA, timedelta(hours=16, minutes=45, seconds=47)),
        (ZAKOPANE, timedelta(hours=16, minutes=14, seconds=8)),
    ],
)
def test_longest_day_is_as_long_as_the_papers_say(place, length):
    sun = daylight(date(2024, 6, 20), *place)
    # The page does not say from which point of a town it was reckoned.
    assert abs((sun.sets - sun.rises) - length) <= timedelta(seconds=90)


def test_days_grow_until_june_and_shrink_until_december():
    suns = [daylight(date(2026, 1, 1) + timedelta(days=number), *KRAKOW) for number in range(365)]
    lengths = [sun.sets - sun.rises for sun in suns]
    assert lengths.index(max(lengths)) in range(169, 174)
    assert lengths.index(min(lengths)) in range(352, 358)


def test_in_the_far_north_the_sun_may_stay_up_or_down():
    assert daylight(date(2026, 6, 21), 78.2, 15.6) is None
    assert daylight(date(2026, 12, 21), 78.2, 15.6) is None


def test_what_begins_before_sunrise_or_ends_after_sunset_is_not_by_day():
    sun = daylight(date(2026, 3, 10), *KRAKOW)
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    assert sun.covers(noon, noon + timedelta(hours=2))
    assert not sun.covers(noon, sun.sets + timedelta(minutes=1))
    assert not sun.covers(sun.rises - timedelta(minutes=1), noon)
