"""What those who decide see of what was suggested: what is alike already, and what else waits for the same entry."""

from collections.abc import Sequence
from dataclasses import dataclass

from podworko.core.text import fold
from podworko.core.visibility import Reach
from podworko.organisations.address import parse_address
from podworko.organisations.duplicates import Known, address_key, suspects
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources import entry_values, links
from podworko.resources.choices import SuggestionKind, SuggestionState
from podworko.resources.entry_values import EntryValue
from podworko.resources.models import Category, EntrySuggestion

MOST = 50
"""Suggestions on one page; the oldest first, so that none is forgotten."""
MOST_BESIDE = 5
"""Other suggestions on the same entry that stand side by side."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The list of an area."""

    waiting: list[EntrySuggestion]
    rest: int
    """How many more wait."""
    suspect: list[EntrySuggestion]
    """What waits and looks like an advertisement."""
    decided: list[EntrySuggestion]


@dataclass(frozen=True, slots=True)
class Beside:
    """Several suggestions on one entry, value by value."""

    suggestions: list[EntrySuggestion]
    rows: list[tuple[str, str, list[str]]]
    """What the value is called, what it says now, what each suggestion wants there."""


def read(area: Area, reach: Reach) -> Shown:
    """Read what waits in an area for a person, and what was decided last."""
    rows = EntrySuggestion.objects.editable_by(reach).filter(area=area).select_related("organisation", "area")
    waiting = rows.waiting().filter(is_suspect=False)
    decided = rows.exclude(state=SuggestionState.WAITING).order_by("-decided_at", "-pk")
    return Shown(
        waiting=list(waiting[:MOST]),
        rest=max(waiting.count() - MOST, 0),
        suspect=list(rows.waiting().filter(is_suspect=True)[:MOST]),
        decided=list(decided[:MOST]),
    )


def new_values(suggestion: EntrySuggestion) -> list[tuple[str, str]]:
    """Return what is suggested of a new entry, in words."""
    labels = entry_values.own_labels() | entry_values.place_labels()
    return [(labels.get(name, name), entry_values.said(name, new)) for name, (_old, new) in suggestion.changes.items()]


def for_entry_form(suggestion: EntrySuggestion) -> dict[str, str]:
    """Return what the form of a new entry begins with."""
    texts = {name: str(new) for name, (_old, new) in suggestion.changes.items()}
    category = texts.get("category", "")
    if category and not Category.objects.filter(pk=int(category), area__in=suggestion.area.path_ids).exists():
        texts["category"] = ""
    names = ("name", "category", "address", "phone", "email", "website", "description")
    return {name: texts[name] for name in names if texts.get(name)}


def alike(suggestion: EntrySuggestion, known: Sequence[Known]) -> list[tuple[str, Organisation]]:
    """Return the entries that are perhaps the one that somebody suggests, with the addresses of their pages."""
    street = parse_address(str(suggestion.changes.get("address", ["", ""])[1]))
    found = suspects(suggestion.title, address_key(street.street, street.house), known)
    rows = Organisation.objects.select_related("home_area").in_bulk([each.id for each in found])
    return [(links.organisation(rows[each.id]), rows[each.id]) for each in found if each.id in rows]


def twins(suggestion: EntrySuggestion) -> list[tuple[str, str]]:
    """Return other suggestions of a new entry with the same name that wait: address and name."""
    rows = EntrySuggestion.objects.waiting().filter(area=suggestion.area, kind=SuggestionKind.NEW)
    others = [each for each in rows.exclude(pk=suggestion.pk)[:MOST] if fold(each.title) == fold(suggestion.title)]
    return [(links.suggestion(suggestion.area.slug, each.pk), each.title) for each in others]


def beside(suggestion: EntrySuggestion, values: dict[str, EntryValue]) -> Beside | None:
    """Return what else waits for the same entry, side by side; nothing if this is the only suggestion."""
    rows = EntrySuggestion.objects.waiting().filter(organisation=suggestion.organisation_id)
    others = list(rows.exclude(pk=suggestion.pk).select_related("area")[:MOST_BESIDE])
    if suggestion.organisation_id is None or not others:
        return None
    everyone = [suggestion, *others]
    keys = [key for key in values if any(key in each.changes for each in everyone)]
    return Beside(
        others,
        [(_heading(values[key]), entry_values.said(key, values[key].text), _wanted(key, everyone)) for key in keys],
    )


def _wanted(key: str, suggestions: Sequence[EntrySuggestion]) -> list[str]:
    return [entry_values.said(key, each.changes[key][1]) if key in each.changes else "" for each in suggestions]


def _heading(value: EntryValue) -> str:
    return f"{value.label} ({value.place})" if value.place else value.label
