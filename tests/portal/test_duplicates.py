from django.test import Client

from podworko.core.visibility import Visibility
from podworko.organisations.actions.merging import merge_organisations
from podworko.organisations.actions.organisation import add_organisation
from podworko.organisations.actions.pair import look_for_duplicates
from podworko.organisations.choices import PairAnswer
from podworko.organisations.duplicate_jobs import find_duplicates
from podworko.organisations.models import Organisation, Pair
from tests.factories import AreaRoleFactory, ContactFactory, ContactFieldFactory, OrganisationFactory
from tests.portal.pairs import make_pair


def test_pairs_stand_with_their_reasons_the_strongest_first(keeper, area):
    make_pair(area, name="Klub Żagle", other="Żagle")
    weak = make_pair(area, name="Fundacja Wiatr", other="Wiatr")
    Pair.objects.filter(pk=weak.pk).update(strength=55, reasons=["alike"])
    text = keeper.get("/podworze/duplicates/").text
    assert text.index("Klub Żagle") < text.index("Fundacja Wiatr")
    assert "ten sam adres" in text
    assert "bardzo prawdopodobne" in text
    assert "możliwe" in text
    assert "Długa 3" in text


def test_nothing_to_compare_says_so(keeper):
    assert "Żadne dwa wpisy nie wyglądają na to samo" in keeper.get("/podworze/duplicates/").text.replace("\xa0", " ")


def test_page_is_for_who_coordinates_the_area(area, people):
    assert {name: client.get("/podworze/duplicates/").status_code for name, client in people.items()} == {
        "elsewhere": 404,
        "member": 404,
        "passer_by": 302,
    }


def test_what_is_private_is_neither_compared_nor_told(keeper, area):
    for name in ("Grupa Cisza", "Cisza"):
        OrganisationFactory(home_area=area, name=name, visibility=Visibility.PRIVATE)
    one = OrganisationFactory(home_area=area, name="Klub Szum", visibility=Visibility.PUBLIC)
    other = OrganisationFactory(home_area=area, name="Sklep Fala", visibility=Visibility.PUBLIC)
    for organisation in (one, other):
        contact = ContactFactory(organisation=organisation)
        ContactFieldFactory(contact=contact, value="+48 500 100 200", visibility=Visibility.PRIVATE)
    assert look_for_duplicates(area, by=None) == 0
    assert "Cisza" not in keeper.get("/podworze/duplicates/").text


def test_a_new_entry_brings_its_pair_to_the_desk(keeper, area):
    add_organisation(area=area, values={"name": "Szkoła Podstawowa nr 119", "visibility": "public"}, by=None)
    add_organisation(area=area, values={"name": "SP 119", "visibility": "public"}, by=None)
    find_duplicates.call(area.pk)
    pair = Pair.objects.get()
    text = keeper.get("/podworze/desk/").text
    assert "Może to samo" in text
    assert f"{'Pary wpisów do porównania:'} 1" in text
    assert pair.reasons == ["name"]


def test_looking_again_keeps_what_was_said_and_forgets_what_is_no_more(area):
    different, gone = make_pair(area, name="Klub Żagle", other="Żagle"), make_pair(area)
    Pair.objects.filter(pk=different.pk).update(answer=PairAnswer.DIFFERENT)
    Organisation.objects.filter(pk=gone.second_id).update(name="Biblioteka")
    look_for_duplicates(area, by=None)
    look_for_duplicates(area, by=None)
    assert list(Pair.objects.values_list("pk", "answer")) == [(different.pk, PairAnswer.DIFFERENT)]


def test_what_was_merged_can_be_found_and_taken_back(keeper, area):
    pair = make_pair(area)
    merge = merge_organisations(merged=pair.second, kept=pair.first, values={}, joined_places={}, by=None)
    text = keeper.get("/podworze/duplicates/?state=merged").text
    assert f"/podworze/merges/{merge.pk}/undo/" in text


def test_one_pair_and_three_take_the_same_queries(keeper, area, django_assert_num_queries):
    make_pair(area, name="Klub Żagle", other="Żagle")
    keeper.get("/podworze/duplicates/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        keeper.get("/podworze/duplicates/")
    for name in ("Wiatr", "Fala"):
        make_pair(area, name=f"Klub {name}", other=name)
    with django_assert_num_queries(len(one)):
        keeper.get("/podworze/duplicates/")


def test_coordinator_of_a_district_sees_the_pairs_of_its_estates(area):
    make_pair(area)
    client = Client()
    client.force_login(AreaRoleFactory(area=area.parent).user)
    assert "Słoneczna" in client.get("/dzielnica/duplicates/").text
