"""After how long something is out of date: set by the coordinator, for the area and those inside it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from podworko.core import versions
from podworko.core.models import AuditEntry
from podworko.needs.actions.review_period import change_review_period
from podworko.needs.models import ReviewPeriod
from podworko.needs.review import months_of
from podworko.places.freshness import area_counter
from podworko.portal import needs_pdfs
from tests.factories import AreaFactory
from tests.portal.pages import words

pytestmark = pytest.mark.django_db
PAGE = "/podworze/problems/limits/"


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def test_coordinator_comes_from_the_list_and_sets_it(keeper, area, make):
    problem = make(reviewed_on=ago(100))
    assert PAGE in keeper.get("/podworze/problems/").text
    assert 'value="12"' in keeper.get(PAGE).text
    assert "nikt nie sprawdzał" not in keeper.get(f"/podworze/problems/{problem.pk}/").text
    assert "Zapisano" in words(keeper.post(PAGE, {"months": "3"}, follow=True))
    assert 'value="3"' in keeper.get(PAGE).text
    assert "nikt nie sprawdzał od 3 miesięcy" in keeper.get(f"/podworze/problems/{problem.pk}/").text


def test_nobody_else_is_led_there(client, area, make):
    make()
    assert PAGE not in client.get("/podworze/problems/").text


def test_an_area_without_its_own_has_that_of_the_nearest_round_it(area):
    assert months_of(area) == 12
    change_review_period(area.parent, months=24, by=None)
    assert months_of(area) == 24
    change_review_period(area, months=2, by=None)
    assert [months_of(each) for each in (area, area.parent, AreaFactory(parent=area))] == [2, 24, 2]
    assert months_of(AreaFactory()) == 12


@pytest.mark.parametrize("wrong", ["0", "61", "", "rok", "9" * 30, "-3"])
def test_what_cannot_be_is_told_and_nothing_changes(keeper, wrong):
    assert "error" in keeper.post(PAGE, {"months": wrong}).text
    assert not ReviewPeriod.objects.exists()


@pytest.mark.parametrize("months", [1, 60])
def test_the_shortest_and_the_longest_are_taken(keeper, area, months):
    keeper.post(PAGE, {"months": str(months)})
    assert months_of(area) == months


def test_two_coordinators_at_once_are_told(keeper, area):
    row = change_review_period(area, months=6, by=None)
    sent = {"months": "3", "version": str(row.version), "shown": json.dumps({"months": "6"})}
    change_review_period(area, months=9, by=None)
    assert "W tym czasie ktoś zmienił" in words(keeper.post(PAGE, sent))
    assert months_of(area) == 9


def test_it_stands_in_the_history_of_the_area(keeper, area, coordinator):
    keeper.post(PAGE, {"months": "6"})
    keeper.post(PAGE, {"months": "9", "version": "1", "shown": json.dumps({"months": "6"})})
    last = AuditEntry.objects.filter(verb="change_review_period").latest("pk")
    assert (last.about, last.before["months"], last.after["months"]) == (f"area:{area.pk}", 6, 9)
    assert last.actor_id == coordinator.pk


def test_pages_of_areas_inside_are_drawn_anew(area):
    inside = AreaFactory(parent=area)
    before = versions.read(area_counter(inside.slug))
    change_review_period(area, months=6, by=None)
    assert versions.read(area_counter(inside.slug)) > before


def test_map_print_and_open_data_say_the_same(client, area, make):
    make(reviewed_on=ago(100))

    def said():
        page = client.get("/podworze/problems/map/").text
        data = needs_pdfs.document(area).data
        given = client.get("/podworze/problems/map.geojson").json()["outOfDate"]
        assert ("nieaktualna" in page) == bool(data["old"]) == given
        assert data["old_text"] in page.replace("\xa0", " ")
        return data["old_text"]

    assert said() == ""
    change_review_period(area, months=3, by=None)
    assert said() == "Od ponad 3 miesięcy nikt tego nie przejrzał."
    change_review_period(area, months=1, by=None)
    assert said() == "Od ponad miesiąca nikt tego nie przejrzał."
    change_review_period(area, months=24, by=None)
    assert said() == ""
