"""The report on coordination, for a spreadsheet."""

import pytest
import time_machine

from tests.agenda.test_coordination_report import DECEMBER, joint, reader
from tests.agenda.test_findings import CLOCK, planned

pytestmark = pytest.mark.django_db
__all__ = ["joint", "reader"]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(CLOCK, tick=False):
        yield


def test_spreadsheet_holds_every_number_and_no_formula(reader, area, joint):
    planned(area, title="Gry")
    answer = reader.get(f"/{area.slug}/calendar/report.csv", DECEMBER)
    assert answer["Content-Disposition"] == 'attachment; filename="koordynacja-podworze-2026-12-01-2026-12-31.csv"'
    text = answer.content.decode("utf-8-sig")
    assert text.splitlines()[0] == "Część;Co;Ile"
    assert "Razem;Wydarzenia;2" in text
    assert "Z czego opłacone;grant;1" in text


def test_source_that_looks_like_a_formula_is_text(reader, area, joint):
    joint.kept.funding.create(source="=1+1")
    assert ";'=1+1;1" in reader.get(f"/{area.slug}/calendar/report.csv", DECEMBER).content.decode()
