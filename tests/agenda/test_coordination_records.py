"""The records of one number of the report."""

import pytest
import time_machine

from tests.agenda.test_coordination_report import DECEMBER, joint, reader, records
from tests.agenda.test_findings import CLOCK
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
