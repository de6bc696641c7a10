from datetime import date

import pytest

from podworko.places.models import Area, Community
from podworko.places.queries import what_covered
from podworko.places.validity import Coverage
from tests.factories import (
    AreaFactory,
    BoundaryFactory,
    CommunityExtentFactory,
    CommunityFactory,
    CommunityNameFactory,
    StreetFactory,
)


def names(findings):
    return [" / ".join(finding.names) for finding in findings]


@pytest.fixture
def krakow(loaded_demo):
    return Area.objects.get(slug="krakow")


@pytest.mark.parametrize("asked", ["ul. Sołtysowska", "ul. Sołtysowskiej", "Soltysowska", "soltysowskiej 3"])
def test_no_programme_covered_soltysowska_in_2011(krakow, asked):
    answer = what_covered(krakow, asked, date(2011, 6, 1))
    assert (answer.certain, answer.uncertain) == ([], [])
    assert names(answer.at_another_time) == ["Sikorki"]


@pytest.mark.parametrize("asked", ["ul. Sołtysowska", "ul. Sołtysowskiej", "Soltysowska", "soltysowskiej 3"])
def test_sikorki_may_have_covered_soltysowska_in_2016_and_says_why(krakow, asked):
    answer = what_covered(krakow, asked, date(2016, 6, 1))
    assert answer.street == "Sołtysowska"
    assert names(answer.uncertain) == ["Sikorki"]
    reason = answer.uncertain[0].reason
    assert "dokładnej daty źródło nie podaje" in reason.date_note
    assert reason.starts == "2013~"
    assert "MOPS" in reason.source
    assert answer.certain == []


def test_programmes_whose_reach_no_source_tells_are_not_guessed(krakow):
    answer = what_covered(krakow, "Sołtysowska", date(2011, 6, 1))
    assert "Grzegórzki" in [community.name for community in answer.untold]
    assert "Ugorek" not in [community.name for community in answer.untold]


def test_street_that_nobody_names_is_told_so(krakow):
    answer = what_covered(krakow, "ul. Wiślna 3", date(2016, 6, 1))
    assert (answer.street, answer.likeness) == ("Wiślna", None)


def test_street_of_azory_lies_in_azory_since_nobody_knows_when(krakow):
    answer = what_covered(krakow, "Jaremy 1", date(2016, 6, 1))
    (finding,) = answer.areas
    assert (finding.names, finding.coverage) == (("osiedle Azory",), Coverage.UNCERTAIN)


def test_renamed_community_is_called_as_on_that_day(db):
    city = AreaFactory()
    community = CommunityFactory(name="Na Olszy", areas=[city])
    CommunityNameFactory(community=community, name="Celarowska", starts="2013", ends="2014-12-31")
    CommunityNameFactory(community=community, name="Na Olszy", starts="2015-01-01", ends="..")
    CommunityExtentFactory(community=community, street_names=["Celarowska"], starts="2013", ends="..")
    assert names(what_covered(city, "Celarowska", date(2014, 6, 1)).certain) == ["Celarowska"]
    assert names(what_covered(city, "Celarowska", date(2016, 6, 1)).certain) == ["Na Olszy"]
    assert names(what_covered(city, "Celarowska", date(2013, 6, 1)).uncertain) == ["Celarowska"]
    assert names(what_covered(city, "Celarowska", date(2012, 6, 1)).at_another_time) == ["Na Olszy"]


def test_both_names_are_told_where_nobody_knows_when_it_changed(krakow):
    community = Community.objects.get(slug="pal-na-olszy")
    CommunityExtentFactory(community=community, street_names=["Celarowska"], starts="2013", ends="..")
    answer = what_covered(krakow, "Celarowska", date(2016, 6, 1))
    assert names(answer.certain) == ["Celarowska / Na Olszy"]


def test_extent_of_a_whole_area_covers_its_streets(db):
    city = AreaFactory()
    estate, other = AreaFactory(parent=city), AreaFactory(parent=city)
    StreetFactory(area=estate, name="Niska")
    StreetFactory(area=other, name="Wysoka")
    community = CommunityFactory(areas=[city])
    CommunityExtentFactory(community=community, area=estate, starts="2010", ends="..")
    assert names(what_covered(city, "Niska", date(2016, 6, 1)).certain) == [community.name]
    assert what_covered(city, "Wysoka", date(2016, 6, 1)).certain == []


def test_surest_of_several_extents_counts(db):
    city = AreaFactory()
    community = CommunityFactory(areas=[city])
    CommunityExtentFactory(community=community, street_names=["Niska"], starts="2013~")
    CommunityExtentFactory(community=community, street_names=["Niska"], starts="2015", ends="..")
    assert names(what_covered(city, "Niska", date(2016, 6, 1)).certain) == [community.name]


def test_boundary_of_listed_streets_says_since_when_a_street_belongs(db):
    estate = AreaFactory()
    street = StreetFactory(area=estate, name="Niska")
    boundary = BoundaryFactory(area=estate, geometry=None, description="trzy ulice", starts="1970", ends="..")
    boundary.streets.add(street)
    (finding,) = what_covered(estate, "Niska", date(2016, 6, 1)).areas
    assert finding.coverage is Coverage.YES
    assert what_covered(estate, "Niska", date(1960, 6, 1)).areas == []


def test_streets_that_fit_alike_are_all_offered(db):
    estate = AreaFactory()
    StreetFactory(area=estate, name="Józefa Elsnera")
    StreetFactory(area=estate, name="Józefa Mehoffera")
    answer = what_covered(estate, "Józefa", date(2016, 6, 1))
    assert {answer.street, *answer.also_meant} == {"Józefa Elsnera", "Józefa Mehoffera"}


def test_number_of_queries_does_not_grow_with_communities(db, django_assert_num_queries):
    city = AreaFactory()
    CommunityExtentFactory(community=CommunityFactory(areas=[city]), street_names=["Niska"])
    with django_assert_num_queries(4):
        what_covered(city, "Niska", date(2016, 6, 1))
    for _ in range(3):
        CommunityExtentFactory(community=CommunityFactory(areas=[city]), street_names=["Niska"])
    with django_assert_num_queries(4):
        what_covered(city, "Niska", date(2016, 6, 1))
