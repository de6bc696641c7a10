import pytest
from django.db import connection

from podworko.core import reading
from podworko.core.search import fulltext, index, query
from podworko.core.search.models import SearchDocument, SearchWord
from podworko.core.search.query import Scope
from podworko.core.visibility import Visibility
from podworko.organisations.models import Organisation
from tests.factories import LocationFactory, OrganisationFactory


def found(model):
    return list(SearchDocument.objects.filter(model=model).values_list("title", "address"))


@pytest.fixture
def organisation(db):
    return OrganisationFactory(name="Klub Szachowy", visibility=Visibility.PUBLIC)


def test_refreshing_an_organisation_makes_its_document(organisation):
    index.refresh(organisation)
    assert found("organisations.organisation") == [("Klub Szachowy", "")]


def test_refreshing_a_place_makes_the_document_of_its_organisation_anew(organisation):
    place = LocationFactory(
        organisation=organisation, street_name="Niska", house_number="2", visibility=Visibility.PUBLIC
    )
    index.refresh(place)
    assert found("organisations.organisation") == [("Klub Szachowy", "Niska 2")]
    place.delete()
    index.refresh(place)
    assert found("organisations.organisation") == [("Klub Szachowy", "")]


def test_documents_of_a_deleted_organisation_go_with_its_words(organisation):
    index.refresh(organisation)
    assert SearchWord.objects.filter(word="szachowy").exists()
    pk = organisation.pk
    organisation.delete()
    index.refresh_many("organisations.organisation", [pk])
    assert found("organisations.organisation") == []
    assert not SearchWord.objects.filter(word="szachowy").exists()


def test_documents_that_begin_alike_keep_places_of_their_own(db):
    rows = [OrganisationFactory(name="Klub", slug=f"klub-{number}") for number in range(30)]
    index.refresh(*rows)
    index.refresh(*Organisation.objects.all())
    assert len(found("organisations.organisation")) == 30


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL tidies its index by itself")
@pytest.mark.django_db(transaction=True)
def test_pieces_of_the_index_are_merged_overnight():
    def pieces():
        return reading.fetch("SELECT count(DISTINCT segid) FROM core_search_fts_idx", [])[0][0]

    for number in range(3):
        organisation = OrganisationFactory(name=f"Apteka {number}", visibility=Visibility.PUBLIC)
        index.refresh(organisation)
    found = [hit.title for hit in query.search("apteka", Scope()).hits]
    assert pieces() > 1
    assert fulltext.tidy_in_steps() > 0
    assert pieces() == 1
    assert [hit.title for hit in query.search("apteka", Scope()).hits] == found
    assert fulltext.tidy_in_steps() == 0
