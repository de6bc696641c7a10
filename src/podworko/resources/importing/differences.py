"""What a row would change of an entry that is there. Pure functions over values.

An empty cell says nothing and never empties a field. A rougher point never replaces a finer one, an older date of
checking never a newer one. Telephones, services and numbers of registers are added, never taken away.
"""

from dataclasses import dataclass, field
from math import cos, hypot, radians
from typing import Any

from podworko.core.text import fold
from podworko.organisations.choices import ContactKind, Precision, Sector
from podworko.resources.importing.entries import Entry
from podworko.resources.importing.register import KnownEntry, KnownPlace, name_key

METRES_OF_A_DEGREE = 111_320
_FINENESS = (Precision.NONE, Precision.AREA, Precision.STREET, Precision.EXACT)
_SAME_POINT = 3
"""Metres within which two points of one precision are one."""


@dataclass(slots=True)
class Plan:
    """What would be written, as JSON can say it."""

    organisation: dict[str, Any] = field(default_factory=dict)
    place: dict[str, Any] = field(default_factory=dict)
    category: int | None = None
    hours: list[Any] = field(default_factory=list)
    ways: list[tuple[str, str]] = field(default_factory=list)
    """Kind and value of what is added."""
    role: str = ""
    holder: str = ""
    services: list[str] = field(default_factory=list)
    identifiers: dict[str, str] = field(default_factory=dict)

    def is_empty(self) -> bool:
        """Say whether nothing would be written."""
        told = (self.organisation, self.place, self.category, self.hours, self.ways, self.services, self.identifiers)
        return not any(told) and not self.holder


Change = tuple[str, str, str]
"""Code of the field (`words.FIELD_LABELS`), what stands there, what would stand there."""


def of_new(entry: Entry) -> Plan:
    """Return what is written of an entry that is not there yet."""
    plan = Plan(category=entry.category, hours=list(entry.hours), services=entry.services, role=entry.role)
    plan.organisation = _own(entry)
    plan.place = place_values(entry) if entry.has_place or entry.postcode or entry.hours or entry.category else {}
    plan.ways = _ways(entry)
    plan.holder, plan.identifiers = entry.holder, dict(entry.identifiers)
    return plan


def _own(entry: Entry) -> dict[str, Any]:
    found = {
        name: getattr(entry, name)
        for name in ("name", "corrected_name", "sector", "description", "website", "status")
        if getattr(entry, name)
    }
    if entry.assured_date:
        found["assured_date"] = entry.assured_date.isoformat()
    return found


def place_values(entry: Entry) -> dict[str, Any]:
    """Return the fields of a place that a row tells of."""
    values: dict[str, Any] = {
        "name": entry.place_name if name_key(entry.place_name) != name_key(entry.name) else "",
        "street_name": entry.street,
        "house_number": entry.house,
        "flat_number": entry.flat,
        "postcode": entry.postcode,
        "city": entry.city,
        "address_note": entry.address_note,
        "address_as_printed": entry.printed
        if entry.unread or entry.printed != f"{entry.street} {entry.house}"
        else "",
        "reference": entry.reference,
    }
    if entry.latitude is not None:
        values |= {"latitude": entry.latitude, "longitude": entry.longitude, "precision": entry.precision}
    return {name: value for name, value in values.items() if value not in {"", None}} or {"city": ""}


def _ways(entry: Entry) -> list[tuple[str, str]]:
    found = [(str(ContactKind.PHONE), value) for value in entry.phones]
    found += [(str(ContactKind.EMAIL), value) for value in entry.emails]
    # The first page is that of the organisation.
    return found + [(str(ContactKind.WEBSITE), value) for value in entry.websites[1:]]


def between(
    entry: Entry, known: KnownEntry, place: KnownPlace | None, *, is_certain: bool
) -> tuple[Plan, list[Change]]:
    """Return what a row would change of an entry and one of its places; without one, a place may be added.

    `is_certain`: it is this entry whatever its name, as by its page or number, so that the name may change.
    """
    plan, changes = Plan(), []
    changes += _organisation(entry, known, plan, is_certain=is_certain)
    if place is None:
        changes += _new_place(entry, plan)
    else:
        changes += [*_address(entry, place, plan), *_point(entry, place, plan), *_filing(entry, place, plan)]
    changes += [*_reached(entry, known, place, plan), *_offered(entry, known, plan), *_numbers(entry, known, plan)]
    return plan, changes


_KEPT_UNDER = {
    "street": ("place", "street_name"),
    "house": ("place", "house_number"),
    "flat": ("place", "flat_number"),
    "place_name": ("place", "name"),
    **{name: ("place", name) for name in ("postcode", "city", "address_note")},
    **{
        name: ("organisation", name)
        for name in ("name", "corrected_name", "sector", "description", "status", "assured_date", "website")
    },
}
"""Code of a change → what of the plan holds its value."""
OF_PLACES = frozenset(name for name, (part, _column) in _KEPT_UNDER.items() if part == "place") | {
    "point",
    "category",
    "hours",
    "place",
}
"""Codes of changes of a place."""


def less_known(plan: Plan, changes: list[Change], still_new: set[str]) -> list[Change]:
    """Take out of a plan what an entry said before it was merged into this one: whoever merged has seen it.

    `still_new`: codes of the fields of which the row tells something else than that entry did. Returns the changes
    that are left. What is added to others (ways to reach somebody, services, numbers) stays.
    """
    left = []
    for change in changes:
        name = change[0]
        part, column = _KEPT_UNDER.get(name, ("", ""))
        if name in still_new or not (part or name in {"point", "category", "hours"}):
            left.append(change)
        elif part:
            getattr(plan, part).pop(column, None)
        elif name == "point":
            for each in ("latitude", "longitude", "precision"):
                plan.place.pop(each, None)
        elif name == "category":
            plan.category = None
        else:
            plan.hours = []
    return left


def _organisation(entry: Entry, known: KnownEntry, plan: Plan, *, is_certain: bool) -> list[Change]:
    found: list[Change] = []
    names = {name_key(known.name), name_key(known.corrected_name)}
    if is_certain and name_key(entry.name) not in names:
        found.append(("name", known.name, entry.name))
    if entry.corrected_name and name_key(entry.corrected_name) not in names:
        found.append(("corrected_name", known.corrected_name, entry.corrected_name))
    if entry.sector not in {"", known.sector, Sector.UNKNOWN}:
        found.append(("sector", known.sector, entry.sector))
    if entry.description and fold(entry.description) != fold(known.description):
        found.append(("description", known.description, entry.description))
    if entry.status not in {"", known.status}:
        found.append(("status", known.status, entry.status))
    if entry.assured_date and (known.assured_date is None or entry.assured_date > known.assured_date):
        before = known.assured_date.isoformat() if known.assured_date else ""
        found.append(("assured_date", before, entry.assured_date.isoformat()))
    pages = {_page(known.website), *(_page(way.value) for way in known.ways if way.kind == ContactKind.WEBSITE)}
    if entry.website and _page(entry.website) not in pages:
        found.append(("website", known.website, entry.website))
    plan.organisation = {name: new for name, _old, new in found}
    return found


def _page(address: str) -> str:
    return address.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _new_place(entry: Entry, plan: Plan) -> list[Change]:
    if not entry.has_place:
        return []
    plan.place, plan.category, plan.hours = place_values(entry), entry.category, list(entry.hours)
    said = " ".join(part for part in (entry.place_name, entry.street or entry.printed, entry.house) if part)
    return [("place", "", said or f"{entry.latitude}, {entry.longitude}")]


def _address(entry: Entry, place: KnownPlace, plan: Plan) -> list[Change]:
    pairs = [("postcode", place.postcode, entry.postcode), ("city", place.city, entry.city)]
    pairs += [("address_note", place.address_note, entry.address_note), ("flat", place.flat, entry.flat)]
    if name_key(entry.place_name) not in {name_key(entry.name), ""}:
        pairs.append(("place_name", place.name, entry.place_name))
    # As its source prints it, misspelt perhaps: somebody has put that right since.
    if not (entry.printed and fold(entry.printed) == fold(place.printed)):
        pairs += [("street", place.street, entry.street), ("house", place.house, entry.house)]
    found = [(name, old, new) for name, old, new in pairs if new and fold(new) != fold(old)]
    columns = {"street": "street_name", "house": "house_number", "flat": "flat_number", "place_name": "name"}
    plan.place |= {columns.get(name, name): new for name, _old, new in found}
    return found


def _point(entry: Entry, place: KnownPlace, plan: Plan) -> list[Change]:
    if entry.latitude is None or entry.longitude is None:
        return []
    new, old = _FINENESS.index(Precision(entry.precision)), _FINENESS.index(Precision(place.precision))
    away = distance((entry.latitude, entry.longitude), place)
    if new < old or (new == old and away is not None and away <= _SAME_POINT):
        return []
    plan.place |= {"latitude": entry.latitude, "longitude": entry.longitude, "precision": entry.precision}
    before = f"{place.latitude}, {place.longitude}" if place.latitude is not None else ""
    return [("point", before, f"{entry.latitude}, {entry.longitude}")]


def distance(point: tuple[float, float], place: KnownPlace) -> float | None:
    """Return how many metres a point lies from a place; nothing where the place has none."""
    if place.latitude is None or place.longitude is None:
        return None
    east = (point[1] - place.longitude) * cos(radians(point[0]))
    return hypot(point[0] - place.latitude, east) * METRES_OF_A_DEGREE


def _filing(entry: Entry, place: KnownPlace, plan: Plan) -> list[Change]:
    found: list[Change] = []
    if entry.category and entry.category not in place.category_ids:
        plan.category = entry.category
        found.append(("category", str(place.category_ids[0] if place.category_ids else ""), str(entry.category)))
    known = sorted(map(tuple, place.hours))
    if entry.hours and not place.has_other_hours and sorted(map(tuple, entry.hours)) != known:
        plan.hours = list(entry.hours)
        found.append(("hours", _week(place.hours), _week(entry.hours)))
    return found


def _week(table: list[Any]) -> str:
    """Return hours as codes that `telling` puts into words: `0 08:00 16:00;…`."""
    return ";".join(" ".join(map(str, row)) for row in sorted(map(tuple, table)))


def _reached(entry: Entry, known: KnownEntry, place: KnownPlace | None, plan: Plan) -> list[Change]:
    here = {None, place.id if place else None}
    there = {(way.kind, _way(way.kind, way.value)) for way in known.ways if way.place_id in here}
    plan.ways = [(kind, value) for kind, value in _ways(entry) if (kind, _way(kind, value)) not in there]
    found: list[Change] = [("phone" if kind == "phone" else "email" if kind == "email" else "website", "", value)
                           for kind, value in plan.ways]  # fmt: skip
    plan.role = entry.role
    roles = {fold(contact.role) for contact in known.contacts}
    holders = {fold(contact.holder) for contact in known.contacts}
    if entry.holder and fold(entry.holder) not in holders and (plan.ways or fold(entry.role) not in roles):
        plan.holder = entry.holder
        found.append(("holder", "", entry.holder))
    return found


def _way(kind: str, value: str) -> str:
    if kind == ContactKind.WEBSITE:
        return _page(value)
    # An entry from before numbers were brought to one form may lack the country.
    return value.lower().replace(" ", "").replace("-", "").removeprefix("+48")


def _offered(entry: Entry, known: KnownEntry, plan: Plan) -> list[Change]:
    plan.services = [name for name in entry.services if fold(name) not in known.services]
    return [("services", "", name) for name in plan.services]


def _numbers(entry: Entry, known: KnownEntry, plan: Plan) -> list[Change]:
    found: list[Change] = []
    for scheme, value in entry.identifiers.items():
        every = [each for name, each in known.identifiers.items() if name.partition("#")[0] == scheme]
        if value not in every:
            plan.identifiers[scheme] = value
            found.append((scheme.lower() if scheme.lower() in {"regon", "krs", "nip", "rspo"} else "identifiers",
                          every[0] if every else "", value))  # fmt: skip
    return found
