"""What a change of thousands of rows puts off for the search, and who does it in the end."""

import pytest
from django.db import DatabaseError

from podworko.core.jobs.worker import run_all_due
from podworko.core.search import index, later
from podworko.core.search.models import SearchDebt, SearchDocument, SearchWord
from podworko.core.search.query import Scope, search
from podworko.core.visibility import Visibility
from podworko.organisations.models import Organisation
from tests.factories import LocationFactory, OrganisationFactory

LABEL = "organisations.organisation"


@pytest.fixture
def clubs(db):
    return [
        OrganisationFactory(name=f"Klub {name}", slug=name.lower(), visibility=Visibility.PUBLIC)
        for name in ("Sowa", "Kruk", "Czapla")
    ]


def titles(question):
    return [hit.title for hit in search(question, Scope()).hits]


def ids(rows):
    return [row.pk for row in rows]


def test_what_is_put_off_is_found_once_the_search_has_caught_up(clubs):
    later.put_off(LABEL, ids(clubs), wave="import:1")
    assert titles("klub") == []
    assert later.percent_done("import:1") == 0
    assert later.catch_up() == 3
    assert sorted(titles("klub")) == ["Klub Czapla", "Klub Kruk", "Klub Sowa"]
    assert later.percent_done("import:1") is None


def test_percent_rises_with_each_small_transaction(clubs, monkeypatch):
    monkeypatch.setattr(later, "AT_ONCE", 1)
    later.put_off(LABEL, ids(clubs), wave="import:1")
    told = []
    later.catch_up(tell=lambda count: told.append((count, later.percent_done("import:1"))))
    assert told == [(1, 34), (1, 67), (1, None)]


def test_job_finishes_what_somebody_began_and_was_killed_over(clubs, monkeypatch):
    monkeypatch.setattr(later, "AT_ONCE", 1)
    later.put_off(LABEL, ids(clubs), wave="import:1")

    class KilledError(Exception):
        pass

    def be_killed(_count):
        raise KilledError

    with pytest.raises(KilledError):
        later.catch_up(tell=be_killed)
    assert len(titles("klub")) == 1
    run_all_due()
    assert len(titles("klub")) == 3
    assert not SearchDebt.objects.exists()


def test_row_that_is_gone_is_found_no_more_at_once_and_no_word_of_it(clubs):
    index.refresh(*clubs)
    owl, crow, _heron = clubs
    keys = ids(clubs)
    owl.delete()
    later.put_off(LABEL, keys, wave="import:1")
    assert titles("sowa") == []
    assert not SearchWord.objects.filter(word="sowa").exists()
    # What goes on to exist is found as it was.
    assert titles("kruk") == [crow.name]
    assert set(SearchDebt.objects.values_list("source_id", flat=True)) == set(keys[1:])


def test_place_that_is_gone_leaves_the_answers_though_its_organisation_stays(clubs):
    place = LocationFactory(organisation=clubs[0], name="Dziupla", visibility=Visibility.PUBLIC)
    index.refresh(clubs[0])
    assert titles("dziupla") == ["Dziupla"]
    place.delete()
    later.put_off(LABEL, [clubs[0].pk])
    assert titles("dziupla") == []
    assert titles("sowa") == ["Klub Sowa"]


def test_row_that_goes_while_it_waits_leaves_nothing(clubs):
    later.put_off(LABEL, ids(clubs), wave="import:1")
    Organisation.objects.all().delete()
    later.catch_up()
    assert not SearchDocument.objects.filter(source=LABEL).exists()


def test_one_wave_leaves_the_others_to_their_own(clubs):
    later.put_off(LABEL, ids(clubs[:1]), wave="import:1")
    later.put_off(LABEL, ids(clubs[1:]), wave="import:2")
    assert later.catch_up("import:1") == 1
    assert later.percent_done("import:2") == 0


def test_database_that_is_taken_leaves_it_to_the_job(clubs, monkeypatch):
    def refuse(_label, _ids):
        raise DatabaseError("database is locked")

    later.put_off(LABEL, ids(clubs), wave="import:1")
    with monkeypatch.context() as patched:
        patched.setattr(index, "refresh_many", refuse)
        later.catch_up_if_it_can("import:1")
    assert titles("klub") == []
    run_all_due()
    assert len(titles("klub")) == 3


def test_nightly_job_takes_up_what_was_given_up(clubs):
    from podworko.core.schedule import tidy_search

    later.put_off(LABEL, ids(clubs))
    tidy_search.call()
    assert len(titles("klub")) == 3
