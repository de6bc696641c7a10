"""What tests of suggestions share."""

from datetime import date
from uuid import uuid4

from podworko.core.visibility import Visibility
from podworko.organisations.choices import LegalBasis
from podworko.resources.actions import suggestion as actions
from tests.agenda.visiting import hidden_fields
from tests.factories import ContactFactory, ContactFieldFactory

SHOWN = {"visibility": Visibility.PUBLIC, "legal_basis": LegalBasis.NOT_PERSONAL, "notice_date": date(2026, 1, 2)}
"""What a contact needs that everybody sees."""


def leave(area, *, kind="new", **values):
    """What somebody without an account has sent."""
    given = {"changes": {"name": ["", "Szewc"]}, **values} if kind == "new" else values
    return actions.suggest_entry(area=area, values={"kind": kind, **given}, token=uuid4(), by=None)


def correct(estate, **changes):
    """A correction of the school's entry: value → what it should say."""
    now = {"name": "Szkoła nr 5"}
    wanted = {key: [now.get(key, ""), new] for key, new in changes.items()}
    return leave(estate.area, kind="correction", organisation=estate.school, changes=wanted)


def office(estate, value="+48 12 345 67 89", **values):
    """A telephone of the school that everybody sees."""
    contact = ContactFactory(organisation=estate.school, role="sekretariat")
    return ContactFieldFactory(contact=contact, kind="phone", value=value, **SHOWN, **values)


def patiently(monkeypatch):
    """Let a form be sent at once."""
    monkeypatch.setattr("podworko.core.traps.FASTEST", -1)


__all__ = ["SHOWN", "correct", "hidden_fields", "leave", "office", "patiently"]
