import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from podworko.config import instance
from podworko.core.colours import contrast, grey
from podworko.core.visibility import Visibility
from podworko.organisations.choices import ContactKind, Precision, Status
from podworko.organisations.models import Location, Organisation
from podworko.portal import pdfs
from tests.factories import (
    AreaFactory,
    BoundaryFactory,
    ContactFactory,
    ContactFieldFactory,
    OrganisationFactory,
)
from tests.portal.conftest import MIDDLE
from tests.portal.pdf_reading import elements, fonts, open_pdf, text_of, type_sizes

NAMES = [
    "Zespół Szkół Ogólnokształcących XIV Liceum",
    "Szkoła Podstawowa nr 119",
    "Szkoła Podstawowa nr 113",
    'Szkoła "Wierchy"',
    "Przedszkole Samorządowe Nr 118",
    "Przedszkole nr 121",
    "Kraina Uśmiechu",
    "Chatka Puchatka",
    "Źródło - Przedszkole",
    "Pracowite Pszczółki",
    "Praktyka lekarska NZOZ",
    "Apteka Hygieia",
    "Apteka Słoneczna",
    'Apteka "Pod Owieczką"',
    "Żłobek nr 25",
    'Prywatny Żłobek "Spisówek"',
    "Nie dzieli nas wiek",
    "Zaufanie",
    "Fort Sztuki",
    "Krzewienia Kultury Fizycznej",
    "Krakowski Klub Siermiery",
    "Dysleksji",
    "Kościół pw.",
]
"""The printed entries of Azory in the order of the index; a chain with three places by its first."""


@pytest.fixture
def public_address(settings):
    settings.PODWORKO_URL = "https://podworko.example"
    settings.SITE = instance.read_site(settings.PODWORKO_URL)


@pytest.fixture
def poster(client):
    def read(slug="podworze", query=""):
        response = client.get(f"/{slug}/print/resource-map.pdf{query}", headers={"accept-language": "pl"})
        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        return open_pdf(response.content)

    return read


def test_poster_of_azory_is_tagged_and_titled(azory, poster):
    reader = poster("azory", "?paper=A3")
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Osiedle Azory: mapa zasobów"
    assert root["/Lang"] == "pl"
    assert root["/MarkInfo"]["/Marked"]
    kinds = [kind for kind, _element in elements(reader)]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 4
    assert kinds.count("/LI") == 25
    assert kinds.index("/H1") < kinds.index("/Figure") < kinds.index("/H2")


def test_poster_of_azory_fits_one_sheet_of_a3(azory, poster):
    (page,) = poster("azory").pages
    millimetres = [round(float(length) / 72 * 25.4) for length in (page.mediabox.width, page.mediabox.height)]
    assert millimetres == [420, 297]


def test_every_figure_has_an_alternative_text(azory, poster, public_address):
    figures = [element for kind, element in elements(poster("azory")) if kind == "/Figure"]
    said = [figure["/Alt"] for figure in figures]
    assert len(said) == 2
    assert "24" in said[0]
    assert "w tym w miejscu dokładnym: 3" in said[0]
    assert said[1] == "Kod QR: https://podworko.example/azory/map/"


def test_all_fonts_are_embedded(azory, poster):
    found = fonts(poster("azory"))
    assert all(found.values())
    assert {name.split("-")[0] for name in found} == {"Literata", "SourceSans3"}


def test_text_comes_in_the_order_of_the_index(azory, poster):
    text = text_of(poster("azory"))
    headings = [text.index(name) for name in ("Rekreacja brak wpisów", "1 Zespół", "18 Azory Sp.", "11 Fundacja")]
    assert headings == sorted(headings)
    places = [text.index(name, headings[0]) for name in NAMES]
    assert places == sorted(places)


def test_every_line_has_a_contact_or_says_that_there_is_none(azory, poster):
    assert text_of(poster("azory")).count("kontakt niepotwierdzony") == 25


def test_flat_number_is_not_printed(azory, poster):
    text = text_of(poster("azory"))
    assert "Józefa Chełmońskiego 4 kontakt" in text
    assert "/62" not in text


def test_flat_typed_as_a_house_number_is_not_printed_either(make_entry, poster):
    make_entry(street_name="Dąbrówki", house_number="7/4")
    text = text_of(poster())
    assert "Dąbrówki 7 kontakt" in text
    assert "7/4" not in text


def test_printed_name_stands_with_its_correction(azory, poster):
    text = text_of(poster("azory"))
    assert "Krakowski Klub Siermiery KKS Kraków prawdopodobnie: Krakowski Klub Szermierzy KKS Kraków" in text


def test_dates_and_sources_are_told(azory, poster):
    text = text_of(poster("azory"))
    assert "Sprawdzono: 20 marca 2019" in text
    assert "Gmina Miejska Kraków" in text
    assert "OpenStreetMap" in text


def test_entry_without_a_point_says_so(azory, poster):
    assert "Źródło - Przedszkole bez położenia na mapie" in text_of(poster("azory"))


def test_nothing_is_smaller_than_9_points(azory, poster):
    (page,) = poster("azory").pages
    sizes = type_sizes(page)
    assert len(sizes) > 100
    assert min(sizes) >= (9,)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_language_is_the_one_asked_for(azory, poster, language):
    reader = poster("azory", f"?language={language}")
    assert reader.trailer["/Root"]["/Lang"] == language
    languages = {element.get("/Lang") for _kind, element in elements(reader)}
    assert "pl" in languages, "names stay Polish"


def test_unknown_language_and_paper(azory, client):
    assert client.get("/azory/print/resource-map.pdf?language=xx").status_code == 200
    assert client.get("/azory/print/resource-map.pdf?paper=A9").status_code == 404


def test_telephone_is_printed_if_everybody_may_see_it(make_entry, poster):
    location = make_entry("Szkoła")
    contact = ContactFactory(organisation=location.organisation)
    ContactFieldFactory(contact=contact, value="12 000 00 01", public=True)
    ContactFieldFactory(contact=contact, value="12 000 00 02")
    text = text_of(poster())
    assert "12 000 00 01" in text
    assert "12 000 00 02" not in text
    assert "Szkoła Długa 1 kontakt niepotwierdzony" not in text


def test_telephone_of_a_place_comes_before_that_of_its_organisation(make_entry, poster):
    here = make_entry("Sieć")
    there = make_entry(organisation=here.organisation)
    Location.objects.filter(pk=here.pk).update(name="Przy rynku")
    Location.objects.filter(pk=there.pk).update(name="Przy parku")
    everywhere = ContactFactory(organisation=here.organisation)
    ContactFieldFactory(contact=everywhere, value="12 000 00 09", public=True)
    at_the_market = ContactFactory(organisation=here.organisation, location=here, position=5)
    ContactFieldFactory(contact=at_the_market, value="12 000 00 05", public=True)
    text = text_of(poster())
    assert "Przy rynku bez położenia na mapie Długa 1 12 000 00 05" in text
    assert "Przy parku bez położenia na mapie Długa 1 12 000 00 09" in text


def test_mail_address_stands_where_there_is_no_telephone(make_entry, poster):
    contact = ContactFactory(organisation=make_entry().organisation)
    ContactFieldFactory(contact=contact, kind=ContactKind.EMAIL, value="biuro@example.org", public=True)
    assert "biuro@example.org" in text_of(poster())


def test_former_contact_is_not_printed(make_entry, poster):
    contact = ContactFactory(organisation=make_entry().organisation, held_until="2020-01-01")
    ContactFieldFactory(contact=contact, value="12 000 00 03", public=True)
    assert "12 000 00 03" not in text_of(poster())


@pytest.mark.parametrize("hidden", [{"owner": Visibility.PARTNERS}, {"visibility": Visibility.ORGANISATION}])
def test_what_is_not_public_is_on_no_poster(make_entry, poster, hidden):
    make_entry("Jawna")
    make_entry("Ukryta", **hidden)
    text = text_of(poster())
    assert "Jawna" in text
    assert "Ukryta" not in text


def test_member_who_sees_more_gets_the_same_poster(make_entry, client, poster):
    location = make_entry("Ukryta", owner=Visibility.PARTNERS)
    client.force_login(_member_of(location.organisation))
    assert "Ukryta" not in text_of(poster())


def _member_of(organisation):
    from tests.factories import MembershipFactory

    return MembershipFactory(organisation=organisation).user


def test_closed_place_is_left_out_and_a_doubtful_one_marked(area, make_entry, poster):
    make_entry(organisation=_organisation(area, "Dawna", Status.CLOSED))
    make_entry(organisation=_organisation(area, "Niepewna", Status.UNCERTAIN))
    text = text_of(poster())
    assert "Dawna" not in text
    assert "Niepewna nie wiadomo, czy działa" in text


def _organisation(area, name, status):
    return OrganisationFactory(home_area=area, name=name, status=status, visibility=Visibility.PUBLIC)


def test_own_date_of_an_entry_stands_beside_it(area, make_entry, poster):
    for name in ("Pierwsza", "Druga"):
        organisation = _organisation(area, name, Status.ACTIVE)
        organisation.assured_date = "2026-01-02"
        organisation.save()
        make_entry(organisation=organisation)
    later = _organisation(area, "Trzecia", Status.ACTIVE)
    later.assured_date = "2026-03-04"
    later.save()
    make_entry(organisation=later)
    make_entry("Czwarta")
    text = text_of(poster())
    assert "Sprawdzono: 2 stycznia 2026" in text
    assert "Trzecia bez położenia na mapie sprawdzono: 4 marca 2026" in text
    assert "Czwarta" in text
    assert text.count("jeszcze nie sprawdzono") == 1


def test_invented_area_says_so(area, make_entry, poster):
    area.is_sample = True
    area.save()
    make_entry()
    assert "To osiedle nie istnieje" in text_of(poster())


def test_area_inside_an_invented_one_says_so_too(client, db):
    outer = AreaFactory(slug="zmyslone", is_sample=True)
    AreaFactory(slug="wewnatrz", parent=outer)
    response = client.get("/wewnatrz/print/resource-map.pdf")
    assert "To osiedle nie istnieje" in text_of(open_pdf(response.content))


def test_empty_area_has_a_poster_without_a_map(area, category, poster):
    reader = poster()
    assert [kind for kind, _element in elements(reader)].count("/Figure") == 1
    assert "Edukacja brak wpisów" in text_of(reader)


def test_text_of_people_is_only_text(make_entry, poster):
    evil = "= Nagłówek #panic() *x* <script> $y$ @z \\ ☃ 中"
    make_entry(evil, **MIDDLE)
    assert "= Nagłówek #panic() *x* <script> $y$ @z \\ " in text_of(poster())


@pytest.mark.parametrize("path", ["resource-map.pdf", "list.pdf"])
def test_words_without_end_stay_in_their_column(make_entry, client, path):
    entry = make_entry(street_name="ś" * 150)
    Organisation.objects.filter(pk=entry.organisation_id).update(name="Ł" * 200)
    mail = f"{'m' * 60}@{'d' * 60}.example"
    ContactFieldFactory(
        contact=ContactFactory(organisation=entry.organisation), kind=ContactKind.EMAIL, value=mail, public=True
    )
    reader = open_pdf(client.get(f"/podworze/print/{path}").content)
    lines = "\n".join(page.extract_text() for page in reader.pages).replace("\u200b", "").split()
    assert max(map(len, (line for line in lines if set(line) & {"Ł", "ś", "m"}))) < 80
    assert sum(line.count("Ł") for line in lines) == 200


def test_entries_for_many_sheets_go_on_without_small_type(make_entry, poster):
    for number in range(130):
        make_entry(
            f"Miejsce {number:03}", latitude=50.08 + number % 12 * 0.001, longitude=19.90 + number // 12 * 0.002
        )
    reader = poster()
    assert len(reader.pages) > 1
    text = text_of(reader)
    places = [text.index(f"Miejsce {number:03}") for number in range(130)]
    assert places == sorted(places)
    # Numbers of three figures stand smaller in their markers.
    sizes = [size for page in reader.pages for size, text in type_sizes(page) if not text.isdigit()]
    assert min(sizes) >= 9


def test_narrow_area_has_its_index_beside_the_map(area, make_entry, poster):
    tall = [[[19.90, 50.07], [19.905, 50.07], [19.905, 50.10], [19.90, 50.10], [19.90, 50.07]]]
    BoundaryFactory(area=area, geometry={"type": "Polygon", "coordinates": tall})
    for number in range(30):
        make_entry(f"Miejsce {number:02}", latitude=50.071 + number * 0.0009, longitude=19.9025)
    reader = poster()
    assert len(reader.pages) == 1
    assert "30" in next(element["/Alt"] for kind, element in elements(reader) if kind == "/Figure")


def test_stray_point_does_not_shrink_the_map(area, make_entry, poster):
    BoundaryFactory(area=area)
    make_entry("W środku", **MIDDLE)
    make_entry("Daleko", latitude=52.2, longitude=21.0)
    reader = poster()
    assert "Daleko poza mapą" in text_of(reader)
    assert "Liczba znaków: 1" in next(element["/Alt"] for kind, element in elements(reader) if kind == "/Figure")


def test_too_many_entries_are_refused_with_what_to_do(make_entry, client, monkeypatch):
    monkeypatch.setattr("podworko.portal.printed.MOST_ENTRIES", 2)
    for number in range(3):
        make_entry(f"Miejsce {number}")
    response = client.get("/podworze/print/resource-map.pdf", headers={"accept-language": "pl"})
    assert response.status_code == 409
    assert "Wydrukuj mniejsze osiedle" in response.text


def test_unchanged_poster_is_not_sent_again(azory, client):
    first = client.get("/azory/print/resource-map.pdf")
    assert first["ETag"]
    again = client.get("/azory/print/resource-map.pdf", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    other = client.get("/azory/print/resource-map.pdf", headers={"accept-language": "uk"})
    assert other["ETag"] != first["ETag"]


def test_address_on_the_poster_is_that_of_the_map(area, settings):
    assert pdfs.map_address(area) == settings.PODWORKO_URL + reverse("portal:area_map", args=["podworze"])


def test_poster_of_an_unknown_area_is_not_found(client, db):
    assert client.get("/nigdzie/print/resource-map.pdf").status_code == 404


def test_queries_do_not_grow_with_the_entries(
    make_entry, django_assert_num_queries, django_assert_max_num_queries, area
):
    for number in range(2):
        make_entry(f"Miejsce {number}", **MIDDLE)
    with django_assert_max_num_queries(12) as few:
        pdfs.resource_map(area)
    for number in range(2, 8):
        make_entry(f"Miejsce {number}", **MIDDLE)
    with django_assert_num_queries(len(few.captured_queries)):
        pdfs.resource_map(area)


def test_same_day_makes_the_same_file(azory):
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert pdfs.resource_map(azory, now=noon) == pdfs.resource_map(azory, now=noon)


def test_text_is_readable_in_colour_and_in_grey():
    base = (pdfs.typst.PACKAGE / "core/print/base.typ").read_text()
    inks = dict(re.findall(r'#let (\w+) = rgb\("(#\w{6})"\)', base))
    assert {"ink", "muted", "green", "brick", "ochre"} <= set(inks)
    for name in ("ink", "muted", "green", "brick", "ochre"):
        assert contrast(inks[name], "#FFFFFF") >= 4.5
        assert contrast(grey(inks[name]), "#FFFFFF") >= 4.5


def test_code_holds_the_address_with_a_quiet_zone():
    import segno

    address = "https://podworko.example/azory/map/"
    drawn = pdfs.qr_code(address)
    matrix = segno.make(address, error="m", micro=False).matrix
    assert f'viewBox="0 0 {len(matrix) + 8} {len(matrix) + 8}"' in drawn
    modules = {tuple(map(int, module)) for module in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn)}
    assert modules == {(x + 4, y + 4) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}


def test_precision_decides_how_a_marker_is_drawn(area, make_entry):
    make_entry("Dokładna", **MIDDLE)
    make_entry("Przybliżona", latitude=50.085, longitude=19.9, precision=Precision.STREET)
    picture = pdfs.poster(area).data["map"]["svg"]
    assert picture.count("map-marker--exact") == 1
    assert picture.count("map-marker--near") == 1
