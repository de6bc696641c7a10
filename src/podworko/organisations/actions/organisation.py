"""Changes of an organisation itself: new, changed, checked, closed, deleted, put back."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from podworko.core import audit, deletion, submission
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.text import fold, sort_key, whole_words
from podworko.organisations import duplicate_jobs
from podworko.organisations.actions.lapsing import confirm_contacts
from podworko.organisations.actions.writing import announce, changing, check_known
from podworko.organisations.choices import MembershipRole, Status
from podworko.organisations.identifiers import written
from podworko.organisations.models import Activity, Location, Membership, Merge, Organisation, OrganisationIdentifier
from podworko.places.models import Area

RESERVED_SLUGS = frozenset({"new", "deleted"})
"""Last parts of addresses that stand beside those of the organisations."""

OWN_FIELDS = (
    "name",
    "corrected_name",
    "legal_form",
    "sector",
    "status",
    "status_note",
    "parent_id",
    "parent_role",
    "branch_number",
    "description",
    "role_in_area",
    "website",
    "editor_note",
    "source",
    "assured_date",
    "assured_by",
    "visibility",
)
RELATIONS = ("active_in", "identifiers")
"""`active_in`: ids of areas. `identifiers`: mappings with `scheme`, `value` and perhaps `source`."""


def add_organisation(
    *, area: Area, values: Values, by: Actor | None, is_kept_by_author: bool = False, token: UUID | None = None
) -> Organisation:
    """Enter a new organisation into an area's register and make it active there.

    `is_kept_by_author`: whoever enters it becomes its editor. `token` as in `core.submission`.
    """
    check_known(values, (*OWN_FIELDS, *RELATIONS))
    with transaction.atomic():
        claimed = submission.claim(token, by=by)
        own = {name: value for name, value in values.items() if name not in RELATIONS}
        organisation = Organisation(home_area=area, entered_by_id=by.pk if by else None, **own)
        organisation.sort_key = sort_key(organisation.name)
        organisation.slug = _free_slug(area, organisation.name)
        _check(organisation)
        organisation.full_clean()
        organisation.save(force_insert=True)
        relations = {"active_in": [area.pk], **{name: values[name] for name in RELATIONS if name in values}}
        also = {name: after for name, (_before, after) in _set_relations(organisation, relations).items()}
        after = audit.snapshot(organisation) | also
        audit.record(organisation, verb="add_organisation", before=None, after=after, by=by)
        if is_kept_by_author and by is not None:
            keeper = Membership(user_id=by.pk, organisation=organisation, role=MembershipRole.EDITOR)
            audit.create(keeper, verb="add_organisation", by=by)
        submission.made(claimed, organisation.pk)
        announce([organisation.pk])
        duplicate_jobs.look_soon(area)
    return organisation


def change_organisation(
    organisation: Organisation,
    *,
    values: Values,
    by: Actor | None,
    version: int | None = None,
    verb: str = "change_organisation",
) -> Organisation:
    """Give an organisation new values; `version`: what it must still be (audit.StaleVersionError otherwise)."""
    check_known(values, (*OWN_FIELDS, *RELATIONS))
    with changing(organisation):
        fresh = audit.lock(organisation, version)
        own = {name: value for name, value in values.items() if name not in RELATIONS}
        if "name" in own:
            own["sort_key"] = sort_key(own["name"])
        for name, value in own.items():
            setattr(fresh, name, value)
        _check(fresh)
        fresh.refresh_from_db()
        also = _set_relations(fresh, {name: values[name] for name in RELATIONS if name in values})
        audit.change(fresh, own, verb=verb, by=by, also=also)
        # A place without a name of its own is sorted under its organisation's.
        Location.objects.filter(organisation=fresh, name="").update(sort_key=fresh.sort_key)
    return fresh


def assure_organisation(organisation: Organisation, *, assured_by: str, by: Actor | None) -> Organisation:
    """Write down that the entry was checked today and is right; `assured_by` says who in words, without a name.

    With it are confirmed the contacts that everybody sees, and those that would be seen had they been confirmed.
    """
    values = {"assured_date": timezone.localdate(), "assured_by": assured_by[:160]}
    with changing(organisation):
        assured = change_organisation(organisation, values=values, by=by, verb="assure_organisation")
        confirm_contacts(assured, verb="assure_organisation", by=by)
    return assured


def close_organisation(
    organisation: Organisation, *, reason: str, by: Actor | None, version: int | None = None
) -> Organisation:
    """Mark an organisation as one that is no more; it leaves the map and keeps its history."""
    values = {"status": Status.CLOSED, "status_note": reason}
    return change_organisation(organisation, values=values, by=by, version=version, verb="close_organisation")


def delete_organisation(organisation: Organisation, *, by: Actor | None) -> AuditEntry:
    """Delete an entry with all that belongs to it; return the history entry that brings it back."""
    ids = [organisation.pk]
    related = [*organisation.parts.values_list("pk", flat=True)]
    related += organisation.operated_locations.values_list("organisation", flat=True)
    with changing(organisation):
        entry = deletion.delete(audit.lock(organisation), verb="delete_organisation", by=by)
        announce([*ids, *related])
    return entry


def _check(organisation: Organisation) -> None:
    if organisation.status == Status.CLOSED and not organisation.status_note.strip():
        raise ValidationError({"status_note": _("Napisz, skąd wiadomo, że organizacja już nie działa.")})
    if organisation.parent_id is None:
        return
    if not organisation.parent_role:
        raise ValidationError({"parent_role": _("Wybierz, czym jest ta organizacja wobec nadrzędnej.")})
    above: int | None = organisation.parent_id
    while above is not None:
        if above == organisation.pk:
            raise ValidationError({"parent_id": _("Organizacja nie może należeć do samej siebie.")})
        above = Organisation.objects.filter(pk=above).values_list("parent", flat=True).first()


def _free_slug(area: Area, name: str) -> str:
    wanted = slug = whole_words(slugify(fold(name)), 70) or "organizacja"
    taken = set(Organisation.objects.filter(home_area=area, slug__startswith=wanted).values_list("slug", flat=True))
    # The old address of a merged entry leads to the one that was kept.
    taken |= set(
        Merge.objects.standing().filter(home_area=area, slug__startswith=wanted).values_list("slug", flat=True)
    )
    number = 2
    while slug in taken or slug in RESERVED_SLUGS:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _set_relations(organisation: Organisation, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set what the organisation is related to; return before and after, for the history."""
    changed: dict[str, tuple[Any, Any]] = {}
    if "active_in" in values:
        changed["active_in"] = _set_areas(organisation, values["active_in"])
    if "identifiers" in values:
        changed["identifiers"] = _set_identifiers(organisation, values["identifiers"])
    return changed


def _set_areas(organisation: Organisation, ids: Iterable[int]) -> tuple[list[int], list[int]]:
    before = sorted(organisation.activities.values_list("area", flat=True))
    after = sorted(Area.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))
    if not after:
        raise ValidationError({"active_in": _("Wybierz przynajmniej jedno miejsce, w którym organizacja działa.")})
    organisation.activities.exclude(area__in=after).delete()
    missing = sorted(set(after) - set(before))
    Activity.objects.bulk_create(Activity(organisation=organisation, area_id=pk) for pk in missing)
    return before, after


def _set_identifiers(organisation: Organisation, rows: Iterable[Mapping[str, str]]) -> tuple[list[Any], list[Any]]:
    before: list[Any] = list(organisation.identifiers.order_by("scheme", "value").values("scheme", "value", "source"))
    wanted = {}
    for row in rows:
        scheme, value = row["scheme"].strip(), written(row["scheme"].strip(), row["value"])
        if scheme and value:
            wanted[scheme, value] = row.get("source", "")
    after = [
        {"scheme": scheme, "value": value, "source": source} for (scheme, value), source in sorted(wanted.items())
    ]
    if before != after:
        organisation.identifiers.all().delete()
        for row in after:
            identifier = OrganisationIdentifier(organisation=organisation, **row)
            identifier.full_clean()
            identifier.save()
    return before, after
