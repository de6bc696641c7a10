"""The register of personal data, in code: what is kept about people, why, how long, and what erasure does.

Every app declares its fields in `<app>/personal_data.py`: `PERSONAL`, a tuple of `Kept`, and
`NOT_PERSONAL`, model label → names of the text fields that hold nothing about a person. A text
field declared in neither fails the tests. The page „Prywatność” is made from this.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

Words = str | Promise
OUTSIDE = frozenset({"auth", "contenttypes"})
"""Django's own tables that stay empty here, or name nothing but models."""
TEXT = (models.CharField, models.TextField, models.JSONField, models.FileField, models.GenericIPAddressField)


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept about people, in one or several fields of a model."""

    model: str
    fields: tuple[str, ...]
    what: Words
    whose: Words
    purpose: Words
    basis: Words
    """The legal basis: a point of art. 6(1) of Regulation (EU) 2016/679."""
    source: Words
    retention: Words
    erasure: Words
    """What happens to it when the person asks to be forgotten."""
    is_public: bool = False
    """Whether everybody may come to see it."""


@dataclass(frozen=True)
class Register:
    """What all apps together have declared."""

    kept: tuple[Kept, ...]
    not_personal: dict[str, tuple[str, ...]]

    def declared(self) -> list[str]:
        """Return every declared field, `app.Model.field`, once for each declaration."""
        personal = [f"{kept.model}.{name}" for kept in self.kept for name in kept.fields]
        other = [f"{model}.{name}" for model, names in self.not_personal.items() for name in names]
        return [*personal, *other]


@cache
def register() -> Register:
    """Return the register, upper apps first."""
    kept: list[Kept] = []
    not_personal: dict[str, tuple[str, ...]] = {}
    for config in apps.get_app_configs():
        if (
            config.name.startswith("podworko.")
            and config.label != "core"
            and find_spec(f"{config.name}.personal_data")
        ):
            module = import_module(f"{config.name}.personal_data")
            kept.extend(module.PERSONAL)
            not_personal.update(module.NOT_PERSONAL)
    return Register(tuple(kept), not_personal)


def text_fields() -> Iterator[str]:
    """Yield every field, `app.Model.field`, that could hold something about a person.

    A field with choices holds a code of ours, a key only points: neither is asked about.
    """
    for model in apps.get_models():
        if model._meta.app_label in OUTSIDE:  # noqa: SLF001
            continue
        for field in model._meta.concrete_fields:  # noqa: SLF001
            if isinstance(field, TEXT) and not field.choices:
                yield f"{model._meta.label}.{field.name}"  # noqa: SLF001
