import csv
import io
import json
import zipfile

from podworko.core.visibility import Visibility
from podworko.portal.hsds.tables import TABLES
from tests.factories import ContactFieldFactory, ResourceFactory
from tests.portal import hsds
from tests.portal.conftest import MIDDLE
from tests.world import found_in


def package(client, **asked):
    response = client.get("/api/hsds/package.zip", asked)
    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    return zipfile.ZipFile(io.BytesIO(response.getvalue()))


def rows(packed, name):
    return list(csv.DictReader(io.TextIOWrapper(packed.open(TABLES[name].file), "utf-8", newline="")))


def wanted():
    """The tables of the standard's own descriptor, by name."""
    return {one["name"]: one for one in json.loads((hsds.SCHEMAS / "datapackage.json").read_text())["resources"]}


def test_package_of_azory_keeps_what_the_standard_asks_of_every_cell(client, azory):
    packed = package(client, area="azory")
    told = json.loads(packed.read("datapackage.json"))
    assert {one["path"] for one in told["resources"]} | {"datapackage.json"} == set(packed.namelist())
    assert len(rows(packed, "organization")) > 25
    known = {name: {row["id"] for row in rows(packed, name)} for name in TABLES}
    for name, standard in wanted().items():
        if name not in TABLES:
            continue
        assert standard["path"] == TABLES[name].file
        found = rows(packed, name)
        assert len(known[name]) == len(found), name
        for field in standard["schema"]["fields"]:
            if field["constraints"].get("required"):
                assert all(row[field["name"]] for row in found), f"{name}.{field['name']}"
        for key in standard["schema"].get("foreignKeys", []):
            there = known.get(key["reference"]["resource"], set())
            assert {row[key["fields"]] for row in found if row.get(key["fields"])} <= there, (name, key)


def test_descriptor_says_what_the_files_hold(client, azory):
    packed = package(client)
    told = json.loads(packed.read("datapackage.json"))
    assert (told["profile"], told["version"]) == ("tabular-data-package", "3.0.0")
    for one in told["resources"]:
        heading = packed.read(one["path"]).decode().splitlines()[0].split(",")
        assert heading == [field["name"] for field in one["schema"]["fields"]]
        standard = {field["name"]: field["type"] for field in wanted()[one["name"]]["schema"]["fields"]}
        assert {field["name"]: field["type"] for field in one["schema"]["fields"]}.items() <= standard.items()


def test_cells_are_what_people_wrote_and_nothing_private(client, make_entry):
    location = make_entry("=Klub+1", flat_number="7", **MIDDLE)
    ContactFieldFactory(contact__organisation=location.organisation, value="+48 12 000 00 00", public=True)
    ContactFieldFactory(contact__organisation=location.organisation, value="600 000 000")
    ResourceFactory(
        organisation=location.organisation, name='Koło "Żuraw"\nrano', kind="service", visibility=Visibility.PUBLIC
    )
    make_entry("Ukryta", owner=Visibility.PARTNERS)
    packed = package(client, area="podworze")
    assert [row["name"] for row in rows(packed, "organization")] == ["=Klub+1"]
    assert [row["name"] for row in rows(packed, "service")] == ["=Klub+1", 'Koło "Żuraw"\nrano']
    assert [row["number"] for row in rows(packed, "phone")] == ["+48 12 000 00 00"]
    assert rows(packed, "address")[0]["address_1"] == "Długa 1"
    assert rows(packed, "address")[0]["postal_code"] == "brak danych"


def test_package_holds_no_word_that_is_not_for_everybody(client, world):
    packed = package(client)
    text = "\n".join(packed.read(name).decode() for name in packed.namelist())
    assert world.own.organisation.name in text
    assert list(found_in(text, world.canaries)) == []


def test_package_of_no_area_is_refused(client, area):
    assert client.get("/api/hsds/package.zip", {"area": "nie-ma"}).status_code == 400
    assert rows(package(client, area="podworze"), "organization") == []
