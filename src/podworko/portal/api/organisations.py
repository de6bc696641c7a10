"""Entries of organisations, read and changed by those who keep them."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from podworko.accounts.choices import ApiScope
from podworko.core import submission
from podworko.core.problems import Problem
from podworko.organisations import links
from podworko.organisations.actions import organisation as actions
from podworko.organisations.actions.contact import add_contact
from podworko.organisations.forms.contact import NewContactForm
from podworko.organisations.forms.organisation import OrganisationForm
from podworko.organisations.models import ContactField, Location, Organisation
from podworko.places.models import Area
from podworko.portal.api import bodies
from podworko.portal.api.answering import json_answer, moved, not_found, told
from podworko.portal.api.signing import Caller, caller
from podworko.portal.hsds import asked, ids, lists
from podworko.portal.hsds.ids import Kind
from podworko.portal.hsds.moved import id_now
from podworko.resources.actions.entry import add_entry
from podworko.resources.actions.hours import hours_table, set_opening_hours
from podworko.resources.choices import Weekday
from podworko.resources.forms.entry import EntryForm
from podworko.resources.forms.hours import HoursForm
from podworko.resources.hours_text import write_day
from podworko.resources.queries import categories_for

CHANGED = (
    *("name", "corrected_name", "description", "role_in_area", "website", "sector", "legal_form"),
    *("status", "status_note", "visibility", "branch_number", "source"),
)
"""What `PATCH` takes: fields of the page „Popraw wpis”."""
ENTERED = (
    *("name", "category", "address", "coordinates", "precision", "phone", "email", "contact_role", "legal_basis"),
    *("notice_date", "visibility", "legal_form", "sector", "description", "website", "source", "address_note"),
)
"""What `POST` takes besides `area`: fields of the page „Dodaj wpis”."""
_ASSUMED = ("legal_form", "sector", "legal_basis", "notice_date")
"""What the page fills in beforehand."""
WAYS = ("role", "phone", "email", "visibility", "legal_basis", "notice_date", "source", "location_id")
_WAY_NAMES = {f"new_{kind}_{name}": name for kind in ("phone", "email") for name in WAYS} | {
    "new_phone_value": "phone",
    "new_email_value": "email",
}
"""The form's own name of a field → the body's."""
DAYS = tuple(day.name.lower() for day in Weekday)
OF_HOURS = ("by_appointment", "closed_on_holidays", "note")


@told("GET", "HEAD", "POST")
def api_organisations(request: HttpRequest) -> HttpResponse:
    """List the entries that the person keeps, or enter an organisation."""
    who = caller(request, ApiScope.ORGANISATIONS)
    if request.method == "POST":
        return _enter(request, who)
    wanted = asked.read(request.GET)
    rows = Organisation.objects.editable_by(who.reach).select_related("home_area").order_by("sort_key", "pk")
    if wanted.area:
        rows = rows.active_in(wanted.area)
    found = rows[wanted.first : wanted.first + wanted.per_page]
    return json_answer(lists.page(wanted, rows.count(), [_brief(one) for one in found]))


@told("GET", "HEAD", "PATCH")
def api_organisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Return an entry that the person keeps, or change what is sent of it."""
    who = caller(request, ApiScope.ORGANISATIONS)
    organisation = _kept(request, who, pk)
    if request.method == "PATCH":
        body = bodies.read_body(request, CHANGED)
        bodies.check_match(request, bodies.version_of(organisation.version))
        blank = OrganisationForm(organisation=organisation, reach=who.reach)
        form = OrganisationForm(bodies.changed_data(blank, _own(body)), organisation=organisation, reach=who.reach)
        version = organisation.version if "If-Match" in request.headers else None
        organisation = bodies.carry_out(
            form,
            body,
            lambda: actions.change_organisation(organisation, values=form.values(), version=version, by=who.user),
        )
    return _answer(organisation, who)


@told("POST")
def api_contacts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give an organisation a role that can be reached, by telephone, by mail or both."""
    who = caller(request, ApiScope.ORGANISATIONS)
    organisation = _kept(request, who, pk)
    body = bodies.read_body(request, WAYS)
    form = NewContactForm(bodies.form_data(_ways(body)), organisation=organisation, reach=who.reach)
    token = bodies.idempotency_token(request, who.user)
    try:
        bodies.carry_out(
            form,
            body,
            lambda: add_contact(
                organisation=organisation, values=form.own_values(), ways=form.read_ways(), token=token, by=who.user
            ),
            names=_WAY_NAMES,
        )
    except submission.AlreadySubmittedError:
        return _answer(organisation, who)
    return _answer(organisation, who, is_new=True)


@told("PUT")
def api_hours(request: HttpRequest, pk: UUID, location: UUID) -> HttpResponse:
    """Write down the week of a place; its seasons and exceptions stay."""
    who = caller(request, ApiScope.ORGANISATIONS)
    organisation = _kept(request, who, pk)
    places = Location.objects.editable_by(who.reach).filter(organisation=organisation)
    place = places.filter(pk=_key(str(location))).select_related("organisation").first()
    if place is None:
        now = id_now(str(location))
        if now and places.filter(pk=_key(now)).exists():
            raise moved(request, reverse("portal:api_hours", args=[pk, now]))
        raise not_found()
    body = bodies.read_body(request, (*DAYS, *OF_HOURS))
    bodies.check_match(request, bodies.version_of(place.version))
    week = {f"day_{number}": body.get(day, "") for number, day in enumerate(DAYS)}
    own = {name: body[name] for name in OF_HOURS if name in body}
    form = HoursForm(bodies.changed_data(HoursForm(location=place), week | own), location=place)
    version = place.version if "If-Match" in request.headers else None
    bodies.carry_out(
        form,
        body,
        lambda: set_opening_hours(place, table=form.read_table(), version=version, by=who.user),
        names={f"day_{number}": day for number, day in enumerate(DAYS)},
    )
    return _answer(organisation, who)


def _enter(request: HttpRequest, who: Caller) -> HttpResponse:
    body = bodies.read_body(request, ("area", *ENTERED))
    area = area_to_write_in(body, who.reach.coordinator_of | who.reach.partner_in)
    token = bodies.idempotency_token(request, who.user)
    values = {
        "visibility": "organisation",
        **_own(body),
        "category": _category(body.get("category"), area),
        "token": token,
    }
    blank = EntryForm(area=area, reach=who.reach)
    assumed = {name: blank.get_initial_for_field(blank.fields[name], name) for name in _ASSUMED}
    form = EntryForm(bodies.form_data(assumed | values), area=area, reach=who.reach)
    is_kept = area.pk not in who.reach.coordinator_of
    try:
        submission.refuse_twice(token, by=who.user)
        made = bodies.carry_out(
            form, body, lambda: add_entry(area=area, by=who.user, is_kept_by_author=is_kept, **form.entry())
        )
    except submission.AlreadySubmittedError as earlier:
        found = Organisation.objects.editable_by(who.reach).filter(pk=earlier.made_id or 0).first()
        if found is None:
            raise Problem(409, _("Ten klucz Idempotency-Key był już użyty do czegoś innego.")) from None
        return _answer(found, who)
    return _answer(made, who, is_new=True)


def area_to_write_in(body: bodies.Body, allowed: frozenset[int]) -> Area:
    """Return the area that a body names.

    Raises:
        Problem: 422 if there is none of this name, 403 if the person may enter nothing there.
    """
    slug = body.get("area")
    try:
        area = asked.area_named(slug) if isinstance(slug, str) and slug else None
    except Problem:
        area = None
    if area is None:
        raise bodies.refused([{"field": "area", "message": _("Podaj miejsce, np. azory.")}])
    if area.pk not in allowed:
        raise Problem(403, _("W tym miejscu nie możesz niczego wpisać."), area.full_label)
    return area


def _own(body: bodies.Body) -> bodies.Body:
    return {name: value for name, value in body.items() if name not in (bodies.ACCEPTED, "area")}


def _category(value: Any, area: Area) -> Any:
    """Return the key of a category, given by its id in HSDS or by its code."""
    row = ids.key_of(value, Kind.CATEGORY) if isinstance(value, str) else None
    known = {one.code: one.pk for one in categories_for(area)}
    return row[1] if row else known.get(str(value), value or None)


def _ways(body: bodies.Body) -> bodies.Body:
    shared = {name: body.get(name) for name in ("visibility", "legal_basis", "notice_date", "source")}
    shared["visibility"] = shared["visibility"] or "organisation"
    values: bodies.Body = {"role": body.get("role"), "holder_visibility": "organisation"}
    row = ids.key_of(body["location_id"], Kind.LOCATION) if isinstance(body.get("location_id"), str) else None
    values["location_id"] = row[1] if row else body.get("location_id")
    for kind in ("phone", "email", "other"):
        values |= {f"new_{kind}_{name}": value for name, value in shared.items()}
        values[f"new_{kind}_value"] = body.get(kind)
    values["new_other_visibility"] = "organisation"
    return values


def _kept(request: HttpRequest, who: Caller, pk: UUID) -> Organisation:
    """Return the entry of an id that the person keeps; lead to the one into which it was merged."""
    rows = Organisation.objects.editable_by(who.reach).select_related("home_area", "parent")
    found = rows.filter(pk=_key(str(pk), Kind.ORGANISATION)).first()
    if found is None:
        now = id_now(str(pk))
        if now and rows.filter(pk=_key(now, Kind.ORGANISATION)).exists():
            raise moved(request, request.path.replace(str(pk), now))
        raise not_found()
    return found


def _key(text: str, kind: Kind = Kind.LOCATION) -> int:
    row = ids.key_of(text, kind)
    return row[1] if row else 0


def _brief(row: Organisation) -> dict[str, Any]:
    return {
        "id": ids.of(Kind.ORGANISATION, row.pk),
        "area": row.home_area.slug,
        "name": row.name,
        "visibility": row.visibility,
        "version": row.version,
        "url": f"{settings.PODWORKO_URL}{links.page(row)}",
    }


def _answer(row: Organisation, who: Caller, *, is_new: bool = False) -> HttpResponse:
    fresh = Organisation.objects.select_related("home_area").get(pk=row.pk)
    about = _brief(fresh) | {name: getattr(fresh, name) for name in CHANGED}
    about |= {"assured_date": fresh.assured_date and fresh.assured_date.isoformat()}
    places = Location.objects.editable_by(who.reach).filter(organisation=fresh).order_by("sort_key", "pk")
    about["locations"] = [_place(place) for place in places]
    about["contacts"] = _contacts(fresh, who)
    headers = {"ETag": bodies.version_of(fresh.version)}
    if is_new:
        headers["Location"] = f"{settings.PODWORKO_URL}/api/organisations/{about['id']}"
    return json_answer(about, status=201 if is_new else 200, headers=headers)


def _place(place: Location) -> dict[str, Any]:
    table = hours_table(place)
    week = [row for row in table["spans"] if not (row["valid_from"] or row["valid_until"])]
    hours = {
        day: write_day([(row["opens"], row["closes"]) for row in week if row["weekday"] == number])
        for number, day in enumerate(DAYS)
    }
    return {
        "id": ids.of(Kind.LOCATION, place.pk),
        "name": place.name,
        "address": place.public_address,
        "version": place.version,
        "hours": hours | {name: table[name] for name in OF_HOURS},
    }


def _contacts(row: Organisation, who: Caller) -> list[dict[str, Any]]:
    fields = ContactField.objects.editable_by(who.reach).filter(contact__organisation=row)
    return [
        {"role": one.contact.role, "kind": one.kind, "value": one.value, "visibility": one.visibility}
        for one in fields.select_related("contact").order_by("contact__position", "contact", "position", "pk")
    ]
