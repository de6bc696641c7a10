from io import BytesIO

import pytest
from PIL import Image

from podworko.portal import calendar_pdfs
from tests.portal.calendar_events import hold


@pytest.mark.parametrize("name", list(calendar_pdfs.PAPERS))
def test_preview_is_a_small_picture_of_the_first_page(client, area, name):
    hold(area, "Taniec", "2026-12-09")
    response = client.get(f"/podworze/print/calendar/{name}.png")
    assert response.status_code == 200
    picture = Image.open(BytesIO(response.content))
    assert picture.format == "PNG"
    assert (picture.width > picture.height) is (name == "month")
    assert max(picture.size) < 1000


def test_preview_follows_the_calendar(client, area):
    hold(area, "Taniec", "2026-12-09")
    first = client.get("/podworze/print/calendar/month.png")
    assert (
        client.get("/podworze/print/calendar/month.png", headers={"if-none-match": first["ETag"]}).status_code == 304
    )
    hold(area, "Śpiew", "2026-12-09")
    assert (
        client.get("/podworze/print/calendar/month.png", headers={"if-none-match": first["ETag"]}).status_code == 200
    )


def test_preview_of_nothing_is_not_found(client, area):
    assert client.get("/podworze/print/calendar/list.png").status_code == 404
