import pytest

from podworko.places.models import BoundaryDraft
from tests.factories import AreaFactory, AreaRoleFactory

PATH = "/azory/settings/boundary/"


@pytest.fixture
def drawing(client, open_page, live_server):
    client.force_login(AreaRoleFactory(area=AreaFactory(name="Azory", slug="azory")).user)
    page = open_page("/styleguide/")
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(PATH)
    return page


def test_corners_that_are_clicked_become_points_and_can_be_taken_back(drawing):
    for x, y in ((100, 100), (400, 80), (500, 300), (250, 350)):
        drawing.locator(".drawing-sheet").click(position={"x": x, "y": y})
    drawing.get_by_role("button", name="Cofnij punkt").click()
    assert len(drawing.locator("textarea").input_value().splitlines()) == 3
    assert drawing.locator("[data-count]").inner_text() == "3"
    drawing.get_by_role("button", name="Pokaż, zanim zapiszesz").click()
    drawing.wait_for_url("**/preview/")
    assert len(BoundaryDraft.objects.get().outlines[0]["geometry"]["coordinates"][0]) == 4


def test_points_that_are_typed_are_drawn(drawing):
    drawing.locator("textarea").fill("50.08, 19.90\n50.08, 19.92\n50.09, 19.92")
    assert drawing.locator(".drawing-corner").count() == 3


def test_drawing_has_no_violation(drawing, axe):
    axe(drawing)
