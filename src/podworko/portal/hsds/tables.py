"""The tables and fields of HSDS 3.0 that are filled here, declared once: for JSON, CSV, their descriptor and OpenAPI.

A field is written `name:type@format!`, text where no type is said; `!` marks what the standard requires. What the
standard has and the register does not know (funding, programmes, waiting times …) is left out.
https://docs.openreferral.org/en/3.0/hsds/schema_reference.html
"""

import re
from typing import Any, NamedTuple

_FIELD = re.compile(r"(\w+)(?::(\w+))?(?:@(\w+))?(!)?")
_JSON_TYPES = {"date": ("string", "date"), "datetime": ("string", "date-time"), "time": ("string", "time")}


class Field(NamedTuple):
    """A column."""

    name: str
    type: str
    """As in a Table Schema: `string`, `number`, `date`, `datetime`, `time`."""
    format: str
    is_required: bool


class Table(NamedTuple):
    """An object of the standard: its fields, and the objects that stand inside it."""

    file: str
    fields: tuple[Field, ...]
    lists: dict[str, str]
    """Field → table of its items."""
    parts: dict[str, str]
    """Field → table of the one object in it."""
    points_to: dict[str, str]
    """Field that holds an id → table in which it is found."""


def _fields(text: str) -> tuple[Field, ...]:
    found = (match.groups() for part in text.split() if (match := _FIELD.fullmatch(part)))
    return tuple(Field(name, kind or "string", shape or "", bool(needed)) for name, kind, shape, needed in found)


def _table(file: str, text: str, **inside: dict[str, str]) -> Table:
    return Table(file, _fields(text), inside.get("lists", {}), inside.get("parts", {}), inside.get("points_to", {}))


TABLES: dict[str, Table] = {
    "organization": _table(
        "organizations.csv",
        "id@uuid! name! alternate_name description! email@email website@uri legal_status uri@uri"
        " parent_organization_id@uuid",
        lists={
            "contacts": "contact",
            "phones": "phone",
            "locations": "location",
            "organization_identifiers": "organization_identifier",
            "attributes": "attribute",
        },
    ),
    "service": _table(
        "services.csv",
        "id@uuid! organization_id@uuid! name! description url@uri email@email status! application_process"
        " fees_description eligibility_description minimum_age:number maximum_age:number assured_date:date alert"
        " last_modified:datetime",
        lists={
            "phones": "phone",
            "schedules": "schedule",
            "service_areas": "service_area",
            "service_at_locations": "service_at_location",
            "languages": "language",
            "cost_options": "cost_option",
            "contacts": "contact",
            "attributes": "attribute",
        },
        parts={"organization": "organization"},
        points_to={"organization_id": "organization"},
    ),
    "service_at_location": _table(
        "service_at_location.csv",
        "id@uuid! service_id@uuid! location_id@uuid! description",
        lists={"schedules": "schedule", "attributes": "attribute"},
        parts={"location": "location"},
        points_to={"service_id": "service", "location_id": "location"},
    ),
    "location": _table(
        "locations.csv",
        "id@uuid! location_type! organization_id@uuid name description latitude:number longitude:number",
        lists={
            "addresses": "address",
            "contacts": "contact",
            "accessibility": "accessibility",
            "phones": "phone",
            "schedules": "schedule",
            "attributes": "attribute",
        },
        points_to={"organization_id": "organization"},
    ),
    "address": _table(
        "addresses.csv",
        "id@uuid! location_id@uuid address_1! city! region state_province! postal_code! country! address_type!",
        points_to={"location_id": "location"},
    ),
    "contact": _table(
        "contacts.csv",
        "id@uuid! organization_id@uuid location_id@uuid name title email@email",
        lists={"phones": "phone"},
        points_to={"organization_id": "organization", "location_id": "location"},
    ),
    "phone": _table(
        "phones.csv",
        "id@uuid! location_id@uuid organization_id@uuid contact_id@uuid number! type",
        points_to={"organization_id": "organization", "location_id": "location", "contact_id": "contact"},
    ),
    "schedule": _table(
        "schedules.csv",
        "id@uuid! location_id@uuid valid_from:date valid_to:date wkst freq interval:number byday description"
        " opens_at:time closes_at:time notes",
        points_to={"location_id": "location"},
    ),
    "service_area": _table(
        "service_areas.csv", "id@uuid! service_id@uuid name uri", points_to={"service_id": "service"}
    ),
    "language": _table("languages.csv", "id@uuid! service_id@uuid name code", points_to={"service_id": "service"}),
    "accessibility": _table(
        "accessibility.csv", "id@uuid! location_id@uuid description details", points_to={"location_id": "location"}
    ),
    "attribute": _table(
        "attributes.csv",
        "id@uuid! link_id@uuid! taxonomy_term_id@uuid! link_entity! value",
        parts={"taxonomy_term": "taxonomy_term"},
        points_to={"taxonomy_term_id": "taxonomy_term"},
    ),
    "taxonomy_term": _table(
        "taxonomy_terms.csv",
        "id@uuid! code name! description! taxonomy taxonomy_id@uuid language",
        points_to={"taxonomy_id": "taxonomy"},
    ),
    "taxonomy": _table("taxonomies.csv", "id@uuid! name! description!"),
    "organization_identifier": _table(
        "organization_identifiers.csv",
        "id@uuid! organization_id@uuid! identifier_scheme identifier_type! identifier!",
        points_to={"organization_id": "organization"},
    ),
    "cost_option": _table(
        "cost_options.csv",
        "id@uuid! service_id@uuid! option currency amount:number amount_description",
        points_to={"service_id": "service"},
    ),
}


def json_schema(name: str, *, is_list: bool = False) -> dict[str, Any]:
    """Return the JSON Schema of an object, with references into `#/components/schemas`; `is_list`: without lists."""
    table = TABLES[name]
    properties: dict[str, Any] = {field.name: _json_type(field) for field in table.fields}
    if not is_list:
        for field, inside in table.lists.items():
            properties[field] = {"type": "array", "items": {"$ref": f"#/components/schemas/{inside}"}}
    for field, inside in table.parts.items():
        shown = f"{inside}_list" if is_list and inside == "organization" else inside
        properties[field] = {"$ref": f"#/components/schemas/{shown}"}
    required = [field.name for field in table.fields if field.is_required]
    return {"type": "object", "properties": properties, "required": required}


def csv_schema(name: str) -> dict[str, Any]:
    """Return the Table Schema (specs.frictionlessdata.io) of a table."""
    table = TABLES[name]
    fields = []
    for field in table.fields:
        shape = {"format": field.format} if field.format else {}
        constraints = {"required": field.is_required, "unique": field.name == "id"}
        fields.append({"name": field.name, "type": field.type, **shape, "constraints": constraints})
    keys = [
        {"fields": field, "reference": {"resource": there, "fields": "id"}} for field, there in table.points_to.items()
    ]
    return {"primaryKey": "id", "fields": fields, **({"foreignKeys": keys} if keys else {})}


def _json_type(field: Field) -> dict[str, str]:
    kind, shape = _JSON_TYPES.get(field.type, (field.type, field.format))
    return {"type": kind, "format": shape} if shape and shape != "time" else {"type": kind}
