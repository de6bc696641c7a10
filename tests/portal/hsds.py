"""Checks answers against the schemas of HSDS 3.0 in `tests/hsds_schemas`."""

import json
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

SCHEMAS = Path(__file__).parent.parent / "hsds_schemas"
ROOT = "https://hsds.example/"
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
OF_LIST = {
    "services": "service_list",
    "organizations": "organization_list",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
OF_ITEM = {**OF_LIST, "services": "service", "organizations": "organization"}


def schema(name):
    return json.loads((SCHEMAS / f"{name}.json").read_text())


@cache
def registry():
    found = {
        ROOT + file.name: Resource.from_contents(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ROOT + file.name}
            | json.loads(file.read_text())
        )
        for file in SCHEMAS.glob("*.json")
        if file.name != "datapackage.json"
    }
    return Registry().with_resources(found.items())


@cache
def validator(name):
    reference = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": f"{ROOT}{name}.json"}
    return Draft202012Validator(reference, registry=registry(), format_checker=FormatChecker())


def complaints(value, name):
    """What the standard's own schema says against an object."""
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator(name).iter_errors(value)]


def get(client, path, **query):
    response = client.get(f"/api/hsds/{path}", query)
    assert response.status_code == 200, response.content[:300]
    assert response["Content-Type"] == "application/json"
    return response.json()
