"""The report on coordination, on paper."""

import pytest
import time_machine

from tests.agenda.test_coordination_report import DECEMBER, joint, reader
from tests.agenda.test_findings import CLOCK

pytestmark = pytest.mark.django_db
__all__ = ["joint", "reader"]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(CLOCK, tick=False):
        yield


def test_report_is_printed(reader, area, joint):
    answer = reader.get(f"/{area.slug}/calendar/report.pdf", DECEMBER)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
