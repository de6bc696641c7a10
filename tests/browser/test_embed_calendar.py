import http.server
import threading
from functools import partial
from itertools import count

import pytest
from playwright.sync_api import expect

from podworko.core.visibility import Visibility
from tests.factories import AreaFactory, EventFactory, OrganisationFactory


@pytest.fixture
def event():
    area = AreaFactory(name="Azory", slug="azory")
    owner = OrganisationFactory(home_area=area, active_in=[area], name="Szkoła", visibility=Visibility.PUBLIC)
    return EventFactory(organisation=owner, title="Festyn", visibility=Visibility.PUBLIC)


@pytest.fixture
def school(tmp_path, live_server):
    """A function that serves a school's own page with some code in it, at another origin; returns its address."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path)
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    numbers = count()

    def serve(code):
        # A page of its own each time: of one that changes twice a second the browser would be told that it has not.
        name = f"{next(numbers)}.html"
        (tmp_path / name).write_text(
            f"<!doctype html><title>Szkoła</title><link rel=icon href=data:,>{code}", encoding="utf-8"
        )
        return f"http://127.0.0.1:{server.server_address[1]}/{name}"

    yield serve
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("view", ["list", "month"])
def test_code_from_the_page_shows_the_calendar_on_a_page_of_a_school(open_page, live_server, school, event, view):
    page = open_page(f"/azory/calendar/share/?organiser=szkola&view={view}")
    # The site's own address is that of an instance, not of the test.
    code = page.locator("#code").input_value().replace("http://localhost:8000", live_server.url)
    page.goto(school(code))
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Azory: kalendarz")
    day = event.starts.date().isoformat()
    page.goto(school(code.replace("/embed/?", f"/embed/?day={day}&amp;")))
    frame.get_by_role("link", name="Festyn").click()
    expect(page).to_have_url(f"{live_server.url}/azory/calendar/{event.pk}/?day={day}")
    assert page.context.cookies() == []


def test_other_days_are_shown_in_the_frame_itself(open_page, live_server, school, event):
    address = school(f'<iframe src="{live_server.url}/azory/calendar/embed/" title="Kalendarz"></iframe>')
    page = open_page("about:blank")
    page.goto(address)
    frame = page.frame_locator("iframe")
    before = frame.get_by_role("heading", level=2).inner_text()
    frame.get_by_role("link", name="Później").click()
    expect(frame.get_by_role("heading", level=2)).not_to_have_text(before)
    assert page.url == address


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["embed/", "embed/?view=month", "share/"])
def test_what_is_shared_reads_on_a_phone(open_page, axe, sideways, address, scheme):
    page = open_page(f"/azory/calendar/{address}", width=360, color_scheme=scheme)
    axe(page)
    assert sideways(page) <= 0
