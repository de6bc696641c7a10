"""Changes of communities: who they are, what they were called and how far they reached, each from when to when."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from podworko.core import audit, deletion, submission
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.text import fold, sort_key, squeeze, whole_words
from podworko.places.actions.writing import (
    DATED_FIELDS,
    announce_community,
    check_known,
    dated,
    end_before,
    go_back_to_name,
    raise_version,
)
from podworko.places.models import Area, Community, CommunityExtent, CommunityName

RESERVED_SLUGS = frozenset({"new"})
"""Last parts of addresses that stand beside those of the communities."""

OWN_FIELDS = ("kind", "is_programme", "description", "character", "source")
NAME_FIELDS = ("name", *DATED_FIELDS)
EXTENT_FIELDS = ("description", "area_id", "street_names", *DATED_FIELDS)
Part = CommunityName | CommunityExtent


def add_community(  # noqa: PLR0913 – what a community is made of
    *,
    name: str,
    areas: Iterable[Area],
    values: Values,
    by: Actor | None,
    name_values: Values | None = None,
    token: UUID | None = None,
) -> Community:
    """Enter a community with its first name; how far it reaches is told by `add_extent`, or never.

    `name_values`: `DATED_FIELDS` of the name. `token` as in `core.submission`.
    """
    check_known(values, OWN_FIELDS)
    name = squeeze(name)
    with transaction.atomic():
        claimed = submission.claim(token, by=by)
        community = Community(name=name, sort_key=sort_key(name), slug=_free_slug(name), **values)
        community.full_clean()
        community.save(force_insert=True)
        community.areas.set(_some(areas))
        after = audit.snapshot(community, ("areas",))
        audit.record(community, verb="add_community", before=None, after=after, by=by)
        first = CommunityName(community=community, name=name, **dated(name_values or {}))
        audit.create(first, verb="add_community", by=by)
        submission.made(claimed, community.pk)
        announce_community(community)
    return community


def change_community(  # noqa: PLR0913 – what a community is made of
    community: Community,
    *,
    values: Values,
    by: Actor | None,
    areas: Iterable[Area] | None = None,
    version: int | None = None,
    verb: str = "change_community",
) -> Community:
    """Change what is said of a community, and in which areas it is told of."""
    check_known(values, OWN_FIELDS)
    with transaction.atomic():
        fresh = audit.lock(community, version)
        before = audit.snapshot(fresh, ("areas",))
        left = list(fresh.areas.all())
        for name, value in values.items():
            setattr(fresh, name, value)
        if areas is not None:
            fresh.areas.set(_some(areas))
        if audit.plain(before) != audit.plain(audit.snapshot(fresh, ("areas",))):
            fresh.version += 1
            fresh.full_clean()
            fresh.save()
            after = audit.snapshot(fresh, ("areas",))
            audit.record(fresh, verb=verb, before=before, after=after, by=by)
            announce_community(fresh, *left)
    return fresh


def delete_community(community: Community, *, by: Actor | None) -> AuditEntry:
    """Delete a community that was entered by mistake, with its names and extents."""
    with transaction.atomic():
        fresh = audit.lock(community)
        left, pk = list(fresh.areas.all()), fresh.pk
        entry = deletion.delete(fresh, verb="delete_community", by=by)
        fresh.pk = pk
        announce_community(fresh, *left)
    return entry


def add_community_name(
    community: Community, *, values: Values, by: Actor | None, is_latest: bool = True, version: int | None = None
) -> CommunityName:
    """Add a name; if it is the latest, the community is called by it from now on, and the last one ends there."""
    check_known(values, NAME_FIELDS)
    with transaction.atomic():
        fresh = audit.lock(community, version)
        if is_latest:
            for earlier in fresh.names.filter(name=fresh.name):
                end_before(earlier, values.get("starts", ""), verb="add_community_name", by=by)
        row = CommunityName(community=fresh, **dated(values))
        audit.create(row, verb="add_community_name", by=by)
        _take_name(fresh, row.name if is_latest else fresh.name, verb="add_community_name", by=by)
    return row


def add_extent(
    community: Community, *, values: Values, by: Actor | None, version: int | None = None
) -> CommunityExtent:
    """Say how far a community reached for a time, in words, and which area or streets the words name."""
    check_known(values, EXTENT_FIELDS)
    with transaction.atomic():
        fresh = audit.lock(community, version)
        row = CommunityExtent(community=fresh, **dated(values))
        audit.create(row, verb="add_extent", by=by)
        raise_version(fresh)
        announce_community(fresh)
    return row


def return_to_community_name(community: Community, *, name: str, by: Actor | None, verb: str) -> Community:
    """Let a community be called again as it was before, as if the later name had never been given."""
    with transaction.atomic():
        fresh = audit.lock(community)
        if name != fresh.name:
            go_back_to_name(fresh.names.all(), fresh.name, name, verb=verb, by=by)
            _take_name(fresh, name, verb=verb, by=by)
    return fresh


def correct_community_part(
    row: Part, *, values: Values, by: Actor | None, version: int | None = None, verb: str = "correct_community_part"
) -> Part:
    """Put a name or an extent of a community right; `version` is the community's."""
    check_known(values, NAME_FIELDS if isinstance(row, CommunityName) else EXTENT_FIELDS)
    with transaction.atomic():
        community = audit.lock(row.community, version)
        fresh: Any = audit.lock(row)
        is_latest = isinstance(fresh, CommunityName) and fresh.name == community.name
        values = dated({"starts": fresh.starts, "ends": fresh.ends, **values})
        if audit.change(fresh, values, verb=verb, by=by):
            name = fresh.name if is_latest else community.name
            _take_name(community, name, verb=verb, by=by)
    return fresh  # type: ignore[no-any-return]


def delete_community_part(row: Part, *, by: Actor | None) -> AuditEntry:
    """Delete a name or an extent that was entered by mistake; the name by which it is called cannot go."""
    with transaction.atomic():
        community = audit.lock(row.community)
        if isinstance(row, CommunityName) and row.name == community.name:
            raise ValidationError(
                _("Obecnej nazwy nie można usunąć. Można ją poprawić albo dodać nowszą."), code="current"
            )
        entry = deletion.delete(row, verb="delete_community_part", by=by)
        _take_name(community, community.name, verb="delete_community_part", by=by)
    return entry


def _take_name(community: Community, name: str, *, verb: str, by: Actor | None) -> None:
    if not audit.change(community, {"name": name, "sort_key": sort_key(name)}, verb=verb, by=by):
        raise_version(community)
    announce_community(community)


def _some(areas: Iterable[Area]) -> list[Area]:
    listed = list(areas)
    if not listed:
        raise ValidationError({"areas": _("Wybierz co najmniej jedno miejsce.")}, code="required")
    return listed


def _free_slug(name: str) -> str:
    wanted = slug = whole_words(slugify(fold(name)), 70) or "spolecznosc"
    number = 2
    while slug in RESERVED_SLUGS or Community.objects.filter(slug=slug).exists():
        slug, number = f"{wanted}-{number}", number + 1
    return slug
