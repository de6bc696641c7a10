"""Questions as people of Azory would type them, asked of the real Azory."""

import re
from types import SimpleNamespace
from urllib.parse import quote_plus

import pytest
from django.db import transaction
from django.test import Client

from podworko.core.search import index
from podworko.core.visibility import Visibility
from podworko.organisations.choices import ContactKind, LegalBasis, MembershipRole
from tests.factories import (
    AreaFactory,
    ContactFactory,
    ContactFieldFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.portal import pages
from tests.portal.pages import text_of, words

SUNNY = "Apteka Słoneczna"
HYGIEIA = "Apteka Hygieia"
SHEEP = 'Apteka "Pod Owieczką"'
NURSERY = "Żłobek nr 25"
PRIVATE_NURSERY = 'Prywatny Żłobek "Spisówek"'
SCHOOL_113 = "Szkoła Podstawowa nr 113 im. L. Węgrzynowicza"
SCHOOL_119 = "Szkoła Podstawowa nr 119 im. J. Porazińskiej"
WIERCHY = 'Szkoła "Wierchy"'
LYCEUM = "Zespół Szkół Ogólnokształcących XIV Liceum Ogólnokształcące im. M. Kopernika"
SOURCE = "Źródło - Przedszkole"
BEES = "Przedszkole Kraków Pracowite Pszczółki"
KINDERGARTEN_118 = "Przedszkole Samorządowe Nr 118"
KINDERGARTEN_121 = "Przedszkole nr 121 Samorządowe"
PUCHATEK = "Chatka Puchatka - Przedszkole Towarzystwa Przyjaciół Dzieci"
SMILE = "Kraina Uśmiechu. Przedszkole niepubliczne"
AGE = "Fundacja „Nie dzieli nas wiek”"
PATIENTS = "Stowarzyszenie Pacjentów i Ich Przyjaciół „Zaufanie”"
FORT = "Stowarzyszenie „Fort Sztuki”"
SPORT = "Towarzystwo Krzewienia Kultury Fizycznej Azory"
FENCERS = "Krakowski Klub Siermiery KKS Kraków"
DYSLEXIA = "Polskie Towarzystwo Dysleksji, Oddział terenowy nr 81"
CHURCH = "Kościół pw. Niepokalanego Poczęcia NMP"
DOCTORS = "Azory Sp. z o.o. Praktyka lekarska NZOZ"
SENIORS = "Centrum Aktywności Seniora (CAS)"
POINT = "Punkt Aktywności Lokalnej (PAL)"
WELFARE = "Miejski Ośrodek Pomocy Społecznej w Krakowie (MOPS)"
CHILDREN = "Towarzystwo Przyjaciół Dzieci (TPD)"
PARK = "park kieszonkowy"
CRISIS = "Ośrodek Interwencji Kryzysowej"

WELL_SPELT = {
    "apteka słoneczna": {SUNNY},
    "Apteka": {HYGIEIA, SUNNY, SHEEP},
    "apteka pod owieczką": {SHEEP},
    "żłobek": {NURSERY, PRIVATE_NURSERY},
    "żłobki": {NURSERY, PRIVATE_NURSERY},
    "szkoły podstawowe": {SCHOOL_113, SCHOOL_119},
    "szkoła 113": {SCHOOL_113},
    "SP 119": {SCHOOL_119},
    "liceum": {LYCEUM},
    "Kopernik": {LYCEUM},
    "przedszkole nr 118": {KINDERGARTEN_118},
    "przedszkole przy Stachiewicza": {KINDERGARTEN_121},
    "pszczółki": {BEES},
    "lekarz": {DOCTORS},
    "praktyki lekarskiej": {DOCTORS},
    "kościoła": {CHURCH},
    "dla seniorów": {SENIORS},
    "senior": {SENIORS},
    "punkt aktywności lokalnej": {POINT},
    "MOPS": {WELFARE},
    "Elsnera": {"Józefa Elsnera"},
    "apteka Elsnera": {SHEEP},
    "Celarowska": {"Na Olszy"},
    "Azory": {"Azory"},
    "szermierze": {FENCERS},
    "dysleksją": {DYSLEXIA},
    "pharmacy": {HYGIEIA, SUNNY, SHEEP},
    "kryzys": {CRISIS},
    "park kieszonkowy": {PARK},
    "Modrzejewskiej 21": {KINDERGARTEN_118},
}
MISSPELT = {
    "aptek slonecznej": {SUNNY},
    "zlobek": {NURSERY, PRIVATE_NURSERY},
    "hygeia": {HYGIEIA},
    "szkoly podstawowe": {SCHOOL_113, SCHOOL_119},
    "pszedszkole zrodlo": {SOURCE},
    "seniorow": {SENIORS},
    "owieczka": {SHEEP},
    "chatka puhatka": {PUCHATEK},
    "kraina usmiehu": {SMILE},
    "koscół": {CHURCH},
    "stowarzszenie pacjentow": {PATIENTS},
    "fort sztóki": {FORT},
    "fundacja wjek": {AGE},
    "wieszchy": {WIERCHY},
    "zlobek spisowek": {PRIVATE_NURSERY},
    "kultura fizyczan": {SPORT},
    "przyjaciul dzieci": {CHILDREN},
    "Modrzajewskiej": {KINDERGARTEN_118},
    "Zyguntowska": {SOURCE},
    "liceum ogulnoksztalcace": {LYCEUM},
}


def titles(page):
    """Return the titles of the results, in their order."""
    return pages.titles(SimpleNamespace(text=re.sub("</?mark>", "", page.text)))


@pytest.fixture(scope="module")
def first_hits(demo_kept, django_db_blocker):
    """The first title found for each question, by one reader without an account."""
    found = {}
    with django_db_blocker.unblock(), transaction.atomic():
        demo_kept.put_back()
        for question in WELL_SPELT | MISSPELT:
            page = Client().get("/azory/search/", {"q": question})
            found[question] = (titles(page) or [""])[0]
        transaction.set_rollback(True)
    return found


def test_enough_questions_are_asked_and_a_third_is_misspelt():
    assert len(WELL_SPELT) + len(MISSPELT) >= 40
    assert len(MISSPELT) * 3 >= len(WELL_SPELT) + len(MISSPELT)


@pytest.mark.parametrize("question", WELL_SPELT)
def test_well_spelt_question_finds_first_what_is_meant(first_hits, question):
    assert first_hits[question] in WELL_SPELT[question]


@pytest.mark.parametrize("question", MISSPELT)
def test_misspelt_question_finds_first_what_is_meant(first_hits, question):
    assert first_hits[question] in MISSPELT[question]


def test_replaced_word_is_told_and_can_be_taken_back(client, azory):
    page = client.get("/azory/search/", {"q": "Hygeia"})
    assert "pokazuję wyniki dla hygieia" in words(page)
    literally = re.search(r'href="(\?[^"]*exactly=1)"', page.text)[1]
    page = client.get("/azory/search/" + literally.replace("&amp;", "&"))
    assert titles(page) == []
    assert "Nic nie znaleziono" in words(page)


def test_answering_words_are_marked_and_nothing_else(client, azory):
    page = client.get("/azory/search/", {"q": "slonecznej"})
    assert "Apteka <mark>Słoneczna</mark>" in page.text
    assert page.text.count("<mark>") == 1


def test_rest_of_an_entry_is_quoted_only_for_words_not_shown_otherwise(client, azory):
    index.refresh(
        OrganisationFactory(
            name="Klub Szachowy", description="Klub gra w czwartki", home_area=azory, visibility=Visibility.PUBLIC
        )
    )
    assert "<mark>Klub</mark> gra w <mark>czwartki</mark>" in client.get("/azory/search/", {"q": "klub czwartek"}).text
    assert "czwartki" not in client.get("/azory/search/", {"q": "klub szachowy"}).text


def test_renamed_community_is_found_by_its_former_name(client, azory):
    page = client.get("/azory/search/", {"q": "celarowska"})
    assert titles(page)[0] == "Na Olszy"
    assert "inne nazwy: Celarowska" in words(page)
    assert 'href="/krakow/communities/pal-na-olszy/"' in page.text


def test_misprinted_name_is_shown_with_its_correction(client, azory):
    assert "nazwa poprawiona: Krakowski Klub Szermierzy" in words(client.get("/azory/search/", {"q": "szermierzy"}))


def test_flat_number_finds_nobody(client, azory):
    for question in ("4/62", "62", "chelmonskiego 4/62", "4 62"):
        page = client.get("/azory/search/", {"q": question})
        assert "4/62" not in page.text.replace(f'value="{question}"', "").replace(quote_plus(question), "").replace(
            f"„{question}”", ""
        ).replace(f"<title>{question} ", "")
    assert titles(client.get("/azory/search/", {"q": "62"})) == []
    assert PATIENTS not in titles(client.get("/azory/search/", {"q": "4/62"}))


def test_editors_notes_find_nobody(client, azory):
    # Words of the table's column `note`.
    assert titles(client.get("/azory/search/", {"q": "misspells", "exactly": "1"})) == []
    assert titles(client.get("/azory/search/", {"q": "GTFS", "exactly": "1"})) == []


def test_kind_is_chosen_by_a_link(client, azory):
    page = client.get("/azory/search/", {"q": "Elsnera", "kind": "street"})
    assert titles(page) == ["Józefa Elsnera"]
    assert titles(client.get("/azory/search/", {"q": "Elsnera", "kind": "organisation"})) == [SHEEP, CHILDREN]


def test_street_leads_to_who_is_there(client, azory):
    page = client.get("/azory/search/", {"q": "Elsnera", "kind": "street"})
    link = re.search(r'<h3 class="entry-title"><a href="([^"]+)"', page.text)[1]
    assert SHEEP in titles(client.get("/azory/search/" + link.replace("&amp;", "&")))


@pytest.mark.parametrize(
    "question", ["", "  ", "?!", "„”", "-", "\0", "a" * 5000, "%", "' OR 1=1", '" AND', "* *", "^a", "=b"]
)
def test_odd_question_is_answered(client, azory, question):
    assert client.get("/azory/search/", {"q": question}).status_code == 200
    assert client.get("/azory/search/suggestions/", {"q": question}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "²", ""])
def test_odd_page_number_shows_a_page(client, azory, page):
    response = client.get("/azory/search/", {"q": "apteka", "page": page, "kind": "nonsense"})
    assert HYGIEIA in titles(response)


def test_question_is_escaped_wherever_it_is_shown(client, azory):
    for question in ("<script>alert(1)</script>", '"><img src=x>', "hygeia <b>"):
        page = client.get("/azory/search/", {"q": question})
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "<b>" not in page.text


def test_text_of_an_entry_is_escaped_round_its_marks(client, area):
    index.refresh(
        OrganisationFactory(
            name='Klub <img src=x onerror="a()">',
            description="opis <script>zły</script> klub szachowy",
            home_area=area,
            visibility=Visibility.PUBLIC,
        )
    )
    page = client.get(f"/{area.slug}/search/", {"q": "klub szachowy"})
    assert "<mark>Klub</mark> &lt;img src=x onerror=&quot;a()&quot;&gt;" in page.text
    assert "&lt;script&gt;zły&lt;/script&gt; <mark>klub</mark> <mark>szachowy</mark>" in page.text


def test_page_without_results_helps_on(client, azory):
    page = client.get("/azory/search/", {"q": "lotnisko", "kind": "street"})
    assert "Nic nie znaleziono dla „lotnisko”" in words(page)
    assert "Szukaj wszystkiego" in words(page)


def test_elsewhere_in_the_city_is_offered_but_not_shown(client, azory):
    city = azory.parent.parent
    estate = AreaFactory(name="Ruczaj", parent=city)
    far = OrganisationFactory(name="Biblioteka Ruczaj", home_area=estate, visibility=Visibility.PUBLIC)
    index.refresh(far)
    page = client.get("/azory/search/", {"q": "biblioteka"})
    assert titles(page) == []
    assert "W całym mieście jest wyników: 1" in words(page)
    assert titles(client.get("/azory/search/", {"q": "biblioteka", "where": "wide"})) == ["Biblioteka Ruczaj"]


def test_what_is_active_in_the_whole_city_is_found_in_each_estate(client, azory):
    assert titles(client.get("/azory/search/", {"q": "interwencja kryzysowa"})) == [CRISIS]
    assert titles(client.get("/azory-zachod/search/", {"q": "interwencja kryzysowa"})) == [CRISIS]
    assert titles(client.get("/azory-zachod/search/", {"q": "apteka"})) == []


def test_inside_is_found_from_round_it(client, azory):
    assert SUNNY in titles(client.get("/krakow/search/", {"q": "apteka słoneczna"}))


@pytest.mark.parametrize("question", ["12 345 67 89", "123456789", "+48 12 345 67 89", "0048123456789", "345 67 89"])
def test_telephone_finds_its_institution_however_it_is_written(client, azory, question):
    organisation = OrganisationFactory(name="Dom Kultury", home_area=azory, visibility=Visibility.PUBLIC)
    _phone(organisation, "12 345 67 89", Visibility.PUBLIC)
    page = client.get("/azory/search/", {"q": question})
    assert titles(page) == ["Dom Kultury"]
    assert "<mark>12 345 67 89</mark>" in page.text or "12 345 67 89" in words(page)


def test_contact_of_partners_is_found_by_partners_only(client, azory):
    organisation = OrganisationFactory(name="Dom Kultury", home_area=azory, visibility=Visibility.PUBLIC)
    _phone(organisation, "600 700 800", Visibility.PARTNERS)
    neighbour = OrganisationFactory(name="Klub", home_area=azory)
    member = MembershipFactory(organisation=neighbour, role=MembershipRole.MEMBER).user
    assert titles(client.get("/azory/search/", {"q": "600700800"})) == []
    client.force_login(UserFactory())
    assert titles(client.get("/azory/search/", {"q": "600700800"})) == []
    client.force_login(member)
    page = client.get("/azory/search/", {"q": "600700800"})
    assert titles(page) == ["sekretariat"]
    assert "Dom Kultury" in words(page)
    assert page["Cache-Control"] == "private, no-store"


def _phone(organisation, number, visibility):
    contact = ContactFactory(organisation=organisation, role="sekretariat")
    field = ContactFieldFactory(
        contact=contact,
        kind=ContactKind.PHONE,
        value=number,
        visibility=visibility,
        legal_basis=LegalBasis.NOT_PERSONAL,
        notice_date="2026-01-01",
    )
    index.refresh(field)


def test_hidden_organisation_is_found_by_its_members_only(client, azory):
    organisation = OrganisationFactory(name="Tajny Krąg", home_area=azory)
    place = LocationFactory(organisation=organisation, area=azory, visibility=Visibility.PUBLIC, street_name="Cicha")
    index.refresh(place)
    member = MembershipFactory(organisation=organisation).user
    for question in ("tajny", "krąg", "cicha"):
        assert titles(client.get("/azory/search/", {"q": question, "exactly": "1"})) == []
    client.force_login(member)
    assert titles(client.get("/azory/search/", {"q": "tajny krag"})) == ["Tajny Krąg"]


def test_place_that_fewer_see_is_not_in_the_document_of_its_organisation(client, azory):
    organisation = OrganisationFactory(name="Klub Wioślarzy", home_area=azory, visibility=Visibility.PUBLIC)
    index.refresh(LocationFactory(organisation=organisation, area=azory, street_name="Ukryta", house_number="7"))
    assert titles(client.get("/azory/search/", {"q": "ukryta", "exactly": "1"})) == []
    assert "Ukryta" not in words(client.get("/azory/search/", {"q": "klub wioślarzy"}))
    client.force_login(MembershipFactory(organisation=organisation).user)
    assert "Ukryta 7" in words(client.get("/azory/search/", {"q": "ukryta"}))


def test_correction_names_no_word_that_the_reader_may_not_see(client, azory):
    # „kowalski” stands in public, „kowalska” in a hidden entry; they share their stem.
    index.refresh(OrganisationFactory(name="Warsztat Kowalski", home_area=azory, visibility=Visibility.PUBLIC))
    hidden = OrganisationFactory(name="Jaskółka Kowalska", home_area=azory)
    index.refresh(hidden)
    for misspelt in ("jaskulka", "kowalskaa"):
        page = client.get("/azory/search/", {"q": misspelt})
        assert "jaskółka" not in page.text.lower()
        assert "kowalska" not in page.text.lower().replace("kowalskaa", "")
    client.force_login(MembershipFactory(organisation=hidden).user)
    assert "pokazuję wyniki dla jaskółka" in words(client.get("/azory/search/", {"q": "jaskulka"}))


def test_changed_entry_is_found_by_its_new_name_only(client, azory):
    organisation = OrganisationFactory(name="Stara Kuźnia", home_area=azory, visibility=Visibility.PUBLIC)
    index.refresh(organisation)
    organisation.name = "Nowa Kuźnia"
    organisation.save()
    index.refresh(organisation)
    assert titles(client.get("/azory/search/", {"q": "nowa kuznia"})) == ["Nowa Kuźnia"]
    assert titles(client.get("/azory/search/", {"q": "stara", "exactly": "1"})) == []


def test_ukrainian_and_english_words_are_found(client, azory):
    index.refresh(
        OrganisationFactory(
            name="Українська школа",
            description="Polish lessons for newcomers",
            home_area=azory,
            visibility=Visibility.PUBLIC,
        )
    )
    for question in ("школа", "УКРАЇНСЬКА", "українська школа", "newcomers lessons"):
        assert titles(client.get("/azory/search/", {"q": question}))[0] == "Українська школа"


def test_common_word_is_counted_to_a_hundred_and_paged(client, area):
    rows = [
        OrganisationFactory(name=f"Klub {number}", slug=f"klub-{number}", home_area=area, visibility=Visibility.PUBLIC)
        for number in range(130)
    ]
    index.refresh_many("organisations.organisation", [row.pk for row in rows])
    seen = []
    for number in range(1, 11):
        page = client.get(f"/{area.slug}/search/", {"q": "klub", "page": number})
        assert "Wyników: ponad 100" in words(page)
        seen += titles(page)
    assert len(seen) == len(set(seen)) == 100


def test_exact_name_comes_first_among_many_that_hold_it(client, area):
    names = ["Zorza", *(f"Zorza {number}" for number in range(120))]
    rows = [
        OrganisationFactory(name=name, slug=f"zorza-{position}", home_area=area, visibility=Visibility.PUBLIC)
        for position, name in enumerate(names)
    ]
    index.refresh_many("organisations.organisation", [row.pk for row in rows])
    assert titles(client.get(f"/{area.slug}/search/", {"q": "zorza"}))[0] == "Zorza"


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_grow_with_the_results(client, area, django_assert_max_num_queries, count):
    for number in range(count):
        index.refresh(
            OrganisationFactory(
                name=f"Klub {number}", slug=f"klub-{number}", home_area=area, visibility=Visibility.PUBLIC
            )
        )
    with django_assert_max_num_queries(8):
        assert len(titles(client.get(f"/{area.slug}/search/", {"q": "klub"}))) == count


def test_unknown_area_is_not_found(client, db):
    assert client.get("/nigdzie/search/").status_code == 404


def test_title_tells_the_question(client, azory):
    page = client.get("/azory/search/", {"q": "apteka"})
    assert text_of(re.search("<title>(.*?)</title>", page.text)[1]).startswith("apteka · Szukaj")
