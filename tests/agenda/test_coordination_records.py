"""The records of one number of the report."""

import pytest
import time_machine

from tests.agenda.deciding import finding_of
from tests.agenda.test_coordination_report import DECEMBER, joint, reader, records
from tests.agenda.test_findings import CLOCK, planned
from tests.portal.pages import words

pytestmark = pytest.mark.django_db
__all__ = ["joint", "reader"]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(CLOCK, tick=False):
        yield


def test_each_number_opens_to_its_records(reader, area, joint):
    kept, other = joint.kept, joint.absorbed
    pair = "-".join(str(pk) for pk in sorted([kept.organisation_id, other.organisation_id]))
    for what, of in (("events", ""), ("common", ""), ("joined", ""), ("pair", pair), ("funding", "grant")):
        assert records(reader, area, what, of) == 1, what
        page = reader.get(f"/{area.slug}/calendar/report/records/", DECEMBER | {"what": what, "of": of})
        assert "Piknik" in words(page)


def test_unknown_number_is_not_found(reader, area):
    page = f"/{area.slug}/calendar/report/records/"
    for asked in ({}, {"what": "x"}, {"what": "pair", "of": "1-2"}, {"what": "room", "of": "x"}):
        assert reader.get(page, asked).status_code == 404


def test_a_series_stands_with_its_first_day_in_the_period(reader, area):
    planned(area, title="Gry", rule="FREQ=WEEKLY;COUNT=6")
    page = reader.get(f"/{area.slug}/calendar/report/records/", DECEMBER | {"what": "events", "since": "2026-12-20"})
    assert "22 grudnia 2026" in words(page)


def test_a_finding_counts_wherever_one_of_its_events_is_listed_and_opens(reader, area, azory):
    elsewhere = planned(azory, title="Daleko")
    here = planned(area, title="Blisko")
    found = finding_of(elsewhere, here)
    page = reader.get(f"/{area.slug}/calendar/report/records/", DECEMBER | {"what": "findings"})
    assert "Zauważone zbieżności: 1" in words(page)
    assert f"/calendar/findings/{found.pk}/" in page.text
