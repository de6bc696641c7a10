"""„This and the following”: what a person gets who changes a series from one day on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from podworko.agenda.plain_rule import from_rule
from podworko.agenda.recurrence import expand
from podworko.agenda.rule_text import EndlessRuleError
from podworko.agenda.splitting import split
from podworko.agenda.timing import Break, Timing
from tests.agenda.test_recurrence_oracle import timings

SINCE, UNTIL = datetime(2014, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)


def at(text):
    return datetime.fromisoformat(text)


def series(start, rule="", **more):
    return Timing(at(start), at(start) + timedelta(hours=1), rule=rule, **more)


def found(timing):
    return expand(timing, SINCE, UNTIL, most=20_000)


def test_the_first_part_ends_on_the_day_before():
    before, following = split(series("2026-01-06T10:00", "FREQ=WEEKLY"), at("2026-01-20T10:00"))

    assert before.rule == "FREQ=WEEKLY;UNTIL=20260119"
    assert [f"{happening.start:%d}" for happening in found(before)] == ["06", "13"]
    assert (following.start, following.end) == (at("2026-01-20T10:00"), at("2026-01-20T11:00"))
    assert following.rule == "FREQ=WEEKLY"
    assert str(from_rule(before.rule).until) == "2026-01-19"


def test_the_times_that_are_left_go_to_the_second_part():
    before, following = split(series("2026-01-06T10:00", "FREQ=WEEKLY;COUNT=5"), at("2026-01-20T10:00"))

    assert len(found(before)) == 2
    assert following.rule == "FREQ=WEEKLY;COUNT=3"


def test_a_series_of_several_times_a_day_is_cut_between_them():
    timing = series("2026-01-06T10:00", "FREQ=DAILY;BYHOUR=10,16;COUNT=4")

    before, following = split(timing, at("2026-01-06T16:00"))

    assert [f"{happening.start:%d %H}" for happening in found(before)] == ["06 10"]
    assert [f"{happening.start:%d %H}" for happening in found(following)] == ["06 16", "07 10", "07 16"]


def test_exceptions_go_where_they_belong():
    removed = frozenset({at("2026-01-13T10:00"), at("2026-02-03T10:00")})
    moved = {
        at("2026-01-20T10:00"): (at("2026-02-25T10:00"), at("2026-02-25T11:00")),
        at("2026-01-27T10:00"): (at("2026-01-08T10:00"), at("2026-01-08T11:00")),
    }
    extra = (at("2026-01-07T10:00"), at("2026-01-28T10:00"))
    timing = series("2026-01-06T10:00", "FREQ=WEEKLY", removed=removed, moved=moved, extra=extra)
    timing = replace(timing, leaves_out=frozenset({Break.HOLIDAYS}))

    before, following = split(timing, at("2026-01-27T10:00"))

    assert before.removed == {at("2026-01-13T10:00")}
    assert following.removed == {at("2026-02-03T10:00")}
    assert (list(before.moved), list(following.moved)) == ([at("2026-01-20T10:00")], [at("2026-01-27T10:00")])
    assert (before.extra, following.extra) == (extra[:1], extra[1:])
    assert before.leaves_out == following.leaves_out == {Break.HOLIDAYS}


def test_cut_at_a_further_start_the_rule_keeps_its_days():
    timing = series("2026-01-06T10:00", "FREQ=WEEKLY;INTERVAL=2", extra=(at("2026-01-14T18:00"),))

    _before, following = split(timing, at("2026-01-14T18:00"))

    assert following.start == at("2026-01-20T10:00")
    assert [f"{happening.start:%d %H}" for happening in found(following)][:3] == ["14 18", "20 10", "03 10"]


def test_cut_at_a_further_start_after_the_rule_has_ended():
    timing = series("2026-01-06T10:00", "FREQ=WEEKLY;COUNT=2", extra=(at("2026-03-01T18:00"), at("2026-03-02T18:00")))

    before, following = split(timing, at("2026-03-01T18:00"))

    assert before.rule == "FREQ=WEEKLY;COUNT=2"
    assert following.rule == ""
    assert [f"{happening.start:%d}" for happening in found(following)] == ["01", "02"]


@pytest.mark.parametrize("elsewhere", ["2026-01-06T10:00", "2026-01-21T10:00", "2026-01-20T09:00", "2025-01-01T10:00"])
def test_a_series_is_cut_only_at_a_later_occurrence_of_its_own(elsewhere):
    with pytest.raises(ValueError, match="occurrence"):
        split(series("2026-01-06T10:00", "FREQ=WEEKLY"), at(elsewhere))


@settings(max_examples=40, deadline=None)
@given(timings(), st.data())
def test_the_two_parts_take_place_as_the_one_did(drawn, data):
    timing, _since, _until = drawn
    originals = sorted({happening.original for happening in expand(timing, SINCE, UNTIL, most=60)} - {timing.start})
    assume(originals and originals[-1] > timing.start)
    original = data.draw(st.sampled_from([each for each in originals if each > timing.start]))
    around = [original.replace(tzinfo=UTC) + timedelta(days=days) for days in (-200, 200)]

    try:
        before, following = split(timing, original)
    except EndlessRuleError:  # a rule that gives nothing after a further start
        reject()

    apart = [*expand(before, *around, most=20_000), *expand(following, *around, most=20_000)]
    assert sorted(apart) == sorted(expand(timing, *around, most=20_000))
    assert all(happening.original < original for happening in expand(before, *around))
