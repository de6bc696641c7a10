import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from podworko.config import instance
from tests.portal.calendar_events import hold
from tests.portal.pdf_reading import open_pdf, text_of


def run(*arguments):
    out, errors = StringIO(), StringIO()
    call_command("print", *arguments, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def test_poster_is_written_to_the_file(azory, tmp_path):
    target = tmp_path / "plakat.pdf"
    said, _warned = run("resource-map", "azory", "--paper", "A3", "-o", str(target))
    assert "Zapisano" in said
    assert "Mapa zasobów" in text_of(open_pdf(target.read_bytes()))
    assert list(tmp_path.iterdir()) == [target]


def test_list_is_written_in_the_language_asked_for(azory, tmp_path):
    target = tmp_path / "lista.pdf"
    run("list", "azory", "--language", "uk", "-o", str(target))
    assert open_pdf(target.read_bytes()).trailer["/Root"]["/Lang"] == "uk"


def test_code_that_leads_to_this_machine_is_warned_of(azory, tmp_path):
    _said, warned = run("resource-map", "azory", "-o", str(tmp_path / "plakat.pdf"))
    assert "http://localhost:8000/azory/map/" in warned
    assert "PODWORKO_URL" in warned


def test_public_address_is_not_warned_of(azory, tmp_path, settings):
    settings.PODWORKO_URL = "https://podworko.example"
    settings.SITE = instance.read_site(settings.PODWORKO_URL)
    _said, warned = run("resource-map", "azory", "-o", str(tmp_path / "plakat.pdf"))
    assert warned == ""


def test_unknown_area_is_refused_with_likely_ones(azory, tmp_path):
    with pytest.raises(CommandError, match="azory"):
        run("list", "azry", "-o", str(tmp_path / "lista.pdf"))


def test_folder_that_is_not_there_is_told(azory, tmp_path):
    target = tmp_path / "nie-ma" / "plakat.pdf"
    with pytest.raises(CommandError, match="Nie da się zapisać pliku"):
        run("list", "azory", "-o", str(target))


def test_too_many_entries_are_refused_with_what_to_do(azory, tmp_path, monkeypatch):
    monkeypatch.setattr("podworko.portal.printed.MOST_ENTRIES", 3)
    with pytest.raises(CommandError, match="Wydrukuj mniejsze osiedle"):
        run("list", "azory", "-o", str(tmp_path / "lista.pdf"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--month", "2026-12", "--paper", "A3"), "Grudzień 2026"),
        (("--month", "2026-12", "--paper", "A4"), "Grudzień 2026"),
        (("--week", "2026-12-09", "--paper", "A4"), "7–13 grudnia 2026"),
        (("--list", "seniors"), "dla kogo: seniorzy"),
        (("--list", "all"), "Co się dzieje"),
        (("--leaflet",), "Ten tydzień"),
        ((), "Stan na"),
    ],
)
def test_calendar_is_written_to_the_file(area, tmp_path, options, says):
    hold(area, "Taniec", timezone.localdate().isoformat())
    target = tmp_path / "kalendarz.pdf"
    said, warned = run("calendar", "podworze", *options, "-o", str(target))
    assert "Zapisano" in said
    assert "http://localhost:8000/podworze/calendar/" in warned
    assert says in text_of(open_pdf(target.read_bytes()))


def test_calendar_is_called_after_what_it_shows(area, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("calendar", "podworze", "--month", "2026-12")
    assert [file.name for file in tmp_path.iterdir()] == ["podworze-calendar-2026-12.pdf"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("calendar", "--month", "2026-13"), "„2026-13” nie jest miesiącem"),
        (("calendar", "--month", "2026-12-07"), "nie jest miesiącem"),
        (("calendar", "--week", "grudzień"), "„grudzień” nie jest dniem"),
        (("calendar", "--list", "dziadki"), "Nie wiadomo, kto to „dziadki”. Można: all"),
        (("calendar", "--list", "all", "--paper", "A3"), "Jest na: A4"),
        (("resource-map", "--paper", "A4"), "Jest na: A3"),
        (("list", "--leaflet"), "są dla kalendarza"),
        (("calendar", "--leaflet", "--week", "2026-12-07"), "not allowed"),
    ],
)
def test_what_cannot_be_printed_is_told(area, options, says):
    what, *rest = options
    with pytest.raises(CommandError, match=re.escape(says)):
        run(what, "podworze", *rest)
