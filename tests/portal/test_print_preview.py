from io import BytesIO

import pytest
from PIL import Image


@pytest.mark.parametrize(("name", "is_wide"), [("resource-map", True), ("list", False), ("needs-map", False)])
def test_preview_is_a_small_picture_of_the_first_page(client, azory, name, is_wide):
    response = client.get(f"/azory/print/{name}.png")
    assert response.status_code == 200
    picture = Image.open(BytesIO(response.content))
    assert picture.format == "PNG"
    assert (picture.width > picture.height) is is_wide
    assert max(picture.size) < 1000


def test_preview_of_nothing_is_not_found(client, azory):
    assert client.get("/azory/print/calendar.png").status_code == 404


def test_preview_of_a_print_that_is_refused_is_not_found(client, make_entry, monkeypatch):
    monkeypatch.setattr("podworko.portal.printed.MOST_ENTRIES", 0)
    make_entry()
    assert client.get("/podworze/print/list.png").status_code == 404
