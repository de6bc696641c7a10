"""An address written in one line, taken apart: „ul. Weissa 8/3” → street, house, flat. Pure functions over strings.

Polish order: street, house number, flat after a stroke or „m.” / „lok.” (Rozporządzenie Ministra Rozwoju,
Pracy i Technologii z 21 lipca 2021 r. w sprawie ewidencji miejscowości, ulic i adresów, § 2 and annexes).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from podworko.core.text import fold, squeeze

_KINDS = {
    "ul": "",
    "ulica": "",
    "ulicy": "",
    "os": "os.",
    "osiedle": "os.",
    "pl": "pl.",
    "plac": "pl.",
    "al": "al.",
    "aleja": "al.",
    "aleje": "al.",
}
_KIND = re.compile(rf"({'|'.join(sorted(_KINDS, key=len, reverse=True))})(?:\.\s*|\s+)(?=\S)", re.IGNORECASE)
_HOUSE = r"\d+ ?[A-Za-z]?(?: ?[-–] ?\d+ ?[A-Za-z]?)?"
_FLAT = r"\d+ ?[A-Za-z]?|[A-Za-z]\d*"
_FLAT_WORD = (
    r"(?:m(?:ieszk(?:anie|ania)?)?|lok(?:al|alu)?(?:\s+mieszkaln\w+)?|ap(?:t|art(?:ament(?:u)?)?)?)\.?(?:\s*nr)?"
)
_NUMBERS = re.compile(
    # The shortest street with a word in it: „29 Listopada 39/5” is not number 29.
    rf"(?:(?P<street>[^/]*?[^\W\d]{{2}}[^/]*?)\s+)?(?:nr\s+)?(?P<house>{_HOUSE})"
    rf"(?:\s*(?:/|(?<![^\W\d]){_FLAT_WORD})\s*(?P<flat>{_FLAT})(?:\s+(?P<tail>[^\d/\s].*))?)?",
    re.IGNORECASE,
)
_BEGINNING = re.compile(
    rf"(?P<street>[^/]*?[^\W\d]{{2}}[^/\d]*?)\s*(?P<house>{_HOUSE})(?P<tail>[^\w.].*)", re.IGNORECASE
)
"""A street and a number with something behind them that nobody can read, and that may hide a flat."""
_TWO_NUMBERS = re.compile(r"(?P<street>.*[^\W\d]{2}.*?)\s+(?P<house>\d+[A-Za-z]?)")
_ENDS_IN_FLAT_WORD = re.compile(rf"(?P<before>.*?)\s*\b{_FLAT_WORD}", re.IGNORECASE)
_STROKES = str.maketrans("⁄∕／\\|", "/////")
_FLAT_ALONE = re.compile(rf"{_FLAT_WORD}\s*(?P<flat>{_FLAT})", re.IGNORECASE)
_POSTCODE = re.compile(r"(?P<postcode>\d{2}-\d{3})\b\s*(?P<city>[^,;/()\d]*)")
_WORD = re.compile(r"\w+")
_SAID_BEFORE_NAMES = frozenset(_KINDS) | {"gen", "ks", "dr", "prof", "sw", "bl", "kard", "plk", "mjr", "kpt", "im"}

LIKELY = 80
"""Similarity (0–100) from which another street is offered as the one that was meant."""


@dataclass(frozen=True, slots=True)
class Address:
    street: str = ""
    """Without „ul.”; with „os.”, „pl.”, „al.”, which are part of the name."""
    house: str = ""
    flat: str = ""
    postcode: str = ""
    city: str = ""
    rest: str = ""
    """What could not be placed; never thrown away."""

    def __str__(self) -> str:
        flat = f"/{self.flat}" if self.flat else ""
        place = squeeze(f"{self.postcode} {self.city}")
        return ", ".join(part for part in (squeeze(f"{self.street} {self.house}{flat}"), self.rest, place) if part)


@dataclass(frozen=True, slots=True)
class StreetMatch:
    name: str
    """The listed name where it is known, otherwise the name as typed."""
    is_known: bool
    likely: tuple[str, ...] = ()
    """Listed streets that were perhaps meant, the likeliest first, at most three."""


def parse_address(text: str) -> Address:
    """Take an address apart; whatever the text, nothing of it is lost and nothing is raised."""
    line = re.sub("/[/ ]*", "/", squeeze(text).translate(_STROKES)).strip(" ,;")
    postcode = city = ""
    place = _POSTCODE.search(line)
    if place:
        postcode, city = place["postcode"], _without_flat_word(squeeze(place["city"]))
        behind = line[place.end() :].strip(" ,")
        line = line[: place.start()] + (f", {behind}" if behind else "")
    parts = [part for part in (squeeze(part) for part in line.split(",")) if part]
    which = next((index for index, part in enumerate(parts) if _numbers(part).house), 0)
    found = _numbers(_name(parts[which])) if parts else _Numbers()
    flat, rest = found.flat, [found.tail] if found.tail else []
    for index, part in enumerate(parts):
        alone = _FLAT_ALONE.fullmatch(part)
        if index != which and alone and found.house and not flat:
            flat = _joined(alone["flat"])
        elif index < which and not city and not any(character.isdigit() for character in part):
            # „Kraków, ul. Weissa 8”
            city = part
        elif index != which:
            rest.append(part)
    return Address(found.street, found.house, flat, postcode, city, ", ".join(rest))


def match_street(typed: str, listed: Iterable[str]) -> StreetMatch:
    """Find a street on an area's list: „Weissa” is „Wojciecha Weissa” if no other street is called so.

    The list is never complete, so a street that is not on it stays as it was typed.
    """
    wanted = _words(typed)
    if not wanted:
        return StreetMatch(typed, is_known=False)
    names = list(listed)
    words = {name: _words(name) for name in names}
    same = [name for name in names if words[name] == wanted]
    alike = same or [name for name in names if _is_short_for(wanted, words[name])]
    if len(alike) == 1:
        return StreetMatch(alike[0], is_known=True)
    if alike:
        return StreetMatch(typed, is_known=False, likely=tuple(alike[:3]))
    scored = sorted(((_similarity(wanted, words[name]), name) for name in names), reverse=True)
    return StreetMatch(typed, is_known=False, likely=tuple(name for score, name in scored[:3] if score >= LIKELY))


class Streets:
    """An area's list of streets, asked about many addresses: each name is compared once."""

    def __init__(self, listed: Iterable[str]) -> None:
        self.names = list(listed)
        self._known = {" ".join(_words(name)): name for name in self.names}
        self._asked: dict[str, StreetMatch] = {}

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def match(self, typed: str) -> StreetMatch:
        """Find a street as `match_street` does."""
        if typed not in self._asked:
            exact = self._known.get(" ".join(_words(typed)))
            found = StreetMatch(exact, is_known=True) if exact else match_street(typed, self.names)
            self._asked[typed] = found
        return self._asked[typed]


def same_street(one: str, other: str) -> bool:
    """Say whether two names are of one street: „Weissa”, „ul. W. Weissa” and „Wojciecha Weissa” are."""
    left, right = sorted((_words(one), _words(other)), key=len)
    return bool(left) and _is_short_for(left, right)


def _name(text: str) -> str:
    kind = _KIND.match(text)
    if not kind:
        return text
    return squeeze(f"{_KINDS[kind[1].casefold()]} {text[kind.end() :]}")


class _Numbers(NamedTuple):
    street: str = ""
    house: str = ""
    flat: str = ""
    tail: str = ""


def _numbers(text: str) -> _Numbers:
    match = _NUMBERS.fullmatch(text)
    if not match:
        return _beginning(text)
    street, house, flat = match["street"] or "", match["house"], match["flat"] or ""
    if before := _ENDS_IN_FLAT_WORD.fullmatch(street):
        # „29 Listopada m. 5” has no house.
        return _Numbers(before["before"], flat=_joined(house), tail=flat)
    two = None if flat else _TWO_NUMBERS.fullmatch(street)
    if two:
        # „Weissa 4 62”: the second is a flat more likely than a street is called „Weissa 4”.
        street, house, flat = two["street"], two["house"], house
    return _Numbers(street, _joined(house), _joined(flat), match["tail"] or "")


def _beginning(text: str) -> _Numbers:
    """Read as much as can be read; whatever stands behind may hide a flat, so it is no part of the street."""
    match = _BEGINNING.fullmatch(text)
    if match is None:
        street, _stroke, tail = text.partition("/")
        return _Numbers(street.strip(), tail=tail.strip())
    street, house, tail = match["street"], _joined(match["house"]), match["tail"]
    if before := _ENDS_IN_FLAT_WORD.fullmatch(street):
        return _Numbers(before["before"], tail=f"{house}{tail}")
    flat = re.fullmatch(rf"\s*/({_FLAT})", tail)
    if flat:
        return _Numbers(street, house, _joined(flat[1]))
    return _Numbers(street.removesuffix(" nr"), house, tail=tail.strip(" /;"))


def _without_flat_word(city: str) -> str:
    found = _ENDS_IN_FLAT_WORD.fullmatch(city)
    return found["before"] if found else city


def _joined(number: str) -> str:
    return number.replace(" ", "").replace("–", "-")


@lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[str, ...]:
    words = tuple(_WORD.findall(fold(name)))
    told = tuple(word for word in words if word not in _SAID_BEFORE_NAMES)
    return told or words


def _is_short_for(short: Sequence[str], full: Sequence[str]) -> bool:
    """Say whether each word is a word, or the initial of a word, of the name, in its order, its last word included."""
    if len(short) > len(full) or not full or short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(any(word == other or (len(word) == 1 and other[:1] == word) for other in rest) for word in short)


def _similarity(one: Sequence[str], other: Sequence[str]) -> float:
    whole = fuzz.ratio(" ".join(one), " ".join(other))
    # Alone, the last word decides only when one of the two leaves the first name out.
    last = fuzz.ratio(one[-1], other[-1]) if min(len(one), len(other)) == 1 and other else 0
    return max(whole, last)
