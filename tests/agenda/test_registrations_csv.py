import csv

import pytest

pytestmark = pytest.mark.usefixtures("december")


def table(client, event):
    response = client.get(f"/podworze/calendar/{event.pk}/registrations.csv")
    assert "no-store" in response["Cache-Control"]
    return list(csv.DictReader(response.content.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_a_row_for_each_registration(client, editor, workshop, sign_up):
    client.force_login(editor)
    sign_up(people=2, email="ewa@example.org")
    sign_up("Jan Kowal", people=2)
    first, second = table(client, workshop)
    assert (first["Imię i nazwisko"], first["Ile osób"], first["E-mail"]) == ("Ewa Nowak", "2", "ewa@example.org")
    assert (first["Miejsce"], second["Miejsce"]) == ("na liście", "na liście rezerwowej")


def test_no_cell_is_a_formula(client, editor, workshop, sign_up):
    client.force_login(editor)
    sign_up("=HYPERLINK(1)", note="+cmd", guardian="@x", phone="+48 12 633 12 34")
    (row,) = table(client, workshop)
    assert [row[name] for name in ("Imię i nazwisko", "Potrzeby", "Kto się zgadza", "Telefon")] == [
        "'=HYPERLINK(1)",
        "'+cmd",
        "'@x",
        "'+48 12 633 12 34",
    ]
