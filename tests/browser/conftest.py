"""Pages in a real browser: every test here is marked `browser` and needs Chromium.

The browser is the one named by PODWORKO_TEST_CHROMIUM, else the `chromium` of the system,
else the one that Playwright itself has installed.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Error, sync_playwright

HERE = Path(__file__).parent
AXE = (HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LOOK = """async (standards) => {
  // What is preloaded serves only rules about sound and about turned screens, and takes as long as all the others.
  const found = await axe.run(document, {runOnly: standards, resultTypes: ["violations"], preload: false});
  const said = ({id, nodes}) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`);
  return {violations: found.violations.flatMap(said), passes: found.passes.length};
}"""
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Playwright's synchronous calls run inside an event loop, beside which Django refuses the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium():
    path = os.environ.get("PODWORKO_TEST_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        try:
            # Several browsers at once need more shared memory than a container gives.
            browser = playwright.chromium.launch(
                executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
        except Error:
            pytest.skip("no Chromium: install the package chromium, or name one in PODWORKO_TEST_CHROMIUM")
        yield browser
        browser.close()


def session_of(user, url):
    client = Client()
    client.force_login(user)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": url}


@pytest.fixture
def open_page(chromium, live_server):
    """A function that opens a page of its own: `open_page("/azory/map/", user=anna, width=360, color_scheme="dark")`.

    Whatever the browser complains of on any of them (a script that fails, something that the content
    security policy stops, a file that is missing) fails the test.
    """
    contexts, complaints = [], []

    def opened(path, *, user=None, width=1280, height=800, **options):
        options.setdefault("locale", "pl-PL")
        options.setdefault("reduced_motion", "reduce")
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        if user:
            context.add_cookies([session_of(user, live_server.url)])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page):
    """A desktop page in light colours; `page.goto("/azory/map/")`."""
    return open_page("about:blank")


@pytest.fixture
def violations():
    """A function that lists what on a page, as it stands, breaks WCAG 2.2 AA or good practice."""

    def found_on(page):
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(AXE)
        found = page.evaluate(LOOK, STANDARDS)
        assert found["passes"], "axe looked at nothing"
        return found["violations"]

    return found_on


@pytest.fixture
def axe(violations):
    """A function that fails on any violation on a page as it stands."""

    def check(page):
        assert violations(page) == []

    return check


@pytest.fixture
def sideways():
    """A function that says by how many pixels a page is wider than its window."""
    return lambda page: page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
