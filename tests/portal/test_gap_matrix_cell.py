import re
from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine

from podworko.core.visibility import Visibility
from tests.factories import AreaRoleFactory, MembershipFactory
from tests.portal.calendar_events import cancel, hold, hold_many
from tests.portal.pages import text_of, titles, words

POLISH = {"accept-language": "pl"}
DECEMBER = "from=2026-12-01&to=2026-12-28"
ADDRESS = f"/podworze/calendar/matrix/cell/?{DECEMBER}"


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False):
        yield


def test_every_cell_of_the_table_opens_to_as_many_as_it_says(client, area):
    hold(area, "Gimnastyka", "2026-12-07", "10:00", audiences=["seniors"], rule="FREQ=WEEKLY;COUNT=3")
    hold(area, "Piknik", "2026-12-12", "14:00", audiences=["seniors", "families"])
    hold(area, "Zebranie", "2026-12-12", "14:00", audiences=[])
    cancel(area, "Śpiew", "2026-12-11", audiences=["seniors"])
    text = client.get(f"/podworze/calendar/matrix/?{DECEMBER}", headers=POLISH).text
    found = re.findall(r'<a class="gap-cell[^"]*" href="(.*?)" rel="nofollow">(.*?)</a>', text)
    assert len(found) == 15 * 8
    opened = 0
    for address, markup in found:
        said = text_of(markup)
        times = re.search(r"terminów: (\d+) wyd", said)
        if times or "seniorzy" in said:
            listed = titles(client.get(unescape(address), headers=POLISH))
            assert len(listed) == int(times[1] if times else 0), said
            opened += 1
    assert opened > 10


def test_cell_lists_its_events_and_nothing_else(client, area):
    hold(area, "Szachy", "2026-12-08", "16:00", audiences=["seniors"])
    hold(area, "Kino", "2026-12-08", "16:00", audiences=["families"])
    response = client.get(f"{ADDRESS}&row=seniors&column=week-afternoon", headers=POLISH)
    assert titles(response) == ["Szachy"]
    assert "Seniorzy, pn.–pt. po południu" in words(response)
    assert "terminów: 1, wydarzeń: 1" in words(response)


def test_long_list_has_pages(client, area):
    hold_many(area, [(f"Zebranie {number}", "2026-12-08", "16:00") for number in range(60)])
    first = client.get(f"{ADDRESS}&row=&column=week-afternoon", headers=POLISH)
    second = client.get(f"{ADDRESS}&row=&column=week-afternoon&page=2", headers=POLISH)
    assert (len(titles(first)), len(titles(second))) == (50, 10)


def test_empty_cell_leads_on(client, area):
    address = f"{ADDRESS}&row=seniors&column=weekend-morning"
    assert "Zaproponuj wydarzenie" in words(client.get(address, headers=POLISH))
    client.force_login(AreaRoleFactory(area=area).user)
    text = client.get(address, headers=POLISH).text
    assert (
        "/podworze/calendar/free/?from=2026-12-01&amp;to=2026-12-28&amp;for=seniors&amp;weekday=5&amp;weekday=6"
        "&amp;part=morning" in text
    )


def test_nobody_opens_what_they_may_not_see(client, area):
    member = MembershipFactory(organisation__home_area=area)
    hold(area, "Narada", "2026-12-08", visibility=Visibility.ORGANISATION, organisation_id=member.organisation_id)
    assert "Narada" not in client.get(ADDRESS, headers=POLISH).text


@pytest.mark.parametrize("query", ["row=nic&column=nic", "row=%00&column=x", "page=abc"])
def test_address_that_means_nothing_is_no_error(client, area, query):
    assert client.get(f"{ADDRESS}&{query}", headers=POLISH).status_code == 200
