import re
from uuid import uuid4

from django.test import Client

from podworko.organisations.models import Assessment

URL = "/azory/stakeholders/table/"


def start(client):
    """What the page would send back unchanged."""
    page = client.get(URL).text
    found = dict(re.findall(r'name="(w\d+)"(?: value="([^"]*)")?', page))
    for name, options in re.findall(r'<select name="([vhs]\d+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found | {"assessor": "Kora", "assessed_on": "2026-10-01", "token": str(uuid4())}


def test_two_choices_a_row_place_several_and_leave_the_others(keeper, club, library):
    data = start(keeper) | {f"v{club.pk}": "5", f"h{club.pk}": "1"}
    response = keeper.post(URL, data, follow=True)
    assert "Zapisano oceny: 1" in response.text
    row = Assessment.objects.get()
    assert (row.organisation, row.vertical, row.horizontal, row.assessor) == (club, 5, 1, "Kora")


def test_row_that_stays_as_it_was_says_nothing_anew(keeper, placed, club, library):
    placed(club, 3, 3, stance="support")
    data = start(keeper) | {f"v{library.pk}": "2", f"h{library.pk}": "2"}
    keeper.post(URL, data)
    assert Assessment.objects.filter(organisation=club).count() == 1
    assert Assessment.objects.filter(organisation=library).count() == 1


def test_half_a_placement_is_refused_and_the_rest_stays_typed(keeper, club, library):
    data = start(keeper) | {f"v{club.pk}": "5", f"v{library.pk}": "2", f"h{library.pk}": "4"}
    response = keeper.post(URL, data)
    assert "Wybierz oba stopnie albo żadnego" in response.text
    assert not Assessment.objects.exists()
    assert start_value(response.text, f"h{library.pk}") == "4"


def start_value(page, name):
    select = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)[0]
    return re.search(r'value="([^"]*)" selected', select)[1]


def test_nothing_changed_is_said(keeper, club):
    assert "Nic nie zmieniono" in keeper.post(URL, start(keeper)).text


def test_double_click_places_once(keeper, club):
    data = start(keeper) | {f"v{club.pk}": "5", f"h{club.pk}": "1"}
    for _click in range(2):
        response = keeper.post(URL, data, follow=True)
    assert Assessment.objects.count() == 1
    assert "W tym czasie" not in response.text


def test_two_coordinators_at_once_both_are_kept_and_it_is_said(keeper, placed, club, azory, stranger):
    data = start(keeper) | {f"v{club.pk}": "5", f"h{club.pk}": "1"}
    placed(club, 2, 2, by=stranger)
    response = keeper.post(URL, data, follow=True)
    assert "W tym czasie ktoś ocenił też: Klub" in response.text
    assert Assessment.objects.count() == 2


def test_table_of_an_insider_lacks_their_own(insider, club, library):
    client = Client()
    client.force_login(insider)
    page = client.get(URL).text
    assert "Biblioteka" in page
    assert "Klub" not in page
    data = {f"v{club.pk}": "5", f"h{club.pk}": "1", "assessor": "ja", "assessed_on": "2026-10-01"}
    client.post(URL, data)
    assert not Assessment.objects.exists()
