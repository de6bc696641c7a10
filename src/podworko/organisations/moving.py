"""What points at a row that is merged into another one: found by walking all relations, moved by declared rules.

An app whose rows point at an organisation, a place or a contact declares in `<app>/merging.py` what becomes of them:
`POINTERS`, `app.Model.field` → `Rule`. A relation without a rule fails the tests, and a unique constraint that no
rule names does so, too: nothing that belonged to a merged entry is lost because somebody forgot it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import UniqueConstraint

from podworko.core import audit
from podworko.core.audit import Actor

Row = Any
ForeignKey = models.ForeignKey[Any, Any]


def _nothing(_row: Row, _other: Row) -> dict[str, Any]:
    return {}


def _never(_row: Row, _kept: int) -> bool:
    return False


@dataclass(frozen=True)
class Rule:
    """What becomes of a row that points at the merged one; by itself it points at the kept one from now on.

    A row that stays goes with the merged one, is written down in the history, and comes back with it.
    """

    once: tuple[str, ...] = ()
    """Unique constraints under which the kept one may have the same row already: then the row stays."""
    twin_takes: Callable[[Row, Row], dict[str, Any]] = _nothing
    """Given the row that stays and its twin: new values for the twin."""
    carries: tuple[str, ...] = ()
    """Relations `app.Model.field` to the row that stays whose rows go over to its twin."""
    stays: Callable[[Row, int], bool] = _never
    """Given the row and the id of the kept one: whether the row stays anyway."""
    also: Callable[[Row, int], dict[str, Any]] = field(default=lambda _row, _kept: {})
    """Given the row and the id of the kept one: values that change with it."""
    as_one: bool = False
    """The rows make sense together only: all of them stay where the kept one has any."""
    is_copied: bool = False
    """The row is known by what it points at: the kept one gets a row of its own with the same values."""


@dataclass(frozen=True)
class Move:
    """One change that a merge has made, so that it can be taken back."""

    model: str
    pk: int
    values: dict[str, list[Any]]
    """Column → [before, after], as JSON keeps them; empty for a row that was made."""


@cache
def rules() -> dict[str, Rule]:
    """Return the rules of all apps."""
    found: dict[str, Rule] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("podworko.") and find_spec(f"{config.name}.merging"):
            found |= import_module(f"{config.name}.merging").POINTERS
    return found


def relations_to(model: type[models.Model]) -> Iterator[tuple[str, ForeignKey]]:
    """Yield every foreign key to a model, of all apps, also those of many-to-many tables, by its label."""
    for each in apps.get_models(include_auto_created=True):
        for one in each._meta.local_fields:  # noqa: SLF001
            if isinstance(one, models.ForeignKey) and one.related_model is model:
                yield f"{each._meta.label}.{one.name}", one  # noqa: SLF001


def constraints_over(pointer: ForeignKey) -> list[UniqueConstraint]:
    """Return the unique constraints of a model of which a foreign key is a part."""
    named = pointer.model._meta.constraints  # noqa: SLF001
    return [each for each in named if isinstance(each, UniqueConstraint) and pointer.name in each.fields]


def move_all(merged: models.Model, kept: models.Model, *, verb: str, by: Actor | None, part_of: int) -> list[Move]:
    """Let whatever points at one row point at another one of the same model, as the rules say; return what moved."""
    moves: list[Move] = []
    for label, pointer in relations_to(type(merged)):
        rule = rules()[label]
        rows = pointer.model._base_manager.select_for_update()  # noqa: SLF001
        if rule.as_one and rows.filter(**{pointer.attname: kept.pk}).exists():
            continue
        for row in rows.filter(**{pointer.attname: merged.pk}).order_by("pk"):
            moves += _move(row, pointer, rule, kept.pk, Written(verb, by, part_of))
    return moves


@dataclass(frozen=True)
class Written:
    """How changes are written down."""

    verb: str
    by: Actor | None
    part_of: int


def change(row: models.Model, values: dict[str, Any], told: Written) -> list[Move]:
    """Give a row new values and write it down; return what it takes to take them back."""
    before = {name: getattr(row, name) for name in values}
    changed = {name: value for name, value in values.items() if before[name] != value}
    if not changed:
        return []
    for name, value in changed.items():
        setattr(row, name, value)
    if hasattr(row, "version"):
        row.version += 1
    row.save()
    old = audit.plain({name: before[name] for name in changed})
    new = audit.plain(changed)
    audit.record(row, verb=told.verb, before=old, after=new, by=told.by, part_of=told.part_of)
    return [Move(row._meta.label, row.pk, {name: [old[name], new[name]] for name in changed})]  # noqa: SLF001


def _move(row: Row, pointer: ForeignKey, rule: Rule, kept: int, told: Written) -> list[Move]:
    if rule.stays(row, kept):
        return []
    twin = _twin(row, pointer, rule, kept)
    if twin is not None:
        return change(twin, rule.twin_takes(row, twin), told) + _carried(row, twin, rule, told)
    if rule.is_copied:
        return _copy(row, pointer, kept, told)
    return change(row, {pointer.attname: kept, **rule.also(row, kept)}, told)


def _twin(row: Row, pointer: ForeignKey, rule: Rule, kept: int) -> Row | None:
    """Return the row of the kept one that stands where this row would come to stand."""
    rows = type(row)._base_manager  # noqa: SLF001
    if rule.is_copied:
        return rows.filter(**{pointer.attname: kept}).first()
    for constraint in constraints_over(pointer):
        if constraint.name not in rule.once:
            continue
        condition = constraint.condition or models.Q()
        wanted = {name: getattr(row, row._meta.get_field(name).attname) for name in constraint.fields}  # noqa: SLF001
        wanted[pointer.name] = kept
        # Nothing equals nothing: two rows without a value are no twins for a database.
        if None in wanted.values() or not rows.filter(condition, pk=row.pk).exists():
            continue
        found = rows.filter(condition, **wanted).exclude(pk=row.pk).first()
        if found is not None:
            return found
    return None


def _carried(row: Row, twin: Row, rule: Rule, told: Written) -> list[Move]:
    moves: list[Move] = []
    for label in rule.carries:
        model, _dot, name = label.rpartition(".")
        rows = apps.get_model(model)._base_manager.select_for_update()  # noqa: SLF001
        for each in rows.filter(**{name: row}).order_by("pk"):
            moves += change(each, {each._meta.get_field(name).attname: twin.pk}, told)  # noqa: SLF001
    return moves


def _copy(row: Row, pointer: ForeignKey, kept: int, told: Written) -> list[Move]:
    values = audit.snapshot(row)
    # A row with an id of its own gets a new one.
    values.pop(row._meta.pk.attname)  # noqa: SLF001
    values[pointer.attname] = kept
    return [make(type(row)(**values), told)]


def make(row: models.Model, told: Written) -> Move:
    """Insert a new row and write it down; return what it takes to take it away again."""
    row.save(force_insert=True)
    audit.record(row, verb=told.verb, before=None, after=audit.snapshot(row), by=told.by, part_of=told.part_of)
    return Move(row._meta.label, row.pk, {})  # noqa: SLF001


def take_back(moves: list[Move], *, verb: str, by: Actor | None, part_of: int) -> list[Move]:
    """Undo moves, the last first; return those that were left as they are, because somebody has changed them since."""
    left: list[Move] = []
    for move in reversed(moves):
        model = apps.get_model(move.model)
        row = model._base_manager.select_for_update().filter(pk=move.pk).first()  # noqa: SLF001
        if row is None:
            left.append(move)
        elif not move.values:
            audit.record(row, verb=verb, before=audit.snapshot(row), after=None, by=by, part_of=part_of)
            row.delete()
        else:
            rest = _take_back(row, move, Written(verb, by, part_of))
            if rest:
                left.append(Move(move.model, move.pk, rest))
    return left


def _take_back(row: Row, move: Move, told: Written) -> dict[str, list[Any]]:
    """Put back the values that are still as the merge left them; return the others."""
    now = audit.plain({name: getattr(row, name) for name in move.values})
    rest = {name: pair for name, pair in move.values.items() if now[name] != pair[1]}
    columns = {each.attname: each for each in row._meta.concrete_fields}  # noqa: SLF001
    values = {}
    for name, (before, _after) in move.values.items():
        if name in rest:
            continue
        column = columns[name]
        if column.is_relation and before is not None and not _is_there(column, before):
            rest[name] = move.values[name]
        else:
            values[name] = before if column.is_relation else column.to_python(before)
    change(row, values, told)
    return rest


def _is_there(column: Any, pk: int) -> bool:
    return bool(column.related_model._base_manager.filter(pk=pk).exists())  # noqa: SLF001
