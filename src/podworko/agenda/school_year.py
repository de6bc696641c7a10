"""Days without school in Małopolska, as far as they are announced.

Dated data with sources, in `data/school_years.toml`. A day of a school year that is not in the data is unknown:
nobody may take it for a school day.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data" / "school_years.toml"


class Kind(StrEnum):
    CHRISTMAS = "christmas"
    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"


@dataclass(frozen=True, slots=True)
class SchoolBreak:
    """Days without school in a row; both days belong to it."""

    kind: Kind
    first_day: date
    last_day: date
    source: str
    """What sets it: a section of a regulation, an announcement."""


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year whose breaks are known; both days belong to it."""

    name: str
    """As „2026/2027”."""
    first_day: date
    last_day: date
    source: str
    breaks: tuple[SchoolBreak, ...]


@cache
def school_years() -> tuple[SchoolYear, ...]:
    """Return the school years that are known, in order."""
    years = tomllib.loads(DATA.read_text(encoding="utf8"))["years"]
    return tuple(
        SchoolYear(**{**year, "breaks": tuple(_break(each) for each in year["breaks"])})
        for year in sorted(years, key=lambda year: year["first_day"])
    )


def is_known(day: date) -> bool:
    """Say whether anybody has announced if there is school on a day."""
    return any(year.first_day <= day <= year.last_day for year in school_years())


def break_on(day: date) -> SchoolBreak | None:
    """Return the break that a day belongs to; nothing also where nobody knows."""
    found = (each for year in school_years() for each in year.breaks if each.first_day <= day <= each.last_day)
    return next(found, None)


def is_break(day: date) -> bool | None:
    """Say whether a day belongs to a break, or nothing if nobody knows."""
    if not is_known(day):
        return None
    return break_on(day) is not None


def _break(values: dict[str, str | date]) -> SchoolBreak:
    return SchoolBreak(**{**values, "kind": Kind(str(values["kind"]))})  # type: ignore[arg-type]
