"""Whatever is planned, the columns find what comparing each with each finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from podworko.agenda.coordination import meeting
from podworko.agenda.coordination.columns import columns
from podworko.agenda.coordination.scan import check, scan
from podworko.agenda.coordination.values import Limits
from tests.agenda.coordination_calendars import EXAMPLES, brute, brute_check, calendars, some_limits


@settings(max_examples=EXAMPLES)
@given(calendars(), some_limits())
def test_a_scan_finds_what_comparing_each_with_each_finds(planned, limits):
    assert scan(planned, limits) == brute(planned, limits)


@settings(max_examples=EXAMPLES)
@given(calendars(), some_limits(), st.integers(0, 20))
def test_a_check_finds_what_comparing_the_new_with_the_others_finds(planned, limits, cut):
    new, others = planned[:cut], planned[cut:]
    expected = brute_check(new, others, limits)
    assert check(new, others, limits) == expected
    assert check(new, columns(others, limits), limits) == expected


@settings(max_examples=EXAMPLES // 4)
@given(calendars())
def test_nothing_is_lost_where_one_chunk_ends_and_the_next_begins(planned):
    whole = scan(planned, Limits())
    before, meeting.CHUNK = meeting.CHUNK, 3
    try:
        assert scan(planned, Limits()) == whole
    finally:
        meeting.CHUNK = before
