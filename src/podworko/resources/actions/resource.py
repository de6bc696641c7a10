"""Changes of what an organisation has: facilities, services, rooms, equipment, skills."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from podworko.core import audit, deletion, submission
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.text import sort_key
from podworko.organisations.actions.writing import changing, check_known
from podworko.organisations.models import Organisation
from podworko.resources.choices import Audience
from podworko.resources.models import Resource

OWN_FIELDS = (
    "location_id",
    "kind",
    "name",
    "description",
    "audiences",
    "languages",
    "cost",
    "cost_note",
    "capacity",
    "quantity",
    "how_to_use",
    "state",
    "source",
    "assured_date",
    "visibility",
)
RELATIONS = ("categories",)
"""Ids of categories."""


def add_resource(
    *, organisation: Organisation, values: Values, by: Actor | None, token: UUID | None = None
) -> Resource:
    """Write down what an organisation has. `token` as in `core.submission`."""
    check_known(values, (*OWN_FIELDS, *RELATIONS))
    with changing(organisation):
        claimed = submission.claim(token, by=by)
        own = {name: value for name, value in values.items() if name in OWN_FIELDS}
        resource = Resource(organisation=organisation, entered_by_id=by.pk if by else None, **own)
        resource.sort_key = sort_key(resource.name)
        _check(resource)
        resource.full_clean()
        resource.save(force_insert=True)
        resource.categories.set(values.get("categories", ()))
        after = audit.snapshot(resource, RELATIONS)
        audit.record(resource, verb="add_resource", before=None, after=after, by=by)
        submission.made(claimed, resource.pk)
    return resource


def change_resource(
    resource: Resource,
    *,
    values: Values,
    by: Actor | None,
    version: int | None = None,
    verb: str = "change_resource",
) -> Resource:
    """Give a resource new values; `version`: what it must still be (audit.StaleVersionError otherwise)."""
    check_known(values, (*OWN_FIELDS, *RELATIONS))
    with changing(resource.organisation):
        fresh = audit.lock(resource, version)
        own = {name: value for name, value in values.items() if name in OWN_FIELDS}
        if "name" in own:
            own["sort_key"] = sort_key(own["name"])
        _check(Resource(**{**audit.snapshot(fresh), **own}))
        also = {}
        if "categories" in values:
            before = sorted(fresh.categories.values_list("pk", flat=True))
            fresh.categories.set(values["categories"])
            also["categories"] = (before, sorted(fresh.categories.values_list("pk", flat=True)))
        audit.change(fresh, own, verb=verb, by=by, also=also)
    return fresh


def delete_resource(resource: Resource, *, by: Actor | None) -> AuditEntry:
    """Delete a resource; return the history entry that brings it back."""
    with changing(resource.organisation):
        return deletion.delete(audit.lock(resource), verb="delete_resource", by=by)


def _check(resource: Resource) -> None:
    unknown = set(resource.audiences) - set(Audience.values)
    if unknown:
        raise ValidationError({"audiences": _("Wybierz z listy, dla kogo to jest.")})
    if resource.location_id and not resource.organisation.locations.filter(pk=resource.location_id).exists():
        raise ValidationError({"location_id": _("To miejsce należy do innej organizacji.")})
