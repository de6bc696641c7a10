"""Going back to an earlier version: a new version, written by the same action that wrote the others."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from podworko.core import audit, deletion, history
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.visibility import Reach
from podworko.organisations.actions.writing import LOCATION, announce

VERB = "restore_version"
Restorer = Callable[..., Any]


def values_before(entry: AuditEntry) -> dict[str, Any]:
    """Return what restoring would put back, by the names that the object's own action takes."""
    allowed = _restorer(entry)[1]
    return {name: value for name, value in audit.changes_since(entry).items() if name in allowed}


def preview(entry: AuditEntry, reach: Reach) -> list[history.FieldChange]:
    """Return what restoring would change, in words; raise ValidationError if it cannot be done."""
    if entry.before is None:
        raise ValidationError(_("Przed tą zmianą nic tu nie było."), code="nothing_before")
    _restorer(entry)
    if entry.after is None:
        return history.describe(entry.model, {}, entry.before, reach)
    model = apps.get_model(entry.model)
    obj = model._base_manager.filter(pk=entry.object_id).first()  # noqa: SLF001
    if obj is None:
        raise ValidationError(_("To zostało usunięte. Najpierw przywróć to, co usunięto."), code="gone")
    now = audit.values_after(entry) | audit.plain(audit.snapshot(obj))
    wanted = values_before(entry)
    return history.describe(entry.model, {name: now.get(name) for name in wanted}, wanted, reach)


def restore_version(entry: AuditEntry, *, by: Actor | None) -> models.Model:
    """Put an object back to what it was before a change, or bring it back if the change deleted it."""
    if entry.before is None:
        raise ValidationError(_("Przed tą zmianą nic tu nie było."), code="nothing_before")
    # Who belongs to an organisation is decided on other pages.
    restorer, _allowed = _restorer(entry)
    with transaction.atomic():
        if entry.after is None:
            restored = deletion.bring_back(entry, verb=VERB, by=by)
            _announce(entry)
            return restored
        model = apps.get_model(entry.model)
        obj: models.Model | None = model._base_manager.filter(pk=entry.object_id).first()  # noqa: SLF001
        if obj is None:
            raise ValidationError(_("To zostało usunięte. Najpierw przywróć to, co usunięto."), code="gone")
        restorer(obj, values=_typed(model, values_before(entry)), by=by, verb=VERB)
        return obj


def _announce(entry: AuditEntry) -> None:
    kind, _colon, number = entry.about.partition(":")
    if kind == "organisation":
        returned = AuditEntry.objects.filter(part_of=entry.pk, model=LOCATION).values_list("object_id", flat=True)
        own = [entry.object_id] if entry.model == LOCATION else []
        announce([int(number)], [*own, *returned])


def _restorer(entry: AuditEntry) -> tuple[Restorer, tuple[str, ...]]:
    try:
        found: tuple[Restorer, tuple[str, ...]] = history.declared().restorers[entry.model]
    except KeyError:
        raise ValidationError(_("Tej zmiany nie można cofnąć tutaj."), code="not_restorable") from None
    return found


def _typed(model: type[models.Model], values: Values) -> dict[str, Any]:
    """Return values as the model keeps them: history keeps dates as text."""
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    return {
        name: fields[name].to_python(value) if name in fields and not fields[name].is_relation else value
        for name, value in values.items()
    }
