import re

import pytest

from podworko.agenda.wanted import Wanted
from podworko.portal import calendar_pdfs
from tests.portal import calendar_prints
from tests.portal.calendar_events import cancel, hold, hold_for_days, hold_many, pencil_in
from tests.portal.calendar_prints import EVERY_PRINT, read
from tests.portal.pdf_reading import collisions, text_of, type_sizes

WEEK = "?day=2026-12-09"


@pytest.mark.parametrize("keeps", EVERY_PRINT)
def test_week(client, area, keeps):
    keeps(client, area, "week")


def test_code_leads_to_the_living_calendar(client, area, settings):
    calendar_prints.leads_to_the_living_calendar(client, area, "week", settings)


def test_week_is_a_tagged_list_of_seven_days_on_a4_upright(client, area):
    hold(area, "Taniec", "2026-12-07")
    hold(area, "Śpiew", "2026-12-07", "12:00")
    reader = read(client, "week", WEEK)
    kinds = calendar_prints.is_tagged(reader, "Podwórze: kalendarz, 7–13 grudnia 2026")
    assert (kinds.count("/H2"), kinds.count("/LI")) == (7, 2)
    (page,) = reader.pages
    assert (round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)) == (
        210,
        297,
    )


def test_larger_sheet_has_larger_type(client, area):
    hold(area, "Taniec", "2026-12-07")
    sizes = {
        paper: max(size for size, text in type_sizes(read(client, "week", f"{WEEK}&paper={paper}").pages[0]))
        for paper in ("A4", "A3")
    }
    assert sizes["A3"] > 1.3 * sizes["A4"]


def test_week_says_when_where_for_whom_and_what_is_special(client, area):
    hold(area, "Taniec", "2026-12-07", "17:30", place_name="Dom Kultury", audiences=["seniors"], cost="free")
    hold(area, "Zebranie", "2026-12-07", "19:00", has_end=False, organiser_name="Rada")
    hold_for_days(area, "Kiermasz", "2026-12-09", 2)
    cancel(area, "Śpiew", "2026-12-11")
    pencil_in(area, "Piknik", "weekend w grudniu", "2026-12-12")
    text = text_of(read(client, "week", WEEK))
    assert "Poniedziałek, 7 grudnia 17:30–19:30 Taniec Dom Kultury seniorzy · bezpłatnie 19:00 Zebranie Rada" in text
    assert "Wtorek, 8 grudnia nikt niczego nie zapowiedział" in text
    assert "Środa, 9 grudnia cały dzień Kiermasz do 10 grudnia" in text
    assert "Czwartek, 10 grudnia trwa Kiermasz" in text
    assert "Piątek, 11 grudnia 10:00–12:00 odwołane: Śpiew" in text
    assert "Sobota, 12 grudnia ołówkiem Piknik weekend w grudniu" in text


def test_week_between_two_months(client, area):
    hold(area, "Taniec", "2026-12-02")
    text = text_of(read(client, "week", "?day=2026-12-01"))
    assert "30 listopada – 6 grudnia 2026" in text
    assert "Taniec" in text


@pytest.mark.parametrize("count", [8, 40, 250])
def test_full_week_stays_on_its_sheet(client, area, count):
    hold_many(
        area,
        [
            (f"Zebranie {number % 7 + 7:02}", f"2026-12-{number % 7 + 7:02}", f"{8 + number // 21:02}:00")
            for number in range(count)
        ],
    )
    reader = read(client, "week", WEEK)
    (page,) = reader.pages
    text = text_of(reader)
    left_out = sum(int(count) for count in re.findall(r"i jeszcze (\d+) → kod QR", text))
    assert text.count("Zebranie") + left_out == count
    assert bool(left_out) is (count > 200)
    assert min(type_sizes(page)) >= (8,)
    assert collisions(page) == []
    days = re.findall(r"Zebranie (\d\d)", text)
    assert days == sorted(days)


def test_queries_do_not_grow(area, django_assert_max_num_queries, django_assert_num_queries):
    calendar_prints.reads_as_much_for_many(
        area,
        django_assert_max_num_queries,
        django_assert_num_queries,
        lambda: calendar_pdfs.document("week", area, Wanted()),
    )
