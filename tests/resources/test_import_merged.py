"""A file that knows entries as they were before a merge finds what stands now."""

import pytest

from podworko.organisations.actions.merging import merge_organisations, undo_merge
from podworko.organisations.models import Organisation, OrganisationIdentifier
from tests.factories import AreaFactory, LocationFactory, OrganisationFactory
from tests.resources.importing import committed, previewed, verdicts

HEADINGS = "Nazwa;Ulica;Nr domu;Opis;Symbol;REGON\n"
OLD = "Świetlica Pod Dębem;Czerwieńskiego;1;Zajęcia.;R7;126331234\n"


@pytest.fixture
def coordinator(signed_in):
    return signed_in("coordinator")


@pytest.fixture
def pair(estate):
    """Two entries of one club, at the same place written in two ways."""
    kept = OrganisationFactory(home_area=estate.area, name="Klub Sowa", description="Szachy.")
    merged = OrganisationFactory(
        home_area=estate.area, name="Świetlica Pod Dębem", slug="swietlica-pod-debem", description="Zajęcia."
    )
    LocationFactory(organisation=kept, area=estate.area, street_name="Józefa Elsnera", house_number="3")
    LocationFactory(
        organisation=merged, area=estate.area, street_name="Bolesława Czerwieńskiego", house_number="1", reference="R7"
    )
    return kept, merged


def joined(pair, *, is_one_place=True):
    kept, merged = pair
    places = {merged.locations.get().pk: kept.locations.get().pk} if is_one_place else {}
    return merge_organisations(merged=merged, kept=kept, values={}, joined_places=places, by=None)


def outcome(made):
    return made.rows.get().outcome


def test_row_of_what_was_merged_away_is_the_same_as_what_stands(coordinator, pair):
    kept, _merged = pair
    assert verdicts(previewed(coordinator, HEADINGS + OLD.replace("126331234", ""))) == {2: "same"}
    joined(pair)
    made = previewed(coordinator, HEADINGS + OLD.replace("126331234", ""))
    assert verdicts(made) == {2: "same"}
    assert outcome(made)["organisation"] == kept.pk
    assert outcome(made)["place"] == kept.locations.get().pk


def test_row_of_a_place_that_moved_over_is_about_that_place(coordinator, pair):
    kept, merged = pair
    place = merged.locations.get().pk
    joined(pair, is_one_place=False)
    made = previewed(coordinator, HEADINGS + OLD.replace("126331234", ""))
    assert verdicts(made) == {2: "same"}
    assert (outcome(made)["organisation"], outcome(made)["place"]) == (kept.pk, place)


def test_only_what_neither_entry_said_is_a_change(coordinator, pair):
    kept, _merged = pair
    joined(pair)
    made = previewed(coordinator, HEADINGS + OLD.replace("Zajęcia.", "Zajęcia dla dzieci."))
    assert verdicts(made) == {2: "changed"}
    assert [change[0] for change in outcome(made)["changes"]] == ["description", "regon"]
    committed(coordinator, made)
    kept.refresh_from_db()
    assert (kept.name, kept.description) == ("Klub Sowa", "Zajęcia dla dzieci.")
    assert kept.locations.get().street_name == "Józefa Elsnera"
    assert Organisation.objects.filter(name="Świetlica Pod Dębem").count() == 0


def test_number_and_old_page_lead_to_what_stands(coordinator, pair):
    kept, merged = pair
    OrganisationIdentifier.objects.create(organisation=merged, scheme="REGON", value="126331234")
    joined(pair)
    by_number = previewed(coordinator, "Nazwa;REGON\nŚwietlica Dębowa Pod Dębem;126331234\n")
    assert outcome(by_number)["organisation"] == kept.pk
    page = "https://przyklad.example/azory/organisations/swietlica-pod-debem/"
    by_page = previewed(coordinator, f"Nazwa;Strona wpisu\nŚwietlica Pod Dębem;{page}\n")
    assert outcome(by_page)["organisation"] == kept.pk
    # It is certain, but its old name is no news.
    assert verdicts(by_page) == {2: "same"}


def test_reference_of_a_joined_place_leads_to_what_stands(coordinator, pair):
    kept, _merged = pair
    joined(pair)
    made = previewed(coordinator, "Nazwa;Symbol\nŚwietlica „Pod Dębami”;R7\n")
    assert outcome(made)["organisation"] == kept.pk


def test_what_stands_under_the_name_now_comes_first(coordinator, estate, pair):
    joined(pair)
    new = OrganisationFactory(home_area=estate.area, name="Świetlica Pod Dębem", slug="swietlica")
    LocationFactory(organisation=new, area=estate.area, street_name="Bolesława Czerwieńskiego", house_number="1")
    made = previewed(coordinator, "Nazwa;Ulica;Nr domu\nŚwietlica Pod Dębem;Czerwieńskiego;1\n")
    assert outcome(made)["organisation"] == new.pk


def test_merge_that_was_taken_back_leaves_two_entries(coordinator, pair):
    _kept, merged = pair
    undo_merge(joined(pair), by=None)
    made = previewed(coordinator, HEADINGS + OLD.replace("126331234", ""))
    assert verdicts(made) == {2: "same"}
    assert outcome(made)["organisation"] == merged.pk


def test_entry_merged_twice_leads_to_the_last(coordinator, estate, pair):
    kept, _merged = pair
    joined(pair)
    last = OrganisationFactory(home_area=estate.area, name="Dom Kultury")
    place = LocationFactory(organisation=last, area=estate.area, street_name="Wojciecha Weissa", house_number="8")
    merge_organisations(merged=kept, kept=last, values={}, joined_places={kept.locations.get().pk: place.pk}, by=None)
    made = previewed(coordinator, HEADINGS + OLD.replace("126331234", "") + "Klub Sowa;Elsnera;3;;;\n")
    assert {row.outcome["organisation"] for row in made.rows.all()} == {last.pk}
    assert made.rows.get(number=2).outcome["place"] == place.pk
    # Both rows are of that one entry; it has not said „Zajęcia.” twice.
    assert verdicts(made) == {2: "same", 3: "same"}


def test_what_others_merged_into_an_entry_of_the_city_is_not_told(coordinator, estate):
    city = AreaFactory(name="Miasto", slug="miasto")
    estate.area.parent, estate.area.path = city, f"{city.path}{estate.area.pk}/"
    estate.area.save()
    kept = OrganisationFactory(home_area=city, name="Biuro", visibility="public")
    theirs = OrganisationFactory(home_area=city, name="Grupa Wsparcia Cisza", visibility="private", slug="cisza")
    ours = OrganisationFactory(home_area=estate.area, name="Dyżur Radnej", slug="dyzur")
    for merged in (theirs, ours):
        merge_organisations(merged=merged, kept=kept, values={}, joined_places={}, by=None)
    made = previewed(coordinator, "Nazwa\nGrupa Wsparcia Cisza\nDyżur Radnej\n")
    # What came from here is known to stand there.
    assert verdicts(made) == {2: "new", 3: "same"}
    assert made.rows.get(number=3).outcome["organisation"] == kept.pk
