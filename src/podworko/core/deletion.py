"""Deleting so that it can be taken back: every row that goes is written into the history, with its values.

What the deleted object only was pointed at from (`SET_NULL`) is written down as changed, and is
pointed back when the object returns, unless somebody has given it another value since.
"""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, router, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from podworko.core import audit
from podworko.core.audit import Actor
from podworko.core.models import AuditEntry


def delete(obj: models.Model, *, verb: str, by: Actor | None) -> AuditEntry:
    """Delete a row with all that belongs to it; return the history entry that can bring it back."""
    with transaction.atomic():
        collector = Collector(using=router.db_for_write(type(obj), instance=obj), origin=obj)
        try:
            collector.collect([obj])
        except (ProtectedError, RestrictedError) as error:
            raise ValidationError(
                _("Tego nie można usunąć, bo coś innego się na to powołuje."), code="used"
            ) from error
        about = getattr(obj, "history_of", "")
        leading = audit.record(obj, verb=verb, before=audit.snapshot(obj), after=None, by=by)
        if leading is None:  # a deletion is always a change
            raise AssertionError
        rows = list(_rows(collector))
        for row in rows:
            if row != obj:
                before = audit.snapshot(row)
                audit.record(row, verb=verb, before=before, after=None, by=by, about=about, part_of=leading.pk)
        for row, field in _released(collector):
            if row in rows:
                continue
            before = {field.attname: getattr(row, field.attname)}
            after = {field.attname: None}
            audit.record(row, verb=verb, before=before, after=after, by=by, part_of=leading.pk)
        # A collector's `delete` takes what it has collected; a second look would be a second chance to differ.
        collector.delete()
        return leading


def bring_back(entry: AuditEntry, *, verb: str, by: Actor | None) -> models.Model:
    """Put a deleted object back with all that went with it; refuse if it is there again."""
    if entry.after is not None or entry.part_of is not None:
        raise ValidationError(_("Ta zmiana niczego nie usunęła."), code="not_a_deletion")
    with transaction.atomic():
        if _model(entry)._base_manager.filter(pk=entry.object_id).exists():  # noqa: SLF001
            raise ValidationError(_("Ten wpis już wrócił."), code="already_back")
        restored = _insert(entry, verb=verb, by=by, part_of=None)
        if restored is None:
            raise ValidationError(_("Nie ma już miejsca, do którego ten wpis należał."), code="no_place")
        leading = AuditEntry.objects.filter(model=entry.model, object_id=entry.object_id).latest("pk")
        parts = list(AuditEntry.objects.filter(part_of=entry.pk).order_by("pk"))
        for part in _in_order([part for part in parts if part.after is None]):
            _insert(part, verb=verb, by=by, part_of=leading.pk)
        for part in parts:
            if part.after is not None:
                _point_back(part, verb=verb, by=by, part_of=leading.pk)
        return restored


def _in_order(entries: list[AuditEntry]) -> Iterator[AuditEntry]:
    """Yield the rows so that each comes after the rows that it points at."""
    waiting = {(entry.model, entry.object_id): entry for entry in entries}
    while waiting:
        ready = [key for key, entry in waiting.items() if not any(key in waiting for key in _targets(entry))]
        # Two rows that point at each other cannot both be last; foreign keys are checked at the end.
        for key in ready or list(waiting):
            yield waiting.pop(key)


def _targets(entry: AuditEntry) -> Iterator[tuple[str, int]]:
    known: dict[str, Any] = entry.before or {}
    for field in _model(entry)._meta.concrete_fields:  # noqa: SLF001
        related = field.related_model
        if isinstance(related, type) and known.get(field.attname) is not None:
            key = (related._meta.label_lower, known[field.attname])  # noqa: SLF001
            if key != (entry.model, entry.object_id):
                yield key


def _rows(collector: Collector) -> Iterator[models.Model]:
    for model, instances in collector.data.items():
        # The collector has fetched no more of them than it needs itself.
        yield from model._base_manager.filter(pk__in=[row.pk for row in instances]).order_by("pk")  # noqa: SLF001
    for rows in collector.fast_deletes:
        yield from cast("Iterable[models.Model]", rows)


def _released(collector: Collector) -> Iterator[tuple[models.Model, "models.Field[Any, Any]"]]:
    for (field, _value), groups in collector.field_updates.items():
        for rows in groups:
            for row in cast("Iterable[models.Model]", rows):
                yield row, field


def _model(entry: AuditEntry) -> type[models.Model]:
    return apps.get_model(entry.model)


def _insert(entry: AuditEntry, *, verb: str, by: Actor | None, part_of: int | None) -> models.Model | None:
    model = _model(entry)
    row = model()
    known: dict[str, Any] = entry.before or {}
    for field in model._meta.concrete_fields:  # noqa: SLF001
        if field.attname not in known:
            continue
        value = field.to_python(known[field.attname]) if not field.is_relation else known[field.attname]
        if field.is_relation and value is not None and not _is_there(field, value):
            if not field.null:
                # What it belonged to is gone for good; so is it.
                return None
            value = None
        setattr(row, field.attname, value)
    if "version" in known:
        # Forms opened before the deletion must meet a conflict.
        row.version = known["version"] + 1  # type: ignore[attr-defined]
    _make_unique(row)
    row.save(force_insert=True)
    about = entry.about
    audit.record(row, verb=verb, before=None, after=audit.snapshot(row), by=by, about=about, part_of=part_of)
    return row


def _make_unique(row: models.Model) -> None:
    """Give a row whose slug or code was taken in the meantime the next free one."""
    name = "code" if hasattr(row, "code") else "slug"
    slug = getattr(row, name, None)
    number = 2
    while slug is not None:
        try:
            row.validate_constraints()
        except ValidationError:
            if number > 1000:  # noqa: PLR2004 – it is not the slug that stands in the way
                raise
            setattr(row, name, f"{slug}-{number}")
            number += 1
        else:
            return


def _point_back(entry: AuditEntry, *, verb: str, by: Actor | None, part_of: int) -> None:
    try:
        row = _model(entry)._base_manager.get(pk=entry.object_id)  # noqa: SLF001
    except ObjectDoesNotExist:
        return
    before = audit.snapshot(row)
    for name, value in (entry.before or {}).items():
        if getattr(row, name) is None:
            setattr(row, name, value)
    row.save()
    audit.record(row, verb=verb, before=before, after=audit.snapshot(row), by=by, part_of=part_of)


def _is_there(field: "models.Field[Any, Any]", value: Any) -> bool:
    related = field.related_model
    return isinstance(related, type) and related._base_manager.filter(pk=value).exists()  # noqa: SLF001
