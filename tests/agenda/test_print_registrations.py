import io

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.usefixtures("december")


def text_of(response):
    reader = PdfReader(io.BytesIO(response.content))
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def test_the_sheet_names_everybody_with_a_way_to_reach_them(client, editor, workshop, sign_up):
    client.force_login(editor)
    sign_up(people=2, note="wózek", guardian="Anna Nowak", email="ewa@example.org")
    sign_up("Jan Kowal", people=2, email="", phone="+48 12 633 12 34")
    response = client.get(f"/podworze/calendar/{workshop.pk}/registrations.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    said = text_of(response)
    for part in ("sobota, 12 grudnia, 10:00", "Ewa Nowak", "wózek", "Anna Nowak", "Jan Kowal", "+48 12 633 12 34"):
        assert part in said
    assert said.index("Lista rezerwowa") < said.index("Jan Kowal")


def test_an_empty_list_is_a_sheet_too(client, editor, workshop):
    client.force_login(editor)
    assert "Nikogo." in text_of(client.get(f"/podworze/calendar/{workshop.pk}/registrations.pdf"))
