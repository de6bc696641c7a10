"""Changes of the places of an organisation."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from podworko.core import audit, deletion, submission
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.text import sort_key
from podworko.organisations.actions.writing import changing, check_known
from podworko.organisations.choices import Precision
from podworko.organisations.models import Activity, Location, Organisation

OWN_FIELDS = (
    "operator_id",
    "operator_note",
    "area_id",
    "name",
    "number",
    "street_name",
    "house_number",
    "flat_number",
    "is_flat_confirmed",
    "postcode",
    "city",
    "address_as_printed",
    "address_note",
    "is_seat",
    "latitude",
    "longitude",
    "precision",
    "coordinate_error",
    "coordinate_source",
    "editor_note",
    "visibility",
)


def add_location(
    *, organisation: Organisation, values: Values, by: Actor | None, token: UUID | None = None
) -> Location:
    """Give an organisation a place; in `area_id` it is then active, too. `token` as in `core.submission`."""
    check_known(values, OWN_FIELDS)
    with changing(organisation):
        claimed = submission.claim(token, by=by)
        location = Location(organisation=organisation, entered_by_id=by.pk if by else None, **values)
        location.sort_key = sort_key(location.name or organisation.name)
        _check(location)
        audit.create(location, verb="add_location", by=by)
        _make_active_there(location, by=by)
        submission.made(claimed, location.pk)
    return location


def change_location(
    location: Location,
    *,
    values: Values,
    by: Actor | None,
    version: int | None = None,
    verb: str = "change_location",
) -> Location:
    """Give a place new values; `version`: what it must still be (audit.StaleVersionError otherwise)."""
    check_known(values, OWN_FIELDS)
    with changing(location.organisation):
        fresh = audit.lock(location, version)
        own = {**values, "sort_key": sort_key(values.get("name", fresh.name) or fresh.organisation.name)}
        if own.get("flat_number", fresh.flat_number) != fresh.flat_number:
            # What was confirmed was another flat.
            own.setdefault("is_flat_confirmed", False)
        _check(Location(**{**audit.snapshot(fresh), **own}))
        audit.change(fresh, own, verb=verb, by=by)
        _make_active_there(fresh, by=by)
    return fresh


def delete_location(location: Location, *, by: Actor | None) -> AuditEntry:
    """Delete a place with all that belongs to it; return the history entry that brings it back."""
    with changing(location.organisation):
        return deletion.delete(audit.lock(location), verb="delete_location", by=by)


def _check(location: Location) -> None:
    has_point = location.latitude is not None and location.longitude is not None
    if has_point and location.precision == Precision.NONE:
        raise ValidationError({"precision": _("Wybierz, jak dokładne jest to położenie.")})
    if not has_point and location.precision != Precision.NONE:
        raise ValidationError({"coordinates": _("Wskaż punkt albo zaznacz, że położenie jest nieznane.")})


def _make_active_there(location: Location, *, by: Actor | None) -> None:
    activity, is_new = Activity.objects.get_or_create(organisation=location.organisation, area_id=location.area_id)
    if is_new:
        audit.record(activity, verb="add_location", before=None, after=audit.snapshot(activity), by=by)
