"""Random calendars for the tests of what is noticed: made from whatever numbers are asked for."""

import os
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from podworko.agenda.coordination.pairs import compare, gather
from podworko.agenda.coordination.values import Limits, Planned, mask

WARSAW = ZoneInfo("Europe/Warsaw")
EXAMPLES = int(os.environ.get("PODWORKO_TEST_CALENDARS", "120"))
"""How many calendars are tried; more where somebody has the time."""
METRE = 1 / 111_195
"""Degrees of latitude."""
NORTH, EAST = 50.0875, 19.9167

# Days on which the clocks change, ends of weeks and of a year, and an ordinary week.
DAYS = [date(2026, 10, 23), date(2027, 3, 26), date(2026, 12, 30), date(2026, 11, 2), date(2026, 11, 8)]
# Metres to the north: at, round and beyond each limit.
NORTHWARD = [420, 0, 49, 50.6, 120, 299, 300, 300.4, 300.6, 301, 420, 900, 1200, 1500, 1500.6, 3000]
AUDIENCES = [
    [], ["7-12"], ["7-12"], ["7-12", "13-17"], ["13-17"], ["families"], ["0-2", "families"],
    ["60+"], ["60+"], ["seniors"], ["carers"], ["everyone"], ["everyone", "newcomers"],
]  # fmt: skip
LENGTHS = [0, 30, 60, 90, 90, 240, 600, 1439, 1440, 1441, 3000]
"""Minutes."""


def brute(planned, limits):
    """Return what comes out when each is compared with each."""
    return gather(
        (one, other, match)
        for number, one in enumerate(planned)
        for other in planned[number + 1 :]
        for match in compare(one, other, limits)
    )


def brute_check(new, others, limits):
    return gather((one, other, match) for one in new for other in others for match in compare(one, other, limits))


def at(event, day, clock, minutes=90, **more):
    """Return an occurrence that begins at a time of the clocks in Warsaw."""
    hour, minute = map(int, clock.split(":"))
    start = datetime(day.year, day.month, day.day, hour, minute, tzinfo=WARSAW)
    starts, ends = (int(each.timestamp()) for each in (start, start + timedelta(minutes=minutes)))
    ends = max(starts, ends)
    last = datetime.fromtimestamp(max(starts, ends - 1), WARSAW).date()
    first = datetime.fromtimestamp(starts, WARSAW).date()
    if isinstance(more.get("audiences"), list):
        more["audiences"] = mask(more["audiences"])
    return Planned(event, starts, ends, first.toordinal(), last.toordinal(), **more)


def whole_days(event, day, days=1, **more):
    """Return an occurrence of whole days."""
    last = day + timedelta(days=days)
    starts, ends = (int(datetime(each.year, each.month, each.day, tzinfo=WARSAW).timestamp()) for each in (day, last))
    if isinstance(more.get("audiences"), list):
        more["audiences"] = mask(more["audiences"])
    return Planned(event, starts, ends, day.toordinal(), last.toordinal() - 1, is_timed=False, **more)


def north(metres):
    """Return a point so many metres to the north of the middle."""
    return {"latitude": NORTH + metres * METRE, "longitude": EAST}


@st.composite
def events(draw, number, about):
    """One event with its occurrences: once, a series, whole days, several days, or pencilled in."""
    what = draw(st.integers(0, 9))
    facts = {
        "audiences": mask(draw(st.sampled_from(AUDIENCES))),
        "organisers": frozenset(draw(st.sampled_from([(), (1,), (2,), (3,), (2, 3), (65,), (66, 3)]))),
        "kind": draw(st.sampled_from([None, 1, 1, 2])),
        "room": draw(st.sampled_from([None, None, None, 1, 2])),
        "equipment": tuple(draw(st.sampled_from([(), (), (), (1,), (66, 2)]))),
        "helpers": tuple(draw(st.sampled_from([(), (), (1,), (65,), (66, 2), (2, 1)]))),
        "place": draw(st.sampled_from([None, None, None, None, 1, 2])),
    }
    if draw(st.integers(0, 5)):
        facts |= north(draw(st.sampled_from(NORTHWARD)))
    day = about + timedelta(days=draw(st.sampled_from([1, 1, 1, 0, 2])))
    if what == 0:
        return [whole_days(number, day, draw(st.sampled_from([1, 2, 5, 40])), **facts)]
    if what == 1:
        return [
            whole_days(number, day + timedelta(days=step), is_tentative=True, **facts)
            for step in range(draw(st.integers(1, 4)))
        ]
    clock = f"{draw(st.sampled_from([10, 10, 1, 2, 17, 22]))}:{draw(st.sampled_from(['00', '30']))}"
    minutes = draw(st.sampled_from(LENGTHS)) + draw(st.sampled_from([0, 0, 1, 19, 21]))
    if what < 6:
        return [at(number, day, clock, minutes, **facts)]
    step, times = draw(st.sampled_from([1, 7, 7, 14])), draw(st.integers(2, 6))
    return [at(number, day + timedelta(days=step * time), clock, minutes, **facts) for time in range(times)]


@st.composite
def calendars(draw, most=9):
    """Everything planned, in any order."""
    count = draw(st.integers(0, most))
    numbers = draw(st.permutations(range(1, count + 1)))
    about = draw(st.sampled_from(DAYS))
    return [each for number in numbers for each in draw(events(number, about))]


@st.composite
def some_limits(draw):
    """Limits that an area may set."""
    return Limits(
        join_metres=draw(st.sampled_from([300, 300, 0, 120, 2000])),
        catchment_metres=draw(st.sampled_from([1500, 1500, 100, 4000])),
        walking_speed=draw(st.sampled_from([75, 75, 60, 7])),
        apart_metres=draw(st.sampled_from([50, 0])),
        longest_way=draw(st.sampled_from([60, 5])),
    )
