"""The page about the API, and the examples of `docs/api.md`: all of them are run."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from podworko.accounts.models import AreaRole, User
from podworko.organisations.models import Organisation
from tests.portal.api import Program, location_id, organisation_id

DOCS = (Path(__file__).parent.parent.parent / "docs" / "api.md").read_text()


def test_page_says_what_there_is_and_every_reading_example_works(client, azory):
    response = client.get("/api/")
    assert response.status_code == 200
    text = response.content.decode()
    examples = re.findall(r'curl (?:-o \S+ )?"http://localhost:8000(/api/hsds/[^"]+)"', unescape(text))
    assert len(examples) == 3
    for path in examples:
        assert client.get(path).status_code == 200, path
    for path in re.findall(r'href="(/[^"#]*\.(?:geojson|csv|ics|atom|json))"', text):
        assert client.get(path).status_code == 200, path


def test_page_of_an_empty_instance_says_so(client, db):
    assert "Nie ma jeszcze żadnego miejsca." in client.get("/api/").content.decode()


def test_every_address_of_the_docs_answers(client, azory):
    paths = re.findall(r"^GET (/\S+)$", DOCS, re.MULTILINE)
    assert len(paths) == 14
    for path in paths:
        assert client.get(path).status_code == 200, path


@pytest.fixture
def program(azory):
    """A coordinator's; of whom else would be the whole of Azory."""
    user = User.objects.create(email="koordynatorka@example.org")
    AreaRole.objects.create(user=user, area=azory, kind="coordinator")
    return Program(user)


def test_every_body_of_the_docs_is_taken(program):
    bodies = dict(
        re.findall(r"^`((?:POST|PATCH|PUT) /api/\S+)`:\n\n```json\n(.*?)```", DOCS, re.MULTILINE | re.DOTALL)
    )
    assert len(bodies) == 5
    for told in sorted(bodies, key=lambda told: "{id}" in told):
        method, path = told.split(" /api/")
        club = Organisation.objects.filter(name="Klub Szachowy Wieża").first()
        if "{id}" in path:
            path = path.replace("{id}", organisation_id(club)).replace(
                "{location_id}", location_id(club.locations.get())
            )
        response = program.ask(method, path, json.loads(bodies[told]))
        assert response.status_code in (200, 201), (told, response.content.decode())
    club = Organisation.objects.get(name="Klub Szachowy Wieża")
    assert club.description == "Gramy w środy i soboty."
    assert club.locations.get().opening_hours.count() == 2


def test_every_writing_example_of_the_page_works_as_it_stands(client, program):
    """A developer copies them, sets TOKEN, and reads ID out of the list."""
    text = unescape(client.get("/api/").content.decode())
    found = re.findall(r'curl (?:-X (\w+) )?"http://localhost:8000/api/([^"]+)"([^<]*)</code>', text)
    asked = [(method or "GET", path, said) for method, path, said in found if "$TOKEN" in said]
    assert [method for method, _path, _said in asked] == ["POST", "GET", "PATCH"]
    mine = program.get("organisations/").json()["contents"][0]["id"]
    for method, path, said in asked:
        body = re.search(r"-d '(.*)'", said, re.DOTALL)
        headers = dict(re.findall(r'-H "(Idempotency-Key): ([^"]+)"', said))
        response = program.ask(method, path.replace("$ID", mine), body and json.loads(body[1]), **headers)
        assert response.status_code in (200, 201), (method, path, response.content.decode())
