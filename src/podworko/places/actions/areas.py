"""Changes of areas: founded, described, renamed, moved to another address, their streets."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core import audit, consequences, deletion, submission, versions
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.search import index
from podworko.core.text import fold, sort_key, squeeze
from podworko.places import slugs, validity
from podworko.places.actions.writing import (
    DATED_FIELDS,
    announce_area,
    check_known,
    dated,
    end_before,
    go_back_to_name,
    raise_version,
)
from podworko.places.choices import AreaKind
from podworko.places.freshness import area_counter, bump_area
from podworko.places.models import Area, AreaName, FormerSlug, Street

OWN_FIELDS = ("label", "kind", "official_code", "description", "description_source")
NAME_FIELDS = ("name", *DATED_FIELDS)
AREA = Area._meta.label_lower  # noqa: SLF001
_WIDEST_FIRST = list(AreaKind)


def create_area(  # noqa: PLR0913 – what an area is made of
    *,
    name: str,
    kind: str,
    by: Actor | None,
    parent: Area | None = None,
    slug: str = "",
    values: Values | None = None,
    token: UUID | None = None,
) -> Area:
    """Make a new area with its first name, whose dates nobody has given yet.

    `slug`: left empty, one is made of the name. `token` as in `core.submission`.
    """
    own = dict(values or {})
    check_known(own, OWN_FIELDS)
    name = squeeze(name)
    with transaction.atomic():
        claimed = submission.claim(token, by=by)
        # It may be moving at this moment.
        parent = audit.lock(parent) if parent else None
        _check_place(kind, parent)
        _check_name(name, parent)
        area = Area(name=name, sort_key=sort_key(name), kind=kind, parent=parent, path="/", **own)
        area.slug = slugs.check(slug) if slug else slugs.propose(name, parent.name if parent else "")
        area.label = area.label or default_label(kind, name)
        area.full_clean(exclude=["path"])
        area.save(force_insert=True)
        area.path = f"{parent.path if parent else '/'}{area.pk}/"
        area.save(update_fields=["path"])
        audit.record(area, verb="create_area", before=None, after=audit.snapshot(area), by=by)
        audit.create(AreaName(area=area, name=name, ends=validity.OPEN), verb="create_area", by=by)
        submission.made(claimed, area.pk)
        announce_area(area)
    return area


def default_label(kind: str, name: str) -> str:
    """Return kind and name together, as people write them; a municipality is called by its name alone."""
    word = str(AreaKind(kind).label)
    if kind in {AreaKind.MUNICIPALITY, AreaKind.METROPOLITAN_AREA} or fold(name).startswith(fold(word)):
        return name
    return f"{word} {name}"


def change_area(
    area: Area, *, values: Values, by: Actor | None, version: int | None = None, verb: str = "change_area"
) -> Area:
    """Change how an area is described; `version`: what it must still be (audit.StaleVersionError otherwise)."""
    check_known(values, OWN_FIELDS)
    with transaction.atomic():
        fresh = audit.lock(area, version)
        if values.get("kind", fresh.kind) != fresh.kind:
            _check_place(values["kind"], fresh.parent, fresh)
        if audit.change(fresh, values, verb=verb, by=by):
            announce_area(fresh, below=True)
    return fresh


def rename_area(
    area: Area, *, name: str, by: Actor | None, values: Values | None = None, version: int | None = None
) -> AreaName:
    """Give an area a new name from some day on; the one it bore stays in its history and ends there.

    `values`: `starts`, `date_note`, `source` of the new name.
    """
    own = dict(values or {}) | {"ends": validity.OPEN}
    check_known(values or {}, ("starts", "date_note", "source"))
    name = squeeze(name)
    with transaction.atomic():
        fresh = audit.lock(area, version)
        if fold(name) == fold(fresh.name) and name == fresh.name:
            raise ValidationError({"name": _("To miejsce już tak się nazywa.")}, code="same")
        _check_name(name, fresh.parent, fresh)
        _check_not_ahead(own.get("starts", ""))
        _end_current_name(fresh, own.get("starts", ""), by=by)
        new = audit.create(AreaName(area=fresh, name=name, **dated(own)), verb="rename_area", by=by)
        _take_name(fresh, name, verb="rename_area", by=by)
    return new


def return_to_name(area: Area, *, name: str, by: Actor | None, verb: str) -> Area:
    """Let an area bear the name again that it had before, as if the later one had never been given."""
    with transaction.atomic():
        fresh = audit.lock(area)
        if name != fresh.name:
            _check_name(name, fresh.parent, fresh)
            go_back_to_name(fresh.names.all(), fresh.name, name, verb=verb, by=by)
            _take_name(fresh, name, verb=verb, by=by)
    return fresh


def correct_area_name(
    row: AreaName, *, values: Values, by: Actor | None, version: int | None = None, verb: str = "correct_area_name"
) -> AreaName:
    """Put a name or its dates right: not a new name, but the same one, spelt or dated better."""
    check_known(values, NAME_FIELDS)
    with transaction.atomic():
        area = audit.lock(row.area, version)
        fresh = audit.lock(row)
        is_current = fresh.name == area.name
        values = dated({"starts": fresh.starts, "ends": fresh.ends, **values})
        if audit.change(fresh, values, verb=verb, by=by):
            _take_name(area, fresh.name if is_current else area.name, verb=verb, by=by)
    return fresh


def delete_area_name(row: AreaName, *, by: Actor | None) -> AuditEntry:
    """Delete a name that the area never bore; the one in force cannot go."""
    with transaction.atomic():
        area = audit.lock(row.area)
        if row.name == area.name:
            raise ValidationError(
                _("Obecnej nazwy nie można usunąć. Można ją poprawić albo nadać nową."), code="current"
            )
        entry = deletion.delete(row, verb="delete_area_name", by=by)
        _take_name(area, area.name, verb="delete_area_name", by=by)
    return entry


def change_slug(
    area: Area, *, slug: str, by: Actor | None, version: int | None = None, verb: str = "change_slug"
) -> Area:
    """Move an area to another address; the old one redirects from now on."""
    with transaction.atomic():
        fresh = audit.lock(area, version)
        old = fresh.slug
        if slug == old:
            return fresh
        slugs.check(slug, fresh)
        FormerSlug.objects.filter(slug=slug, area=fresh).delete()
        FormerSlug.objects.create(slug=old, area=fresh)
        audit.change(fresh, {"slug": slug}, verb=verb, by=by)
        versions.bump([area_counter(old)])
        announce_area(fresh, below=True)
    return fresh


def move_area(
    area: Area, *, parent: Area | None, by: Actor | None, version: int | None = None, verb: str = "move_area"
) -> Area:
    """Let an area, with all that lies in it, lie in another one, or in none; its address and names stay."""
    with transaction.atomic():
        # Two moves at once would each write paths that the other has just changed.
        known = {each.pk: each for each in Area.objects.select_for_update().order_by("pk")}
        fresh = audit.lock(area, version)
        if fresh.parent_id == (parent.pk if parent else None):
            return fresh
        wider = known[parent.pk] if parent else None
        _check_move(fresh, wider)
        # Before as well: the areas that it leaves show it no more.
        bump_area(fresh, below=True)
        left = fresh.path
        path = f"{wider.path if wider else '/'}{fresh.pk}/"
        audit.change(fresh, {"parent_id": wider.pk if wider else None, "path": path}, verb=verb, by=by)
        inside = Area.objects.filter(path__startswith=left).exclude(pk=fresh.pk)
        inside.update(path=Concat(Value(path), Substr("path", len(left) + 1)))
        bump_area(fresh, below=True)
        moved = list(Area.objects.below(fresh))
        index.refresh(*moved)
        consequences.follow({AREA: [each.pk for each in moved]})
    return fresh


def add_streets(area: Area, *, names: Iterable[str], source: str, by: Actor | None) -> list[Street]:
    """Add streets to an area's list; those that are there already are passed over."""
    with transaction.atomic():
        fresh = audit.lock(area)
        known = set(fresh.streets.values_list("folded", flat=True))
        added = []
        for name in map(squeeze, names):
            if name and fold(name) not in known:
                known.add(fold(name))
                street = Street(area=fresh, source=source, **Street.named(name))
                added.append(audit.create(street, verb="add_streets", by=by))
        if added:
            raise_version(fresh)
            announce_area(fresh, *added)
    return added


def delete_street(street: Street, *, by: Actor | None) -> AuditEntry:
    """Take a street off an area's list."""
    with transaction.atomic():
        area = audit.lock(street.area)
        pk = street.pk
        entry = deletion.delete(street, verb="delete_street", by=by)
        raise_version(area)
        bump_area(area)
        index.refresh_many("places.street", [pk])
    return entry


def _check_place(kind: str, parent: Area | None, area: Area | None = None) -> None:
    rank = _WIDEST_FIRST.index(AreaKind(kind))
    if parent and _WIDEST_FIRST.index(AreaKind(parent.kind)) >= rank:
        raise ValidationError({"kind": _("Takie miejsce nie może leżeć w: %(place)s.") % {"place": parent.full_label}})
    inside = (
        [child for child in area.children.all() if _WIDEST_FIRST.index(AreaKind(child.kind)) <= rank] if area else []
    )
    if inside:
        raise ValidationError(
            {"kind": _("Takie miejsce nie może obejmować: %(place)s.") % {"place": inside[0].full_label}}
        )


def _check_move(area: Area, parent: Area | None) -> None:
    if parent and not Area.objects.able_to_hold(area).filter(pk=parent.pk).exists():
        raise ValidationError(
            {"parent": _("Takie miejsce nie może leżeć w: %(place)s.") % {"place": parent.full_label}}, code="ring"
        )
    _check_name(area.name, parent, area)


def _check_name(name: str, parent: Area | None, area: Area | None = None) -> None:
    if not name:
        raise ValidationError({"name": _("Wpisz nazwę.")}, code="required")
    siblings = Area.objects.filter(parent=parent)
    same = next((other for other in siblings if other != area and fold(other.name) == fold(name)), None)
    if same:
        raise ValidationError(
            {
                "name": _("Takie miejsce już tu jest: %(place)s, pod adresem /%(slug)s/.")
                % {"place": same.full_label, "slug": same.slug}
            },
            code="taken",
        )


def _check_not_ahead(starts: str) -> None:
    first = validity.parse(dated({"starts": starts})["starts"])
    if first and first.earliest > timezone.localdate():
        raise ValidationError({"starts": _("Ta data jest w przyszłości. Zmień nazwę, gdy zacznie obowiązywać.")})


def _end_current_name(area: Area, starts: str, *, by: Actor | None) -> None:
    """Let the name in force end where the new one begins, if nobody has said when it ended."""
    current = area.names.filter(name=area.name).last()
    if current is not None:
        end_before(current, starts, verb="rename_area", by=by)


def _take_name(area: Area, name: str, *, verb: str, by: Actor | None) -> None:
    values: dict[str, Any] = {"name": name, "sort_key": sort_key(name), "label": area.label.replace(area.name, name)}
    if not audit.change(area, values, verb=verb, by=by):
        raise_version(area)
    announce_area(area, below=True, beside=True)
