import csv
import io

from podworko.organisations.actions.organisation import change_organisation


def rows_of(response):
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_file_holds_all_problems_of_a_filter(keeper, make_entry):
    for number in range(50):
        make_entry(f"Wpis {number:02}")
    rows = rows_of(keeper.get("/podworze/quality.csv?kind=stale"))
    assert len(rows) == 50
    assert rows[0]["Co jest nie tak"] == "dawno niesprawdzane"
    assert rows[0]["Na wydruku"] == "tak"
    assert rows[0]["Gdzie poprawić"].endswith("/edit/")


def test_no_cell_is_a_formula(keeper, make_entry):
    place = make_entry("Szkoła")
    change_organisation(place.organisation, values={"name": "=2+2"}, by=None)
    assert {row["Wpis"] for row in rows_of(keeper.get("/podworze/quality.csv"))} == {"'=2+2"}


def test_nobody_else_gets_it(people):
    assert people["member"].get("/podworze/quality.csv").status_code == 404
