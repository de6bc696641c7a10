"""Forms that warn instead of forbidding, and that notice when somebody else has saved meanwhile.

A caution is said once: the page then carries its key, and sending the form again means „I know”.

The page of a `VersionedForm` carries the record's version and the values it showed. When the record has moved on,
what was shown, what was typed and what stands there now are compared field by field: a field
that only one of the two people touched needs no question, the others are shown side by side.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

Raw = list[str]
Choice = tuple[str, str]


@dataclass(frozen=True)
class Caution:
    """Something to look at before saving."""

    title: str
    text: str = ""
    links: tuple[tuple[str, str], ...] = ()
    """Address and text."""
    name: str = ""
    """Name of the radio buttons that answer it, where it asks."""
    choices: tuple[Choice, ...] = ()

    @property
    def key(self) -> str:
        """What tells this caution from another one, without spaces."""
        said = (self.name, str(self.title), str(self.text), self.links, self.choices)
        return f"{zlib.crc32(repr(said).encode()):08x}"


class CautiousForm(forms.Form):
    """A form that may be valid and still have something to say before it is saved."""

    accepted = forms.CharField(widget=forms.HiddenInput, required=False)
    """Keys of the cautions that the page has already shown."""

    technical = frozenset({"accepted"})
    """Fields that belong to the page, not to the record."""

    def cautions(self) -> list[Caution]:
        """Return what should be looked at; asked once the form is valid."""
        return []

    def pending_cautions(self) -> list[Caution]:
        """Return the cautions if there is one that the page has not shown, and mark them as shown."""
        found = self.cautions()
        shown = set(str(self.cleaned_data.get("accepted", "")).split())
        if all(caution.key in shown for caution in found):
            return []
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("accepted")] = " ".join(caution.key for caution in found)
        self.data = data
        return found

    def values(self) -> dict[str, Any]:
        """Return the cleaned values of the record's own fields."""
        return {name: self.cleaned_data[name] for name in self.own_names() if name in self.cleaned_data}

    def own_names(self) -> list[str]:
        """Return the names of the fields that belong to the record."""
        return [name for name in self.fields if name not in self.technical]

    def add_refusal(self, error: ValidationError) -> None:
        """Put what an action refused beside the fields it is about."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            for known in (name, f"{name}_id"):
                if known in self.fields:
                    self.add_error(known, errors)
                    break
            else:
                self.add_error(None, errors)


class SentOnceForm(CautiousForm):
    """A form that makes one thing however often it is sent; see `core.submission`."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    technical = CautiousForm.technical | {"token"}


@dataclass(frozen=True)
class Conflict:
    """One field that two people changed at the same time; the page asks in `asked_…` and `keep_…`."""

    name: str
    label: str
    mine: str
    theirs: str


class VersionedForm(CautiousForm):
    """A form over a record with a `version`; `initial` holds what the record says now."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    technical = CautiousForm.technical | {"version", "shown"}

    def __init__(self, data: Any = None, *, current: Mapping[str, Any], version: int, **options: Any) -> None:
        self.current_version = version
        self.conflicts: list[Conflict] = []
        self.merged: list[str] = []
        """Labels of the fields that somebody else has changed meanwhile and that stay as they changed them."""
        super().__init__(data, initial=dict(current), **options)
        self.add_fields()
        self._now = {name: _raw(field.prepare_value(current.get(name))) for name, field in self._own_fields()}
        self.initial.update({"version": version, "shown": json.dumps(self._now)})
        if data is not None:
            self.data = self._settle(data)

    def add_fields(self) -> None:
        """Add the fields that depend on the record."""

    def clean(self) -> dict[str, Any]:
        """Refuse while a conflict is undecided."""
        cleaned = super().clean() or {}
        if self.conflicts:
            raise ValidationError(_("W tym czasie ktoś zmienił to samo. Wybierz, co ma zostać."), code="conflict")
        return cleaned

    def _own_fields(self) -> list[tuple[str, forms.Field]]:
        return [(name, self.fields[name]) for name in self.own_names()]

    def _settle(self, data: Any) -> QueryDict:
        """Return the data with the decisions carried out, marked as made against the version that stands now."""
        settled = QueryDict(mutable=True)
        settled.update(data)
        shown = _read_shown(data.get(self.add_prefix("shown"), ""))
        is_stale = str(data.get(self.add_prefix("version"), self.current_version)) != str(self.current_version)
        for name, field in self._own_fields():
            before = shown.get(name)
            is_undecided = self._carry_out_decision(name, before, settled)
            if is_undecided or is_stale:
                self._settle_field(name, field, before, settled, is_undecided=is_undecided)
        settled[self.add_prefix("version")] = str(self.current_version)
        settled[self.add_prefix("shown")] = json.dumps(self._now)
        return settled

    def _carry_out_decision(self, name: str, before: Raw | None, data: QueryDict) -> bool:
        """Put back what stood there if that was chosen; say whether a question was left unanswered."""
        decision = data.get(f"keep_{name}")
        if decision == "theirs" and before is not None:
            data.setlist(self.add_prefix(name), before)
        return bool(data.get(f"asked_{name}")) and decision not in {"mine", "theirs"}

    def _settle_field(
        self, name: str, field: forms.Field, before: Raw | None, data: QueryDict, *, is_undecided: bool
    ) -> None:
        mine, now = self._typed(name, field, data), self._now[name]
        if _same(mine, now) or (before is not None and _same(now, before) and not is_undecided):
            return
        label = str(field.label or name)
        if before is not None and _same(mine, before) and not is_undecided:
            self.merged.append(label)
            data.setlist(self.add_prefix(name), now)
            return
        self.conflicts.append(Conflict(name, label, _words(field, mine), _words(field, now)))

    def _typed(self, name: str, field: forms.Field, data: QueryDict) -> Raw:
        value = field.widget.value_from_datadict(data, self.files, self.add_prefix(name))
        return _raw(value)


def _read_shown(text: str) -> dict[str, Raw]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(values, dict):
        return {}
    return {str(name): [_whole(each) for each in value] for name, value in values.items() if isinstance(value, list)}


def _whole(value: Any) -> str:
    # JSON may hold half a character (`\\ud800`), which no page has ever shown and no database keeps.
    return str(value).encode(errors="replace").decode()


def _raw(value: Any) -> Raw:
    """Return a value as a browser would send it."""
    if value is None or value is False or value == "":
        return []
    if value is True:
        return ["on"]
    if isinstance(value, list | tuple | set | frozenset):
        return [str(getattr(each, "pk", each)) for each in value]
    if isinstance(value, time):
        return [value.strftime("%H:%M")]
    if isinstance(value, date):
        return [value.isoformat()]
    return [str(getattr(value, "pk", value))]


def _same(one: Raw, other: Raw) -> bool:
    return sorted(_squeeze(each) for each in one) == sorted(_squeeze(each) for each in other)


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _words(field: forms.Field, raw: Raw) -> str:
    if isinstance(field, forms.BooleanField):
        return str(_("tak") if raw else _("nie"))
    choices = getattr(field, "choices", None)
    if choices is None:
        return ", ".join(raw)
    names = {str(value): str(label) for value, label in _flat(choices)}
    return ", ".join(names.get(each, each) for each in raw)


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for value, label in choices:
        found.extend(label if isinstance(label, list | tuple) else [(value, label)])
    return found
