"""What offices write in their lists besides what is asked: words for nothing, ditto marks, sums, signatures."""

import pytest

from podworko.organisations.models import ContactField, Location, Organisation
from podworko.resources.importing import cells, columns
from tests.resources.importing import committed, previewed, verdicts

TABLE = """Lp.;Nazwa;Ulica;Nr domu;Kod, miejscowość;Telefon;E-mail;Kategoria;Uwagi
1;Klub Sowa;Elsnera;3;31-322 Kraków;12 633 12 34;BRAK;Edukacja;p. Kowalska, dyrektor
2;Klub Kruk;jw.;b/n;jw.;brak danych;–;żłobek samorządowy;zamknięte?
Lp.;Nazwa;Ulica;;;Telefon;;;
3;Razem;;;;;;;
;Razem str. 1: 2;;;;;;;
;Sporządziła: A. Nowak;;;;;;;
4;Razem dla Azorów;Weissa;5;;;;;
"""


@pytest.fixture
def coordinator(signed_in):
    return signed_in("coordinator")


def test_sums_and_signatures_are_refused_and_told(coordinator):
    made = previewed(coordinator, TABLE)
    assert verdicts(made) == {2: "new", 3: "new", 5: "rejected", 6: "rejected", 7: "rejected", 8: "new"}
    assert (
        "podpis pod tabelą, nie na instytucję: „Sporządziła: A. Nowak”" in made.rows.get(number=7).faults[0]["reason"]
    )


def test_words_for_nothing_are_nothing_and_ditto_marks_are_what_stands_above(coordinator):
    committed(coordinator, previewed(coordinator, TABLE))
    sowa, kruk = (Location.objects.get(organisation__name=name) for name in ("Klub Sowa", "Klub Kruk"))
    assert (sowa.postcode, sowa.city) == (kruk.postcode, kruk.city) == ("31-322", "Kraków")
    assert (kruk.street_name, kruk.house_number) == (sowa.street_name, "")
    assert list(ContactField.objects.values_list("value", flat=True)) == ["+48 12 633 12 34"]


def test_remarks_of_an_office_are_not_told_to_everybody(coordinator):
    committed(coordinator, previewed(coordinator, TABLE))
    assert set(Organisation.objects.filter(name__startswith="Klub").values_list("description", flat=True)) == {""}
    assert columns.recognise("Uwagi") == ""
    assert columns.recognise("Opis") == "description"


@pytest.mark.parametrize(
    "name", ["Razem", "RAZEM:", "Suma 27", "Ogółem placówek: 12", "Stan na 1 maja", "Opracował Jan"]
)
def test_what_stands_under_a_table_is_no_name(name):
    assert cells.stands_under_a_table(name)


@pytest.mark.parametrize("name", ["Razem dla Azorów", "Fundacja Razem", "Stanica", "Sumak", "Opracownia"])
def test_names_that_begin_alike_are_names(name):
    assert not cells.stands_under_a_table(name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Weissa b/n", "Weissa"),
        ("Weissa nr b/n", "Weissa"),
        ("Weissa bez numeru", "Weissa"),
        ("Weissa 3b", "Weissa 3b"),
    ],
)
def test_address_without_a_number_is_one(typed, kept):
    assert cells.with_number(typed) == kept
