"""Dates as sources give them: a day, a month, a year, or „about then”. Pure functions over values.

Notation: Extended Date/Time Format, level 1 (ISO 8601-2:2019, annex A; Library of Congress, EDTF):
`2016-06-01`, `2016-06`, `2016`, and `2013~` for a date that the source only suggests. At the end of
a period, `..` means that there is none: it has always held, or still does; an empty text means that
nobody knows.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

OPEN = ".."
"""No beginning, or no end (EDTF, level 1, „open interval”)."""

_NOTATION = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")


_DOTTED = re.compile(r"(?:(\d{1,2})\.)?(?:(\d{1,2})\.)?(\d{4})")
_ABOUT = re.compile(r"^(?:około|ok\.?|circa|ca\.?|about|близько|бл\.?|~)\s*")
_OPEN_WORDS = frozenset({"nadal", "trwa nadal", "do dziś", "zawsze", "od zawsze", "still", "always", "досі", "завжди"})


class InvalidDateError(ValueError):
    """A text that is no date in the notation of this module."""


class Coverage(StrEnum):
    """Whether something held on a day."""

    YES = "yes"
    UNCERTAIN = "uncertain"
    NO = "no"


class Exactness(StrEnum):
    """How exact a date is, by the last of its parts that is given."""

    DAY = "j E Y"
    MONTH = "F Y"
    YEAR = "Y"


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """A date known to lie between two days, both included."""

    earliest: date
    latest: date
    is_approximate: bool = False
    exactness: Exactness = Exactness.DAY


def parse(notation: str) -> UncertainDate | None:
    """Read `2013-05~` and the like; an empty text and `..` are no date at all."""
    if notation in {"", OPEN}:
        return None
    match = _NOTATION.fullmatch(notation)
    if match is None:
        raise InvalidDateError(notation)
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    try:
        earliest = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last_day = day or calendar.monthrange(earliest.year, last_month)[1]
        latest = date(earliest.year, last_month, last_day)
    except ValueError as error:
        raise InvalidDateError(notation) from error
    exactness = Exactness.DAY if day else Exactness.MONTH if month else Exactness.YEAR
    return UncertainDate(earliest, latest, is_approximate=bool(match[4]), exactness=exactness)


def covers(starts: str, ends: str, day: date) -> Coverage:
    """Say whether a period held on a day.

    An approximate date makes every answer on its inner side uncertain: „listed under the stage
    of 2013” says neither that it began in that year nor that it did not begin later. So does a
    date that nobody knows.
    """
    first, last = parse(starts), parse(ends)
    if (first and day < first.earliest) or (last and day > last.latest):
        return Coverage.NO
    has_begun = starts == OPEN if first is None else day >= first.latest and not first.is_approximate
    is_not_over = ends == OPEN if last is None else day <= last.earliest and not last.is_approximate
    return Coverage.YES if has_begun and is_not_over else Coverage.UNCERTAIN


def before(starts: str) -> str:
    """Return the notation of when something ends that gives way to what begins then; unknown if that is."""
    first = parse(starts)
    if first is None:
        return ""
    is_day = first.exactness is Exactness.DAY and not first.is_approximate
    if not is_day or first.earliest == date.min:
        return starts
    return (first.earliest - timedelta(days=1)).isoformat()


def is_in_order(starts: str, ends: str) -> bool:
    """Say whether a period can end on or after the day on which it begins."""
    first, last = parse(starts), parse(ends)
    return first is None or last is None or first.earliest <= last.latest


def read_typed(text: str) -> str:
    """Return the notation of a date as people type it: `17.05.2013`, `05.2013`, `2013`, „ok. 2013”, „nadal”.

    Raises:
        InvalidDateError: It is none of these.
    """
    words = " ".join(text.casefold().split())
    if words in {"", OPEN}:
        return words
    if words in _OPEN_WORDS:
        return OPEN
    bare = _ABOUT.sub("", words)
    is_approximate = bare != words or bare[-1:] in "~?"
    bare = bare.rstrip("~?").strip()
    match = _DOTTED.fullmatch(bare)
    if match:
        bare = "-".join(part.zfill(2) for part in reversed([part for part in match.groups() if part]))
    notation = f"{bare}~" if is_approximate else bare
    parse(notation)
    return notation


def write_typed(notation: str) -> str:
    """Return a date as `read_typed` reads it, to stand in a form."""
    if notation == OPEN:
        return _("nadal")
    match = _NOTATION.fullmatch(notation)
    if match is None:
        return notation
    year, month, day, mark = match.groups()
    dotted = ".".join(part for part in (day, month, year) if part)
    return _("ok. %(date)s") % {"date": dotted} if mark else dotted


def say_start(starts: str) -> str:
    """Return in words from when; never a part of a sentence, so nothing is declined."""
    return _("od zawsze") if starts == OPEN else _say(starts)


def say_end(ends: str) -> str:
    """Return in words until when."""
    return _("trwa nadal") if ends == OPEN else _say(ends)


def _say(notation: str) -> str:
    known = parse(notation)
    if known is None:
        return _("nie wiadomo")
    words = date_format(known.earliest, known.exactness)
    if get_language() != "en":
        # Django writes the names of months as at the head of a calendar.
        words = words.lower()
    return _("%(date)s (w przybliżeniu)") % {"date": words} if known.is_approximate else words
