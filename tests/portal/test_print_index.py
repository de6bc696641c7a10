import re

import pytest

from podworko.config import instance
from podworko.needs.actions.problem import add_problem
from tests.factories import ProblemFactory

POLISH = {"accept-language": "pl"}


def test_page_offers_each_print_in_three_languages(client, azory):
    page = client.get("/azory/print/", headers=POLISH).text
    pictures = {"resource-map": "", "list": "", "month": "calendar/", "week": "calendar/"}
    pictures |= {"whats-on": "calendar/", "leaflet": "calendar/"}
    for name, folder in pictures.items():
        assert f'href="/azory/print/{name}.pdf"' in page
        assert f'href="/azory/print/{name}.pdf?language=uk"' in page
        assert f'href="/azory/print/{name}.pdf?language=en"' in page
        assert f'src="/azory/print/{folder}{name}.png"' in page


def test_page_offers_further_months_and_lists_for_some(client, area, time_machine):
    time_machine.move_to("2026-11-21T12:00:00+01:00")
    page = client.get("/podworze/print/", headers=POLISH).text
    assert '<a href="/podworze/print/month.pdf?month=2026-12">grudzień 2026</a>' in page
    assert '<a href="/podworze/print/month.pdf?month=2027-01">styczeń 2027</a>' in page
    assert '<a href="/podworze/print/whats-on.pdf?for=seniors">seniorzy</a>' in page


@pytest.mark.usefixtures("prints_as_data")
def test_every_print_on_offer_is_made(client, area):
    ProblemFactory(area=area, title="Ciemny przystanek")
    paths = re.findall(r'href="(/podworze/[^"]+\.pdf[^"]*)"', client.get("/podworze/print/").text)
    assert "/podworze/problems/map.pdf?paper=A3" in paths
    for path in paths:
        assert client.get(path.replace("&amp;", "&")).status_code == 200, path


def test_map_of_needs_stands_beside_the_other_prints(client, area):
    ProblemFactory(area=area, title="Ciemny przystanek")
    page = client.get("/podworze/print/", headers=POLISH).text
    assert 'href="/podworze/problems/map.pdf"' in page
    assert 'href="/podworze/problems/map.pdf?language=uk"' in page
    assert 'src="/podworze/print/needs-map.png"' in page
    assert "nie ma co drukować" not in page


@pytest.mark.parametrize(
    "values",
    [
        {"visibility": "organisation"},
        {"state": "solved"},
        {"state": "declined", "state_reason": "nie nasze"},
    ],
)
def test_where_nothing_is_open_to_everybody_the_page_says_so(client, area, values):
    ProblemFactory(area=area, title="Ciemny przystanek", **values)
    page = client.get("/podworze/print/", headers=POLISH).text.replace("\xa0", " ")
    assert "map.pdf" not in page.replace("resource-map.pdf", "")
    assert "needs-map.png" not in page
    assert "Mapy potrzeb jeszcze nie ma co drukować" in page


def test_a_problem_that_is_entered_brings_its_print(client, area):
    assert "problems/map.pdf" not in client.get("/podworze/print/").text
    add_problem(area=area, values={"title": "Ciemno", "is_own_judgement": True, "visibility": "public"}, by=None)
    assert "problems/map.pdf" in client.get("/podworze/print/").text


def test_page_leads_to_what_is_wrong(client, azory):
    page = client.get("/azory/print/", headers=POLISH).text
    assert 'href="/azory/print/problems/"' in page
    assert "4/62" not in page


def test_page_warns_of_a_code_that_leads_to_this_machine(client, azory):
    page = client.get("/azory/print/", headers=POLISH).text
    assert "Kod QR na wydruku nie zadziała" in page
    assert "http://localhost:8000/azory/map/" in page


def test_page_of_a_public_site_does_not_warn(client, azory, settings):
    settings.PODWORKO_URL = "https://podworko.example"
    settings.SITE = instance.read_site(settings.PODWORKO_URL)
    assert "Kod QR na wydruku nie zadziała" not in client.get("/azory/print/", headers=POLISH).text


def test_area_with_too_many_entries_offers_only_its_calendar_and_says_why(client, make_entry, monkeypatch):
    monkeypatch.setattr("podworko.portal.printed.MOST_ENTRIES", 1)
    make_entry("Jedno")
    make_entry("Drugie")
    response = client.get("/podworze/print/", headers=POLISH)
    assert response.status_code == 200
    assert "Wydrukuj mniejsze osiedle" in response.text
    assert "resource-map.pdf" not in response.text
    assert "list.pdf" not in response.text
    assert "month.pdf" in response.text


def test_map_without_room_for_its_markers_still_offers_the_list(client, make_entry, monkeypatch):
    monkeypatch.setattr("podworko.portal.pdfs.MARKER_SIZES", (300.0, 250.0))
    make_entry("Jedno", latitude=50.08, longitude=19.9)
    make_entry("Drugie", latitude=50.08, longitude=19.9)
    response = client.get("/podworze/print/resource-map.pdf", headers=POLISH)
    assert response.status_code == 409
    assert "nie ma miejsca na wszystkie znaki" in response.text
    assert "/podworze/print/list.pdf" in response.text


def test_empty_area_has_its_page(client, area):
    assert client.get("/podworze/print/").status_code == 200


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("?view=month&day=2026-12-01", "month.pdf?day=2026-12-01"),
        ("?view=week&day=2026-12-09&for=seniors", "week.pdf?day=2026-12-09&amp;for=seniors"),
        ("?cost=free", "whats-on.pdf?cost=free"),
        ("?view=map", "whats-on.pdf"),
    ],
)
def test_calendar_leads_to_the_print_of_the_same(client, area, query, leads_to):
    page = client.get(f"/podworze/calendar/{query}", headers=POLISH).text
    assert f'href="/podworze/print/{leads_to}"' in page
    assert 'href="/podworze/print/"' in page
