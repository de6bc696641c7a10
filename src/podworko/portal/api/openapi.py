"""The description of the API in OpenAPI 3.1, made of what the API itself is made of. No library: decision record 9."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from podworko.accounts.choices import ApiScope
from podworko.portal.api.openapi_writing import WRITING_SCHEMAS, writing_paths
from podworko.portal.hsds.asked import MOST_PER_PAGE, PER_PAGE
from podworko.portal.hsds.tables import TABLES, json_schema

API_VERSION = "1.0.0"
"""Of the API, not of the program: the first number changes when something is taken away (`docs/api.md`)."""
Object = dict[str, Any]
_TEXT = {"type": "string"}
_KINDS = {
    "services": ("service", _TEXT),
    "organizations": ("organization", _TEXT),
    "service_at_locations": ("service_at_location", _TEXT),
    "taxonomies": ("taxonomy", _TEXT),
    "taxonomy_terms": ("taxonomy_term", _TEXT),
}
_SEARCHED = ("search", "page", "per_page", "format", "area")
_NARROWED = ("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after")
_PARAMETERS = {
    "services": (*_SEARCHED, *_NARROWED, "minimal", "full"),
    "organizations": (*_SEARCHED, "modified_after", "full", "full_service"),
    "service_at_locations": (*_SEARCHED, *_NARROWED, "full", "postcode", "proximity"),
    "taxonomies": _SEARCHED,
    "taxonomy_terms": (*_SEARCHED, "taxonomy_id", "parent_id", "top_only"),
}
_WITH_BRIEF = ("service", "organization")


def document() -> Object:
    """Return the whole description, in the language of whoever asks."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{_('Podwórko: interfejs dla programów')}, {settings.SITE.host}",
            "version": API_VERSION,
            "description": _(
                "Publiczny rejestr organizacji i usług według Human Services Data Specification 3.0, oraz wpisywanie"
                " organizacji i wydarzeń w czyimś imieniu. Opis po ludzku i przykłady: /api/."
            ),
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": settings.PODWORKO_URL}],
        "externalDocs": {"url": "https://docs.openreferral.org/en/3.0/hsds/", "description": "HSDS 3.0"},
        "paths": _hsds_paths() | writing_paths() | _other_formats(),
        "components": {
            "schemas": _schemas(),
            "parameters": _parameters(),
            "responses": _responses(),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "; ".join(f"{one.value}: {one.label}" for one in ApiScope),
                }
            },
        },
    }


def _hsds_paths() -> Object:
    found: Object = {
        "/api/hsds/": {"get": _read("getAPIMetaInformation", _("Wersja HSDS"), {"$ref": _schema("Meta")})}
    }
    for kind, (name, _shape) in _KINDS.items():
        brief = f"{name}_list" if name in _WITH_BRIEF else name
        contents = {"properties": {"contents": {"type": "array", "items": {"$ref": _schema(brief)}}}}
        page = {"allOf": [{"$ref": _schema("Page")}, contents]}
        asked = [{"$ref": f"#/components/parameters/{each}"} for each in _PARAMETERS[kind]]
        found[f"/api/hsds/{kind}"] = {"get": _read(f"list_{kind}", _("Lista, strona po stronie"), page, asked, "400")}
        one = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}]
        if name == "organization":
            one.append({"$ref": "#/components/parameters/full_service"})
        whole = {"$ref": _schema(name)}
        found[f"/api/hsds/{kind}/{{id}}"] = {"get": _read(f"get_{kind}", _("Całość"), whole, one, "400", "404")}
    found["/api/hsds/package.zip"] = {
        "get": _file("getPackage", _("Paczka CSV z opisem (tabular data package)"), "application/zip", "area")
    }
    return found


def _other_formats() -> Object:
    """Return the files that the pages of an area offer anyway."""
    files = {
        "map.geojson": ("application/geo+json", _("Mapa: miejsca z rejestru")),
        "organisations.csv": ("text/csv", _("Rejestr dla arkuszy kalkulacyjnych")),
        "calendar.ics": ("text/calendar", _("Kalendarz (iCalendar)")),
        "calendar.atom": ("application/atom+xml", _("Nowe wydarzenia (Atom)")),
        "calendar.geojson": ("application/geo+json", _("Wydarzenia na mapie")),
    }
    slug = {"name": "area", "in": "path", "required": True, "schema": _TEXT, "example": "azory"}
    found = {}
    for name, (kind, summary) in files.items():
        told = _file(f"file_{name.replace('.', '_')}", summary, kind)
        found[f"/{{area}}/{name}"] = {"get": told | {"parameters": [slug], "tags": [_("Inne formaty")]}}
    return found


def _read(name: str, summary: str, schema: Object, parameters: list[Object] | None = None, *problems: str) -> Object:
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["HSDS 3.0"],
        "security": [],
        "parameters": parameters or [],
        "responses": {
            "200": {"description": "OK", "content": {"application/json": {"schema": schema}}},
            "304": {"description": _("Nic się nie zmieniło (If-None-Match)")},
            **{code: {"$ref": "#/components/responses/Problem"} for code in problems},
        },
    }


def _file(name: str, summary: str, kind: str, *parameters: str) -> Object:
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["HSDS 3.0"],
        "security": [],
        "parameters": [{"$ref": f"#/components/parameters/{each}"} for each in parameters],
        "responses": {
            "200": {"description": "OK", "content": {kind: {}}},
            "302": {"description": _("Miejsce ma nowy adres")},
            "304": {"description": _("Nic się nie zmieniło (If-None-Match)")},
            "400": {"$ref": "#/components/responses/Problem"},
            "404": {"description": _("Nie ma takiego miejsca")},
        },
    }


def _schema(name: str) -> str:
    return f"#/components/schemas/{name}"


def _schemas() -> Object:
    whole = {name: json_schema(name) for name in TABLES}
    whole["organization"]["properties"]["services"] = {"type": "array", "items": {"$ref": _schema("service")}}
    brief = {f"{name}_list": json_schema(name, is_list=True) for name in _WITH_BRIEF}
    # With `minimal` there are only the fields that the standard itself requires.
    brief["service_list"]["required"] = ["id", "name", "status"]
    integer, flag = {"type": "integer"}, {"type": "boolean"}
    page = dict.fromkeys(("total_items", "total_pages", "page_number", "size"), integer)
    page |= dict.fromkeys(("first_page", "last_page", "empty"), flag)
    problem = {"type": _TEXT, "title": _TEXT, "status": integer, "detail": _TEXT}
    error = {"type": "object", "properties": {"field": _TEXT, "message": _TEXT}, "required": ["message"]}
    return {
        **whole,
        **brief,
        **WRITING_SCHEMAS,
        "Meta": {
            "type": "object",
            "properties": {"version": _TEXT, "profile": _TEXT, "openapi_url": _TEXT},
            "required": ["version", "profile", "openapi_url"],
        },
        "Page": {"type": "object", "properties": page, "required": [*page]},
        "Problem": {
            "type": "object",
            "description": "RFC 9457",
            "properties": problem | {"errors": {"type": "array", "items": error}, "cautions": {"type": "array"}},
            "required": ["title", "status"],
        },
    }


def _parameters() -> Object:
    flag = {"type": "boolean"}
    known: dict[str, tuple[Object, str]] = {
        "search": (_TEXT, _("Szukane słowa, w każdej odmianie.")),
        "page": ({"type": "integer", "minimum": 1, "maximum": 1_000_000}, _("Numer strony, od 1.")),
        "per_page": (
            {"type": "integer", "minimum": 1, "maximum": 1_000_000, "default": PER_PAGE},
            _("Ile na stronie; więcej niż %(most)s i tak nie będzie.") % {"most": MOST_PER_PAGE},
        ),
        "format": ({"type": "string", "enum": ["json"]}, ""),
        "area": (_TEXT, _("Tylko to miejsce i miejsca w nim: pierwsza część adresu jego stron, np. azory.")),
        "taxonomy_term_id": (_TEXT, _("Tylko z tym hasłem: kategorią, rodzajem, grupą.")),
        "taxonomy_id": (_TEXT, _("Tylko z jakimkolwiek hasłem tej listy.")),
        "organization_id": (_TEXT, _("Tylko tej organizacji.")),
        "modified_after": (_TEXT, _("Tylko zmienione od tego dnia albo chwili: 2026-11-22, 2026-11-22T10:00:00Z.")),
        "minimal": (flag, _("Tylko id i dzień zmiany (z nazwą i stanem, których wymaga schemat).")),
        "full": (flag, _("Wszystko, co należy do każdej pozycji.")),
        "full_service": (flag, _("Z pełnymi usługami organizacji.")),
        "postcode": (_TEXT, _("Tylko miejsca o tym kodzie pocztowym; razem z proximity: w pobliżu nich.")),
        "proximity": (
            {"type": "integer", "minimum": 0, "maximum": 100_000},
            _("Metry od środka punktów o tym kodzie."),
        ),
        "parent_id": (_TEXT, _("Tylko hasła pod tym hasłem; tu żadne nie ma haseł pod sobą.")),
        "top_only": (flag, _("Tylko hasła bez podrzędnych; tu wszystkie takie są.")),
    }
    return {
        name: {"name": name, "in": "query", "required": False, "description": said, "schema": shape}
        for name, (shape, said) in known.items()
    }


def _responses() -> Object:
    told = {"application/problem+json": {"schema": {"$ref": _schema("Problem")}}}
    return {"Problem": {"description": _("Co się nie udało i w którym polu"), "content": told}}
