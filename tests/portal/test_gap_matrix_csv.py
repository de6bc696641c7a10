import csv
import io
from datetime import UTC, datetime

import pytest
import time_machine

from podworko.core.visibility import Visibility
from tests.factories import MembershipFactory
from tests.portal.calendar_events import hold

ADDRESS = "/podworze/calendar/matrix.csv?from=2026-12-01&to=2026-12-28"
POLISH = {"accept-language": "pl"}


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False):
        yield


def rows(client, address=ADDRESS):
    response = client.get(address, headers=POLISH)
    assert response.status_code == 200
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_every_cell_is_a_row_also_where_nothing_is(client, area):
    hold(area, "Gimnastyka", "2026-12-07", audiences=["seniors"], rule="FREQ=WEEKLY;COUNT=3")
    found = {(row["Wiersz"], row["Kolumna"]): row for row in rows(client)}
    assert len(found) == 14 * 8
    some, none = found["seniorzy", "pn.–pt. przed południem"], found["rodziny", "pn.–pt. przed południem"]
    assert (some["Terminy"], some["Wydarzenia"], some["Od dnia"], some["Do dnia"]) == (
        "3",
        "1",
        "2026-12-01",
        "2026-12-28",
    )
    assert (none["Terminy"], none["Wydarzenia"], none["Uwaga"]) == ("0", "0", "pusto")


def test_both_periods_stand_in_the_file(client, area):
    found = rows(client, f"{ADDRESS}&beside=before")
    assert {row["Od dnia"] for row in found} == {"2026-12-01", "2026-11-03"}


def test_file_holds_only_what_everybody_may_see(client, area):
    member = MembershipFactory(organisation__home_area=area)
    hold(area, "Narada", "2026-12-08", visibility=Visibility.ORGANISATION, organisation_id=member.organisation_id)
    client.force_login(member.user)
    assert {row["Terminy"] for row in rows(client)} == {"0"}
