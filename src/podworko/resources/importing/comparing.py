"""What each row of a file would do to the register. Pure functions over values: the same rows, the same answer.

A row is matched by its page or a number in an official register, then by its name at its address; a name alone that
stands at another address is only probably the same, and a person decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from podworko.core.text import fold
from podworko.organisations.duplicates import Known, address_key
from podworko.resources.importing import differences
from podworko.resources.importing.alike import Names
from podworko.resources.importing.differences import Change, Plan
from podworko.resources.importing.entries import Entry, ReadRow
from podworko.resources.importing.placing import place_in, place_of
from podworko.resources.importing.register import KnownEntry, KnownPlace, name_key

LEAVE, NEW_ONE, SAME_AS = "leave", "new", "same:"
"""Decisions of a person about a row; the last one with the id of an organisation behind it."""
_ALIKE_BY_REFERENCE: Final = 70
"""Likeness of two names that bear one symbol of a source: anybody numbers a list from 1."""


class Verdict(StrEnum):
    """What a row is; in the order in which people look at them."""

    REJECTED = "rejected"
    PROBABLE = "probable"
    CHANGED = "changed"
    NEW = "new"
    SAME = "same"


class Act(StrEnum):
    """What is done with a row."""

    NOTHING = "nothing"
    ADD = "add"
    """A new organisation."""
    JOIN = "join"
    """A place of an organisation that an earlier row of the file adds."""
    CHANGE = "change"


@dataclass(slots=True)
class Outcome:
    """What a row would do."""

    position: int
    verdict: Verdict
    act: Act = Act.NOTHING
    organisation: int | None = None
    place: int | None = None
    joins: int | None = None
    """Position of the row that adds the organisation."""
    plan: Plan = field(default_factory=Plan)
    changes: list[Change] = field(default_factory=list)
    twins: list[tuple[int, str]] = field(default_factory=list)
    """Organisations that it is perhaps: id and name."""
    repeats: int | None = None
    """Position of an earlier row that says the same, or nearly."""

    def essence(self) -> dict[str, Any]:
        """Return what must not have changed between the preview and the writing, as JSON keeps it."""
        plan: dict[str, Any] = {name: getattr(self.plan, name) for name in _OF_PLANS}
        plan |= {name: [list(each) for each in plan[name]] for name in ("hours", "ways")}
        plain: dict[str, Any] = {name: getattr(self, name) for name in _OF_OUTCOMES}
        plain |= {name: [list(each) for each in plain[name]] for name in ("changes", "twins")}
        return plain | {"plan": plan, "verdict": str(self.verdict), "act": str(self.act)}


_OF_OUTCOMES: Final = tuple(each.name for each in fields(Outcome))
_OF_PLANS: Final = tuple(each.name for each in fields(Plan))


class Comparison:
    """Compares rows with a register; `decisions`: what a person has said, by position of the row."""

    def __init__(self, known: Sequence[KnownEntry], decisions: Mapping[int, str] | None = None) -> None:
        self.decisions = decisions or {}
        self.by_id = {entry.id: entry for entry in known}
        self.by_name: dict[str, list[KnownEntry]] = defaultdict(list)
        self.by_merged_name: dict[str, list[KnownEntry]] = defaultdict(list)
        self.by_number: dict[tuple[str, str], list[KnownEntry]] = defaultdict(list)
        self.by_page: dict[tuple[str, str], KnownEntry] = {}
        self.by_reference: dict[str, list[KnownEntry]] = defaultdict(list)
        self.by_phone: dict[str, list[KnownEntry]] = defaultdict(list)
        self.names = Names()
        self.rows: dict[tuple[Any, ...], ReadRow] = {}
        """Rows of the file by what they are about."""
        self.added: dict[str, int] = {}
        """Name → position of the row that adds it."""
        self.read: dict[int, ReadRow] = {}
        for entry in known:
            self._learn(entry)
        # What stands comes before what was merged away.
        for entry in known:
            for merged in entry.merged:
                self._learn_merged(entry, merged)

    def _learn(self, entry: KnownEntry) -> None:
        for key in {name_key(entry.name), name_key(entry.corrected_name)} - {""}:
            self.by_name[key].append(entry)
        for scheme, value in entry.identifiers.items():
            self.by_number[scheme.partition("#")[0], value].append(entry)
        self.by_page[entry.area_slug, entry.slug] = entry
        for way in entry.ways:
            if way.kind == "phone":
                self.by_phone[way.value].append(entry)
        places: list[KnownPlace | None] = [*entry.places] or [None]
        for place in places:
            address = address_key(place.street, place.house) if place else ""
            self.names.add(Known(entry.id, entry.name, address))
            if place and place.reference:
                self.by_reference[place.reference].append(entry)

    def _learn_merged(self, entry: KnownEntry, merged: KnownEntry) -> None:
        """Know an entry by what was merged into it as well."""
        for key in {name_key(merged.name), name_key(merged.corrected_name)} - {""}:
            if entry not in (*self.by_name.get(key, ()), *self.by_merged_name[key]):
                self.by_merged_name[key].append(entry)
        for scheme, value in merged.identifiers.items():
            same = self.by_number[scheme.partition("#")[0], value]
            if entry not in same:
                same.append(entry)
        self.by_page.setdefault((merged.area_slug, merged.slug), entry)
        places: list[KnownPlace | None] = [*merged.places, *entry.places] or [None]
        for place in places:
            self.names.add(Known(entry.id, merged.name, address_key(place.street, place.house) if place else ""))
            if place and place.reference and entry not in self.by_reference[place.reference]:
                self.by_reference[place.reference].append(entry)

    def outcomes(self, rows: Iterable[ReadRow]) -> Iterator[Outcome]:
        """Yield what each row would do, in their order."""
        for row in rows:
            self.read[row.position] = row
            yield self._outcome(row)

    def _outcome(self, row: ReadRow) -> Outcome:
        if row.faults:
            return Outcome(row.position, Verdict.REJECTED)
        decision = self.decisions.get(row.position, "")
        found = self._seen_in_file(row) or self._judged(row)
        if decision == LEAVE:
            found.act = Act.NOTHING
        elif decision == NEW_ONE and found.act == Act.NOTHING and found.verdict == Verdict.PROBABLE:
            self._add(row, found)
        elif decision.startswith(SAME_AS):
            self._take_as(row, found, int(decision.removeprefix(SAME_AS)))
        return found

    def _judged(self, row: ReadRow) -> Outcome:
        entry = row.entry
        certain = self._by_page(entry) or self._by_number(entry) or self._by_reference(entry)
        if certain:
            place, _differs = place_of(entry, certain, is_certain=True)
            return self._changed(row, certain, place, is_certain=True)
        named, fitting = self._named(entry)
        if len(fitting) == 1:
            return self._changed(row, *fitting[0], is_certain=False)
        twins = [each for each, _place in fitting] or named
        alike = [] if twins else self._alike(entry)
        twins = twins or self._suspected(entry, alike)
        if twins:
            listed = [(each.id, each.name) for each in twins[:3]]
            return Outcome(row.position, Verdict.PROBABLE, twins=listed)
        return self._added(row, alike)

    def _named(self, entry: Entry) -> tuple[list[KnownEntry], list[tuple[KnownEntry, KnownPlace | None]]]:
        """Return who bears the name of a row, or bore it before a merge, and of them those at its address."""
        key = name_key(entry.name)
        every: list[KnownEntry] = []
        for named in (self.by_name.get(key, []), self.by_merged_name.get(key, [])):
            every += named
            here = [(each, *place_of(entry, each)) for each in named]
            fitting = [(each, place) for each, place, differs in here if not differs]
            if fitting:
                return every, fitting
        return every, []

    def _changed(self, row: ReadRow, known: KnownEntry, place: KnownPlace | None, *, is_certain: bool) -> Outcome:
        if known.is_elsewhere:
            return Outcome(row.position, Verdict.PROBABLE, twins=[(known.id, known.name)])
        key = ("known", known.id, place.id if place else _address(row.entry))
        earlier = self.rows.setdefault(key, row)
        found = Outcome(row.position, Verdict.SAME, organisation=known.id, place=place.id if place else None)
        found.plan, found.changes = _between(row.entry, known, place, is_certain=is_certain)
        is_merged_row = bool(known.merged) and found.plan.is_empty()
        # Two rows may know one entry as the two that it once was.
        if earlier is not row and not is_merged_row:
            doubled = self._doubled(row, earlier)
            if doubled.verdict == Verdict.PROBABLE:
                doubled.twins = [(known.id, known.name)]
            return doubled
        if not found.plan.is_empty():
            found.verdict, found.act = Verdict.CHANGED, Act.CHANGE
        return found

    def _alike(self, entry: Entry) -> list[Known]:
        """Return who has a similar name, in the register or in an earlier row; a street perhaps miswritten."""
        found = self.names.like(entry.name, _address(entry))
        if not found and entry.likely_street:
            found = self.names.like(entry.name, address_key(entry.likely_street, entry.house))
        # „Punkt Aktywności Lokalnej / Local Activity Point”: one name in two languages.
        for said in entry.name.split(" / ") if " / " in entry.name and not found else ():
            found = found or self.names.like(said, _address(entry))
        return found

    def _added(self, row: ReadRow, alike: list[Known]) -> Outcome:
        earlier = [each for each in alike if each.id < 0]
        name = name_key(row.entry.name)
        found = Outcome(row.position, Verdict.NEW)
        if earlier and name not in self.added:
            found.verdict, found.repeats = Verdict.PROBABLE, -earlier[0].id - 1
        else:
            self._add(row, found)
        return found

    def _add(self, row: ReadRow, found: Outcome) -> None:
        name = name_key(row.entry.name)
        found.plan = differences.of_new(row.entry)
        found.joins = self.added.get(name) if found.verdict == Verdict.NEW else None
        found.act = Act.ADD if found.joins is None else Act.JOIN
        self.rows.setdefault(("new", name, _address(row.entry)), row)
        if found.joins is None:
            self.added.setdefault(name, row.position)
            self.names.add(Known(-row.position - 1, row.entry.name, _address(row.entry)))

    def _take_as(self, row: ReadRow, found: Outcome, organisation: int) -> None:
        known = self.by_id.get(organisation)
        if known is None or known.is_elsewhere:
            # It is in the register, where others keep it.
            return
        place, _differs = place_of(row.entry, known)
        found.organisation, found.place = known.id, place.id if place else None
        found.plan, found.changes = _between(row.entry, known, place, is_certain=False)
        found.act = Act.NOTHING if found.plan.is_empty() else Act.CHANGE

    def _seen_in_file(self, row: ReadRow) -> Outcome | None:
        name = name_key(row.entry.name)
        earlier = self.rows.get(("new", name, _address(row.entry)))
        return self._doubled(row, earlier) if earlier and name in self.added else None

    def _doubled(self, row: ReadRow, earlier: ReadRow) -> Outcome:
        """Return what a row is that tells of the same as an earlier one: a repetition, or one that differs."""
        is_repeated = _says_no_more(row.entry, earlier.entry)
        verdict = Verdict.SAME if is_repeated else Verdict.PROBABLE
        return Outcome(row.position, verdict, repeats=earlier.position)

    def _by_page(self, entry: Entry) -> KnownEntry | None:
        parts = urlsplit(entry.entry_page).path.strip("/").split("/")
        if len(parts) != 3 or parts[1] != "organisations":  # noqa: PLR2004 – /azory/organisations/sp-119/
            return None
        return self.by_page.get((parts[0], parts[2]))

    def _by_number(self, entry: Entry) -> KnownEntry | None:
        for number in entry.identifiers.items():
            same = self.by_number.get(number, [])
            # Branches of one body share its numbers.
            if len(same) == 1 and _is_like(entry.name, same[0]):
                return same[0]
        return None

    def _by_reference(self, entry: Entry) -> KnownEntry | None:
        same = self.by_reference.get(entry.reference, []) if entry.reference else []
        return same[0] if len(same) == 1 and _is_like(entry.name, same[0]) else None

    def _suspected(self, entry: Entry, names: list[Known]) -> list[KnownEntry]:
        alike = [self.by_id[each.id] for each in names if each.id > 0]
        ringing = [each for phone in entry.phones for each in self.by_phone.get(phone, ())]
        alike += [each for each in ringing if _shares_word(entry.name, each.name)]
        numbered = [each for number in entry.identifiers.items() for each in self.by_number.get(number, ())]
        return list({each.id: each for each in [*alike, *numbered]}.values())


def _between(
    entry: Entry, known: KnownEntry, place: KnownPlace | None, *, is_certain: bool
) -> tuple[Plan, list[Change]]:
    """Return what a row would change of an entry: nothing that was known of it, or of what was merged into it."""
    plan, changes = differences.between(entry, known, place, is_certain=is_certain)
    for merged in known.merged if changes else ():
        joined = place_in(entry, merged, is_certain=is_certain)
        _plan, told = differences.between(entry, merged, joined, is_certain=is_certain)
        still_new = {name for name, _old, _new in told}
        if joined is None:
            # It says nothing of this place.
            still_new |= differences.OF_PLACES
        changes = differences.less_known(plan, changes, still_new)
    return plan, changes


def _address(entry: Entry) -> str:
    return address_key(entry.street, entry.house) or fold(entry.printed)


def _is_like(name: str, known: KnownEntry) -> bool:
    return max(fuzz.token_set_ratio(name_key(name), name_key(other)) for other in known.names) >= _ALIKE_BY_REFERENCE


def _shares_word(one: str, other: str) -> bool:
    return bool({word for word in name_key(one).split() if len(word) > 3} & set(name_key(other).split()))  # noqa: PLR2004


_COMPARED: Final = tuple(
    each.name for each in fields(Entry) if each.name not in {"name", "printed", "reference", "unread"}
)


def _says_no_more(row: Entry, earlier: Entry) -> bool:
    """Say whether a row says nothing that an earlier one does not say."""
    for name in _COMPARED:
        value, other = getattr(row, name), getattr(earlier, name)
        if value in ("", None, [], {}):
            continue
        if isinstance(value, list) and isinstance(other, list):
            if not all(each in other for each in value):
                return False
        elif value != other and fold(str(value)) != fold(str(other)):
            return False
    return True
