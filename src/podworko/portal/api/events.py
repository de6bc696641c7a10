"""Events that programs announce for those who may announce them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from podworko.accounts.choices import ApiScope
from podworko.agenda import links
from podworko.agenda.actions import event as actions
from podworko.agenda.forms.event import NewEventForm
from podworko.agenda.models import Event
from podworko.agenda.permissions import may_announce
from podworko.core import submission
from podworko.core.problems import Problem
from podworko.core.visibility import Visibility
from podworko.places.models import Area
from podworko.portal.api import bodies
from podworko.portal.api.answering import json_answer, told
from podworko.portal.api.organisations import area_to_write_in
from podworko.portal.api.signing import Caller, caller
from podworko.portal.hsds import ids
from podworko.portal.hsds.ids import Kind

SENT = (
    *("title", "day", "time_from", "time_to", "last_day", "pencil", "organiser_name", "place_name", "audiences"),
    *("visibility", "description", "website", "cost", "cost_note", "registration", "registration_url"),
    *("registration_contact", "capacity", "languages", "accessibility_note", "status", "organisation", "location"),
)
"""Fields of the page „Dodaj wydarzenie”; `organisation` and `location` by their ids in HSDS."""
_ASSUMED = ("visibility", "cost", "registration", "status", "repeats")
_NAMES = {"organisation_id": "organisation", "location_id": "location"}


@told("POST")
def api_events(request: HttpRequest) -> HttpResponse:
    """Announce an event for one's own organisation, or in an area that one coordinates."""
    who = caller(request, ApiScope.EVENTS)
    body = bodies.read_body(request, ("area", *SENT))
    area = area_to_write_in(body, frozenset(_areas(body, who)))
    token = bodies.idempotency_token(request, who.user)
    form = NewEventForm(bodies.form_data(_values(body, area, who) | {"token": token}), area=area, reach=who.reach)
    try:
        submission.refuse_twice(token, by=who.user)
        event = bodies.carry_out(
            form,
            body,
            lambda: actions.add_event(area=area, values=form.values(), token=token, by=who.user),
            names=_NAMES,
        )
    except submission.AlreadySubmittedError as earlier:
        found = Event.objects.visible_to(who.reach).filter(pk=earlier.made_id or 0).select_related("area").first()
        if found is None:
            raise Problem(409, _("Ten klucz Idempotency-Key był już użyty do czegoś innego.")) from None
        return _answer(found, status=200)
    return _answer(event, status=201)


def _areas(body: bodies.Body, who: Caller) -> list[int]:
    slug = body.get("area")
    rows = Area.objects.filter(slug=slug) if isinstance(slug, str) and "\0" not in slug else Area.objects.none()
    return [area.pk for area in rows if may_announce(area, who.reach)]


def _values(body: bodies.Body, area: Area, who: Caller) -> bodies.Body:
    blank = NewEventForm(area=area, reach=who.reach)
    assumed = {
        name: blank.get_initial_for_field(field, name) for name, field in blank.fields.items() if name in _ASSUMED
    }
    assumed |= {"visibility": Visibility.PUBLIC, "registration": blank.fields["registration"].choices[0][0]}  # type: ignore[attr-defined]
    values = {name: value for name, value in body.items() if name in SENT and name not in _NAMES.values()}
    return {
        **assumed,
        **values,
        "organisation_id": _key(body.get("organisation"), Kind.ORGANISATION),
        "location_id": _key(body.get("location"), Kind.LOCATION),
    }


def _key(value: Any, kind: Kind) -> Any:
    row = ids.key_of(value, kind) if isinstance(value, str) else None
    # What is no id stays, for the form to refuse.
    return row[1] if row else value


def _answer(event: Event, *, status: int) -> HttpResponse:
    address = f"{settings.PODWORKO_URL}{links.page(event)}"
    about = {
        "id": ids.of(Kind.EVENT, event.pk),
        "area": event.area.slug,
        "title": event.title,
        "status": event.status,
        "visibility": event.visibility,
        "version": event.version,
        "url": address,
    }
    return json_answer(about, status=status, headers={"Location": address, "ETag": bodies.version_of(event.version)})
