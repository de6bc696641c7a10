import re

import pytest

from podworko.agenda.wanted import Wanted
from podworko.portal import calendar_pdfs
from tests.portal import calendar_prints
from tests.portal.calendar_events import hold, hold_for_days, hold_many, pencil_in
from tests.portal.calendar_prints import EVERY_PRINT, read
from tests.portal.pdf_reading import collisions, text_of, type_sizes

NOW = "?day=2026-12-09"


@pytest.mark.parametrize("keeps", EVERY_PRINT)
def test_leaflet(client, area, keeps):
    keeps(client, area, "leaflet")


def test_code_leads_to_the_living_calendar(client, area, settings):
    calendar_prints.leads_to_the_living_calendar(client, area, "leaflet", settings)


def test_leaflet_tells_of_the_rest_of_this_week_and_of_the_next(client, area):
    for day in ("08", "09", "13", "14", "20", "21"):
        hold(area, f"Zebranie {day}", f"2026-12-{day}")
    reader = read(client, "leaflet", NOW)
    kinds = calendar_prints.is_tagged(reader, "Podwórze: kalendarz, ten tydzień i następny")
    assert (kinds.count("/H2"), kinds.count("/H3"), kinds.count("/LI")) == (2, 4, 4)
    text = text_of(reader)
    assert re.findall(r"Zebranie (\d\d)", text) == ["09", "13", "14", "20"]
    assert text.index("Ten tydzień: 9–13 grudnia 2026") < text.index("Następny tydzień: 14–20 grudnia 2026")
    (page,) = reader.pages
    assert (round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)) == (
        210,
        297,
    )


def test_few_events_are_set_big(client, area):
    hold(area, "Taniec", "2026-12-10")
    (page,) = read(client, "leaflet", NOW).pages
    assert max(size for size, text in type_sizes(page) if "Taniec" in text) == 22


def test_week_with_nothing_says_so(client, area):
    hold(area, "Taniec", "2026-12-16")
    text = text_of(read(client, "leaflet", NOW))
    assert "Ten tydzień: 9–13 grudnia 2026 nikt niczego nie zapowiedział" in text


def test_what_goes_on_and_what_is_pencilled_in_is_told_once(client, area):
    hold_for_days(area, "Wystawa", "2026-12-01", 30)
    pencil_in(area, "Piknik", "weekend w grudniu", "2026-12-12", "2026-12-13")
    text = text_of(read(client, "leaflet", NOW))
    assert "Środa, 9 grudnia trwa Wystawa do 30 grudnia" in text
    assert "Dzień jeszcze niepewny ołówkiem Piknik weekend w grudniu" in text
    assert text.count("Wystawa") == text.count("Piknik") == 1


@pytest.mark.parametrize("count", [12, 100])
def test_full_leaflet_stays_on_its_sheet(client, area, count):
    hold_many(
        area,
        [
            (f"Zebranie {number % 12 + 9:02}", f"2026-12-{number % 12 + 9:02}", f"{8 + number // 12:02}:00")
            for number in range(count)
        ],
    )
    reader = read(client, "leaflet", NOW)
    (page,) = reader.pages
    text = text_of(reader)
    left_out = sum(int(count) for count in re.findall(r"i jeszcze (\d+) → kod QR", text))
    assert text.count("Zebranie") + left_out == count
    assert bool(left_out) is (count == 100)
    assert set(re.findall(r"Zebranie (\d\d)", text)) == {f"{day:02}" for day in range(9, 21)}, (
        "every day says something"
    )
    assert min(size for size, text in type_sizes(page) if "Zebranie" in text) >= 10
    assert collisions(page) == []


def test_queries_do_not_grow(area, django_assert_max_num_queries, django_assert_num_queries):
    calendar_prints.reads_as_much_for_many(
        area,
        django_assert_max_num_queries,
        django_assert_num_queries,
        lambda: calendar_pdfs.document("leaflet", area, Wanted()),
    )
