"""What is not for everybody's eyes appears before nobody else's: in no page, file, print, search or mail.

Every page of the permission matrix is opened as every role, in the own area and in the other one, and read through
for the canaries of `tests/world.py`: as it comes by the matrix itself, with words and numbers behind its address here.
"""

import pytest

from podworko.core.text import fold
from tests.test_permissions import PAGES, address, ask, sides_of
from tests.world import EDITOR, MEMBER, NEIGHBOUR, PASSER_BY, found_in, not_for, words_of

pytestmark = pytest.mark.django_db

QUERIES = ("?page=2", "?q=kanarek")
"""What is put behind every address."""
SEARCHES = ("?q=kanarekbb", "?q=kanraekbc")
"""What is asked too, misspelt as well, where words change what is answered."""
SEARCHERS = (PASSER_BY, MEMBER, NEIGHBOUR)
"""Who asks with these; the bare address is opened by everybody."""


def echoed(query: str) -> str:
    """The words that somebody typed themselves and may see again."""
    return fold(query.rpartition("q=")[2])


def leaks(world, clients, name, query):
    for side in sides_of(name):
        url = address(name, getattr(world, side))
        url += query if "?" not in url else query.replace("?", "&", 1)
        for role in SEARCHERS:
            response = ask(clients[role], "GET", url)
            assert response.status_code < 500, f"{role}: {url}"
            for canary in not_for(role, response, world.canaries):
                if canary.word != echoed(query):
                    yield f"{role} reads {canary} at {url}"


def answers_words(world, clients, name):
    """Say whether a page answers a word otherwise than another one of as many letters."""
    url = address(name, world.own)
    joint = "&" if "?" in url else "?"
    sizes = {
        len(words_of(ask(clients[MEMBER], "GET", f"{url}{joint}q={word}")).replace(word, ""))
        for word in ("kanarek", "qwxqwxq")
    }
    return len(sizes) > 1


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.get])
@pytest.mark.usefixtures("prints_as_data")
def test_page_that_is_asked_more_shows_nobody_what_is_not_theirs(name, world, clients):
    queries = (*QUERIES, *SEARCHES) if answers_words(world, clients, name) else QUERIES
    assert [leak for query in queries for leak in leaks(world, clients, name, query)] == []


def test_pages_that_answer_words_are_known_as_such(world, clients):
    for name in ("portal:search", "portal:area_map", "portal:map_geojson", "portal:calendar"):
        assert answers_words(world, clients, name), name


@pytest.mark.parametrize("name", ["portal:print_resource_map", "portal:print_list"])
def test_printed_file_itself_shows_nobody_what_is_not_theirs(name, world, clients):
    for role in (PASSER_BY, MEMBER):
        response = ask(clients[role], "GET", address(name, world.own))
        assert f"Klub {world.own.area.name}" in words_of(response).replace("\n", " ")
        assert not_for(role, response, world.canaries) == []


@pytest.mark.parametrize("name", ["month", "week", "whats_on", "leaflet"])
def test_printed_calendar_itself_shows_nobody_what_is_not_theirs(name, world, clients):
    for role in (PASSER_BY, MEMBER):
        response = ask(clients[role], "GET", address(f"portal:print_{name}", world.own))
        assert world.own.area.name in words_of(response).replace("\n", " ")
        assert not_for(role, response, world.canaries) == []


@pytest.mark.usefixtures("prints_as_data")
def test_canaries_are_found_where_they_may_be(world, clients):
    """A test that finds nothing anywhere would prove nothing."""
    wanted = {MEMBER: {"partners", "organisation"}, EDITOR: {"partners", "organisation", "private"}}
    for role, levels in wanted.items():
        missing = set(levels)
        for name in ("portal:organisation_list", "portal:organisation_page", *PAGES):
            if PAGES[name].get and missing:
                read = words_of(ask(clients[role], "GET", address(name, world.own)))
                missing -= {canary.level for canary in found_in(read, world.canaries)}
        assert missing == set(), role


def test_no_slug_name_or_number_of_a_hidden_organisation_tells_that_it_exists(world, clients):
    hidden = world.own.hidden_private
    for path in ("", "members/", "members/invite/", "history/", "edit/"):
        there = ask(clients[PASSER_BY], "GET", f"/{world.own.area.slug}/organisations/{hidden.slug}/{path}")
        nowhere = ask(clients[PASSER_BY], "GET", f"/{world.own.area.slug}/organisations/nie-ma-takiej/{path}")
        assert there.status_code == nowhere.status_code, path
