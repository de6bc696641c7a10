"""Every page of the permission matrix in a real browser: as it comes, after a refusal, and with nothing to show.

One world and one window serve all pages of a test: building them anew for each would take most of the time.
"""

from collections import defaultdict

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import AreaFactory
from tests.test_permissions import PAGES, address, url_patterns
from tests.world import ADMINISTRATOR, COORDINATOR, EDITOR, OFFICER, PASSER_BY, put_back

LOOKS = {
    "a phone by day": ({"width": 360, "height": 740}, "light"),
    "a desk by night": ({"width": 1280, "height": 800}, "dark"),
}
DRAWN = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
"""Colours that have been asked for stand only when the page has been drawn with them."""
PARTS = 6
"""The pages are shared out, so that several workers can look at them."""
READABLE = [name for name, page in PAGES.items() if page.get]
WITH_FORM = [name for name in READABLE if PAGES[name].post]
FOR_ALL = [name for name in READABLE if PASSER_BY in PAGES[name].get]
ROLES = (EDITOR, COORDINATOR, ADMINISTRATOR, OFFICER, PASSER_BY)


@pytest.fixture
def world(transactional_db, world_kept):
    return put_back(world_kept)


@pytest.fixture
def visit(open_page):
    """Open an address in a window of that person; None if it is a file, a part of a page, or a way elsewhere."""
    clients, windows = {}, {}

    def visited(url, user, **look):
        if user not in clients:
            clients[user] = Client()
            if user:
                clients[user].force_login(user)
        response = clients[user].get(url)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            return None
        if "<html" not in response.text:
            return None
        if user not in windows:
            windows[user] = open_page("about:blank", user=user, **look)
        windows[user].goto(url)
        return windows[user]

    return visited


@pytest.fixture
def look_at(violations, sideways):
    """A function that says what is wrong with a page as it stands, in each of these looks."""

    def look(page, names=tuple(LOOKS)):
        wrong = []
        for name in names:
            window, colours = LOOKS[name]
            page.set_viewport_size(window)
            page.emulate_media(color_scheme=colours)
            page.evaluate(DRAWN)
            found = violations(page)
            if found:
                # On a busy machine a colour may still be that of the look before; what is wrong stays wrong.
                page.wait_for_timeout(1000)
                found = violations(page)
            wrong += [f"{name}: {said}" for said in found]
            if page.get_by_role("heading", level=1).count() != 1:
                wrong.append(f"{name}: has not exactly one heading of the first level")
            if sideways(page):
                wrong.append(f"{name}: is {sideways(page)} pixels wider than its window")
        return wrong

    return look


def in_turn(number):
    """One of the looks: its page has been seen in all of them, if not with these words on it."""
    return (list(LOOKS)[number % len(LOOKS)],)


def reader_of(name, world):
    """The person who sees most on a page; None for a passer-by."""
    role = next(role for role in ROLES if role in PAGES[name].get)
    return world.users.get(role)


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_have_no_violation_and_fit_their_window(visit, look_at, world, part):
    wrong, seen = defaultdict(list), 0
    for name in READABLE[part::PARTS]:
        page = visit(address(name, world.own), reader_of(name, world))
        if page:
            wrong[name] += look_at(page)
            seen += 1
    assert seen > 5
    assert {name: said for name, said in wrong.items() if said} == {}


def test_forms_that_were_refused_have_no_violation(visit, look_at, world):
    wrong, seen = defaultdict(list), 0
    for number, name in enumerate(WITH_FORM):
        page = visit(address(name, world.own), reader_of(name, world))
        form = page and page.locator('main form[method="post"]:has(.field)').first
        if not form or not form.count():
            continue
        with page.expect_navigation():
            form.evaluate("(form) => { form.noValidate = true; form.requestSubmit(); }")
        wrong[name] += look_at(page, in_turn(number))
        seen += 1
    assert seen > 5
    assert {name: said for name, said in wrong.items() if said} == {}


def test_pages_of_an_area_that_holds_nothing_have_no_violation(visit, look_at, world):
    area, wrong = AreaFactory(name="Pusto"), defaultdict(list)
    for number, name in enumerate(READABLE):
        if set(url_patterns()[name].pattern.converters) != {"area_slug"}:
            continue
        url = reverse(name, kwargs={"area_slug": area.slug})
        page = visit(url, world.users[ADMINISTRATOR])
        if page:
            wrong[name] += look_at(page, in_turn(number))
    assert wrong
    assert {name: said for name, said in wrong.items() if said} == {}


def test_pages_for_everybody_read_without_scripts(visit, world):
    hidden = []
    for name in FOR_ALL:
        page = visit(address(name, world.own), None, width=360, java_script_enabled=False)
        if page and not page.get_by_role("heading", level=1).is_visible():
            hidden.append(name)
    assert hidden == []
