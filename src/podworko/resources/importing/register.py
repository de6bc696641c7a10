"""What the register holds, as values that an import is compared with."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from podworko.core.text import fold
from podworko.resources.importing.hours_said import Table

_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class KnownPlace:
    id: int
    name: str = ""
    street: str = ""
    house: str = ""
    flat: str = ""
    postcode: str = ""
    city: str = ""
    address_note: str = ""
    printed: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "none"
    reference: str = ""
    category_ids: list[int] = field(default_factory=list)
    """The primary one first."""
    hours: Table = field(default_factory=list)
    has_other_hours: bool = False
    """Seasons, exceptions: more than one cell of a table can say."""
    became: int | None = None
    """Of a place that was joined into another one: its id, where it is known."""


@dataclass(slots=True)
class KnownWay:
    contact_id: int
    place_id: int | None
    kind: str
    value: str


@dataclass(slots=True)
class KnownContact:
    id: int
    place_id: int | None
    role: str
    holder: str = ""


@dataclass(slots=True)
class KnownEntry:
    """An organisation that is there."""

    id: int
    name: str
    slug: str = ""
    area_slug: str = ""
    corrected_name: str = ""
    sector: str = ""
    description: str = ""
    website: str = ""
    status: str = "active"
    assured_date: date | None = None
    identifiers: dict[str, str] = field(default_factory=dict)
    """Scheme → value; several of one scheme, as of branches, under `scheme#2` and so on."""
    places: list[KnownPlace] = field(default_factory=list)
    ways: list[KnownWay] = field(default_factory=list)
    contacts: list[KnownContact] = field(default_factory=list)
    is_elsewhere: bool = False
    """Kept in the register of an area round this one, by others."""
    services: set[str] = field(default_factory=set)
    """Folded names."""
    merged: "list[KnownEntry]" = field(default_factory=list)
    """What was merged into it, as it stood before; of places only those that were joined into others."""

    @property
    def names(self) -> list[str]:
        """Its names, and those of what was merged into it."""
        merged = (name for each in self.merged for name in (each.name, each.corrected_name))
        return [name for name in (self.name, self.corrected_name, *merged) if name]


@lru_cache(8192)
def name_key(name: str) -> str:
    """Return a name as two of the same are told: folded, without quotation marks and other signs."""
    return " ".join(_WORD.findall(fold(name)))
