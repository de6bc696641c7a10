"""When there is much for somebody, and when nothing."""

from datetime import date, timedelta

from podworko.agenda.choices import FindingKind
from podworko.agenda.coordination.density import densities
from podworko.agenda.coordination.values import Density, Limits, mask
from tests.agenda.coordination_calendars import at, whole_days

MONDAY = date(2026, 11, 30)
FIRST, LAST = MONDAY.toordinal(), MONDAY.toordinal() + 41
OLD, TEENS, CHILDREN = mask(["60+"]), mask(["13-17"]), mask(["7-12"])
LIMITS = Limits()


def on(event, days, audiences=("60+",), **more):
    return at(event, MONDAY + timedelta(days=days), "10:00", audiences=list(audiences), **more)


def crowded(planned, audiences=OLD, limits=LIMITS):
    return [each for each in densities(planned, audiences, FIRST, LAST, limits) if each.kind == FindingKind.CROWDED]


def empty(planned, audiences=OLD, limits=LIMITS):
    found = [each for each in densities(planned, audiences, FIRST, LAST, limits) if each.kind == FindingKind.EMPTY]
    return [(each.first_day - FIRST, each.last_day - FIRST, each.strength) for each in found]


def test_four_events_on_a_day_for_one_audience_are_many():
    planned = [on(number, 3) for number in (4, 2, 3, 1)]
    assert crowded(planned) == [Density(FindingKind.CROWDED, OLD, FIRST + 3, FIRST + 3, (1, 2, 3, 4), 1)]
    assert crowded(planned[:3]) == []
    assert len(crowded(planned[:3], limits=Limits(crowded_from=3))) == 1


def test_days_in_a_row_are_one_finding_with_all_their_events():
    planned = [on(number, day) for day in (3, 4, 6) for number in range(day, day + 4)]
    assert [(each.first_day - FIRST, each.last_day - FIRST, each.events) for each in crowded(planned)] == [
        (3, 4, (3, 4, 5, 6, 7)),
        (6, 6, (6, 7, 8, 9)),
    ]


def test_the_more_the_stronger():
    assert [crowded([on(number, 0) for number in range(count)])[0].strength for count in (4, 5, 6, 7, 8)] == [
        1, 1, 2, 2, 3,
    ]  # fmt: skip


def test_times_of_one_event_count_once_a_day():
    assert crowded([on(1, 0)] * 9) == []


def test_only_what_is_meant_for_them_makes_a_crowd():
    planned = [on(number, 0, ["everyone"]) for number in range(9)]
    assert crowded(planned) == []
    assert crowded([*planned, *(on(number, 0, ["seniors"]) for number in range(10, 14))])[0].events == (10, 11, 12, 13)
    assert crowded([on(number, 0, ["families"]) for number in range(4)], CHILDREN)[0].audience == CHILDREN
    assert crowded([on(number, 0, ["families"]) for number in range(4)], TEENS) == []


def test_what_is_pencilled_in_or_not_asked_fills_nothing():
    pencilled = [whole_days(number, MONDAY, audiences=["60+"], is_tentative=True) for number in range(9)]
    assert crowded(pencilled) == []
    assert empty(pencilled) == [(0, 41, 2)]
    assert empty([on(1, 20, [])]) == [(0, 41, 2)]


def test_three_weeks_without_anything_are_empty():
    assert empty([on(1, 20)]) == [(21, 41, 1)]
    assert empty([on(1, 21)]) == [(0, 20, 1)]
    assert empty([on(1, 20), on(1, 30)]) == []
    assert empty([], limits=Limits(empty_days=14)) == [(0, 41, 3)]


def test_something_for_everyone_is_not_nothing():
    assert empty([on(1, 10, ["everyone"]), on(2, 30, ["everyone"])]) == []


def test_what_goes_on_for_days_is_there_on_each_of_them():
    assert empty([whole_days(1, MONDAY - timedelta(days=3), 10, audiences=["60+"])]) == [(7, 41, 1)]


def test_each_audience_is_looked_at_by_itself():
    found = densities([on(1, 10), on(1, 30)], OLD | TEENS, FIRST, LAST, LIMITS)
    assert [(each.kind, each.audience) for each in found] == [(FindingKind.EMPTY, TEENS)]
    assert densities([], mask(["everyone"]), FIRST, LAST, LIMITS)[0].audience == mask(["everyone"])
    assert empty([on(1, 20, ["everyone"])], mask(["everyone"])) == [(21, 41, 1)]
