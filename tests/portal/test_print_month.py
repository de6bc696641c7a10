import re

import pytest

from podworko.agenda.wanted import Wanted
from podworko.portal import calendar_pdfs
from tests.portal import calendar_prints
from tests.portal.calendar_events import cancel, hold, hold_for_days, hold_many, pencil_in
from tests.portal.calendar_prints import EVERY_PRINT, read
from tests.portal.pdf_reading import boxes, collisions, elements, text_of, type_sizes

DECEMBER = "?month=2026-12"


@pytest.fixture
def busy(area):
    """A function that fills December 2026 with so many events; titles say the day: „Zebranie 07”."""

    def fill(count):
        days = [number % 31 + 1 for number in range(count)]
        hold_many(
            area,
            [
                (f"Zebranie {day:02} rady osiedla i sąsiadów", f"2026-12-{day:02}", f"{8 + number // 31:02}:00")
                for number, day in enumerate(days)
            ],
        )

    return fill


@pytest.mark.parametrize("keeps", EVERY_PRINT)
def test_month(client, area, keeps):
    keeps(client, area, "month")


def test_code_leads_to_the_living_calendar(client, area, settings):
    calendar_prints.leads_to_the_living_calendar(client, area, "month", settings)


def test_month_is_a_tagged_table_on_one_sheet(client, area):
    hold(area, "Taniec", "2026-12-07")
    reader = read(client, "month", DECEMBER)
    kinds = calendar_prints.is_tagged(reader, "Podwórze: kalendarz, grudzień 2026")
    assert (kinds.count("/Table"), kinds.count("/TH"), kinds.count("/LI")) == (1, 7, 1)
    (page,) = reader.pages
    assert (round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)) == (
        420,
        297,
    )


def test_smaller_sheet(client, area):
    (page,) = read(client, "month", f"{DECEMBER}&paper=a4").pages
    assert (round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)) == (
        297,
        210,
    )
    assert min(type_sizes(page)) >= (8,)


def test_month_says_when_where_and_what_is_special(client, area):
    hold(area, "Taniec", "2026-12-07", "17:30", place_name="Dom Kultury")
    hold_for_days(area, "Kiermasz", "2026-12-19", 3)
    cancel(area, "Śpiew", "2026-12-08")
    pencil_in(area, "Piknik", "weekend w grudniu", "2026-12-12", "2026-12-13")
    text = text_of(read(client, "month", DECEMBER))
    assert "7 17:30 Taniec Dom Kultury" in text
    assert "8 10:00 odwołane: Śpiew" in text
    assert "12 ołówkiem: Piknik" in text
    assert "13 ołówkiem: Piknik" in text
    assert "19 Kiermasz do 21 grudnia 20 trwa: Kiermasz 21 trwa: Kiermasz 22" in text
    assert "„Ołówkiem”: dzień jeszcze niepewny." in text


def test_month_of_a_day_and_this_month(client, area, time_machine):
    time_machine.move_to("2027-02-10T12:00:00+01:00")
    assert "Maj 2027" in text_of(read(client, "month", "?day=2027-05-03"))
    for query in ("", "?month=2026-13", "?month=x", "?month="):
        assert "Luty 2027" in text_of(read(client, "month", query))
    assert "Stan na 10 lutego 2027" in text_of(read(client, "month"))


def test_empty_month_is_a_sheet_to_write_on(client, area):
    reader = read(client, "month", DECEMBER)
    assert [kind for kind, _element in elements(reader)].count("/TD") == 35
    assert re.search(r"niedziela 1 2 3 4 5", text_of(reader), re.IGNORECASE)


@pytest.mark.parametrize(("month", "weeks"), [("2027-02", 4), ("2026-12", 5), ("2026-08", 6)])
def test_month_has_as_many_weeks_as_it_has(client, area, month, weeks):
    reader = read(client, "month", f"?month={month}")
    assert [kind for kind, _element in elements(reader)].count("/TR") == weeks + 1
    assert collisions(reader.pages[0]) == []


def test_150_events_are_all_on_the_one_sheet(client, busy):
    busy(150)
    reader = read(client, "month", DECEMBER)
    (page,) = reader.pages
    text = text_of(reader)
    assert "i jeszcze" not in text
    assert text.count("Zebranie") == 150
    assert min(type_sizes(page)) >= (8,)
    assert collisions(page) == []


def test_400_events_are_on_the_one_sheet_or_counted(client, busy):
    busy(400)
    reader = read(client, "month", DECEMBER)
    (page,) = reader.pages
    text = text_of(reader)
    left_out = sum(int(count) for count in re.findall(r"i jeszcze (\d+) → kod QR", text))
    assert left_out
    assert text.count("Zebranie") + left_out == 400
    assert text.count("Zebranie") > 200
    assert min(type_sizes(page)) >= (8,)
    assert collisions(page) == []
    days = [int(day) for day in re.findall(r"Zebranie (\d\d)", text)]
    assert days == sorted(days), "text runs day by day"


def test_each_event_stands_in_the_box_of_its_day(client, busy):
    busy(100)
    (page,) = read(client, "month", DECEMBER).pages
    all_boxes = boxes(page)
    numbers = {int(box.text): box for box in all_boxes if box.text.isdigit() and box.size > 12}
    assert sorted(numbers) == list(range(1, 32))
    width = numbers[8].left - numbers[7].left
    for box in all_boxes:
        if found := re.match(r"Zebranie (\d\d)", box.text):
            number = numbers[int(found[1])]
            assert number.left <= box.left < box.right < number.left + width
            assert box.top < number.bottom
            below = numbers.get(int(found[1]) + 7)
            assert below is None or box.bottom > below.top


def test_one_busy_day_leaves_the_others_their_room(client, area):
    hold_many(area, [(f"Zawody {number:02}", "2026-12-09", f"{8 + number // 8:02}:00") for number in range(80)])
    hold(area, "Taniec", "2026-12-28")
    reader = read(client, "month", DECEMBER)
    (page,) = reader.pages
    text = text_of(reader)
    (left_out,) = map(int, re.findall(r"i jeszcze (\d+) → kod QR", text))
    assert text.count("Zawody") + left_out == 80
    assert "Taniec" in text
    assert collisions(page) == []


def test_what_begins_comes_before_what_goes_on(client, area):
    hold_for_days(area, "Wystawa", "2026-12-01", 30)
    hold(area, "Taniec", "2026-12-09")
    assert "9 10:00 Taniec trwa: Wystawa 10" in text_of(read(client, "month", DECEMBER))


def test_event_of_the_month_before_that_goes_on(client, area):
    hold_for_days(area, "Wystawa", "2026-11-25", 8)
    hold(area, "Listopadowe", "2026-11-30")
    text = text_of(read(client, "month", DECEMBER))
    assert "1 trwa: Wystawa 2 trwa: Wystawa 3" in text
    assert "Listopadowe" not in text


def test_queries_do_not_grow(area, django_assert_max_num_queries, django_assert_num_queries):
    calendar_prints.reads_as_much_for_many(
        area,
        django_assert_max_num_queries,
        django_assert_num_queries,
        lambda: calendar_pdfs.document("month", area, Wanted()),
    )
