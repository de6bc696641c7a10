from podworko.config import instance

POLISH = {"accept-language": "pl"}


def test_page_offers_both_prints_in_three_languages(client, azory):
    page = client.get("/azory/print/", headers=POLISH).text
    for name in ("resource-map", "list"):
        assert f'href="/azory/print/{name}.pdf"' in page
        assert f'href="/azory/print/{name}.pdf?language=uk"' in page
        assert f'href="/azory/print/{name}.pdf?language=en"' in page
        assert f'src="/azory/print/{name}.png"' in page


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


def test_area_with_too_many_entries_offers_nothing_and_says_why(client, make_entry, monkeypatch):
    monkeypatch.setattr("podworko.portal.printed.MOST_ENTRIES", 1)
    make_entry("Jedno")
    make_entry("Drugie")
    response = client.get("/podworze/print/", headers=POLISH)
    assert response.status_code == 200
    assert "Wydrukuj mniejsze osiedle" in response.text
    assert ".pdf" not in response.text


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
