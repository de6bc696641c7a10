import re
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from podworko.core.visibility import Visibility
from podworko.organisations.actions.contact import mark_bouncing
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Street
from podworko.portal.quality_page import PER_PAGE
from tests.factories import (
    SQUARE,
    AreaRoleFactory,
    BoundaryFactory,
    ContactFactory,
    ContactFieldFactory,
    LocationFactory,
    OrganisationFactory,
    StreetFactory,
)
from tests.portal.pairs import make_pair


def read(client, query="", slug="podworze"):
    response = client.get(f"/{slug}/quality/{query}")
    assert response.status_code == 200
    return response.text.replace("\xa0", " ")


def kinds_of(client, name, slug="podworze"):
    """Kinds of problems that the page tells of an entry."""
    text = read(client, f"?q={name}", slug)
    return {kind for _key, kind in re.findall(r'id="q-([lo]\d+)-(\w+)"', text)}


@pytest.fixture
def good(make_entry):
    """An entry with which nothing is wrong."""
    from podworko.resources.actions.hours import set_opening_hours

    StreetFactory(area_id=make_entry("Tło").area_id, name="Długa")
    place = make_entry("Dobra szkoła", latitude=50.085, longitude=19.91)
    Organisation.objects.filter(pk=place.organisation_id).update(assured_date=timezone.localdate())
    ContactFieldFactory(contact=ContactFactory(organisation=place.organisation), public=True)
    set_opening_hours(place, table={"spans": [{"weekday": 0, "opens": "08:00", "closes": "16:00"}]}, by=None)
    return place


def test_nothing_is_said_of_an_entry_that_is_right(keeper, good):
    assert kinds_of(keeper, "Dobra") == set()


def test_each_kind_of_problem_is_found(keeper, good, area):
    Location.objects.filter(pk=good.pk).update(flat_number="5", street_name="Długa", longitude=19.97)
    Organisation.objects.filter(pk=good.organisation_id).update(
        corrected_name="Dobra Szkoła", assured_date=timezone.localdate() - timedelta(days=400)
    )
    BoundaryFactory(area=area, geometry=SQUARE)
    Street.objects.update(name="Długaa")
    contact = ContactFactory(organisation=good.organisation)
    way = ContactFieldFactory(contact=contact, kind="email", value="stary@example.org", visibility="organisation")
    mark_bouncing(way, is_bouncing=True, by=None)
    good.listings.all().delete()
    good.opening_hours.all().delete()
    assert kinds_of(keeper, "Dobra") == {
        *("flat_number", "street", "probable_typo", "bouncing", "far_point", "no_category", "stale", "no_hours"),
    }


def test_a_point_far_from_the_others_of_its_street_is_doubted(keeper, good, make_entry):
    for number in range(3):
        make_entry(f"Sąsiad {number}", latitude=50.0851, longitude=19.9101)
    far = make_entry("Daleka", latitude=50.10, longitude=19.91)
    text = read(keeper, "?q=Daleka&kind=far_point")
    assert re.search(r"dzieli go 16\d\d m", text)
    assert kinds_of(keeper, "Dobra") == set()
    assert far.pk


def test_possible_duplicate_leads_to_the_comparison(keeper, area):
    pair = make_pair(area)
    text = read(keeper, "?kind=duplicate")
    assert text.count(f"/podworze/duplicates/{pair.pk}/") == 2


def test_who_has_no_place_is_asked_about_too(keeper, area):
    OrganisationFactory(home_area=area, name="Grupa bez miejsca", visibility=Visibility.PUBLIC)
    assert kinds_of(keeper, "Grupa") == {"no_contact", "missing_contact", "stale"} - {"no_contact"}


def test_what_would_be_printed_wrong_comes_first(keeper, area, category, make_entry):
    LocationFactory(
        organisation=OrganisationFactory(home_area=area, name="Ukryta", visibility=Visibility.ORGANISATION),
        area=area,
        street_name="Długa",
        house_number="1",
        flat_number="7",
    )
    make_entry("Widoczna", flat_number="8")
    make_entry("Zwykła")
    text = read(keeper)
    assert text.index("Widoczna") < text.index("Zwykła") < text.index("Ukryta")


def test_filters_counts_and_pages(keeper, make_entry):
    for number in range(50):
        make_entry(f"Wpis {number:02}")
    text = read(keeper, "?kind=stale")
    assert re.findall(r"Wpis \d\d", text)[0] == "Wpis 00"
    assert "Wpis 49" not in text
    assert re.search(r'Dawno niesprawdzane <span class="number">50</span>', text)
    last = -(-50 // PER_PAGE)
    assert "Wpis 49" in read(keeper, f"?kind=stale&page={last}")
    assert 'id="q-' not in read(keeper, "?q=nie-ma-takiego")
    assert 'id="q-' in read(keeper, "?kind=wymyslony&page=x&printed=1")


def test_entry_stands_once_with_all_its_problems(keeper, make_entry):
    make_entry("Jedna uwaga więcej", flat_number="8", street_name="Nieznana")
    text = read(keeper, "?q=Jedna")
    assert text.count('<section class="card quality-card"') == 1
    assert len(kinds_of(keeper, "Jedna")) >= 4
    # Each can be left by itself, and what has a way to be mended has it beside it.
    assert len(set(re.findall(r"/quality/l\d+/(\w+)/ignore/", text))) == len(kinds_of(keeper, "Jedna"))
    assert len(re.findall("<h2 class=.pair-title", text)) == 1


def test_advice_is_said_once_on_a_page(keeper, make_entry):
    make_entry("Pierwsza")
    make_entry("Druga")
    assert read(keeper, "?kind=stale").count("Zapytaj, czy wszystko się zgadza") == 1


def test_entries_stand_by_their_weightiest_problem(keeper, make_entry):
    make_entry("Aniołów")
    make_entry("Żurawia", flat_number="8")
    text = read(keeper)
    assert text.index("Żurawia") < text.index("Aniołów")
    # Its slighter problems stand with it, before the next entry.
    assert text.rindex("Żurawia") < text.index("Aniołów")
    # Of one kind, each entry has one.
    assert re.findall(r'id="q-[lo]\d+-(\w+)"', read(keeper, "?kind=stale")) == ["stale", "stale"]


def test_page_holds_so_many_entries_however_many_problems(keeper, make_entry):
    for number in range(PER_PAGE + 1):
        make_entry(f"Wpis {number:02}", flat_number="3")
    text = read(keeper)
    assert text.count('<section class="card quality-card"') == PER_PAGE
    assert len(re.findall(r'id="q-[lo]\d+-\w+"', text)) > 2 * PER_PAGE
    assert read(keeper, "?page=2").count('<section class="card quality-card"') == 1


def test_page_for_paper_holds_all_of_a_filter(keeper, make_entry):
    for number in range(50):
        make_entry(f"Wpis {number:02}")
    text = read(keeper, "?kind=stale&paper=1")
    assert "Wpis 49" in text
    assert "<button" not in text.partition("<main")[2].partition("</main>")[0]


def test_azory_has_what_its_printed_map_got_wrong(azory):
    client = Client()
    client.force_login(AreaRoleFactory(area=azory).user)
    assert "garbled_address" in kinds_of(client, "Źródło", "azory")
    assert "flat_number" in kinds_of(client, "Zaufanie", "azory")
    assert "probable_typo" in kinds_of(client, "Siermiery", "azory")
    assert "unusual_category" in kinds_of(client, "Żłobek nr 25", "azory")
    assert "Rekreacja – brak wpisów" in read(client, slug="azory")


def test_keeper_of_an_entry_sees_its_own_problems_only(estate_page, area, make_entry):
    pair = make_pair(area)
    text = estate_page(pair.first)
    assert "Co warto poprawić" in text
    assert "kontakt niepotwierdzony" in text
    # Whether two entries are one is the coordinator's to say.
    assert "może być wpisane drugi raz" not in text


@pytest.fixture
def estate_page(client):
    from podworko.organisations.choices import MembershipRole
    from tests.factories import MembershipFactory

    def read_keep_page(organisation):
        client.force_login(MembershipFactory(organisation=organisation, role=MembershipRole.EDITOR).user)
        return client.get(f"/{organisation.home_area.slug}/organisations/{organisation.slug}/keep/").text

    return read_keep_page


def test_one_entry_and_three_take_the_same_queries(keeper, make_entry, django_assert_num_queries):
    make_entry("Pierwsza")
    read(keeper)
    with CaptureQueriesContext(connection) as one:
        read(keeper)
    make_entry("Druga")
    make_entry("Trzecia", flat_number="3")
    with django_assert_num_queries(len(one)):
        read(keeper)


def test_page_is_for_who_coordinates_the_area(area, people):
    assert {name: client.get("/podworze/quality/").status_code for name, client in people.items()} == {
        "elsewhere": 404,
        "member": 404,
        "passer_by": 302,
    }


def test_ten_thousand_entries_are_read_in_seconds(keeper, area, make_entry):
    organisations = Organisation.objects.bulk_create(
        Organisation(
            home_area=area, name=f"Wpis {number}", slug=f"wpis-{number}", sort_key=f"{number:05}", visibility="public"
        )
        for number in range(10_000)
    )
    from podworko.organisations.models import Activity

    Activity.objects.bulk_create(Activity(organisation=each, area=area) for each in organisations)
    Location.objects.bulk_create(
        Location(
            organisation=each,
            area=area,
            street_name=f"Ulica {index % 300}",
            house_number=str(index % 90),
            sort_key=each.sort_key,
            visibility="public",
            latitude=50.08 + index % 100 / 10_000,
            longitude=19.90 + index % 97 / 10_000,
            precision="exact",
        )
        for index, each in enumerate(organisations)
    )
    started = time.process_time()
    assert "Wpisów: 10000." in read(keeper)
    assert time.process_time() - started < 15
