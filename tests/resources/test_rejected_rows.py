"""The rejected rows as a file, to be put right in a spreadsheet."""

from tests.resources.importing import IMPORTS, previewed


def test_file_tells_cell_and_reason_and_holds_no_formula(signed_in):
    client = signed_in("coordinator")
    made = previewed(client, 'Nazwa;Telefon\n=cmd|1;12 633 12 34\n;501\nKlub;"=2+2"\n')
    text = client.get(f"{IMPORTS}{made.pk}/rejected.csv").getvalue().decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("Wiersz;Komórka;Powód")
    assert len(lines) == 4
    assert lines[1].startswith("2;A2;To jest formuła")
    assert "'=cmd" in lines[1]
    assert "'=2+2" in lines[3]
