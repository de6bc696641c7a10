"""Change history, written by the action that changes: who, when, what before, what after.

Signals would miss `update()`, bulk and many-to-many changes and the actor outside requests.

A model may say where its history belongs: a property `history_of` (the record whose history
collects the changes, as in `core.versions`: `organisation:12`) and an attribute
`history_visibility` (the name of the field that narrows who may read them; `visibility` otherwise).
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility

Values = Mapping[str, Any]
ModelT = TypeVar("ModelT", bound=models.Model)
_encoder = DjangoJSONEncoder()
_WIDEST_FIRST = list(Visibility)


class Actor(Protocol):
    """Whoever acts: a user; `None` in its place means the system."""

    pk: Any

    def get_short_name(self) -> str:
        """Return the name to show."""
        ...


class StaleVersionError(ValidationError):
    """Somebody else has saved the record since the form was opened."""

    def __init__(self) -> None:
        super().__init__(_("W tym czasie ktoś zapisał inną wersję."), code="stale_version")


def lock(obj: ModelT, version: int | None = None) -> ModelT:
    """Return the row as it stands now, held until the transaction ends; refuse if it is no longer `version`."""
    rows = type(obj)._base_manager.select_for_update()  # noqa: SLF001
    try:
        fresh = rows.get(pk=obj.pk)
    except ObjectDoesNotExist:
        raise ValidationError(_("Ktoś już to usunął."), code="gone") from None
    if version is not None and fresh.version != version:  # type: ignore[attr-defined]
        raise StaleVersionError
    return fresh


def snapshot(obj: models.Model, relations: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the field values of a row by column name, with the ids of the named many-to-many relations."""
    values = {field.attname: field.value_from_object(obj) for field in obj._meta.concrete_fields}  # noqa: SLF001
    for name in relations:
        values[name] = sorted(getattr(obj, name).values_list("pk", flat=True))
    return values


def create(obj: ModelT, *, verb: str, by: Actor | None) -> ModelT:
    """Check and insert a new row and write down that it was made."""
    obj.full_clean()
    obj.save(force_insert=True)
    record(obj, verb=verb, before=None, after=snapshot(obj), by=by)
    return obj


def change(
    obj: models.Model,
    values: Values,
    *,
    verb: str,
    by: Actor | None,
    also: Mapping[str, tuple[Any, Any]] | None = None,
) -> bool:
    """Give a row new field values, raise its version and write the change down; say whether anything changed.

    `also`: what the action has changed of rows that are told as part of this one, as name →
    (before, after), in values that JSON keeps and that can be set again.
    """
    also = also or {}
    before = snapshot(obj)
    for name, value in values.items():
        setattr(obj, name, value)
    is_changed = plain(before) != plain(snapshot(obj)) or any(plain(old) != plain(new) for old, new in also.values())
    if not is_changed:
        return False
    if "version" in before:
        obj.version += 1  # type: ignore[attr-defined]
    obj.full_clean()
    obj.save()
    after = snapshot(obj)
    before.update({name: old for name, (old, _new) in also.items()})
    after.update({name: new for name, (_old, new) in also.items()})
    record(obj, verb=verb, before=before, after=after, by=by)
    return True


def record(  # noqa: PLR0913 – what a history is made of
    obj: models.Model,
    *,
    verb: str,
    before: Values | None,
    after: Values | None,
    by: Actor | None,
    about: str = "",
    part_of: int | None = None,
) -> AuditEntry | None:
    """Write down one change inside the caller's transaction; return nothing if nothing changed.

    `before` is empty for a new object, `after` for a deleted one; of a change only the
    differing fields are kept on both sides.
    """
    entry = described(obj, verb=verb, before=before, after=after, by=by, about=about, part_of=part_of)
    if entry is not None:
        entry.save(force_insert=True)
    return entry


def described(  # noqa: PLR0913 – as `record`
    obj: models.Model,
    *,
    verb: str,
    before: Values | None,
    after: Values | None,
    by: Actor | None,
    about: str = "",
    part_of: int | None = None,
) -> AuditEntry | None:
    """Return what `record` would write, not yet written: for whoever writes thousands at once."""
    visibility = _narrowest(obj, before, after)
    if before is not None and after is not None:
        names = [name for name in after if plain(before.get(name)) != plain(after[name])]
        if not names:
            return None
        before, after = {name: before.get(name) for name in names}, {name: after[name] for name in names}
    return AuditEntry(
        about=about or getattr(obj, "history_of", f"{obj._meta.model_name}:{obj.pk}"),  # noqa: SLF001
        part_of=part_of,
        model=obj._meta.label_lower,  # noqa: SLF001
        object_id=obj.pk,
        object_label=str(obj)[:300],
        verb=verb,
        before=plain(before),
        after=plain(after),
        visibility=visibility,
        author_id=getattr(obj, "entered_by_id", None),
        actor_id=by.pk if by else None,
        actor_label=by.get_short_name()[:200] if by else "",
    )


def changes_since(entry: AuditEntry) -> dict[str, Any]:
    """Return the values that would put an object back to what it was before a change, by column name.

    Only fields that this change or a later one touched are in it.
    """
    later = AuditEntry.objects.filter(model=entry.model, object_id=entry.object_id, pk__gte=entry.pk).order_by("-pk")
    values: dict[str, Any] = {}
    for each in later:
        values.update(each.before or {})
    return values


def values_after(entry: AuditEntry) -> dict[str, Any]:
    """Return the latest values of the fields that a change or a later one touched, by column name."""
    later = AuditEntry.objects.filter(model=entry.model, object_id=entry.object_id, pk__gte=entry.pk).order_by("pk")
    values: dict[str, Any] = {}
    for each in later:
        values.update(each.after or {})
    return values


def plain(value: Any) -> Any:
    """Return a value as JSON keeps it, e.g. a date as text."""
    if isinstance(value, Mapping):
        value = dict(value)
    return None if value is None else json.loads(_encoder.encode(value))


def _narrowest(obj: models.Model, before: Values | None, after: Values | None) -> str:
    name = getattr(obj, "history_visibility", "visibility")
    known: Iterable[Any] = (side[name] for side in (before, after) if side and name in side)
    # Empty: as what it belongs to.
    found = [value for value in (*known, getattr(obj, name, "")) if value]
    return str(max((Visibility(value) for value in found), key=_WIDEST_FIRST.index)) if found else ""
