"""A messy spreadsheet of 300 rows: understood, imported, taken back, and the register is as it was."""

import pytest
from django.apps import apps

from podworko.organisations.models import ContactField, Location, Organisation
from podworko.resources.models import Listing
from tests.resources.importing import committed, previewed, undone
from tests.resources.messy import DOUBLED, FAULTS, name_of, workbook

ABOVE = 6
"""Number of the first row below the header."""
NOT_COMPARED = {
    *("core.auditentry", "core.version", "core.jobslease", "core.joblease", "core.submission", "core.workerpresence"),
    *("resources.registerimport", "resources.importrow", "resources.importedfile", "resources.rememberedcolumns"),
    *("django_tasks_database.dbtaskresult", "sessions.session", "core.cacheentry", "core.searchdocument"),
    *("core.searchdocumentarea", "accounts.user"),
}


def everything():
    """Return all rows of all tables that an import may touch, as values."""
    found = {}
    for model in apps.get_models():
        label = model._meta.label_lower
        if label in NOT_COMPARED or not model._meta.managed:
            continue
        names = [field.attname for field in model._meta.concrete_fields if field.name not in {"changed_at", "version"}]
        found[label] = sorted(map(repr, model._base_manager.values_list(*names)))
    return found


@pytest.fixture
def coordinator(signed_in):
    return signed_in("coordinator")


def test_every_row_is_understood(coordinator):
    made = previewed(coordinator, workbook(), "wykaz.xlsx")
    rows = {row.number - ABOVE: row for row in made.rows.all()}
    rejected = {number: row for number, row in rows.items() if row.verdict == "rejected"}
    assert sorted(rejected) == sorted(FAULTS)
    assert rejected[10].faults[0]["cell"] == "C16"
    assert "nie ma nazwy" in rejected[10].faults[0]["reason"]
    assert "zgubił cyfry" in rejected[25].faults[0]["reason"]
    assert rejected[40].faults[0]["cell"] == "G46"
    assert "e-mail" in rejected[55].faults[0]["reason"]
    assert "współrzędna" in rejected[70].faults[0]["reason"]
    assert "datę" in rejected[85].faults[0]["reason"]
    for number in DOUBLED:
        assert rows[number].verdict == "same", number
        assert rows[number].outcome["repeats"] is not None
    assert made.counts["new"] == 300 - len(FAULTS) - len(DOUBLED)
    assert rows[1].outcome["plan"]["place"]["house_number"] == "1"
    assert any("zrobił z numeru domu datę" in remark for remark in rows[1].remarks)


def test_what_was_shown_is_written_with_all_that_spreadsheets_spoil(coordinator, estate):
    made = committed(coordinator, previewed(coordinator, workbook(), "wykaz.xlsx"))
    assert made.state == "done"
    assert made.made["added"] == 290
    place = Location.objects.get(organisation__name=name_of(9))
    assert (place.street_name, place.house_number, place.postcode) == ("Wojciecha Weissa", "10", "31-322")
    assert place.precision == "street"
    assert place.opening_hours.count() == 5
    assert Listing.objects.get(location=place).category.name == "Edukacja"
    phone = ContactField.objects.get(contact__organisation__name=name_of(3), kind="phone")
    assert phone.value == "+48 12 633 13 11"
    assert phone.visibility == "organisation"
    assert phone.source == "wykaz.xlsx"


def test_undone_leaves_the_register_as_it_was(coordinator, estate):
    before = everything()
    made = committed(coordinator, previewed(coordinator, workbook(), "wykaz.xlsx"))
    assert Organisation.objects.filter(name=name_of(7)).exists()
    made = undone(coordinator, made)
    assert made.state == "undone"
    assert made.kept == []
    after = everything()
    assert {label: rows for label, rows in after.items() if rows != before[label]} == {}


def test_brought_again_it_changes_nothing(coordinator, estate):
    committed(coordinator, previewed(coordinator, workbook(), "wykaz.xlsx"))
    again = previewed(coordinator, workbook(), "wykaz.xlsx")
    assert again.counts["new"] == again.counts["changed"] == again.counts["probable"] == 0
    assert again.counts["acts"] == 0
