import io
from datetime import date

import pytest
from pypdf import PdfReader

URL = "/azory/stakeholders/grid."


def test_csv_says_assessor_and_date_and_no_formula(keeper, placed, club, library):
    placed(club, 5, 2, note="=SUM(A1)", day=date(2026, 5, 4))
    response = keeper.get(f"{URL}csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("1;Klub;5;2;jeszcze nie pytano;warsztat 4 maja;")
    assert "'=SUM" in lines[1]
    assert "Biblioteka" in lines[2]
    assert response["Cache-Control"] == "private, no-store"


def test_svg_is_a_picture_for_itself(keeper, placed, club):
    placed(club, 5, 2)
    response = keeper.get(f"{URL}svg")
    assert response["Content-Type"].startswith("image/svg+xml")
    assert response.text.startswith("<svg")
    assert "<script" not in response.text


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_print_is_tagged_and_says_assessor_and_date_for_every_placement(keeper, placed, club, library, paper):
    placed(club, 5, 2, day=date(2026, 5, 4))
    placed(library, 1, 2, assessor="Kora", day=date(2026, 5, 5))
    response = keeper.get(f"{URL}pdf?paper={paper}")
    reader = PdfReader(io.BytesIO(response.content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    for words in ("Klub", "warsztat 4 maja", "04.05.2026", "Kora", "05.05.2026", "Tylko dla koordynatorów"):
        assert words in text.replace("\xa0", " ")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("rest", ["exe", "pdf?paper=A9"])
def test_what_is_not_offered_is_not_found(keeper, azory, rest):
    assert keeper.get(URL + rest).status_code == 404
