import pytest

from podworko.agenda.wanted import Wanted
from podworko.portal import calendar_pdfs
from tests.portal import calendar_prints
from tests.portal.calendar_events import cancel, hold, hold_for_days, hold_many, pencil_in
from tests.portal.calendar_prints import EVERY_PRINT, read
from tests.portal.pdf_reading import collisions, text_of, type_sizes

NOW = "?day=2026-12-09"


@pytest.mark.parametrize("keeps", EVERY_PRINT)
def test_whats_on(client, area, keeps):
    keeps(client, area, "whats-on")


def test_code_leads_to_the_living_calendar(client, area, settings):
    calendar_prints.leads_to_the_living_calendar(client, area, "whats-on", settings)


def test_list_is_tagged_and_in_large_print_on_a4_upright(client, area):
    hold_many(area, [(f"Zebranie {number:02}", f"2026-12-{10 + number}", "10:00") for number in range(20)])
    reader = read(client, "whats-on", NOW)
    kinds = calendar_prints.is_tagged(reader, "Podwórze: kalendarz, co się dzieje")
    assert (kinds.count("/H2"), kinds.count("/LI")) == (20, 20)
    assert len(reader.pages) > 1
    for page in reader.pages:
        assert round(float(page.mediabox.width) / 72 * 25.4) == 210
        assert min(size for size, _text in type_sizes(page)) >= 18
        assert collisions(page) == []


def test_list_tells_of_thirty_days_in_order(client, area):
    for day in ("2026-12-08", "2026-12-09", "2026-12-24", "2027-01-07", "2027-01-08"):
        hold(area, f"Zebranie {day}", day)
    text = text_of(read(client, "whats-on", NOW))
    assert "9 grudnia 2026 – 7 stycznia 2027" in text
    there = [text.index(f"Zebranie {day}") for day in ("2026-12-09", "2026-12-24", "2027-01-07")]
    assert there == sorted(there)
    assert "Zebranie 2026-12-08" not in text
    assert "Zebranie 2027-01-08" not in text


def test_what_goes_on_for_days_is_told_once(client, area):
    hold_for_days(area, "Wystawa", "2026-12-01", 20)
    hold_for_days(area, "Kiermasz", "2026-12-12", 3)
    text = text_of(read(client, "whats-on", NOW))
    assert "Środa, 9 grudnia trwa Wystawa do 20 grudnia" in text
    assert "Sobota, 12 grudnia cały dzień Kiermasz do 14 grudnia" in text
    assert text.count("Wystawa") == text.count("Kiermasz") == 1


def test_what_is_pencilled_in_stands_once_at_the_end(client, area):
    pencil_in(area, "Piknik", "weekend w grudniu", "2026-12-12", "2026-12-13")
    pencil_in(area, "Bieg", "kiedyś na wiosnę")
    pencil_in(area, "Dawny festyn", "kiedyś w 2018", status="held")
    cancel(area, "Śpiew", "2026-12-14")
    text = text_of(read(client, "whats-on", NOW))
    last = text.index("Dzień jeszcze niepewny")
    assert "ołówkiem Piknik weekend w grudniu ołówkiem Bieg kiedyś na wiosnę" in text[last:]
    assert text.count("Piknik") == 1
    assert "odwołane: Śpiew" in text[:last]
    assert "Dawny festyn" not in text, "it has taken place"


def test_list_is_no_book(client, area, monkeypatch):
    monkeypatch.setattr(calendar_pdfs, "MOST_LINES", 3)
    hold_many(area, [(f"Zebranie {number:02}", f"2026-12-{10 + number // 2}", "10:00") for number in range(8)])
    text = text_of(read(client, "whats-on", NOW))
    assert text.count("Zebranie") == 3
    assert "Piątek, 11 grudnia 10:00 Zebranie 02 i jeszcze 1 → kod QR".replace("10:00", "10:00–12:00") in text
    assert text.count("i jeszcze 2 → kod QR") == 2


def test_other_paper_is_not_made(client, area):
    assert client.get("/podworze/print/whats-on.pdf?paper=A3").status_code == 404


def test_queries_do_not_grow(area, django_assert_max_num_queries, django_assert_num_queries):
    calendar_prints.reads_as_much_for_many(
        area,
        django_assert_max_num_queries,
        django_assert_num_queries,
        lambda: calendar_pdfs.document("whats-on", area, Wanted()),
    )
