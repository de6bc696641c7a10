from podworko.core.visibility import Visibility
from tests.factories import ContactFactory, ContactFieldFactory
from tests.portal.pdf_reading import elements, fonts, open_pdf, text_of, type_sizes


def read(client, slug="podworze", query=""):
    response = client.get(f"/{slug}/print/list.pdf{query}", headers={"accept-language": "pl"})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return open_pdf(response.content)


def test_list_of_azory_is_tagged_with_a_list_per_category(client, azory):
    reader = read(client, "azory")
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Osiedle Azory: mapa zasobów"
    assert root["/Lang"] == "pl"
    assert root["/MarkInfo"]["/Marked"]
    kinds = [kind for kind, _element in elements(reader)]
    assert (kinds.count("/H1"), kinds.count("/H2"), kinds.count("/L"), kinds.count("/LI")) == (1, 4, 3, 25)
    assert all(fonts(reader).values())
    (figure,) = [element for kind, element in elements(reader) if kind == "/Figure"]
    assert figure["/Alt"].endswith("/azory/map/")


def test_list_is_in_large_print_on_a4_upright(client, azory):
    for page in read(client, "azory").pages:
        assert round(float(page.mediabox.width) / 72 * 25.4) == 210
        assert round(float(page.mediabox.height) / 72 * 25.4) == 297
        assert min(size for size, _text in type_sizes(page)) >= 16


def test_list_says_what_the_poster_says(client, azory):
    text = text_of(read(client, "azory"))
    assert text.count("kontakt niepotwierdzony") == 25
    assert "/62" not in text
    assert "Krakowski Klub Siermiery KKS Kraków prawdopodobnie: Krakowski Klub Szermierzy KKS Kraków" in text
    assert "Sprawdzono: 20 marca 2019" in text
    assert "Rekreacja brak wpisów" in text


def test_telephone_comes_before_the_address(client, make_entry):
    contact = ContactFactory(organisation=make_entry("Szkoła").organisation)
    ContactFieldFactory(contact=contact, value="12 000 00 01", public=True)
    assert "Szkoła 12 000 00 01 Długa 1" in text_of(read(client))


def test_what_is_not_public_is_on_no_list(client, make_entry):
    make_entry("Ukryta", owner=Visibility.ORGANISATION)
    assert "Ukryta" not in text_of(read(client))


def test_language_is_the_one_asked_for(client, azory):
    assert read(client, "azory", "?language=uk").trailer["/Root"]["/Lang"] == "uk"


def test_invented_area_says_so(client, area, make_entry):
    area.is_sample = True
    area.save()
    make_entry()
    assert "To osiedle nie istnieje" in text_of(read(client))


def test_list_of_200_entries_keeps_their_order(client, make_entry):
    for number in range(200):
        make_entry(f"Miejsce {number:03}")
    text = text_of(read(client))
    places = [text.index(f"Miejsce {number:03}") for number in range(200)]
    assert places == sorted(places)


def test_too_many_entries_are_refused(client, make_entry, monkeypatch):
    monkeypatch.setattr("podworko.portal.printed.MOST_ENTRIES", 1)
    make_entry("Jedno")
    make_entry("Drugie")
    assert client.get("/podworze/print/list.pdf").status_code == 409


def test_unchanged_list_is_not_sent_again(client, azory):
    first = client.get("/azory/print/list.pdf")
    again = client.get("/azory/print/list.pdf", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
