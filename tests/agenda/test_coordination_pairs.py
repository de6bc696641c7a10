"""What two events have to do with each other, rule by rule."""

from datetime import date, timedelta

import pytest

from podworko.agenda.choices import FindingKind
from podworko.agenda.coordination.pairs import compare, distance, gather, in_common
from podworko.agenda.coordination.scan import check, scan
from podworko.agenda.coordination.values import Limits, codes, mask
from tests.agenda.coordination_calendars import METRE, at, north, whole_days

JOIN, COMPETE, ROOM = FindingKind.JOIN, FindingKind.COMPETE, FindingKind.ROOM
EQUIPMENT, NEEDED, PERSON = FindingKind.EQUIPMENT, FindingKind.NEEDED, FindingKind.PERSON
SATURDAY = date(2026, 12, 5)
SUNDAY = date(2026, 12, 6)
LIMITS = Limits()
LIBRARY, CLUB = frozenset([1]), frozenset([2])


def mine(day=SATURDAY, clock="10:00", minutes=90, **more):
    return at(1, day, clock, minutes, **{"audiences": ["7-12"], "organisers": LIBRARY, **north(0), **more})


def theirs(day=SATURDAY, clock="16:00", minutes=90, metres=120, **more):
    return at(2, day, clock, minutes, **{"audiences": ["7-12"], "organisers": CLUB, **north(metres), **more})


def kinds(one, other, limits=LIMITS):
    """Return what is found, whichever way round they are compared, and in columns."""
    found = compare(one, other, limits)
    assert compare(other, one, limits) == found
    assert scan([one, other], limits) == scan([other, one], limits) == check([one], [other], limits)
    assert scan([one, other], limits) == gather((one, other, match) for match in found)
    return {match.kind: match for match in found}


# Can be joined


def test_two_of_different_organisers_near_on_one_day_for_one_age_can_be_joined():
    found = kinds(mine(), theirs())
    assert set(found) == {JOIN}
    assert found[JOIN].metres == 120
    assert found[JOIN].strength == 2
    assert found[JOIN].is_same_day
    assert [audience.value for audience in codes(found[JOIN].shared)] == ["7-12"]


def test_three_hundred_metres_are_near_and_one_more_is_not():
    assert set(kinds(mine(), theirs(metres=300))) == {JOIN}
    assert kinds(mine(), theirs(metres=301)) == {}
    assert set(kinds(mine(), theirs(metres=301), Limits(join_metres=301))) == {JOIN}
    # Whole metres are what people are told, so whole metres decide.
    assert kinds(mine(), theirs(metres=300.4))[JOIN].metres == 300
    assert kinds(mine(), theirs(metres=300.6)) == {}


def test_those_of_one_organiser_are_not_proposed_to_it():
    assert kinds(mine(), theirs(organisers=LIBRARY | CLUB)) == {}


def test_nobody_in_common_where_nobody_is_registered():
    assert set(kinds(mine(organisers=frozenset()), theirs(organisers=frozenset()))) == {JOIN}


def test_another_day_is_another_thing():
    assert kinds(mine(), theirs(SUNDAY)) == {}


def test_one_place_of_the_register_is_near_without_a_point():
    nowhere = {"latitude": None, "longitude": None, "place": 7}
    assert kinds(mine(**nowhere), theirs(**nowhere))[JOIN].metres == 0
    assert kinds(mine(**nowhere), theirs(**{**nowhere, "place": 8})) == {}


def test_where_the_place_is_not_known_nothing_is_near():
    assert kinds(mine(latitude=None, longitude=None), theirs()) == {}


def test_whole_days_and_pencilled_days_can_be_joined():
    fair = whole_days(2, SATURDAY - timedelta(days=1), 3, audiences=["7-12"], organisers=CLUB, **north(50))
    assert kinds(mine(), fair)[JOIN].strength == 2
    assert kinds(mine(), fair._replace(is_tentative=True))[JOIN].strength == 1


def test_what_ends_at_midnight_does_not_reach_into_the_next_day():
    evening = theirs(clock="20:00", minutes=240)
    assert kinds(mine(SUNDAY, "08:00"), evening) == {}


def test_a_night_out_belongs_to_the_day_on_which_it_began():
    night = theirs(clock="22:00", minutes=8 * 60)
    assert set(kinds(mine(SATURDAY), night)) == {JOIN}
    assert kinds(mine(SUNDAY), night) == {}
    longer = theirs(clock="22:00", minutes=8 * 60 + 1)
    assert set(kinds(mine(SUNDAY), longer)) == {JOIN}


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 10, 24), 9), (date(2027, 3, 27), 7)])
def test_a_night_in_which_the_clocks_change_ends_at_six_by_the_clock(day, hours):
    night = theirs(day, clock="22:00", minutes=8 * 60)
    assert night.ends - night.starts == hours * 3600
    assert set(kinds(mine(day), night)) == {JOIN}
    assert kinds(mine(day + timedelta(days=1)), night) == {}


def test_what_goes_on_for_months_takes_part_for_a_month():
    show = whole_days(2, SATURDAY, 90, audiences=["7-12"], organisers=CLUB, **north(0))
    assert set(kinds(mine(SATURDAY + timedelta(days=30)), show)) == {JOIN}
    assert kinds(mine(SATURDAY + timedelta(days=31)), show) == {}


def test_one_kind_or_one_hour_makes_it_stronger():
    assert kinds(mine(kind=4), theirs(kind=4))[JOIN].strength == 3
    assert kinds(mine(), theirs(clock="12:15"))[JOIN].strength == 3
    assert kinds(mine(), theirs(clock="12:30"))[JOIN].strength == 2


def test_one_kind_in_one_week_can_be_joined_though_less():
    found = kinds(mine(SATURDAY, kind=4), theirs(SUNDAY, kind=4))
    assert found[JOIN].strength == 1
    assert not found[JOIN].is_same_day
    assert kinds(mine(SUNDAY, kind=4), theirs(SUNDAY + timedelta(days=1), kind=4)) == {}
    assert kinds(mine(SATURDAY, kind=4), theirs(SUNDAY, kind=5)) == {}


# For whom


@pytest.mark.parametrize(
    ("one", "other", "shared", "is_vague"),
    [
        (["7-12"], ["7-12", "13-17"], ["7-12"], False),
        (["7-12"], ["13-17"], [], False),
        (["families"], ["3-6", "13-17"], ["3-6"], False),
        (["families"], ["13-17"], [], False),
        (["families", "0-2"], ["families", "7-12"], ["families"], False),
        (["seniors"], ["60+"], ["60+"], False),
        (["seniors"], ["30-59"], [], False),
        (["everyone"], ["7-12"], ["7-12"], True),
        (["everyone", "newcomers"], ["everyone", "carers"], ["everyone"], True),
        (["everyone", "families"], ["7-12"], ["7-12"], False),
        (["everyone"], [], [], False),
        ([], [], [], False),
    ],
)
def test_for_whom_both_are(one, other, shared, is_vague):
    for first, second in ((one, other), (other, one)):
        bits, vague = in_common(mask(first), mask(second))
        assert [audience.value for audience in codes(bits)] == shared
        assert (vague and bool(shared)) == is_vague


def test_where_nobody_was_asked_for_whom_it_is_nothing_is_said_of_people():
    assert kinds(mine(audiences=0), theirs()) == {}
    assert kinds(mine(audiences=0), theirs(audiences=["everyone"])) == {}


def test_everybody_is_a_weaker_reason():
    assert kinds(mine(audiences=["everyone"]), theirs())[JOIN].strength == 1


# Compete for the same people


def test_those_at_one_time_within_reach_compete():
    found = kinds(mine(), theirs(clock="11:00", metres=800))
    assert set(found) == {COMPETE}
    assert found[COMPETE].minutes == 30
    assert found[COMPETE].strength == 2
    assert kinds(mine(), theirs(clock="10:45", metres=800))[COMPETE].strength == 3


def test_fifteen_hundred_metres_are_within_reach_and_one_more_is_not():
    assert set(kinds(mine(), theirs(clock="10:00", metres=1500))) == {COMPETE}
    assert kinds(mine(), theirs(clock="10:00", metres=1501)) == {}


def test_a_pause_shorter_than_the_way_is_too_short():
    # 750 metres are ten minutes.
    found = kinds(mine(), theirs(clock="11:39", metres=750))
    assert found[COMPETE].minutes == -9
    assert found[COMPETE].strength == 1
    assert kinds(mine(), theirs(clock="11:40", metres=750)) == {}
    assert set(kinds(mine(), theirs(clock="11:40", metres=750), Limits(walking_speed=60))) == {COMPETE}
    # 301 metres are four minutes and a second.
    assert set(kinds(mine(), theirs(clock="11:34", metres=301))) == {COMPETE}


def test_limits_that_reach_over_a_week_find_what_they_reach():
    crawling = Limits(catchment_metres=9000, walking_speed=1)
    monday, before = mine(SATURDAY + timedelta(days=2)), theirs(SUNDAY - timedelta(days=3), metres=8000)
    assert set(kinds(monday, before, crawling)) == set(kinds(before, monday, crawling)) == {COMPETE}
    sunday, after = mine(SUNDAY), theirs(SUNDAY + timedelta(days=5), metres=8000)
    assert set(kinds(sunday, after, crawling)) == set(kinds(after, sunday, crawling)) == {COMPETE}


def test_what_can_be_joined_does_not_compete():
    assert set(kinds(mine(), theirs(clock="10:00"))) == {JOIN}


def test_neither_whole_days_nor_exhibitions_nor_pencilled_days_compete():
    far = {"audiences": ["7-12"], "organisers": CLUB, **north(800)}
    assert kinds(mine(), whole_days(2, SATURDAY, **far)) == {}
    assert kinds(mine(), at(2, SATURDAY, "09:00", 24 * 60, **far)) == {}
    assert kinds(mine(), at(2, SATURDAY, "09:00", is_tentative=True, **far)) == {}
    assert set(kinds(mine(), at(2, SATURDAY, "09:00", 24 * 60 - 1, **far))) == {COMPETE}


def test_the_hour_that_comes_twice_is_two_hours():
    # 2:30 of summer time and 2:30 of winter time.
    night = date(2026, 10, 25)
    first = mine(night, "01:30", 45)
    second = theirs(night, "01:30", 45, metres=800)
    assert kinds(first, second)[COMPETE].minutes == 45
    later = second._replace(starts=second.starts + 3600, ends=second.ends + 3600)
    assert kinds(first, later) == {}


# Rooms, equipment, institutions, persons


def test_a_room_is_free_once_the_other_has_ended():
    assert kinds(mine(room=3), theirs(clock="11:29", room=3, organisers=LIBRARY))[ROOM].minutes == 1
    assert ROOM not in kinds(mine(room=3), theirs(clock="11:30", room=3))
    assert ROOM not in kinds(mine(room=3), theirs(clock="11:00", room=4))
    assert ROOM not in kinds(mine(room=None), theirs(clock="11:00", room=None))


def test_equipment_is_free_once_the_other_has_ended():
    assert set(kinds(mine(equipment=(5, 6)), theirs(clock="11:29", equipment=(6,), organisers=LIBRARY))) == {
        EQUIPMENT,
        NEEDED,
    }
    assert EQUIPMENT not in kinds(mine(equipment=(5, 6)), theirs(clock="11:30", equipment=(6,)))
    # 5 and 69 share a bit of their signs.
    assert EQUIPMENT not in kinds(mine(equipment=(5,)), theirs(clock="11:00", equipment=(69,)))


def test_a_pencilled_date_books_nothing():
    assert ROOM not in kinds(mine(room=3), whole_days(2, SATURDAY, room=3, is_tentative=True))
    assert ROOM in kinds(mine(room=3), whole_days(2, SATURDAY, room=3))


def test_a_room_taken_for_a_season_is_taken_on_its_last_day():
    season = whole_days(2, SATURDAY - timedelta(days=90), 91, room=3)
    assert set(kinds(mine(room=3), season)) == {ROOM}


def test_an_institution_cannot_be_in_two_places():
    found = kinds(mine(), theirs(clock="11:00", metres=800, organisers=LIBRARY | CLUB))
    assert set(found) == {NEEDED}
    assert found[NEEDED].strength == 2
    late = kinds(mine(), theirs(clock="11:35", metres=750, organisers=LIBRARY))
    assert late[NEEDED].strength == 1
    assert late[NEEDED].minutes == -5


def test_an_institution_can_be_in_a_house_and_its_yard_and_take_the_tram():
    assert kinds(mine(), theirs(clock="10:00", metres=50, organisers=LIBRARY)) == {}
    assert kinds(mine(place=1), theirs(clock="10:00", metres=500, place=1, organisers=LIBRARY)) == {}
    assert kinds(mine(), theirs(clock="12:30", metres=20_000, organisers=LIBRARY)) == {}
    assert set(kinds(mine(), theirs(clock="12:29", metres=20_000, organisers=LIBRARY))) == {NEEDED}


def needing(one, other, limits=LIMITS):
    """Return what is said about somebody who is needed for both; for whom they are plays no part."""
    found = kinds(one._replace(audiences=0, helpers=(5, 6)), other._replace(audiences=0, helpers=(6,)), limits)
    assert set(found) <= {PERSON}
    return found.get(PERSON)


def test_a_person_cannot_be_at_two_events_at_once_wherever_they_are():
    nowhere = {"latitude": None, "longitude": None}
    for where in (
        {"metres": 800},
        {"metres": 20_000},
        {"metres": 0},
        {"metres": 50},
        nowhere,
        {"place": 1, "room": 2},
    ):
        found = needing(mine(place=1, room=1), theirs(clock="11:29", **where))
        assert (found.strength, found.minutes) == (3, 1)
        assert needing(mine(place=1, room=1), theirs(clock="12:30", **where)) is None
    assert needing(mine(), theirs(clock="11:00", metres=800)).metres == 800
    assert needing(mine(), theirs(clock="11:00", **nowhere)).metres is None


def test_a_person_needs_the_time_that_the_way_takes():
    # 750 metres are ten minutes.
    found = needing(mine(), theirs(clock="11:39", metres=750))
    assert (found.strength, found.minutes, found.metres) == (2, -9, 750)
    assert needing(mine(), theirs(clock="11:40", metres=750)) is None
    assert needing(mine(), theirs(clock="11:40", metres=750), Limits(walking_speed=74)).strength == 2
    # Whoever needs longer than an hour on foot takes something else.
    assert needing(mine(), theirs(clock="12:29", metres=20_000)).strength == 2
    assert needing(mine(), theirs(clock="12:30", metres=20_000)) is None


def test_a_person_who_stays_where_they_are_needs_no_time():
    assert needing(mine(), theirs(clock="11:30", latitude=None, longitude=None)) is None
    assert needing(mine(place=1), theirs(clock="11:30", metres=500, place=1)) is None
    assert needing(mine(), theirs(clock="11:30", metres=50)) is None
    assert needing(mine(), theirs(clock="11:30", metres=51)).strength == 2


def test_a_person_is_needed_at_hours_that_are_known_and_not_all_the_time():
    assert needing(mine(), whole_days(2, SATURDAY)) is None
    assert needing(mine(), whole_days(2, SATURDAY, is_tentative=True)) is None
    assert needing(mine(), theirs(clock="10:00", is_tentative=True)) is None
    assert needing(mine(), theirs(clock="09:00", minutes=24 * 60)) is None
    assert needing(mine(), theirs(clock="09:00", minutes=24 * 60 - 1)).strength == 3


def test_another_person_may_be_elsewhere():
    # 6 and 70 share a bit of their signs.
    for helpers in ((), (7,), (70,)):
        assert PERSON not in kinds(mine(helpers=(5, 6)), theirs(clock="10:00", helpers=helpers))


def test_a_person_is_needed_twice_whoever_organises_and_whatever_else_is_said():
    found = kinds(mine(helpers=(6,), equipment=(6,)), theirs(clock="10:00", helpers=(6,), equipment=(6,)))
    assert set(found) == {JOIN, EQUIPMENT, PERSON}
    ours = theirs(clock="10:00", metres=800, helpers=(6,), organisers=LIBRARY)
    assert set(kinds(mine(helpers=(6,)), ours)) == {NEEDED, PERSON}


# One finding of many meetings


def test_series_against_series_is_one_finding_with_its_dates():
    weeks = [timedelta(weeks=number) for number in range(50)]
    mines = [mine(SATURDAY + week) for week in weeks]
    others = [theirs(SATURDAY + 2 * week) for week in weeks]
    (pair,) = scan([*others, *mines], LIMITS)
    assert (pair.kind, pair.first, pair.second) == (JOIN, 1, 2)
    assert pair.dates == tuple((one.starts, other.starts) for one, other in zip(mines[::2], others, strict=False))
    assert len(pair.dates) == 25


def test_where_days_meet_weeks_are_not_worth_saying():
    others = [theirs(SATURDAY, kind=4), theirs(SATURDAY - timedelta(days=2), kind=4)]
    (pair,) = scan([mine(kind=4), *others], LIMITS)
    assert pair.dates == ((mine().starts, others[0].starts),)
    assert (pair.strength, pair.is_same_day) == (3, True)


def test_dates_stand_in_the_order_of_the_first_event():
    mines = [mine(SATURDAY - timedelta(days=number), kind=4) for number in (3, 1)]
    others = [theirs(SATURDAY - timedelta(days=number), kind=4) for number in (2, 0)]
    (pair,) = scan([*mines[::-1], *others[::-1]], LIMITS)
    assert pair.dates == tuple((one.starts, other.starts) for one in mines for other in others)


def test_times_of_one_event_never_meet():
    facts = {"room": 1, "equipment": (1,), "helpers": (1,)}
    assert scan([mine(**facts), mine(clock="10:30", **facts, **north(800))], LIMITS) == []


def test_an_event_that_is_changed_is_not_held_against_itself_as_it_was():
    assert check([mine(room=1)], [mine(clock="10:30", room=1), theirs()], LIMITS) == scan([mine(), theirs()], LIMITS)


def test_two_organisers_in_common_are_one_reason():
    both = LIBRARY | CLUB
    (pair,) = scan([mine(organisers=both), theirs(clock="10:00", metres=800, organisers=both)], LIMITS)
    assert len(pair.dates) == 1


# Distance


def test_distance_is_what_a_map_says():
    one = mine(latitude=50.0875, longitude=19.9167)
    # From the market square of Kraków to Wawel, less than a kilometre.
    market, wawel = mine(latitude=50.0617, longitude=19.9373), mine(latitude=50.0540, longitude=19.9354)
    assert distance(market, wawel) == 867
    assert distance(one, mine(latitude=50.0875 + 1000 * METRE, longitude=19.9167)) == 1000


@pytest.mark.parametrize("longitude", [0.0, 180.0, -180.0, 90.0])
def test_no_place_on_earth_is_special(longitude):
    one = mine(latitude=0.0, longitude=longitude)
    other = theirs(latitude=0.001, longitude=-180.0 if longitude == 180.0 else longitude + 0.001)
    assert set(kinds(one, other)) == {JOIN}
    assert set(kinds(mine(latitude=90.0, longitude=0.0), theirs(latitude=89.999, longitude=longitude))) == {JOIN}
