"""What the description says of the addresses that write."""

from typing import Any

from django.utils.translation import gettext as _

from podworko.accounts.choices import ApiScope
from podworko.agenda.choices import EventStatus, Registration
from podworko.core.visibility import Visibility
from podworko.organisations.choices import LegalBasis, LegalForm, Precision, Sector, Status
from podworko.portal.api.events import SENT
from podworko.portal.api.organisations import CHANGED, DAYS, ENTERED, OF_HOURS, WAYS
from podworko.resources.choices import Answer, Audience, Cost

Object = dict[str, Any]
_PROBLEMS = ("400", "401", "403", "409", "412", "413", "415", "422", "429")
_ID: Object = {"type": "string", "format": "uuid"}
_DAY: Object = {"type": "string", "examples": ["2026-12-05"]}
_CLOCK: Object = {"type": "string", "examples": ["17:00"]}


def _one_of(values: Any) -> Object:
    return {"type": "string", "enum": [str(value) for value in values]}


_SHAPES: dict[str, Object] = {
    "visibility": _one_of(Visibility.values),
    "legal_form": _one_of(LegalForm.values),
    "sector": _one_of(Sector.values),
    "legal_basis": _one_of(LegalBasis.values),
    "precision": _one_of(one for one in Precision.values if one != Precision.NONE),
    "cost": _one_of(Cost.values),
    "registration": _one_of(Registration.values),
    "closed_on_holidays": _one_of(Answer.values),
    "by_appointment": {"type": "boolean"},
    "audiences": {"type": "array", "items": _one_of(Audience.values)},
    "languages": {"type": "array", "items": {"type": "string"}},
    "capacity": {"type": "integer", "minimum": 1, "maximum": 100_000},
    "notice_date": _DAY,
    "day": _DAY,
    "last_day": _DAY,
    "time_from": _CLOCK,
    "time_to": _CLOCK,
    "category": {"type": "string", "examples": ["edukacja"]},
    "location_id": _ID,
    "organisation": _ID,
    "location": _ID,
    "area": {"type": "string", "examples": ["azory"]},
}
_ACCEPTED: Object = {"type": "array", "items": {"type": "string"}}


def _sent(*names: str, needed: tuple[str, ...] = (), status: Any = None) -> Object:
    shapes = _SHAPES | ({"status": _one_of(status)} if status else {})
    properties = {name: shapes.get(name, {"type": "string"}) for name in names}
    return {
        "type": "object",
        "properties": properties | {"accepted": _ACCEPTED},
        "required": list(needed),
        "additionalProperties": False,
    }


def _answered(**properties: Object) -> Object:
    return {"type": "object", "properties": properties, "required": list(properties)}


_TEXT: Object = {"type": "string"}
_NUMBER: Object = {"type": "integer"}
_BRIEF = {"id": _ID, "area": _TEXT, "name": _TEXT, "visibility": _TEXT, "version": _NUMBER, "url": _TEXT}
_ANNOUNCED = {key: value for key, value in _BRIEF.items() if key != "name"} | {"title": _TEXT, "status": _TEXT}

WRITING_SCHEMAS: Object = {
    "NewEntry": _sent("area", *ENTERED, needed=("area", "name")),
    "EntryChange": _sent(*CHANGED, status=Status.values),
    "NewContact": _sent(*WAYS, needed=("role",)),
    "Hours": _sent(*DAYS, *OF_HOURS),
    "NewEvent": _sent(
        "area",
        *SENT,
        needed=("area", "title"),
        status=[one for one in EventStatus.values if one != EventStatus.CANCELLED],
    ),
    "EntryInBrief": _answered(**_BRIEF),
    "Entry": _answered(**_BRIEF, description=_TEXT, locations={"type": "array"}, contacts={"type": "array"}),
    "Event": _answered(**_ANNOUNCED),
}


def writing_paths() -> Object:
    """Return the addresses that need a token."""
    one, place = _in_path("id"), _in_path("location_id")
    entries = ApiScope.ORGANISATIONS
    mine = {
        "allOf": [
            {"$ref": _schema("Page")},
            {"properties": {"contents": {"type": "array", "items": {"$ref": _schema("EntryInBrief")}}}},
        ]
    }
    asked = [{"$ref": f"#/components/parameters/{name}"} for name in ("page", "per_page", "area")]
    return {
        "/api/organisations/": {
            "get": _does(entries, "listEntries", _("Wpisy, które prowadzę"), asked, gives=mine),
            "post": _does(entries, "addEntry", _("Wpisz organizację"), [_key()], "NewEntry", "Entry", ("200", "201")),
        },
        "/api/organisations/{id}": {
            "get": _does(entries, "getEntry", _("Wpis, z wersją w ETag"), [one], gives="Entry"),
            "patch": _does(entries, "changeEntry", _("Popraw wpis"), [one, _match()], "EntryChange", "Entry"),
        },
        "/api/organisations/{id}/contacts/": {
            "post": _does(
                entries, "addContact", _("Dodaj kontakt"), [one, _key()], "NewContact", "Entry", ("200", "201")
            )
        },
        "/api/organisations/{id}/locations/{location_id}/hours": {
            "put": _does(entries, "setHours", _("Zapisz godziny"), [one, place, _match()], "Hours", "Entry")
        },
        "/api/events/": {
            "post": _does(
                ApiScope.EVENTS, "addEvent", _("Ogłoś wydarzenie"), [_key()], "NewEvent", "Event", ("200", "201")
            )
        },
    }


def _does(  # noqa: PLR0913, PLR0917 – what is told of an address
    scope: ApiScope,
    name: str,
    summary: str,
    parameters: list[Object],
    takes: str = "",
    gives: str | Object = "",
    codes: tuple[str, ...] = ("200",),
) -> Object:
    given = {"$ref": _schema(gives)} if isinstance(gives, str) else gives
    content = {"application/json": {"schema": given}}
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": _schema(takes)}}}}
    return {
        "operationId": name,
        "summary": summary,
        "tags": [_("Wpisywanie, z tokenem")],
        "security": [{"token": [scope.value]}],
        "parameters": parameters,
        **({"requestBody": body} if takes else {}),
        "responses": {
            **{code: {"description": "OK", "content": content} for code in codes},
            **{code: {"$ref": "#/components/responses/Problem"} for code in (*_PROBLEMS, "404")},
        },
    }


def _in_path(name: str) -> Object:
    return {"name": name, "in": "path", "required": True, "schema": _ID}


def _key() -> Object:
    said = _("Dowolny własny klucz: to samo wysłane dwa razy z tym samym kluczem zapisze się raz.")
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "description": said,
        "schema": {"type": "string", "maxLength": 200},
    }


def _match() -> Object:
    said = _("ETag wersji, którą program przeczytał; gdy jest już inna, odpowiedzią jest 412.")
    return {"name": "If-Match", "in": "header", "description": said, "schema": {"type": "string"}}


def _schema(name: str) -> str:
    return f"#/components/schemas/{name}"
