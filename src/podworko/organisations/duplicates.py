"""Whether two entries are perhaps one: by name, address, distance, telephone, numbers in registers. Pure functions.

Nothing here decides: a pair is proposed with its reasons in words, and a person says what it is. Two things rule a
pair out whatever else speaks for it: different numbers in their names („nr 113”, „nr 119”) and different numbers in
one register. A place that belongs to another (a branch, a part of a complex) is no duplicate of it.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from rapidfuzz import fuzz

from podworko.core.text import fold
from podworko.organisations import names
from podworko.organisations.address import same_street
from podworko.organisations.names import Name

ALIKE = 80
"""Likeness (0–100) of two names from which a duplicate is suspected."""
ALIKE_AT_ADDRESS = 55
"""The same where something else agrees as well: the address, the point, the telephone."""
MISSPELT = 94
"""Likeness of two names, letter by letter, from which one is the other with a slip of the pen."""
NEAR = 60.0
"""Metres between two exact points that may be one door."""
CERTAIN, STRONG = 95, 75
"""Strength (0–100) from which a pair is called certain, and from which it is called very likely."""
_COMMON = 60
"""Entries that share a key beyond which it says nothing: the word „sklep” in a whole city."""
_SHARED_NUMBER = 3
"""Entries under one register number beyond which it is a commune's own, which all its units bear."""
_METRES_PER_DEGREE = 111_195.0
_CELL = 1 / 1000
"""Degrees: cells of about 111 m by 71 m at the latitude of Poland, compared with their neighbours."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that is there; `address` is street and house, folded, or empty."""

    id: int
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of an entry. A point only where it is exact; degrees, WGS 84."""

    street: str = ""
    house: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What is known of an entry when it is compared with others."""

    id: int
    names: tuple[str, ...]
    """As printed and as corrected, also those of its places."""
    spots: tuple[Spot, ...] = ()
    phones: frozenset[str] = frozenset()
    """Normalised, as `contact_values` gives them."""
    emails: frozenset[str] = frozenset()
    identifiers: frozenset[tuple[str, str]] = frozenset()
    """(register, number)."""
    parent_id: int | None = None


REASONS = {
    "identifier": gettext_noop("ten sam numer w rejestrze"),
    "name": gettext_noop("ta sama nazwa, zapisana inaczej"),
    "same_name": gettext_noop("ta sama nazwa"),
    "alike": gettext_noop("podobna nazwa"),
    "address": gettext_noop("ten sam adres"),
    "near": gettext_noop("ten sam punkt na mapie albo tuż obok"),
    "phone": gettext_noop("ten sam telefon"),
    "email": gettext_noop("ten sam adres e-mail"),
    "far": gettext_noop("adresy są różne: to może być sieć"),
}
"""Code of a reason → the sentence; the codes are kept, the sentences are shown."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entries that are perhaps one; `first` has the lower id."""

    first: int
    second: int
    strength: int
    """0–100, no probability."""
    reasons: tuple[tuple[str, str], ...]
    """(code of `REASONS`, the particulars: the number, the telephone, metres)."""


@dataclass(slots=True)
class _Read:
    """An entry with its names taken apart."""

    entry: Compared
    names: tuple[Name, ...]
    addresses: tuple[tuple[str, str], ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    cells: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    kinds: frozenset[str] = frozenset()
    """Of all its names; none if one of them says none."""


def address_key(street: str, house: str) -> str:
    """Return street and house so that they can be compared, or nothing if one is missing."""
    return fold(f"{street} {house}") if street and house else ""


def suspects(
    name: str, address: str, known: Iterable[Known], limit: int = 3, places: Iterable[str] = ()
) -> list[Known]:
    """Return the entries that are perhaps the same, the likeliest first; each organisation once.

    Two names with different numbers („nr 113”, „nr 119”) are two schools, however alike they look.
    `places`: names of the area and of those round it, which tell nobody apart.
    """
    stems = names.place_stems(places)
    wanted = names.read(name, stems)
    best: dict[int, tuple[float, Known]] = {}
    for each in known:
        is_there = bool(address) and each.address == address
        other = names.read(each.name, stems)
        is_misspelt = _is_misspelt(wanted, other)
        score = max(names.likeness(wanted, other), MISSPELT * is_misspelt)
        if score < (ALIKE_AT_ADDRESS if is_there else ALIKE):
            continue
        if is_there or is_misspelt or names.is_telling(wanted, other):
            ranked = (score + 10 * is_there, each)
            best[each.id] = max(ranked, best.get(each.id, ranked), key=lambda pair: pair[0])
    ranking = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].name))
    return [each for _score, each in ranking[:limit]]


def _is_misspelt(one: Name, other: Name) -> bool:
    # „Bibliotekaa” tells nobody apart, and is meant to be „Biblioteka” all the same.
    is_alike = fuzz.ratio(one.written, other.written, score_cutoff=MISSPELT) > 0
    return is_alike and not names.differ_in_number(one, other)


def candidates(
    entries: Iterable[Compared], *, places: Iterable[str] = (), about: Collection[int] | None = None
) -> list[Candidate]:
    """Return the pairs of entries that are perhaps one, the strongest first.

    Args:
        entries: The entries of an area; twenty thousand take seconds.
        places: Names of the area and of those round it, which tell nobody apart.
        about: Only pairs with one of these entries.
    """
    stems = names.place_stems(places)
    read = [_read(entry, stems) for entry in entries]
    shared = _numbers_of_many(read)
    found = []
    for one, other in _pairs(read, about):
        judged = _judge(one, other, shared)
        if judged:
            found.append(judged)
    return sorted(found, key=lambda each: (-each.strength, each.first, each.second))


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the metres between two points given as (latitude, longitude); right for a few kilometres."""
    north = (one[0] - other[0]) * _METRES_PER_DEGREE
    east = (one[1] - other[1]) * _METRES_PER_DEGREE * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(north, east)


def _read(entry: Compared, stems: frozenset[str]) -> _Read:
    points = tuple(
        (spot.latitude, spot.longitude)
        for spot in entry.spots
        if spot.latitude is not None and spot.longitude is not None
    )
    taken_apart = tuple(names.read(name, stems) for name in dict.fromkeys(entry.names) if name.strip())
    kinds = [name.kinds for name in taken_apart]
    return _Read(
        entry,
        taken_apart,
        tuple((spot.street, fold(spot.house)) for spot in entry.spots if spot.street and spot.house),
        points,
        frozenset((int(latitude / _CELL), int(longitude / _CELL)) for latitude, longitude in points),
        frozenset().union(*kinds) if kinds and all(kinds) else frozenset(),
    )


def _numbers_of_many(read: Sequence[_Read]) -> frozenset[tuple[str, str]]:
    held: dict[tuple[str, str], int] = defaultdict(int)
    for each in read:
        for identifier in each.entry.identifiers:
            held[identifier] += 1
    return frozenset(identifier for identifier, count in held.items() if count > _SHARED_NUMBER)


def _pairs(read: Sequence[_Read], about: Collection[int] | None) -> Iterator[tuple[_Read, _Read]]:
    """Yield the pairs that share something rare, each once: all pairs of a city would be two hundred million."""
    blocks: dict[tuple[str, object], list[int]] = defaultdict(list)
    for index, each in enumerate(read):
        for key in _keys(each):
            blocks[key].append(index)
    seen: set[tuple[int, int]] = set()
    for inside in blocks.values():
        if 1 < len(inside) <= _COMMON:
            for pair in combinations(inside, 2):
                if pair not in seen:
                    seen.add(pair)
                    one, other = read[pair[0]], read[pair[1]]
                    if about is None or one.entry.id in about or other.entry.id in about:
                        yield one, other


def _keys(each: _Read) -> set[tuple[str, object]]:
    entry = each.entry
    keys: set[tuple[str, object]] = {("number", identifier) for identifier in entry.identifiers}
    keys |= {("phone", phone) for phone in entry.phones} | {("email", email) for email in entry.emails}
    keys |= {("address", (_last_word(street), house)) for street, house in each.addresses}
    for row, column in each.cells:
        # A cell and its neighbours to the south and west: two points of one door always share one of these keys.
        keys |= {("cell", (row + north, column + east)) for north in (0, 1) for east in (0, 1)}
    for name in each.names:
        keys.add(("written", name.written))
        keys |= {("word", word) for word in name.words | name.initials}
        # A slip of the pen mostly leaves the beginning or the end as it was.
        keys |= {("begins", word[:4]) for word in name.words} | {("ends", word[-4:]) for word in name.words}
        keys |= {("number of", (number, kind)) for number in name.numbers for kind in name.kinds or ("",)}
    return keys


@lru_cache(maxsize=10_000)
def _last_word(street: str) -> str:
    return names.stem(street.replace("-", " ").split()[-1]) if street.strip() else ""


def _judge(one: _Read, other: _Read, shared: Collection[tuple[str, str]]) -> Candidate | None:
    # Most pairs end here, and none of them for want of a number in a register.
    if one.kinds and other.kinds and not one.kinds & other.kinds and not one.entry.identifiers:
        return None
    if _are_ruled_out(one, other):
        return None
    by_name, points = _by_name(one, other)
    if points < ALIKE_AT_ADDRESS and by_name != "same_name" and not one.entry.identifiers:
        return None
    reasons: list[tuple[str, str]] = []
    same = sorted((one.entry.identifiers & other.entry.identifiers) - set(shared))
    reasons += [("identifier", " ".join(identifier)) for identifier in same]
    beside = _beside(one, other)
    strength = _strength(points, by_name, dict(beside), one, other)
    if not strength and not same:
        return None
    if by_name:
        reasons.append((by_name, ""))
    reasons += beside
    if _are_apart(one, other, beside):
        reasons.append(("far", ""))
        strength -= 15
    first, second = sorted((one.entry.id, other.entry.id))
    return Candidate(first, second, 100 if same else max(strength, 40), tuple(reasons))


def _are_ruled_out(one: _Read, other: _Read) -> bool:
    if one.entry.id in {other.entry.id, other.entry.parent_id} or one.entry.parent_id == other.entry.id:
        return True
    if any(names.differ_in_number(left, right) for left in one.names for right in other.names):
        return True
    held, also = _by_register(one.entry.identifiers), _by_register(other.entry.identifiers)
    return any(not numbers & also[register] for register, numbers in held.items() if register in also)


def _by_register(identifiers: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for register, number in identifiers:
        # The first nine of a REGON's fourteen digits are the whole's, the rest its unit's (§ 5 of the regulation).
        found[register].add(number[:9] if register == "REGON" else number)
    return found


def _by_name(one: _Read, other: _Read) -> tuple[str, float]:
    """Return how the names speak for a pair, and how alike they are: 0 where they do not at all."""
    best, said = 0.0, ""
    for left in one.names:
        for right in other.names:
            score, is_telling = names.weigh(left, right)
            if score <= best:
                continue
            is_same = left.written == right.written
            best = score if is_telling else min(score, ALIKE - 1)
            said = "same_name" if is_same else "name" if is_telling and score >= 90 else "alike"  # noqa: PLR2004
    return said, best


def _beside(one: _Read, other: _Read) -> list[tuple[str, str]]:
    """Return what else two entries share: an address, a point, a telephone, a mail address."""
    found: list[tuple[str, str]] = []
    for street, house in one.addresses:
        if any(house == its and same_street(street, their) for their, its in other.addresses):
            found.append(("address", f"{street} {house}"))
            break
    nearest = min((distance(here, there) for here in one.points for there in other.points), default=math.inf)
    if nearest <= NEAR:
        found.append(("near", f"{nearest:.0f} m"))
    found += [("phone", phone) for phone in sorted(one.entry.phones & other.entry.phones)[:1]]
    found += [("email", email) for email in sorted(one.entry.emails & other.entry.emails)[:1]]
    return found


def _strength(likeness: float, said: str, beside: Mapping[str, str], one: _Read, other: _Read) -> int:
    worth = {"address": 15, "near": 10, "phone": 15, "email": 10}
    support = sum(points for code, points in worth.items() if code in beside)
    if likeness >= ALIKE:
        return min(70 + round((likeness - ALIKE) / 2) + support, CERTAIN - 1)
    if likeness >= ALIKE_AT_ADDRESS and support:
        return min(50 + round((likeness - ALIKE_AT_ADDRESS) / 2) + support, CERTAIN - 1)
    # „Klub Seniora” and „Klub Seniora”, of which nothing else is known.
    is_unknown = not (one.addresses and other.addresses) and not (one.points and other.points)
    return 50 if said == "same_name" and is_unknown else 0


def _are_apart(one: _Read, other: _Read, beside: Collection[tuple[str, str]]) -> bool:
    """Say whether both are known to be somewhere, and nowhere together."""
    codes = {code for code, _particulars in beside}
    is_known = bool(one.addresses and other.addresses) or bool(one.points and other.points)
    return is_known and not codes & {"address", "near"}


def said_strength(strength: int) -> str:
    """Return in a word how sure a pair is."""
    if strength >= CERTAIN:
        return str(_("pewne"))
    return str(_("bardzo prawdopodobne")) if strength >= STRONG else str(_("możliwe"))
