"""A file, or pasted cells, brought by a coordinator."""

import pytest

from podworko.resources.models import ImportedFile, RegisterImport
from podworko.resources.views import imports
from tests.resources.importing import IMPORTS, brought, worked

TABLE = "Nazwa;Ulica\nKlub Sowa;Weissa 3\n"


def test_file_goes_on_to_its_columns(signed_in):
    made, answer = brought(signed_in("coordinator"), TABLE)
    assert answer.url == f"{IMPORTS}{made.pk}/columns/"
    assert made.columns["fields"] == ["name", "street"]
    # What came is not kept beside what was read.
    assert bytes(ImportedFile.objects.get().content) == b""


def test_pasted_cells_are_read_like_a_file(signed_in):
    answer = signed_in("coordinator").post(f"{IMPORTS}new/", {"pasted": "Nazwa\tTelefon\nKlub Sowa\t12 633 12 34\n"})
    made = RegisterImport.objects.get()
    assert answer.url.endswith("/columns/")
    assert made.columns["fields"] == ["name", "phone"]


def test_nothing_sent_is_asked_for(signed_in):
    answer = signed_in("coordinator").post(f"{IMPORTS}new/", {})
    assert "Wybierz plik albo wklej komórki." in answer.text
    assert not RegisterImport.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 x", "To nie jest tabela."),
        (b"PK\x03\x04 cut off", "uszkodzony albo ucięty"),
        (b'[{"name": "Klub"', "urywa się albo ma błąd"),
    ],
)
def test_unreadable_file_says_why_and_changes_nothing(signed_in, content, said):
    client = signed_in("coordinator")
    made, answer = brought(client, content, "spis.xlsx")
    assert made.state == "unreadable"
    text = client.get(answer.url).text
    assert said in text
    assert "W spisie nic się nie zmieniło." in text


def test_large_file_is_left_to_a_job(signed_in, monkeypatch):
    monkeypatch.setattr(imports, "SMALL_FILE", 10)
    client = signed_in("coordinator")
    made, answer = brought(client, TABLE)
    assert answer.url.endswith("/progress/")
    assert made.state == "reading"
    worked()
    assert client.get(answer.url).url.endswith("/columns/")


def test_file_above_the_limit_is_refused(signed_in, monkeypatch):
    monkeypatch.setattr("podworko.resources.forms.importing.MOST_BYTES", 10)
    _made, answer = brought(signed_in("coordinator"), TABLE)
    assert "Podziel go na mniejsze" in answer.text
    assert not RegisterImport.objects.exists()
