import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from podworko.organisations import network_file
from podworko.organisations.models import Link, NetworkImport
from tests.organisations.network_files import workbook

URL = "/azory/network/links/import/"


def upload(keeper, content, name="siec.xlsx", **more):
    return keeper.post(URL, {"file": SimpleUploadedFile(name, content), **more}, follow=True)


def test_workbook_of_two_sheets_is_read_and_nothing_is_written_yet(keeper, club, library):
    response = upload(keeper, workbook())
    assert "Co jest w pliku" in response.text
    assert "Nowa Grupa" in response.text
    assert not Link.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_two_csv_files_are_read_whatever_their_encoding(keeper, club, library, encoding, mark):
    pairs = f"Od{mark}Do{mark}Typ\r\nKlub{mark}Biblioteka{mark}wspólne działania\r\n".encode(encoding)
    elements = f"Nazwa{mark}Sektor\r\nŻółw{mark}publiczny\r\n".encode(encoding)
    response = upload(keeper, pairs, "pary.csv", elements=SimpleUploadedFile("nazwy.csv", elements))
    assert "Żółw" in response.text
    assert NetworkImport.objects.get().content["links"][0]["level"] == "actions"


def test_rows_above_the_heading_and_both_directions_are_understood():
    rows = [["Nasza sieć"], [], ["From", "To", "Strength"], ["A", "B", 4], ["B", "A", 4], ["A", "", 1], ["A", "A", 1]]
    found = network_file.read_to_plain(network_file.framed(workbook([("Arkusz", rows)])))
    assert [(link["first"], link["second"], link["level"]) for link in found["links"]] == [("A", "B", "partnership")]
    assert [node["name"] for node in found["nodes"]] == ["A", "B"]


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (70 * 1024 * 1024))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "pusty"),
        (b"\0\1\2\3" * 400, "nie umiemy odczytać"),
        (b"PK\3\4 nic", "nie umiemy odczytać"),
        (b"Imie,Wiek\r\nAla,3\r\n", "kolumn"),
        (b"Label\r\nKlub\r\n", "arkusza z powi"),
        (b"From,To\r\n", "pusty"),
        (b"From,To\r\n" + b"a,b\r\n" + b"".join(b"x%d,y%d\r\n" % (n, n) for n in range(3000)), "za dużo"),
        (b'From,To\r\n"' + b"z" * 300_000, "pusty"),
    ],
)
def test_hostile_or_empty_file_ends_in_a_sentence(keeper, club, content, said):
    response = upload(keeper, content, "siec.csv")
    assert response.status_code == 200
    assert said in response.text
    assert not NetworkImport.objects.exists()


def test_workbook_that_unpacks_to_a_mountain_is_refused(keeper, azory):
    response = upload(keeper, bomb())
    assert "za duży" in response.text


def test_file_of_more_than_five_megabytes_is_refused(keeper, azory):
    assert "więcej niż 5 MB" in upload(keeper, b"From,To\r\n" + b"a" * 5_300_000, "wielki.csv").text


def test_formula_and_markup_are_text(keeper, azory):
    response = upload(keeper, b"From,To\r\n=1+1,<script>alert(1)</script>\r\n", "siec.csv")
    assert "<script>alert(1)" not in response.text
    assert "=1+1" in response.text
