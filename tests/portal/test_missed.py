"""Words of the search that found nothing are counted, of nobody, and nobody waits for it."""

import pytest
from django.core import signals
from django.db import OperationalError
from django.utils import timezone

from podworko.core.search import index, lemmas
from podworko.needs.actions import sought
from podworko.needs.models import Sought, SoughtDay
from podworko.portal import missed


@pytest.fixture(autouse=True)
def nothing_counted(monkeypatch):
    monkeypatch.setattr(lemmas, "are_open", lambda: True)
    missed.forget()
    yield
    missed.forget()


@pytest.fixture
def address(area, make_entry):
    make_entry("Apteka")
    index.rebuild()
    return f"/{area.slug}/search/"


def test_words_that_found_nothing_are_counted_once_a_day(client, address, area):
    for _ in range(3):
        client.get(address, {"q": "Dentysta?"})
    one = SoughtDay.objects.get()
    assert (one.sought.area, one.sought.words, one.count, one.day) == (area, "dentysta", 1, timezone.localdate())


def test_what_is_kept_for_all_is_counted_again_on_the_next_day(client, address, time_machine):
    time_machine.move_to("2026-11-03T12:00:00Z")
    client.get(address, {"q": "dentysta"})
    time_machine.move_to("2026-11-04T12:00:00Z")
    client.get(address, {"q": "dentysta"})
    assert SoughtDay.objects.count() == 2
    assert Sought.objects.readable().count() == 1


@pytest.mark.parametrize(
    "asked", [{"q": "apteka"}, {"q": ""}, {"q": "dentysta", "kind": "event"}, {"q": "dentysta", "page": "2"}]
)
def test_what_was_found_or_asked_of_a_part_is_not_counted(client, address, asked):
    client.get(address, asked)
    assert not Sought.objects.exists()


def test_until_the_dictionary_is_there_nothing_is_counted(client, address, monkeypatch):
    monkeypatch.setattr(lemmas, "are_open", lambda: False)
    client.get(address, {"q": "dentysta"})
    assert not Sought.objects.exists()


def test_database_that_cannot_write_does_not_break_the_page(client, address, monkeypatch):
    def refuse(**_given):
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(sought, "count_search", refuse)
    assert client.get(address, {"q": "dentysta"}).status_code == 200


def test_page_is_answered_before_anything_is_written(rf, address, area, monkeypatch):
    from django.contrib.auth.models import AnonymousUser

    from podworko.portal.views.search import search

    # The connection of the test stays open.
    monkeypatch.setattr(signals.request_finished, "send", lambda **_given: None)
    request = rf.get(address, {"q": "dentysta"})
    request.user = AnonymousUser()
    response = search(request, area_slug=area.slug)
    assert not Sought.objects.exists()
    response.close()
    assert Sought.objects.count() == 1
