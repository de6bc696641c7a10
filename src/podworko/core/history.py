"""Change history in words: which field, what before, what after, as people would say it.

An app that writes history declares its words in `<app>/history.py`:
`VERBS` (name of the action → what was done), `OBJECTS` (model label → what it is called),
`LABELS` (`model.field` → label of a field whose model gives it none), `CHOICES` (`model.field` →
its codes and their words, for lists of codes), `WORDS` (`model.field` → function that puts a
value kept by an action into words), `NAMES` (the same for a value that names other rows: the
function also takes the reader's `Reach`), `RESTORERS` (model label → the action that writes values
back, and the names of the values it takes), `RETURNERS` (model label → the action that brings
a deleted row back), and `UNCOUNTED` (labels of models that are never counted among what went with
a deleted row, because its readers may not know of them). A field without a label is never shown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from podworko.core.models import AuditEntry
from podworko.core.visibility import Reach, Visibility

Entries = models.QuerySet[AuditEntry]
VERBS = {"restore_version": gettext_lazy("przywrócenie wcześniejszej wersji")}
HIDDEN = frozenset({"id", "version", "entered_by_id", "created_at", "changed_at"})


@dataclass(frozen=True)
class Words:
    """What all apps together have declared."""

    verbs: dict[str, Any] = field(default_factory=VERBS.copy)
    objects: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, Any] = field(default_factory=dict)
    words: dict[str, Callable[[Any], str]] = field(default_factory=dict)
    names: dict[str, Callable[[Any, Reach], str]] = field(default_factory=dict)
    restorers: dict[str, Any] = field(default_factory=dict)
    returners: dict[str, Any] = field(default_factory=dict)
    uncounted: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Item:
    """One change as a person reads it."""

    entry: AuditEntry
    verb: str
    object_kind: str
    changes: list[FieldChange]
    parts: int
    """How many rows went, or came back, with the object."""

    @property
    def is_creation(self) -> bool:
        """Say whether the change made the object."""
        return self.entry.before is None

    @property
    def can_be_taken_back(self) -> bool:
        """Say whether there is an earlier version to go back to."""
        known = declared().returners if self.is_deletion else declared().restorers
        return not self.is_creation and self.entry.model in known

    @property
    def is_deletion(self) -> bool:
        """Say whether the change deleted the object."""
        return self.entry.after is None


@cache
def declared() -> Words:
    """Return the words of all apps."""
    found = Words()
    # INSTALLED_APPS names upper rows first; an upper app knows more of a lower one's rows, and has the last word.
    for app in reversed(list(apps.get_app_configs())):
        if app.name.startswith("podworko.") and app.label != "core" and find_spec(f"{app.name}.history"):
            module = import_module(f"{app.name}.history")
            for name in ("verbs", "objects", "labels", "choices", "words", "names", "restorers", "returners"):
                getattr(found, name).update(getattr(module, name.upper(), {}))
            found.uncounted.update(getattr(module, "UNCOUNTED", ()))
    return found


def readable_about(about: str, reach: Reach, *, is_editor: bool, also: Iterable[str] = ()) -> Entries:
    """Return the leading changes of a record, latest first, that one of its editors may read.

    `also`: records whose histories are read with it.
    Whoever edits it as a coordinator only (`is_editor` false) sees of private things just what they entered.
    """
    entries = AuditEntry.objects.filter(about__in=[about, *also], part_of=None).order_by("-pk")
    if not is_editor:
        entries = entries.filter(~models.Q(visibility=Visibility.PRIVATE) | models.Q(author_id=reach.user_id))
    return entries


def items(entries: Iterable[AuditEntry], reach: Reach) -> list[Item]:
    """Put changes into words; rows they point at are named only if `reach` sees them."""
    listed = list(entries)
    names = _names(listed, reach)
    parts = _count_parts(listed)
    return [
        Item(
            entry=entry,
            verb=str(declared().verbs.get(entry.verb, entry.verb)),
            object_kind=str(declared().objects.get(entry.model, "")),
            changes=_changes(entry, names, reach),
            parts=parts.get(entry.pk, 0),
        )
        for entry in listed
    ]


def describe(model: str, before: Mapping[str, Any], after: Mapping[str, Any], reach: Reach) -> list[FieldChange]:
    """Put one pair of values into words, as for a change that is only being thought of."""
    entry = AuditEntry(model=model, before=dict(before), after=dict(after))
    return _changes(entry, _names([entry], reach), reach)


def _count_parts(entries: list[AuditEntry]) -> dict[int, int]:
    leading = [entry.pk for entry in entries if entry.before is None or entry.after is None]
    parts = AuditEntry.objects.filter(part_of__in=leading).exclude(model__in=declared().uncounted)
    counted = parts.values_list("part_of")
    return {pk: count for pk, count in counted.annotate(count=models.Count("pk")) if pk is not None}


def _changes(entry: AuditEntry, names: "_Names", reach: Reach) -> list[FieldChange]:
    before, after = entry.before or {}, entry.after or {}
    model = apps.get_model(entry.model)
    found = []
    for name in dict.fromkeys([*before, *after]):
        label = _label(model, entry.model, name)
        if not label:
            continue
        old = _said(f"{entry.model}.{name}", before.get(name), reach) or _in_words(
            model, entry.model, name, before.get(name), names
        )
        new = _said(f"{entry.model}.{name}", after.get(name), reach) or _in_words(
            model, entry.model, name, after.get(name), names
        )
        if old != new:
            found.append(FieldChange(label, old, new))
    return found


def _field(model: type[models.Model], name: str) -> Any:
    try:
        return model._meta.get_field(name.removesuffix("_id"))  # noqa: SLF001
    except FieldDoesNotExist:
        return None


def _label(model: type[models.Model], model_label: str, name: str) -> str:
    if name in HIDDEN:
        return ""
    given = declared().labels.get(f"{model_label}.{name}")
    if given is not None:
        return str(given)
    model_field = _field(model, name)
    if model_field is None or not model_field.editable:
        return ""
    verbose = str(model_field.verbose_name)
    return "" if verbose == model_field.name.replace("_", " ") else verbose


def _said(key: str, value: Any, reach: Reach) -> str:
    """Put a value that names other rows into words, as far as the reader sees them; empty where it is none such."""
    say = declared().names.get(key)
    return say(value, reach) if say and value else ""


def _in_words(model: type[models.Model], label: str, name: str, value: Any, names: "_Names") -> str:
    declaration = declared()
    key = f"{label}.{name}"
    if value is None or value in ("", []):
        return ""
    if key in declaration.words:
        return declaration.words[key](value)
    model_field = _field(model, name)
    if model_field is not None and model_field.is_relation:
        gone = _("wpis, którego nie ma lub nie widać")
        ids = value if isinstance(value, list) else [value]
        return ", ".join(names.get((model_field.related_model, pk), gone) for pk in ids)
    choices = dict(declaration.choices.get(key) or getattr(model_field, "flatchoices", None) or [])
    if isinstance(value, list):
        return ", ".join(str(choices.get(each, each)) for each in value)
    if value in choices:
        return str(choices[value])
    return _plain_words(model_field, value)


def _plain_words(model_field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("tak") if value else _("nie")
    if isinstance(model_field, models.DateTimeField):
        return date_format(datetime.fromisoformat(value), "DATETIME_FORMAT")
    if isinstance(model_field, models.DateField):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if isinstance(model_field, models.FloatField):
        return f"{value:.6f}"
    return str(value)


_Names = dict[tuple[Any, int], str]


def _names(entries: list[AuditEntry], reach: Reach) -> _Names:
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for entry in entries:
        model = apps.get_model(entry.model)
        for name, value in [*(entry.before or {}).items(), *(entry.after or {}).items()]:
            model_field = _field(model, name)
            if value is None or model_field is None:
                continue
            if model_field.many_to_one:
                wanted[model_field.related_model].add(value)
            elif model_field.many_to_many and f"{entry.model}.{name}" not in declared().words:
                wanted[model_field.related_model].update(value)
    found: _Names = {}
    for related, ids in wanted.items():
        rows = related._default_manager.filter(pk__in=ids)  # noqa: SLF001
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(reach)
        found.update({((related, row.pk)): str(row) for row in rows})
    return found
