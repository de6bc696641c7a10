"""Files that the estate really has, over the loaded demo; its own export; Open Referral's packages."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command

from podworko.core.tables.reading import read
from podworko.organisations import demo
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.portal.exports import organisations_csv
from podworko.resources.importing import columns as column_meanings
from podworko.resources.importing.hsds import as_one_table
from podworko.resources.importing.session import OPTIONS, compared

pytestmark = pytest.mark.django_db

PRINTED = demo.DATA / "azory_institutions.csv"
# As OpenStreetMap has some of the estate's pharmacies (© OpenStreetMap contributors, ODbL).
HEALTH_POINTS = (
    "category,name,lat,lon,addr_street,addr_housenumber,addr_postcode,opening_hours\n"
    'pharmacy,Apteka Słoneczna,50.0885917,19.9132607,Józefa Mehoffera,17,31-322,"Mo-Fr 07:00-21:00, Sa 08:00-15:00"\n'
    "pharmacy,,50.08,19.91,,,,\n"
)


def outcomes(content, slug="azory", **options):
    tables = as_one_table(read(content if isinstance(content, bytes) else content.encode()))
    columns = column_meanings.guess(tables.sheets)
    area = Area.objects.get(slug=slug)
    _count, rows = compared(area, tables, columns, OPTIONS | options, reach=None, decisions={})
    return list(rows)


def verdicts(rows):
    return [str(each.outcome.verdict) for each in rows]


def test_printed_list_brought_again_says_same_of_all(loaded_demo):
    rows = outcomes(PRINTED.read_bytes())
    assert verdicts(rows) == ["same"] * 25


def test_list_as_it_was_printed_is_recognised_by_its_own_spelling(loaded_demo):
    import csv

    with PRINTED.open(encoding="utf8", newline="") as stream:
        printed = [
            {"name_as_printed": row["name_as_printed"], "address_as_printed": row["address_as_printed"]}
            for row in csv.DictReader(stream)
        ]
    assert verdicts(outcomes(json.dumps({"entries": printed}))) == ["same"] * 25


def test_actors_of_the_prose_are_there_or_kept_by_the_city(loaded_demo):
    rows = outcomes((demo.DATA / "azory_other_actors.csv").read_bytes())
    assert set(verdicts(rows)) == {"changed", "probable"}
    elsewhere = [each.row.entry.name for each in rows if each.outcome.verdict == "probable"]
    assert "Ośrodek Interwencji Kryzysowej" in elsewhere


def test_pharmacy_of_the_map_gets_its_hours_and_one_without_a_name_is_rejected(loaded_demo):
    known, nameless = outcomes(HEALTH_POINTS, precision="exact")
    assert known.outcome.verdict == "changed"
    assert Organisation.objects.get(pk=known.outcome.organisation).name == "Apteka Słoneczna"
    assert {change[0] for change in known.outcome.changes} >= {"postcode", "hours"}
    assert nameless.row.faults[0].cell == "B3"


@pytest.mark.parametrize("slug", ["azory", "trzepakowo"])
def test_own_export_brought_again_says_same_of_all(loaded_demo, slug):
    area = Area.objects.get(slug=slug)
    shown = Organisation.objects.public().active_in(area)
    exported = "".join(organisations_csv(shown, area, "https://podworko.example"))
    rows = outcomes(exported, slug)
    assert len(rows) >= 15
    told = [(each.row.entry.name, each.outcome.changes) for each in rows if each.outcome.verdict != "same"]
    assert told == []


PACKAGE = {
    "organizations.csv": "id,name,description,website,email\n"
    "o1,Klub Sowa,Dla seniorów,https://sowa.example,klub@sowa.example\n",
    "locations.csv": "id,organization_id,name,latitude,longitude\n"
    "l1,o1,Sala na parterze,50.085,19.91\nl2,o1,Ogród,,\n",
    "addresses.csv": "id,location_id,address_1,city,postal_code\n"
    "a1,l1,Józefa Elsnera 3,Kraków,31-322\na2,l2,Marii Jaremy 1,Kraków,31-318\n",
    "services.csv": "id,organization_id,name,assured_date\ns1,o1,Szachy,2026-03-04\n",
    "service_at_location.csv": "id,service_id,location_id\nx1,s1,l1\n",
    "phones.csv": "id,organization_id,location_id,number\np1,,l1,12 633 12 34\n",
    "schedules.csv": 'id,location_id,freq,byday,opens_at,closes_at\nh1,l1,WEEKLY,"MO,TU",10:00,18:00\n',
    "organization_identifiers.csv": "id,organization_id,identifier_scheme,identifier\ni1,o1,PL-KRS,0000123456\n",
    "datapackage.json": "{}",
}


def packed(parts):
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()


def test_tabular_package_becomes_an_organisation_with_its_places(loaded_demo):
    first, second = outcomes(packed(PACKAGE))
    assert [each.outcome.act for each in (first, second)] == ["add", "join"]
    entry = first.row.entry
    assert (entry.name, entry.place_name, entry.street, entry.house) == (
        "Klub Sowa",
        "Sala na parterze",
        "Józefa Elsnera",
        "3",
    )
    assert entry.phones == ["+48 12 633 12 34"]
    assert entry.identifiers == {"KRS": "0000123456"}
    assert entry.services == ["Szachy"]
    assert entry.hours == [(0, "10:00", "18:00"), (1, "10:00", "18:00")]
    assert second.row.entry.street == "Marii Jaremy"


def test_organisation_as_json_is_read_with_what_belongs_to_it(loaded_demo):
    document = {
        "id": "1",
        "name": "Klub Sowa",
        "organization_identifiers": [{"identifier_scheme": "KRS", "identifier": "0000123456"}],
        "locations": [{"id": "2", "name": "Sala", "addresses": [{"address_1": "Józefa Elsnera 3", "city": "Kraków"}]}],
        "services": [{"id": "3", "name": "Szachy"}],
        "phones": [{"number": "12 633 12 34"}],
    }
    (only,) = outcomes(json.dumps(document))
    assert only.row.entry.house == "3"
    assert only.row.entry.services == ["Szachy"]


def test_command_previews_without_a_trace_and_imports_and_undoes(loaded_demo, tmp_path, capsys):
    file = tmp_path / "spis.csv"
    file.write_text("Nazwa;Adres\nKlub Sowa;Józefa Elsnera 3\n;x\n", encoding="utf8")
    call_command("import_register", str(file), area="azory", preview=True, json=True)
    said = json.loads(capsys.readouterr().out)
    assert said["counts"] == {"rejected": 1, "probable": 0, "changed": 0, "new": 1, "same": 0}
    assert not Organisation.objects.filter(name="Klub Sowa").exists()
    with pytest.raises(SystemExit) as ended:
        call_command("import_register", str(file), area="azory", json=True)
    assert ended.value.code == 3
    number = json.loads(capsys.readouterr().out)["import"]
    assert Organisation.objects.filter(name="Klub Sowa").exists()
    call_command("import_register", area="azory", undo=number)
    assert "Usuniętych wpisów: 1." in capsys.readouterr().out
    assert not Organisation.objects.filter(name="Klub Sowa").exists()


def test_command_reads_a_folder_as_a_package(loaded_demo, tmp_path, capsys):
    for name, content in PACKAGE.items():
        Path(tmp_path / name).write_text(content, encoding="utf8")
    call_command("import_register", str(tmp_path), area="azory", preview=True, json=True)
    assert json.loads(capsys.readouterr().out)["kind"] == "hsds"
