import pytest

from podworko.organisations.actions.location import change_location
from podworko.organisations.models import Location
from podworko.resources.models import IgnoredProblem


@pytest.fixture
def place(make_entry):
    return make_entry("Szkoła", flat_number="5")


def url_of(place, kind="flat_number"):
    return f"/podworze/quality/l{place.pk}/{kind}/ignore/"


def test_reason_is_remembered_with_who_and_when(keeper, place):
    assert "numer mieszkania w adresie" in keeper.get(url_of(place)).text
    keeper.post(url_of(place), {"reason": "To lokal użytkowy."})
    assert f"/l{place.pk}/flat_number/" not in keeper.get("/podworze/quality/").text
    left = keeper.get("/podworze/quality/?ignored=1").text.replace("\xa0", " ")
    assert "To lokal użytkowy." in left
    assert "Koordynatorka" in left


def test_it_comes_back_when_what_it_is_about_changes(keeper, place):
    keeper.post(url_of(place), {"reason": "To lokal użytkowy."})
    change_location(Location.objects.get(pk=place.pk), values={"flat_number": "6"}, by=None)
    assert f"/l{place.pk}/flat_number/" in keeper.get("/podworze/quality/").text


def test_a_reason_must_be_given(keeper, place):
    response = keeper.post(url_of(place), {"reason": "  "})
    assert response.status_code == 200
    assert not IgnoredProblem.objects.exists()


def test_sent_twice_it_is_remembered_once(keeper, place):
    for reason in ("Bo tak.", "Bo inaczej."):
        keeper.post(url_of(place), {"reason": reason})
    assert IgnoredProblem.objects.get().reason == "Bo inaczej."


def test_a_problem_that_is_gone_leads_back(keeper, place):
    assert keeper.get(url_of(place, "garbled_address")).status_code == 302


def test_nobody_else_decides(place, is_closed_to_others):
    assert is_closed_to_others(url_of(place))
