"""Open Referral's HSDS 3.0 as rows of one table: a row per organisation and location. Pure functions over values.

Read from `organization_full` and `service_full` as JSON, from a page of a HSDS API (`contents`), and from the tabular
data package, whose tables point at each other by id (HSDS 3.0, `datapackage.json`).
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from podworko.core.tables.sheet import Sheet, Tables

Node = dict[str, Any]

HEADINGS: Final = (
    "name",
    "description",
    "website",
    "place_name",
    "address",
    "postcode",
    "city",
    "latitude",
    "longitude",
    "phone",
    "email",
    "role",
    "holder",
    "hours",
    "services",
    "identifiers",
    "assured_date",
)
"""Codes of `columns.FIELDS`."""
_TABLES: Final = {
    "organizations": "organization",
    "services": "service",
    "locations": "location",
    "phones": "phone",
    "contacts": "contact",
    "addresses": "address",
    "schedules": "schedule",
    "organization_identifiers": "organization_identifier",
    "service_at_locations": "service_at_location",
}
_OWNERS: Final = {
    "phone": ("phones", ("location", "service", "organization", "contact")),
    "contact": ("contacts", ("location", "service", "organization")),
    "address": ("addresses", ("location",)),
    "schedule": ("schedules", ("location", "service")),
    "organization_identifier": ("organization_identifiers", ("organization",)),
    "service": ("services", ("organization",)),
    "location": ("locations", ("organization",)),
}


def as_one_table(tables: Tables) -> Tables:
    """Return HSDS as one sheet; anything else as it is."""
    organisations = _from_document(tables.raw) if tables.raw is not None else _from_package(tables.sheets)
    if not organisations:
        return tables
    sheet = Sheet("HSDS", is_named=True)
    sheet.add(0, list(HEADINGS))
    number = 0
    for organisation in organisations:
        for cells in _rows(organisation):
            number += 1
            sheet.add(number, [cells.get(heading, "") for heading in HEADINGS])
    return Tables("hsds", [sheet], tables.remarks)


def _from_document(document: Any) -> list[Node]:
    nodes = document.get("contents", [document]) if isinstance(document, dict) else document
    found: list[Node] = []
    for node in nodes if isinstance(nodes, list) else []:
        if not isinstance(node, dict):
            return []
        organisation = node.get("organization")
        if isinstance(organisation, dict) and "name" in node:
            found.append({**organisation, "services": [node]})
        elif "organization_identifiers" in node or {"locations", "services"} <= set(node):
            found.append(node)
    return found


def _from_package(sheets: list[Sheet]) -> list[Node]:
    rows = {_TABLES.get(sheet.name.lower(), sheet.name.lower()): _objects(sheet) for sheet in sheets}
    if "organization" not in rows or not any("id" in row for row in rows["organization"]):
        return []
    by_id = {(name, row["id"]): row for name, table in rows.items() for row in table if row.get("id")}
    for name, (plural, owners) in _OWNERS.items():
        for row in rows.get(name, ()):
            owner = next(
                (by_id.get((kind, row.get(f"{kind}_id", ""))) for kind in owners if row.get(f"{kind}_id")), None
            )
            if owner:
                owner.setdefault(plural, []).append(row)
    for link in rows.get("service_at_location", ()):
        service = by_id.get(("service", link.get("service_id", "")))
        place = by_id.get(("location", link.get("location_id", "")))
        if service is not None and place is not None:
            service.setdefault("service_at_locations", []).append({"location": place})
    return rows["organization"]


def _objects(sheet: Sheet) -> list[Node]:
    if not sheet.rows:
        return []
    names = [name.strip().lower() for name in sheet.rows[0]]
    return [dict(zip(names, row, strict=False)) for row in sheet.rows[1:]]


def _rows(organisation: Node) -> Iterator[dict[str, str]]:
    services = _list(organisation, "services")
    places: dict[int, Node] = {id(place): place for place in _list(organisation, "locations")}
    offered: dict[int, list[Node]] = defaultdict(list)
    for service in services:
        links = [link["location"] for link in _list(service, "service_at_locations") if _is_node(link.get("location"))]
        for place in links:
            same = next((known for known in places.values() if known.get("id") == place.get("id") != None), place)  # noqa: E711
            places.setdefault(id(same), same)
            offered[id(same)].append(service)
        if not links:
            offered[0].append(service)
    own = {
        "name": _text(organisation, "name"),
        "description": _text(organisation, "description"),
        "website": _text(organisation, "website") or _text(organisation, "url"),
        "identifiers": "; ".join(_identifiers(organisation)),
        "assured_date": max((_text(service, "assured_date") for service in services), default=""),
    }
    general = _contacts(organisation, services)
    for key, place in places.items() or [(0, {})]:
        named = [*offered[key], *(offered[0] if key else [])]
        there = {name: value for name, value in _contacts(place, []).items() if value}
        said = "; ".join(dict.fromkeys(_text(service, "name") for service in named if _text(service, "name")))
        yield {**own, **general, **_place(place, named), **there, "services": said}


def _place(place: Node, services: list[Node]) -> dict[str, str]:
    address = next(iter(_list(place, "addresses")), {})
    schedules = [*_list(place, "schedules"), *(row for service in services for row in _list(service, "schedules"))]
    return {
        "place_name": _text(place, "name"),
        "address": _text(address, "address_1"),
        "postcode": _text(address, "postal_code"),
        "city": _text(address, "city"),
        "latitude": _text(place, "latitude"),
        "longitude": _text(place, "longitude"),
        "hours": "; ".join(dict.fromkeys(filter(None, map(_hours, schedules)))),
    }


def _contacts(node: Node, services: list[Node]) -> dict[str, str]:
    holders = [node, *_list(node, "contacts"), *services]
    contact = next(iter(_list(node, "contacts")), {})
    phones = [_text(phone, "number").strip('"') for holder in holders for phone in _list(holder, "phones")]
    emails = [_text(holder, "email") for holder in holders]
    return {
        "phone": "; ".join(dict.fromkeys(filter(None, phones))),
        "email": "; ".join(dict.fromkeys(filter(None, emails))),
        "role": _text(contact, "title") or _text(contact, "department"),
        "holder": _text(contact, "name"),
    }


def _hours(schedule: Node) -> str:
    """Return a weekly rule as „Mo,Tu 10:00-18:00”; any other rule is left out."""
    opens, closes = _text(schedule, "opens_at")[:5], _text(schedule, "closes_at")[:5]
    days = _text(schedule, "byday").replace(";", ",")
    is_weekly = _text(schedule, "freq").upper() in {"WEEKLY", ""} and not _text(schedule, "bymonthday")
    if not (opens and closes and days and is_weekly):
        return ""
    return f"{','.join(day.strip().title() for day in days.split(','))} {opens}-{closes}"


def _identifiers(organisation: Node) -> Iterator[str]:
    for row in _list(organisation, "organization_identifiers"):
        scheme = (_text(row, "identifier_scheme") or _text(row, "identifier_type")).upper().removeprefix("PL-")
        yield f"{scheme} {_text(row, 'identifier')}".strip()


def _list(node: Node, name: str) -> list[Node]:
    rows = node.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _is_node(value: Any) -> bool:
    return isinstance(value, dict)


def _text(node: Node, name: str) -> str:
    value = node.get(name)
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()
