"""Going back to an earlier version: a new version, written by the same action that wrote the others.

Which action that is, each app declares in `<app>/history.py`: `RESTORERS` and `RETURNERS`, see `core.history`.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from podworko.core import audit, history
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.visibility import Reach

VERB = "restore_version"
Restorer = Callable[..., Any]


def values_before(entry: AuditEntry) -> dict[str, Any]:
    """Return what restoring would put back, by the names that the object's own action takes."""
    _action, allowed = _declared(history.declared().restorers, entry)
    return {name: value for name, value in audit.changes_since(entry).items() if name in allowed}


def preview(entry: AuditEntry, reach: Reach) -> list[history.FieldChange]:
    """Return what restoring would change, in words; raise ValidationError if it cannot be done."""
    _check_has_before(entry)
    if entry.after is None:
        _declared(history.declared().returners, entry)
        return history.describe(entry.model, {}, entry.before or {}, reach)
    wanted = values_before(entry)
    now = audit.values_after(entry) | audit.plain(audit.snapshot(_row(entry)))
    return history.describe(entry.model, {name: now.get(name) for name in wanted}, wanted, reach)


def restore_version(entry: AuditEntry, *, by: Actor | None) -> models.Model:
    """Put an object back to what it was before a change, or bring it back if the change deleted it."""
    _check_has_before(entry)
    with transaction.atomic():
        if entry.after is None:
            bring_back: Callable[..., models.Model] = _declared(history.declared().returners, entry)
            return bring_back(entry, by=by, verb=VERB)
        restorer: Restorer = _declared(history.declared().restorers, entry)[0]
        obj = _row(entry)
        restorer(obj, values=_typed(type(obj), values_before(entry)), by=by, verb=VERB)
        return obj


def _check_has_before(entry: AuditEntry) -> None:
    if entry.before is None:
        raise ValidationError(_("Przed tą zmianą nic tu nie było."), code="nothing_before")


def _declared(known: dict[str, Any], entry: AuditEntry) -> Any:
    # Some things, as who belongs to whom, are decided on pages of their own.
    if entry.model not in known:
        raise ValidationError(_("Tej zmiany nie można cofnąć tutaj."), code="not_restorable")
    return known[entry.model]


def _row(entry: AuditEntry) -> models.Model:
    row: models.Model | None = apps.get_model(entry.model)._base_manager.filter(pk=entry.object_id).first()  # noqa: SLF001
    if row is None:
        raise ValidationError(_("To zostało usunięte. Najpierw przywróć to, co usunięto."), code="gone")
    return row


def _typed(model: type[models.Model], values: Values) -> dict[str, Any]:
    """Return values as the model keeps them: history keeps dates as text."""
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    return {
        name: fields[name].to_python(value) if name in fields and not fields[name].is_relation else value
        for name, value in values.items()
    }
