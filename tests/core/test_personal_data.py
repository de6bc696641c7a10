"""Every field that could hold something about a person is declared: as personal, with its purpose, or not."""

from collections import Counter
from dataclasses import fields

from django.apps import apps

from podworko.core.personal_data import Kept, register, text_fields


def test_every_text_field_is_declared():
    undeclared = sorted(set(text_fields()) - set(register().declared()))
    assert undeclared == [], "declare them in <app>/personal_data.py; see docs/privacy.md"


def test_nothing_is_declared_that_does_not_exist():
    assert sorted(set(register().declared()) - set(text_fields())) == []


def test_no_field_is_declared_twice():
    assert [name for name, count in Counter(register().declared()).items() if count > 1] == []


def test_every_declaration_says_everything():
    texts = [field.name for field in fields(Kept) if field.name not in {"fields", "is_public"}]
    assert [kept.model for kept in register().kept for name in texts if not str(getattr(kept, name)).strip()] == []


def test_register_looks_at_every_model_that_people_fill():
    looked_at = {name.rpartition(".")[0] for name in text_fields()}
    for label in ("accounts.User", "organisations.ContactField", "core.AuditEntry", "account.EmailAddress"):
        assert label in looked_at


def test_a_text_field_without_declaration_would_be_found():
    model = apps.get_model("organisations.Contact")
    assert f"{model._meta.label}.holder_name" in set(text_fields())
    assert f"{model._meta.label}.holder_visibility" not in set(text_fields())
