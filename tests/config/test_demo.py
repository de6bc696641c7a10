import re
import time
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from podworko.config import demo
from podworko.needs.models import Problem, Support
from podworko.organisations import demo_network
from podworko.organisations.choices import Sector
from podworko.organisations.models import Contact, Location, Membership, Organisation
from podworko.places.choices import CommunityKind
from podworko.places.models import Area, Boundary, Community, oldest_first
from podworko.resources import cells
from podworko.resources.choices import Cost
from podworko.resources.models import Accessibility, Cell, Listing, OpeningHours, Resource
from tests.factories import AreaFactory


@pytest.fixture
def azory(loaded_demo):
    """The demo is loaded."""


def test_printed_map_has_its_categories(azory):
    listings = Listing.objects.filter(location__area__slug="azory", is_primary=True)
    counted = Counter(listings.values_list("category__name_as_printed", flat=True))
    assert counted == {"EDUKACJA": 10, "OCHRONA ZDROWIA": 8, "ŻYCIE SPOŁECZNE": 7}


def test_printed_map_has_25_entries_of_23_organisations_and_24_points(azory):
    entries = Location.objects.filter(listings__is_primary=True, area__slug="azory")
    assert entries.count() == 25
    assert entries.values("organisation").distinct().count() == 23
    assert sum(entry.has_point for entry in entries) == 24


def test_pharmacy_chain_is_one_organisation_with_three_locations(azory):
    chain = Organisation.objects.get(name__contains="Pod Owieczką")
    assert chain.locations.count() == 3


def test_actors_of_the_prose_are_eleven_and_those_it_only_mentions(azory):
    listed = Listing.objects.values("location__organisation")
    actors = Organisation.objects.exclude(pk__in=listed).filter(home_area__is_sample=False)
    assert actors.exclude(name__in=demo_network.MENTIONED).count() == 11
    assert actors.count() == 11 + len(demo_network.MENTIONED)


def test_flat_is_kept_apart_from_the_public_address(azory):
    location = Location.objects.get(reference="AZ12")
    assert (location.house_number, location.flat_number) == ("4", "62")
    assert location.public_address == "Józefa Chełmońskiego 4"


def test_twelve_programmes_stand_as_communities(azory):
    assert Community.objects.filter(is_programme=True, is_sample=False).count() == 12


def test_loading_twice_changes_nothing(azory):
    before = Location.objects.count(), Organisation.objects.count()
    demo.load()
    assert (Location.objects.count(), Organisation.objects.count()) == before


def test_entries_are_counted_for_the_maps(azory):
    counts = Cell.objects.filter(area__slug="azory", zoom=cells.TOTALS).values_list("category", "entries", "exact")
    assert set(counts) == {("", 25, 3), ("edukacja", 10, 0), ("ochrona-zdrowia", 8, 3), ("zycie-spoleczne", 7, 0)}


def test_azory_holds_nothing_that_no_source_gives(azory):
    real = {"organisation__home_area__is_sample": False}
    assert not Contact.objects.filter(**real).exists()
    assert not OpeningHours.objects.filter(location__area__is_sample=False).exists()
    assert not Accessibility.objects.filter(location__area__is_sample=False).exists()
    assert not Organisation.objects.filter(home_area__is_sample=False).exclude(website="").exists()
    assert not Resource.objects.filter(**real).exclude(cost=Cost.NOT_ASKED).exists()
    assert not Resource.objects.filter(source="", **real).exists()
    unshown = Problem.objects.filter(area__is_sample=False, evidence=None) | Problem.objects.filter(
        area__is_sample=False, is_own_judgement=True
    )
    assert not unshown.exists()
    assert not Support.objects.filter(problem__area__is_sample=False).exists()
    assert not Organisation.objects.filter(source="", home_area__is_sample=False).exists()


def test_notes_for_editors_are_in_polish(azory):
    notes = " ".join(Location.objects.values_list("editor_note", flat=True))
    assert "źródło pisze ulicę z błędem" in notes
    assert not re.search(r"\b(source|misspell\w*|probably|the)\b", notes)


def test_sector_is_said_only_where_the_source_says_it(azory):
    sectors = {
        name: Organisation.objects.get(name=name).sector
        for name in ("Przedszkole Samorządowe Nr 118", "Kraina Uśmiechu. Przedszkole niepubliczne", "Apteka Hygieia")
    }
    assert list(sectors.values()) == [Sector.PUBLIC, Sector.UNKNOWN, Sector.UNKNOWN]


def test_prose_of_the_sources_gives_two_clubs_a_garden_and_a_park(azory):
    found = Resource.objects.filter(organisation__home_area__is_sample=False)
    told = {(row.name, row.organisation.name.split(" (")[0], row.state.split(" (")[0]) for row in found}
    assert told == {
        ("Klub Rodzica", "Punkt Aktywności Lokalnej", ""),
        ("Klub Rodzica", "Miejski Ośrodek Pomocy Społecznej w Krakowie", ""),
        ("Ogród społeczny", "Punkt Aktywności Lokalnej", "projektowany"),
        ("Park kieszonkowy", "Zarząd Zieleni Miejskiej", "otwarty"),
    }


def test_club_in_a_flat_is_outside_azory_and_its_flat_is_kept_apart(azory):
    location = Location.objects.get(street_name="Dąbrówki")
    assert location.area.slug == "krakow"
    assert (location.public_address, location.flat_number) == ("Dąbrówki 7", "4")
    assert not location.listings.exists()


def test_only_the_two_estates_have_a_boundary(azory):
    drawn = Boundary.objects.filter(area__is_sample=False).exclude(geometry=None)
    assert {boundary.area.slug for boundary in drawn} == {"azory", "azory-zachod"}


def test_celarowska_became_na_olszy_at_a_time_that_nobody_tells(azory):
    community = Community.objects.get(name="Na Olszy")
    names = [(name.name, name.starts, name.date_note) for name in oldest_first(community.names.all())]
    assert names == [
        ("Celarowska", "2013", "do kiedy, źródło nie podaje"),
        ("Na Olszy", "", "nazwa późniejsza, daty źródło nie podaje"),
    ]


def test_youth_in_public_space_is_a_community_without_any_polygon(azory):
    community = Community.objects.get(name__contains="skuteczny kontakt")
    assert community.kind == CommunityKind.OF_INTEREST
    assert all(extent.geometry is None and extent.area is None for extent in community.extents.all())


def test_demo_loads_in_under_three_seconds(db):
    started = time.process_time()
    demo.load()
    assert time.process_time() - started < 3


def test_demo_accounts_belong_to_an_organisation_of_azory(db):
    demo.load()
    demo.load()
    found = Membership.objects.filter(organisation__home_area__slug="azory")
    assert sorted(found.values_list("user__email", "role")) == [
        ("czlonkini@azory.example", "member"),
        ("redaktor@azory.example", "editor"),
    ]


def test_own_areas_are_not_mixed_with_the_demo_unless_asked(db):
    AreaFactory(name="Nasze", slug="nasze")
    with pytest.raises(CommandError, match="ma już własne osiedla"):
        call_command("demo")
    assert Area.objects.count() == 1
    call_command("demo", force=True, stdout=StringIO())
    assert Area.objects.filter(slug="trzepakowo").exists()


def test_own_area_with_an_address_of_the_demo_is_never_touched(db):
    AreaFactory(name="Nasz Kraków", slug="krakow")
    with pytest.raises(CommandError):
        call_command("demo", force=True)
    assert Area.objects.get().name == "Nasz Kraków"
