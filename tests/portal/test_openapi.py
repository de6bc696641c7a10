"""The description of the API is true: every address stands in it, and none of them breaks, whatever is sent."""

import re
from contextlib import suppress
from functools import cache

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.urls import get_resolver
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from podworko.accounts import codes
from podworko.portal.hsds.tables import TABLES
from tests.portal import hsds
from tests.portal.api import Program, location_id, organisation_id
from tests.register import make_estate

pytestmark = pytest.mark.django_db

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
EXAMPLES = 6
"""Of each kind, for each address; a run of all takes half a minute."""


def document(client):
    response = client.get("/api/openapi.json")
    assert response.status_code == 200
    return response.json()


@pytest.fixture
def unlimited(monkeypatch):
    """Let a program ask without end."""
    monkeypatch.setattr(codes, "limit", lambda *args, **kwargs: None)


@cache
def application():
    return get_wsgi_application()


def site(asked, start_response):
    """The site as a server sees it, on the test's own connection, which a request would close."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    try:
        response = application()(asked, start_response)
        body = b"".join(response)
        response.close()
        return [body]
    finally:
        for signal in ends:
            signal.connect(close_old_connections)


def operations(client):
    schema = schemathesis.openapi.from_dict(document(client))
    schema.app = site
    schema.config.update(base_url="http://localhost:8000")
    return [found.ok() for found in schema.get_all_operations()]


def try_out(operation, mode, headers, paths):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def attempt(case):
        case.path_parameters = {**(case.path_parameters or {}), **paths} or None
        case.call_and_validate(checks=list(CHECKS), headers=headers)

    # An address that takes nothing can be sent nothing wrong.
    with suppress(Unsatisfiable):
        attempt()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.usefixtures("unlimited")
def test_no_address_breaks_and_each_answers_as_described(client, mode):
    for operation in operations(client):
        try_out(operation, mode, {}, {})


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.usefixtures("unlimited")
def test_no_address_breaks_with_a_token(client, mode):
    estate = make_estate()
    headers = {"Authorization": f"Bearer {Program(estate.editor).secret}"}
    known = {"id": organisation_id(estate.school), "location_id": location_id(estate.place), "area": "azory"}
    for operation in operations(client):
        if "hsds" not in operation.path:
            paths = {name: known[name] for name in re.findall(r"{(\w+)}", operation.path)}
            try_out(operation, mode, headers, paths)


def test_every_address_of_the_api_is_described(client):
    described = {re.sub(r"{\w+}", "*", path) for path in document(client)["paths"]}
    patterns = next(one for one in get_resolver().url_patterns[0].url_patterns if str(one.pattern) == "api/")
    routes = {f"/api/{one.pattern}" for one in patterns.url_patterns}
    undescribed = {"/api/", "/api/openapi.json", "/api/<path:rest>"}
    kinds = [route.replace("<hsds:kind>", kind) for kind in hsds.LISTS for route in routes if "<hsds:kind>" in route]
    ours = {*kinds, *(route for route in routes - undescribed if "<hsds:kind>" not in route)}
    assert {re.sub(r"<[^>]+>", "*", route) for route in ours} == {
        path for path in described if path.startswith("/api/")
    }


def test_every_field_is_one_of_the_standard():
    for name, table in TABLES.items():
        known = hsds.schema(name)["properties"]
        for field in table.fields:
            kind = {"date": "string", "datetime": "string", "time": "string"}.get(field.type, field.type)
            assert known[field.name]["type"] == kind, f"{name}.{field.name}"
        assert {*table.lists, *table.parts} <= set(known), name
        assert set(hsds.schema(name)["required"]) <= {field.name for field in table.fields if field.is_required}, name


def test_description_is_read_by_any_page_and_tagged(client):
    first = client.get("/api/openapi.json")
    assert first["Access-Control-Allow-Origin"] == "*"
    assert first.json()["openapi"].startswith("3.1")
    make_estate()
    assert client.get("/api/openapi.json", headers={"Accept-Language": "en"}).json()["info"]["version"] == "1.0.0"
