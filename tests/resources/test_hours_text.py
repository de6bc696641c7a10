from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podworko.resources.hours_text import InvalidHoursError, parse_day, write_day


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("8-16", [(time(8), time(16))]),
        ("8:00 – 16.30", [(time(8), time(16, 30))]),
        ("14–18, 8–12", [(time(8), time(12)), (time(14), time(18))]),
        ("8-12 i 14-18", [(time(8), time(12)), (time(14), time(18))]),
        ("8 do 16", [(time(8), time(16))]),
        ("20-24", [(time(20), time(0))]),
        ("całą dobę", [(time(0), time(0))]),
        ("24h", [(time(0), time(0))]),
        ("", []),
        ("zamknięte", []),
        ("–", []),
    ],
)
def test_hours_are_read_however_they_are_typed(typed, spans):
    assert parse_day(typed) == spans


@pytest.mark.parametrize("typed", ["rano", "8", "25-26", "8-16-20", "8:70-9", "8-16,"])
def test_what_names_no_hours_is_refused(typed):
    with pytest.raises(InvalidHoursError):
        parse_day(typed)


times = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@given(st.lists(st.tuples(times, times), max_size=4))
def test_hours_written_out_are_read_back(spans):
    assert parse_day(write_day(spans)) == sorted(spans)
