"""Takes a written import back as one step; what others have changed since is left alone, and told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core import audit, bulk, history
from podworko.core.audit import Actor
from podworko.core.models import AuditEntry
from podworko.organisations.actions.writing import AT_ONCE, announce, changing_many
from podworko.organisations.models import (
    Activity,
    Contact,
    ContactField,
    Location,
    Organisation,
    OrganisationIdentifier,
)
from podworko.resources.actions.importing import Tell
from podworko.resources.import_models import ImportState, RegisterImport
from podworko.resources.importing.session import unswept
from podworko.resources.models import Accessibility, HoursState, Listing, OpeningHours, Resource

VERB: Final = "undo_import"
_OWN: Final[tuple[tuple[type[models.Model], str], ...]] = (
    (Activity, "organisation"),
    (OrganisationIdentifier, "organisation"),
    (Location, "organisation"),
    (Contact, "organisation"),
    (ContactField, "contact__organisation"),
    (Listing, "location__organisation"),
    (OpeningHours, "location__organisation"),
    (HoursState, "location__organisation"),
    (Accessibility, "location__organisation"),
    (Resource, "organisation"),
)
"""All that an import writes of an organisation, and how it leads there."""
_OWNED: Final = {model for model, _path in _OWN}
_NAMED: Final[dict[type[models.Model], tuple[str, ...]]] = {Activity: ("area",), Listing: ("category",)}
"""What the history says of a row beside its organisation."""
_ORGANISATION: Final = Organisation._meta.label_lower  # noqa: SLF001

Entries = Sequence[AuditEntry]


def undo_import(register_import: RegisterImport, *, by: Actor | None, tell: Tell | None = None) -> RegisterImport:
    """Take back what an import wrote: entries it added go, fields it changed get their values back.

    What is gone is found no more as soon as that stands; of the rest the search hears afterwards, as of a commit.
    """
    tell = tell or (lambda _percent: None)
    with unswept(), changing_many(register_import.search_wave):
        fresh = audit.lock(register_import)
        if fresh.state not in {ImportState.DONE, ImportState.UNDOING}:
            raise ValidationError(_("Tego wczytania nie da się cofnąć."), code="not_written")
        removed, restored, kept = 0, 0, []
        for start in range(0, len(fresh.touched), AT_ONCE):
            ids = fresh.touched[start : start + AT_ONCE]
            entries = list(_written(fresh, ids))
            added = {entry.object_id for entry in entries if entry.model == _ORGANISATION and entry.before is None}
            gone, left = _remove(sorted(added), fresh, by=by)
            changed = _restore([entry for entry in entries if _about(entry) not in added], fresh, by=by)
            removed, restored = removed + gone, restored + changed.restored
            kept += [*left, *changed.kept]
            tell(99 * (start + len(ids)) // len(fresh.touched))
        made = {**fresh.made, "removed": removed, "restored": restored}
        values = {"state": ImportState.UNDONE, "made": made, "kept": sorted(set(kept)), "undone_at": timezone.now()}
        audit.change(fresh, {**values, "undone_by_id": by.pk if by else None}, verb=VERB, by=by)
    return fresh


def _written(register_import: RegisterImport, ids: Iterable[int]) -> "models.QuerySet[AuditEntry]":
    """Return the history of what the import wrote about some organisations, the latest first."""
    about = [f"organisation:{pk}" for pk in ids]
    span = (register_import.first_entry or 0, register_import.last_entry or 0)
    return AuditEntry.objects.filter(about__in=about, pk__gt=span[0], pk__lte=span[1]).order_by("-pk")


def _about(entry: AuditEntry) -> int:
    return int(entry.about.partition(":")[2])


def _remove(ids: list[int], register_import: RegisterImport, *, by: Actor | None) -> tuple[int, list[str]]:
    """Delete the organisations that were added, unless somebody has changed or used them since."""
    there = list(Organisation.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    since = _changed_since([row.pk for row in there], register_import) | _used([row.pk for row in there])
    going = [row for row in there if row.pk not in since]
    left = [row.name for row in there if row.pk in since]
    if not going:
        return 0, left
    keys = [row.pk for row in going]
    leading = {row.pk: audit.described(row, verb=VERB, before=_whole(row), after=None, by=by) for row in going}
    bulk.insert(entry for entry in leading.values() if entry)
    belonging = _Parts(going)
    parts = [
        audit.described(row, verb=VERB, before=audit.snapshot(row), after=None, by=by,
                        about=f"organisation:{owner}", part_of=_key(leading[owner]))
        for model, path in _OWN
        for row, owner in belonging.of(model, path)
    ]  # fmt: skip
    bulk.insert(part for part in parts if part)
    places = list(Location.objects.filter(organisation__in=keys).values_list("pk", flat=True))
    announce(keys, places)
    Organisation.objects.filter(pk__in=keys).delete()
    return len(going), left


def _whole(row: models.Model) -> dict[str, Any]:
    return audit.snapshot(row)


def _key(entry: AuditEntry | None) -> int | None:
    return entry.pk if entry else None


class _Parts:
    """Fetches what belongs to some organisations, each row with those that its history names, fetched once."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._known: defaultdict[type[models.Model], dict[int, Any]] = defaultdict(dict)
        self._known[Organisation] = {row.pk: row for row in organisations}

    def of(self, model: type[models.Model], path: str) -> Iterator[tuple[models.Model, int]]:
        """Yield rows of a model, and the id of the organisation of each."""
        ids = list(self._known[Organisation])
        rows: list[Any] = list(model._base_manager.filter(**{f"{path}__in": ids}).order_by("pk"))  # noqa: SLF001
        for name in (path.partition("__")[0], *_NAMED.get(model, ())):
            self._give(rows, name)
        self._known[model].update((row.pk, row) for row in rows)
        for row in rows:
            owner: Any = row
            for name in path.split("__"):
                owner = getattr(owner, name)
            yield row, owner.pk

    def _give(self, rows: Sequence[Any], name: str) -> None:
        """Give rows what they point at by a relation."""
        if not rows:
            return
        relation: Any = rows[0]._meta.get_field(name)  # noqa: SLF001
        known = self._known[relation.related_model]
        missing = {getattr(row, relation.attname) for row in rows} - set(known)
        known.update(relation.related_model._base_manager.in_bulk(missing))  # noqa: SLF001
        for row in rows:
            setattr(row, name, known[getattr(row, relation.attname)])


def _changed_since(ids: list[int], register_import: RegisterImport) -> set[int]:
    """Return the organisations of which the history tells more than the import wrote."""
    about = [f"organisation:{pk}" for pk in ids]
    later = AuditEntry.objects.filter(about__in=about, pk__gt=register_import.last_entry or 0)
    return {int(found.partition(":")[2]) for found in later.values_list("about", flat=True).distinct()}


def _used(ids: list[int]) -> set[int]:
    """Return the organisations at which rows of others point: events, problems, members, parts."""
    found: set[int] = set()
    for model, path in ((Organisation, ""), (Location, "organisation"), (Contact, "organisation"),
                        (Resource, "organisation")):  # fmt: skip
        for relation in model._meta.related_objects:  # noqa: SLF001
            related: Any = relation.related_model
            if related in _OWNED and not (related is Location and relation.field.name == "operator"):
                continue
            name = relation.field.name
            lookup = f"{name}__{path}" if path else name
            used = related._base_manager.filter(**{f"{lookup}__in": ids})  # noqa: SLF001
            found.update(pk for pk in used.values_list(lookup, flat=True) if pk)
    return found & set(ids)


class _Restored:
    """How many fields of entries were put back, and the names of those that were left alone."""

    def __init__(self) -> None:
        self.restored = 0
        self.kept: list[str] = []


def _restore(entries: Entries, register_import: RegisterImport, *, by: Actor | None) -> _Restored:
    """Put back what the import changed of entries that were there before it."""
    done = _Restored()
    by_object: defaultdict[tuple[str, int], list[AuditEntry]] = defaultdict(list)
    for entry in entries:
        by_object[entry.model, entry.object_id].append(entry)
    # What was added goes first, from the innermost outwards: the list is the latest first.
    for listed in sorted(by_object.values(), key=lambda listed: listed[-1].before is not None):
        try:
            if _put_back(listed, register_import, by=by):
                done.restored += 1
            else:
                done.kept.append(listed[0].object_label)
        except ValidationError:
            done.kept.append(listed[0].object_label)
    return done


def _put_back(listed: Entries, register_import: RegisterImport, *, by: Actor | None) -> bool:
    """Take one row back to what it was before; say whether all of it was as the import had left it."""
    model: Any = apps.get_model(listed[0].model)
    row = model._base_manager.filter(pk=listed[0].object_id).first()  # noqa: SLF001
    if row is None:
        # It is gone already; nothing is left to take back.
        return True
    later = AuditEntry.objects.filter(
        model=listed[0].model, object_id=row.pk, pk__gt=register_import.last_entry or 0
    ).exclude(verb=VERB)
    if listed[-1].before is None:
        if later.exists():
            return False
        _remove_part(row, by=by)
        return True
    touched = {name for entry in later for name in (entry.after or {})}
    before: dict[str, Any] = {}
    for entry in listed:
        before.update(entry.before or {})
    _write_back(row, {name: value for name, value in before.items() if name not in touched}, by=by)
    return not touched & set(before)


def _remove_part(row: Any, *, by: Actor | None) -> None:
    from podworko.organisations.actions import contact, location
    from podworko.resources.actions import resource

    if isinstance(row, ContactField):
        contact.change_contact(row.contact, values={}, ways=contact.Ways(removed=[row.pk]), by=by, verb=VERB)
    elif isinstance(row, Contact):
        if not row.fields.exists():
            contact.delete_contact(row, by=by)
    elif isinstance(row, Location):
        location.delete_location(row, by=by)
    elif isinstance(row, Resource):
        resource.delete_resource(row, by=by)


def _write_back(row: Any, values: dict[str, Any], *, by: Actor | None) -> None:
    declared = history.declared().restorers.get(row._meta.label_lower)  # noqa: SLF001
    if declared is None:
        return
    action, allowed = declared
    own = {name: value for name, value in values.items() if name in allowed}
    fields = {field.attname: field for field in row._meta.concrete_fields}  # noqa: SLF001
    typed = {
        name: fields[name].to_python(value) if name in fields and not fields[name].is_relation else value
        for name, value in own.items()
    }
    if typed:
        action(row, values=typed, by=by, verb=VERB)
