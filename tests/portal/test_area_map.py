import json
import re
from datetime import date

from podworko.core import versions
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole, Precision, Status
from podworko.resources.choices import AccessFeature, Answer
from podworko.resources.models import Accessibility, HoursException, OpeningHours
from tests.factories import (
    AreaFactory,
    CategoryFactory,
    MembershipFactory,
    OrganisationFactory,
    ResourceFactory,
)
from tests.portal.conftest import MIDDLE
from tests.portal.pages import text_of

ADDRESS = "/podworze/map/"


def titles(response):
    found = re.findall(r'<h3 class="entry-title"><a [^>]*>(.*?)</a>', response.text.partition("others-title")[0])
    return [re.sub(r"&quot;", '"', title) for title in found]


def links(response):
    """Address → its `aria-current`, of the links that filter."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*data-filter([^>]*)>', response.text)
    return {address: re.sub(r'.*aria-current="(\w+)".*|.*', r"\1", rest.strip()) for address, rest in found}


def chips(response):
    return {
        text_of(inner).rpartition(" ")[0].split(" ", 1)[-1]: int(text_of(inner).rpartition(" ")[2])
        for inner in re.findall(r'<a class="chip"[^>]*>(.*?)</a>', response.text, re.DOTALL)
    }


def test_azory_lists_25_entries_in_the_order_of_the_printed_map(client, azory):
    response = client.get("/azory/map/")
    found = titles(response)
    assert len(found) == 25
    assert found[0].startswith("Zespół Szkół Ogólnokształcących XIV")
    assert found[-1] == 'Prywatny Żłobek "Spisówek"'
    assert "Liczba wpisów: 25." in text_of(response.text)
    assert "Położenie: dokładne 3, przybliżone 21, nieznane 1. Sprawdzono: 20 marca 2019." in text_of(response.text)


def test_azory_has_the_printed_categories_also_the_empty_one(client, azory):
    assert chips(client.get("/azory/map/")) == {
        "Wszystko": 25,
        "Rekreacja": 0,
        "Edukacja": 10,
        "Ochrona zdrowia": 8,
        "Życie społeczne": 7,
    }


def test_azory_shows_a_wrong_name_as_printed_with_the_right_one_beside(client, azory):
    text = text_of(client.get("/azory/map/").text)
    assert "Krakowski Klub Siermiery KKS Kraków prawdopodobnie: Krakowski Klub Szermierzy KKS Kraków" in text


def test_azory_lists_the_entry_without_a_point_and_says_so(client, azory):
    text = text_of(client.get("/azory/map/").text)
    assert "Źródło - Przedszkole Edukacja · Zygmuntowska 12a · położenie nieznane, nie ma na mapie" in text


def test_azory_names_the_actors_of_the_documents_below_the_list(client, azory):
    others = text_of(client.get("/azory/map/").text.partition("others-title")[2].partition("</section>")[0])
    here, _, wider = others.partition("Działają szerzej, także tutaj")
    assert "Streetworkerzy" in here
    assert "Miejski Ośrodek Pomocy Społecznej" in here
    assert "Stowarzyszenie Metropolia Krakowska" in wider
    assert "Miejski Ośrodek Wspierania Inicjatyw Społecznych" in wider


def test_azory_draws_a_mark_for_each_entry_with_a_point(client, azory):
    drawing = client.get("/azory/map/").text.partition('class="drawn-map"')[2].partition("</svg>")[0]
    assert len(re.findall(r'href="#entry-\d+"', drawing)) == 24
    assert "Liczba znaków: 24, w miejscu dokładnym: 3, w przybliżonym: 21." in drawing


def test_azory_shows_no_flat_number(client, azory):
    assert "4/62" not in client.get("/azory/map/").text


def test_area_round_it_shows_the_entries_inside_with_their_estate(client, azory):
    text = text_of(client.get("/krakow/map/").text)
    assert "Liczba wpisów: 25." in text
    assert "Niska 2 · Azory · położenie dokładne" in text
    assert "Granicy tego obszaru nie ma jeszcze w programie." in text


def test_area_with_nobody_says_so(client, area):
    response = client.get(ADDRESS)
    assert "Na tej mapie nie ma jeszcze nikogo" in response.text
    assert "Tego osiedla nie da się jeszcze narysować" in response.text


def test_filter_stays_in_the_links_of_the_categories(client, make_entry):
    make_entry(**MIDDLE)
    response = client.get(f"{ADDRESS}?category=edukacja&exact=1")
    assert links(response)[f"{ADDRESS}?exact=1"] == ""
    assert links(response)[f"{ADDRESS}?category=edukacja&amp;exact=1"] == "true"


def test_entries_can_be_asked_for_by_category(client, area, make_entry):
    make_entry("Szkoła")
    make_entry("Apteka", category=CategoryFactory(area=area, code="zdrowie"))
    response = client.get(f"{ADDRESS}?category=zdrowie")
    assert titles(response) == ["Apteka"]
    assert "Pasuje do filtrów: 1." in response.text


def test_entries_can_be_asked_for_by_exact_point(client, make_entry):
    make_entry("Dokładna", **MIDDLE)
    make_entry("Przybliżona", precision=Precision.STREET, **MIDDLE)
    assert titles(client.get(f"{ADDRESS}?exact=1")) == ["Dokładna"]


def test_step_free_keeps_only_those_who_said_yes(client, make_entry):
    for name, answer in (("Tak", Answer.YES), ("Nie", Answer.NO), ("Trochę", Answer.PARTLY)):
        location = make_entry(name)
        Accessibility.objects.create(location=location, feature=AccessFeature.STEP_FREE, answer=answer)
    make_entry("Nie pytano")
    assert titles(client.get(f"{ADDRESS}?step-free=1")) == ["Tak"]


def test_for_whom_keeps_who_offers_something_to_them_or_to_all(client, make_entry):
    seniors, everyone, hidden = make_entry("Dla seniorów"), make_entry("Dla wszystkich"), make_entry("Ukryte")
    make_entry("Nie pytano")
    for location, audiences, visibility in (
        (seniors, ["seniors", "60+"], Visibility.PUBLIC),
        (everyone, ["everyone"], Visibility.PUBLIC),
        (hidden, ["seniors"], Visibility.ORGANISATION),
    ):
        ResourceFactory(organisation=location.organisation, audiences=audiences, visibility=visibility)
    assert titles(client.get(f"{ADDRESS}?for=seniors")) == ["Dla seniorów", "Dla wszystkich"]


def test_for_whom_looks_at_what_the_place_itself_offers(client, make_entry):
    here = make_entry("Tu")
    there = make_entry(organisation=here.organisation, name="Filia")
    ResourceFactory(
        organisation=here.organisation, location=there, audiences=["families"], visibility=Visibility.PUBLIC
    )
    assert titles(client.get(f"{ADDRESS}?for=families")) == ["Tu – Filia"]


def test_open_now_follows_hours_exceptions_and_midnight(client, make_entry, time_machine):
    time_machine.move_to("2026-11-24 23:30+01:00")  # a Tuesday
    for name, weekday, opens, closes in (
        ("Nocna", 1, "20:00", "02:00"),
        ("Dzienna", 1, "08:00", "16:00"),
        ("Z wczoraj", 0, "22:00", "23:45"),
        ("Zamknięta dziś", 1, "20:00", "02:00"),
    ):
        location = make_entry(name)
        OpeningHours.objects.create(location=location, weekday=weekday, opens=opens, closes=closes)
        if name == "Zamknięta dziś":
            HoursException.objects.create(location=location, first_day="2026-11-24", last_day="2026-11-24")
    make_entry("Nieznana")
    response = client.get(f"{ADDRESS}?open=1")
    assert titles(response) == ["Nocna"]
    assert "otwarte dziś do 2:00" in response.text


def test_filters_that_nothing_fits_offer_to_show_everything(client, make_entry):
    make_entry()
    response = client.get(f"{ADDRESS}?exact=1")
    assert "Nic nie pasuje" in response.text
    assert ADDRESS in links(response)


def test_dirty_filters_are_passed_over(client, make_entry):
    make_entry()
    assert titles(client.get(f"{ADDRESS}?category=%00&for=x&page=-1&exact=2")) == ["Szkoła"]


def test_closed_organisation_is_not_on_the_map_and_an_uncertain_one_is_marked(client, area, make_entry):
    for name, status in (("Zamknięta", Status.CLOSED), ("Niepewna", Status.UNCERTAIN)):
        organisation = OrganisationFactory(home_area=area, name=name, status=status, visibility=Visibility.PUBLIC)
        make_entry(organisation=organisation)
    response = client.get(ADDRESS)
    assert titles(response) == ["Niepewna"]
    assert "nie wiadomo, czy działa" in response.text


def test_dates_of_checking_are_told_from_oldest_to_newest(client, make_entry):
    for name, day in (("A", date(2019, 3, 20)), ("B", date(2026, 1, 2)), ("C", None)):
        organisation = make_entry(name).organisation
        organisation.assured_date = day
        organisation.save()
    text = text_of(client.get(ADDRESS).text)
    assert "Sprawdzano od 20 marca 2019 do 2 stycznia 2026. Nigdy niesprawdzone: 1." in text


def test_long_list_comes_in_pages(client, make_entry):
    for number in range(1, 54):
        make_entry(f"Wpis {number}", number=number)
    first, second = client.get(ADDRESS), client.get(f"{ADDRESS}?page=2")
    assert len(titles(first)) == 50
    assert titles(second) == ["Wpis 51", "Wpis 52", "Wpis 53"]
    assert f"{ADDRESS}?page=2" in links(first)
    assert f"{ADDRESS}" in links(second)
    assert f"{ADDRESS}?page=3" not in links(second)
    assert "Tak dalekiej strony ta lista nie ma." in client.get(f"{ADDRESS}?page=9").text


def test_hidden_entry_is_shown_and_counted_only_for_whom_may_see_it(client, area, make_entry):
    partners = make_entry("Dla partnerów", visibility=Visibility.PARTNERS, **MIDDLE)
    make_entry("Wewnętrzna", visibility=Visibility.ORGANISATION, **MIDDLE)
    response = client.get(ADDRESS)
    assert titles(response) == []
    assert chips(response)["Wszystko"] == 0
    neighbour = MembershipFactory(
        organisation=OrganisationFactory(home_area=partners.area), role=MembershipRole.MEMBER
    )
    client.force_login(neighbour.user)
    response = client.get(ADDRESS)
    assert titles(response) == ["Dla partnerów"]
    assert chips(response) == {"Wszystko": 1, "Edukacja": 1}
    assert response["Cache-Control"] == "private, no-store"


def test_page_is_unchanged_until_something_changes_in_the_area(client, area, make_entry):
    make_entry()
    versions.bump(["area:podworze"])
    tag = client.get(ADDRESS)["ETag"]
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304
    versions.bump(["area:podworze"])
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 200


def test_text_of_people_stays_text(client, make_entry):
    make_entry("<script>alert(1)</script>", name='"><img src=x onerror=alert(2)>', **MIDDLE)
    text = client.get(ADDRESS).text
    assert "<script>alert" not in text
    assert "<img" not in text


def test_page_carries_no_token_and_sets_no_cookie(client, make_entry):
    response = client.get(ADDRESS)
    assert "csrfmiddlewaretoken" not in response.text
    assert not response.cookies


def test_number_of_queries_does_not_grow_with_entries(client, make_entry, django_assert_max_num_queries):
    counted = []
    for names in (["A"], ["B", "C"]):
        for name in names:
            make_entry(name, **MIDDLE)
        with django_assert_max_num_queries(20) as queries:
            client.get(ADDRESS)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_script_gets_boundaries_and_signs_as_data(client, azory):
    block = re.search(r'<script id="map-data" type="application/json">(.*?)</script>', client.get("/azory/map/").text)
    data = json.loads(block[1])
    assert [boundary["own"] for boundary in data["boundaries"]] == [False, True]
    assert data["categories"]["edukacja"] == ["Edukacja", "square", "#2D6A8E"]
    assert data["tiles"] == ""


def test_unknown_area_is_not_found(client, db):
    AreaFactory(slug="gdzies")
    assert client.get("/nigdzie/map/").status_code == 404
