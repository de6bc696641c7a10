"""The grid, and that nobody reads how their own organisation was placed: nowhere, not by counting either."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from podworko.core.visibility import Visibility
from podworko.organisations.actions import organisation as organisations
from podworko.organisations.actions import stakeholders
from podworko.organisations.models import Assessment, Membership
from podworko.organisations.reach import reach_of
from tests.factories import OrganisationFactory

URL = "/azory/stakeholders/"
SECRET = "tajnakruszynka"


def read(client, url=URL):
    response = client.get(url)
    assert response.status_code == 200, url
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8-sig")


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def everything(client, *organisations_):
    """All that a signed-in person can open about the grid, the network and two organisations."""
    pages = [URL, f"{URL}?then=2026-01-01", f"{URL}table/", f"{URL}grid.csv", f"{URL}grid.svg", f"{URL}axes/"]
    pages += ["/azory/network/", "/azory/network/matrix/", "/azory/network/who/", "/azory/network/catalogue/"]
    pages += ["/azory/network/network.csv", "/azory/network/actors.csv", "/azory/network/links/", "/azory/desk/"]
    pages += ["/azory/organisations/deleted/", f"/azory/search/?q={SECRET[:-1]}", "/azory/settings/changes/"]
    for row in organisations_:
        pages += [f"/azory/organisations/{row.slug}/{part}" for part in ("", "keep/", "history/")]
    return {url: read(client, url) for url in pages}


def test_grid_names_assessor_and_date_of_every_placement(keeper, placed, club, library):
    placed(club, 5, 2, stance="support", day=date(2026, 5, 4))
    placed(library, 1, 3, assessor="Kora", day=date(2026, 6, 1))
    page = read(keeper)
    assert page.count("warsztat 4 maja") >= 1
    assert "04.05.2026" in page
    assert "01.06.2026" in page
    assert "wspiera" in page
    assert "jeszcze nie pytano" in page
    assert "2 / 2" in page


def test_empty_grid_says_so_and_lists_who_is_to_be_placed(keeper, club):
    page = read(keeper)
    assert "Siatka jest pusta" in page
    assert club.name in page
    assert "0 / 1" in page


def test_latest_placement_stands_and_the_earlier_one_is_compared(keeper, placed, club):
    placed(club, 1, 1, day=date(2025, 5, 4))
    placed(club, 4, 5, day=date(2026, 5, 4))
    page = read(keeper, f"{URL}?then=2025-12-31")
    assert "przesunięta" in page
    assert "1 / 1" in page
    assert read(keeper, f"{URL}?day=2025-06-01").count("04.05.2025") >= 1
    assert "Siatka jest pusta" in read(keeper, f"{URL}?day=2024-06-01")


@pytest.mark.parametrize("query", ["?day=nic", "?then=2026-02-31", "?day=9999-99-99", "?assessor=%00", "?day="])
def test_address_that_means_nothing_shows_the_grid(keeper, placed, club, query):
    placed(club, 2, 2)
    assert club.name in read(keeper, URL + query)


def test_grid_can_be_narrowed_to_one_assessor(keeper, placed, club):
    placed(club, 1, 1, assessor="Kora", day=date(2026, 1, 4))
    placed(club, 5, 5, assessor="warsztat", day=date(2026, 5, 4))
    page = read(keeper, f"{URL}?assessor=Kora")
    assert "04.01.2026" in page
    assert "04.05.2026" not in page


def test_member_and_editor_find_no_grid_at_all(client, placed, club, member, editor):
    row = placed(club, 2, 4)
    for user in (member, editor):
        for url in (URL, f"{URL}{club.pk}/", f"{URL}table/", f"{URL}axes/", f"{URL}grid.csv", f"{URL}grid.pdf"):
            assert browser(user).get(url).status_code == 404
        assert browser(user).post(f"{URL}placed/{row.pk}/withdraw/").status_code == 404
    assert client.get(URL).status_code == 302


def test_coordinator_reads_nothing_of_their_own_organisation_and_another_one_does(placed, club, library, insider):
    placement = placed(club, 5, 1, stance="resistance", note=SECRET, assessor=f"{SECRET} druga")
    placed(library, 3, 3)
    for url, page in everything(browser(insider), club, library).items():
        assert SECRET not in page, url
    own = read(browser(insider))
    assert "Klub" not in own
    assert "Biblioteka" in own
    assert browser(insider).get(f"{URL}{club.pk}/").status_code == 404
    other = read(browser(placement.entered_by))
    assert "Klub" in other
    assert SECRET in other


def test_pages_of_an_insider_are_the_same_whether_their_organisation_was_placed_or_not(placed, club, library, insider):
    """Nothing can be subtracted: no count, no number, no gap betrays it."""
    placed(library, 3, 3)
    before = {url: without_tokens(page) for url, page in everything(browser(insider), club, library).items()}
    placed(club, 5, 5, stance="support", note=SECRET, assessor="ktoś nowy", day=date(2026, 2, 2))
    after = {url: without_tokens(page) for url, page in everything(browser(insider), club, library).items()}
    assert [url for url in before if before[url] != after[url]] == []
    assert "1 / 1" in before[URL]


def test_history_of_a_deleted_organisation_counts_no_placement(placed, club, insider, coordinator):
    placed(club, 5, 5)
    placed(club, 4, 5)
    organisations.delete_organisation(club, by=coordinator)
    gone = read(browser(insider), "/azory/organisations/deleted/")
    assert "Klub" in gone
    organisations_back = browser(insider).get("/azory/organisations/deleted/").content.decode()
    assert "Zapisów: 3" not in organisations_back


def test_editor_reads_nothing_of_it_in_the_history_of_their_entry(placed, club, editor):
    placed(club, 5, 5, note=SECRET, assessor="tajny oceniający")
    page = read(browser(editor), f"/azory/organisations/{club.slug}/history/")
    assert SECRET not in page
    assert "ocen" not in page.lower()


def test_who_joins_later_loses_sight_of_what_they_wrote_themselves(placed, club, coordinator):
    placed(club, 5, 5, note=SECRET)
    assert club.name in read(browser(coordinator))
    Membership.objects.create(user=coordinator, organisation=club)
    assert club.name not in read(browser(coordinator))
    assert not Assessment.objects.visible_to(reach_of(type(coordinator).objects.get(pk=coordinator.pk))).exists()


def test_hidden_organisation_is_not_on_the_grid_of_who_may_not_see_it(placed, azory, coordinator):
    hidden = OrganisationFactory(name="Ukryta", home_area=azory, visibility=Visibility.PRIVATE)
    placed(hidden, 2, 2)
    assert "Ukryta" not in read(browser(coordinator))


def test_placements_on_another_scale_are_drawn_where_they_lie(keeper, placed, azory, club):
    placed(club, 5, 1)
    stakeholders.set_axes(azory, values={"scale": 3}, is_same_question=True, by=None)
    row = read(keeper).split("To samo w tabeli")[1]
    assert 'data-said="wpływ:">3</td>' in row
    assert 'data-said="zainteresowanie:">1</td>' in row


@pytest.mark.parametrize("axes", [{"vertical": "znaczenie", "horizontal": "chęci"}])
def test_other_axes_begin_anew_and_keep_what_was_placed_in_the_history(keeper, placed, azory, club, axes):
    placed(club, 5, 1)
    stakeholders.set_axes(azory, values=axes, is_same_question=False, by=None)
    page = read(keeper)
    assert "Siatka jest pusta" in page
    assert "Są też oceny na innych osiach" in page
    assert "wpływ: 5/5" in read(keeper, f"{URL}{club.pk}/")


def test_grid_asks_the_database_as_often_for_three_as_for_one(keeper, placed, azory, club):
    placed(club, 1, 1)
    keeper.get(URL)
    with CaptureQueriesContext(connection) as one:
        keeper.get(URL)
    for number in range(2):
        placed(OrganisationFactory(home_area=azory, visibility=Visibility.PUBLIC), 2, number + 1)
    with CaptureQueriesContext(connection) as three:
        keeper.get(URL)
    assert len(three) == len(one)


def without_tokens(page):
    """What a page says, without what is new in every answer."""

    return re.sub(
        r'name="(csrfmiddlewaretoken|token)" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|nonce="[^"]*"', "", page
    )
