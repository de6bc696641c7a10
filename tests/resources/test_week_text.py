from datetime import time

import pytest

from podworko.resources import hours_words
from podworko.resources.hours import Span
from podworko.resources.hours_text import InvalidHoursError
from podworko.resources.week_text import parse_week

MORNING = (time(8), time(16))


def days(text):
    return [(span["weekday"], span["opens"], span["closes"]) for span in parse_week(text)]


@pytest.mark.parametrize(
    "text",
    [
        "pn–pt 8:00–16:00",
        "pn-pt 8-16",
        "Pn. – Pt.: 8.00-16.00",
        "pon do piątek od 8 do 16",
        "pn, wt, śr, czw i pt 8-16",
    ],
)
def test_working_week_is_read(text):
    assert days(text) == [(day, *MORNING) for day in range(5)]


def test_week_is_read_as_it_is_written():
    spans = [Span(day, time(8), time(12)) for day in range(4)] + [Span(day, time(14), time(18)) for day in range(4)]
    spans += [Span(5, time(0), time(0))]
    written = "; ".join(hours_words.table(spans))
    assert days(written) == sorted((span.weekday, span.opens, span.closes) for span in spans)


def test_nothing_and_closed_are_read():
    assert parse_week("") == parse_week(" ; ") == parse_week("nd zamknięte") == []


@pytest.mark.parametrize(
    "text", ["rano", "pn-pt", "8-16", "pt-pn 8-16", "pn 8-16; pn 9-17", "pn 25-26", "x 8-9", "pn-" * 90]
)
def test_what_names_no_hours_is_refused(text):
    with pytest.raises(InvalidHoursError):
        parse_week(text)
