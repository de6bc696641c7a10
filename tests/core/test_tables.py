"""Files of tables that people have, told by their content; and two hundred that were made to do harm."""

import base64
import io
import json
import time
import zipfile
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

import openpyxl
import pytest

from podworko.core import child
from podworko.core.tables import intake
from podworko.core.tables.intake import IntakeError, remarks_of, take_in
from podworko.core.tables.reading import read
from podworko.core.tables.sheet import Problem, TableError, column_letter
from tests.core import hostile_files, hostile_work

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = [
    ["Nazwa", "Ulica", "Telefon"],
    ["Świetlica „Żuraw”", "Łąkowa 5", "12 633 12 34"],
    ["Klub Ździebło", "Gęsia 7", ""],
]


def csv_of(separator=";", end="\r\n"):
    return end.join(separator.join(row) for row in ROWS) + end


def workbook_of(fill):
    book = openpyxl.Workbook()
    fill(book.active)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def rows_of(data, sheet=0):
    return read(data).sheets[sheet].rows


def expected():
    return [ROWS[0], ROWS[1], ROWS[2][:2]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_read_whatever_its_letters_separators_and_lines(encoding, separator, end):
    assert rows_of(csv_of(separator, end).encode(encoding)) == expected()


def test_the_two_polish_encodings_are_told_apart():
    plain = csv_of().replace("„", '"').replace("”", '"').replace('"', "")
    windows, latin = read(plain.encode("cp1250")), read(plain.encode("iso-8859-2"))
    assert windows.sheets[0].rows == latin.sheets[0].rows
    assert windows.sheets[0].rows[2][0] == "Klub Ździebło"
    assert "cp1250" in remarks_of(windows)[0]
    assert "8859" in remarks_of(latin)[0]


def test_cell_may_hold_lines_and_separators_in_quotes():
    assert rows_of(b'Nazwa;Opis\n"Klub; ""Sowa""";"dwie\r\nlinie"\n')[1] == ['Klub; "Sowa"', "dwie\nlinie"]


def test_line_that_names_the_separator_is_no_row():
    assert rows_of(b"sep=,\r\nNazwa,Ulica\r\nKlub,Weissa\r\n")[0] == ["Nazwa", "Ulica"]


def test_rows_keep_their_numbers_in_the_file():
    sheet = read(b"Nazwa;Ulica\n\n;\nKlub;Weissa\n").sheets[0]
    assert sheet.numbers == [1, 4]


def test_workbook_says_what_was_typed_not_what_it_made_of_it():
    def fill(sheet):
        moment = datetime(2024, 5, 1, 13, 30)  # noqa: DTZ001 – a spreadsheet knows no zone
        sheet.append([126331234.0, date(2024, 5, 1), moment, clock(8, 5), True, 50.0866, None])

    assert rows_of(workbook_of(fill)) == [["126331234", "2024-05-01", "2024-05-01 13:30", "08:05", "tak", "50.0866"]]


def test_cell_merged_over_rows_stands_in_each_and_a_title_in_one():
    def fill(sheet):
        sheet["A1"] = "WYKAZ"
        sheet.merge_cells("A1:C1")
        for number in (2, 3, 4):
            sheet[f"B{number}"] = f"Klub {number}"
        sheet["A2"] = "Edukacja"
        sheet.merge_cells("A2:A4")

    assert rows_of(workbook_of(fill)) == [["WYKAZ"], *[["Edukacja", f"Klub {number}"] for number in (2, 3, 4)]]


def test_opendocument_is_read_too():
    content = """<?xml version="1.0"?><office:document-content
      xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
      xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
      xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
      <table:table table:name="Arkusz1"><table:table-row><table:table-cell office:value-type="string">
      <text:p>Nazwa</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell
      office:value-type="string"><text:p>Łoś</text:p></table:table-cell></table:table-row></table:table>
      </office:spreadsheet></office:body></office:document-content>"""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    assert rows_of(saved.getvalue()) == [["Nazwa"], ["Łoś"]]


def test_json_becomes_a_table_and_what_is_nested_gets_both_names():
    sheet = read(
        json.dumps({"entries": [{"name": "Klub", "address": {"street": "Weissa"}, "tags": ["a", "b"]}]}).encode()
    )
    assert sheet.sheets[0].rows == [["name", "address.street", "tags"], ["Klub", "Weissa", "a; b"]]


def test_map_from_umap_keeps_its_layers_as_categories():
    feature = {
        "type": "Feature",
        "properties": {"name": "Klub"},
        "geometry": {"type": "Point", "coordinates": [19.9, 50.1]},
    }
    layers = [{"type": "FeatureCollection", "features": [feature], "_umap_options": {"name": "Kultura"}}]
    tables = read(json.dumps({"type": "umap", "layers": layers}).encode())
    assert tables.kind == "umap"
    assert tables.sheets[0].rows == [["name", "layer", "latitude", "longitude"], ["Klub", "Kultura", "50.1", "19.9"]]


def test_middle_of_an_outline_stands_for_it():
    outline = {"type": "Polygon", "coordinates": [[[19.0, 50.0], [20.0, 50.0], [20.0, 51.0], [19.0, 50.0]]]}
    collection = {"type": "FeatureCollection", "features": [{"properties": {"name": "Park"}, "geometry": outline}]}
    assert read(json.dumps(collection).encode()).sheets[0].rows[1] == ["Park", "50.5", "19.5"]


def test_letters_damaged_by_a_font_are_repaired_and_told():
    tables = read("Nazwa;Ulica\r\nOŢrodek Pomocy SpoĠecznej;Ţlŉska 5\r\n".encode())
    assert tables.sheets[0].rows[1] == ["Ośrodek Pomocy Społecznej", "śląska 5"]
    assert "czcionka" in remarks_of(tables)[0]


def test_name_of_a_file_says_nothing():
    with pytest.raises(TableError) as caught:
        read(b"%PDF-1.7 Nazwa;Ulica")
    assert caught.value.problem == Problem.NOT_A_TABLE


def test_columns_are_called_as_spreadsheets_call_them():
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_every_problem_has_a_sentence():
    assert set(intake.SENTENCES) == set(Problem)


HEAVY = {"zip bomb", "lying zip bomb", "cell at the end of the world", "too many rows", "only separators"}


def test_two_hundred_hostile_files_end_in_an_answer(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    light = [(name, data) for name, data in hostile_files.files() if name not in HEAVY]
    packed = json.dumps([base64.b64encode(data).decode() for _name, data in light]).encode()
    allowance = child.Allowance(seconds=120, processor_seconds=60, megabytes=256)
    answers = child.run(hostile_work.read_each, packed, allowance=allowance)
    assert len(answers) == len(light) == 200 - len(HEAVY)
    for (name, _data), (problem, rows, longest, seconds) in zip(light, answers, strict=True):
        assert problem in {"", *Problem}, name
        assert problem or rows, name
        assert longest <= 5_001, name
        assert seconds < 5, name
    assert sum(1 for answer in answers if answer[0]) > 60


@pytest.mark.parametrize("name", sorted(HEAVY))
def test_the_heaviest_end_in_a_sentence_in_a_process_of_their_own(name):
    data = dict(hostile_files.files())[name]
    begun = time.monotonic()
    with pytest.raises(IntakeError) as caught:
        take_in(data)
    assert str(caught.value).endswith(".")
    # The clock on the wall is generous: the machine may be busy. The processor's limit is four seconds.
    assert time.monotonic() - begun < 25


MANY = ";".join(f"Kolumna {number}" for number in range(12))
SENTENCES = "".join(f"To jest spis, część {number}, i nie ostatnia.\n" for number in range(8))


@pytest.mark.parametrize(
    ("text", "header", "width"),
    [
        (f"{MANY}\n" + "Klub, świetlica;;;Elsnera 3, Kraków;tak, nie wiem\n" * 20, 0, 12),
        ("Nazwa;Adres;Opis" + ";" * 9 + "\n" + "".join(f"Klub, x;a, b{';' * n}\n" for n in range(20)), 0, 3),
        (f"{SENTENCES}\nNazwa;Adres\nKlub;Elsnera 3, Kraków\nDom;Weissa, Kraków\n", 8, 2),
        ("Wykaz, stan na 1 maja, cz. 2\nNazwa,Adres,Opis\nKlub,Elsnera,a; b; c; d\n", 1, 3),
        ("Nazwa;lat;lon\nKlub;50,08;19,93\nDom;50,09;19,92\n", 0, 3),
        ("a;b;c;d\n" + "1,5;2,5;3,5;4,5\n" * 9, 0, 4),
        ("Nazwa\nKlub Sowa, filia\nDom Kultury, filia\nBiblioteka\n", 0, 1),
        ("Nazwa\nKlub\nDom\n", 0, 1),
        ("Nazwa\tOpis\nKlub\ta; b; c, d\nDom\t1,5\n", 0, 2),
        ('Nazwa;Opis\n"Klub";"jeden, dwa\ntrzy, cztery\npięć, sześć"\n"Dom";"a, b\nc, d"\n', 0, 2),
        ("Nazwa, Adres\nKlub, Elsnera 3\nDom, Weissa 4\n", 0, 2),
        ('"Nazwa;Ulica;Telefon"\n"Klub ""Sowa"";Elsnera 3, m. 2;12"\n"Dom;Weissa;13"\n', 0, 3),
    ],
    ids=[
        "many columns, commas in texts",
        "rows that end early",
        "sentences above the header",
        "semicolons within cells",
        "decimal commas",
        "nothing but decimal commas",
        "one column with commas",
        "one column",
        "tabs",
        "lines within cells",
        "a space after each comma",
        "every line in quotes as a whole",
    ],
)
def test_separator_is_told_from_commas_in_sentences_and_numbers(text, header, width):
    rows = rows_of(text.encode())
    assert len(rows[header]) == width
    assert max(len(row) for row in rows) == width
