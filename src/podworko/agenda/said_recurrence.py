"""What comes again and again, as people type it: „w każdy wtorek”, „co drugi czwartek”, „w pierwszą środę miesiąca”.

Pure functions over values; the rule is one of RFC 5545, section 3.3.10.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

from podworko.agenda.said_line import Line, Part
from podworko.agenda.said_words import DAY_WORD, NUMBERS, ORDINAL, PLURALS, WEEKDAYS, number
from podworko.agenda.timing import Break

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(slots=True)
class Recurrence:
    """A rule as it is said, without its end."""

    frequency: str
    interval: int = 1
    days: list[str] = field(default_factory=list)
    """As in BYDAY: „TU”, „1WE”, „-1FR”."""
    month_day: int | None = None
    count: int | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the rule says itself on which days it falls."""
        return bool(self.days or self.month_day or self.frequency == "DAILY")

    def rule(self, until: date | None = None) -> str:
        """Return the rule; `until` is the last day, whole (wall-clock, as `Timing` has it)."""
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.days:
            parts.append("BYDAY=" + ",".join(self.days))
        if self.month_day:
            parts.append(f"BYMONTHDAY={self.month_day}")
        if self.count:
            parts.append(f"COUNT={self.count}")
        elif until:
            parts.append(f"UNTIL={until:%Y%m%d}T235959")
        return ";".join(parts)

    def first_from(self, day: date) -> date | None:
        """Return the first day of the rule that is not before `day`."""
        if not self.is_open:
            return None
        # Every other Thursday starts with the next one.
        rule = replace(self, interval=1, count=None).rule()
        midnight = datetime.combine(day, time(0))
        found = rrulestr(rule, dtstart=midnight).after(midnight, inc=True)
        return found.date() if found else None


_LINK = r"(?:\s*,\s*(?:i\s+|oraz\s+)?|\s+(?:i|oraz)\s+|\s*/\s*)"
_AGAIN = r"(?:w\s+|we\s+)?(?:kazd\w+|co)\s+"
_DAYS = rf"{DAY_WORD}\.?(?:{_LINK}(?:w |we |kazd\w+ |co )?{DAY_WORD}\.?)*"
_PLURAL = "(?:" + "|".join(sorted(PLURALS, key=len, reverse=True)) + r")\b"
_NTH = rf"(?P<nth>{ORDINAL}(?:{_LINK}{ORDINAL})*)"
_MONTHLY = re.compile(
    rf"(?<!\w)(?:zawsze\s+)?(?:(?:w|we)\s+)?(?:kazd\w+\s+)?{_NTH}\s+(?P<days>{DAY_WORD})\s+(?:kazdego\s+"
    rf"|w\s+)?(?:miesiaca|miesiacu|m-ca)(?!\w)",
)
_EVERY_NTH_DAY = re.compile(rf"(?<!\w)(?:w\s+)?kazd\w+\s+{_NTH}\s+(?P<days>{DAY_WORD})")
_EVERY_OTHER = re.compile(rf"(?<!\w)(?:w\s+)?(?:co|kazd\w+)\s+(?P<nth>{ORDINAL})\s+(?P<days>{_DAYS})")
_EVERY = re.compile(rf"(?<!\w){_AGAIN}(?P<days>{_DAYS})")
_WEEKDAYS = re.compile(
    rf"(?<!\w)(?:od\s+)?(?P<from>{DAY_WORD})\.?\s*(?:-|do)\s*(?P<to>{DAY_WORD})\.?",
)
_PLURAL_DAYS = re.compile(
    rf"(?<!\w)(?<!\bdo )(?<!\bod )(?<!\bz )(?P<before>(?:w|we)\s+)?(?P<days>{_PLURAL}(?:{_LINK}(?:w "
    rf"|we )?{DAY_WORD})*)",
)
_MIXED_DAYS = re.compile(
    rf"(?<!\w)(?:w\s+|we\s+)(?P<days>{DAY_WORD}(?:{_LINK}(?:w |we )?{DAY_WORD})*{_LINK}(?:w |we )?{_PLURAL})"
)
_WORKDAYS = re.compile(r"(?<!\w)(?:we?\s+)?(?:dni (?:robocze|powszednie)|(?:kazdy|co) dzien roboczy)(?!\w)")
_WEEKENDS = re.compile(r"(?<!\w)(?:w\s+)?(?:weekendy|(?:kazdy|co) weekend)(?!\w)")
_DAILY = re.compile(r"(?<!\w)(?:codziennie|kazdego dnia|(?:w\s+)?(?:co|kazdy) dzien|co dnia)(?!\w)")
_EXCEPT = re.compile(rf"(?<!\w)(?:oprocz|poza|procz|z wyjatkiem)\s+(?P<days>{_DAYS}|weekend\w*)")
_HOLIDAYS = r"(?:(?:dni\w*\s+)?(?:swiat|swiet)\w*)"
_SCHOOL_BREAKS = (
    r"(?:przerw\w*\s+(?:szkoln\w+|w\s+szko\w+|w\s+nauce)|ferii|feri\w+|wakacj\w+"
    r"|dni\w*\s+woln\w+\s+od\s+(?:szko|nauk|lekcj)\w+)"
)
_WITHOUT = r"(?:oprocz|poza|procz|z wyjatkiem|z pominieciem|bez|nie w)"
_LEFT_OUT = re.compile(
    rf"(?<!\w)[(]?{_WITHOUT}\s+(?P<what>(?:{_HOLIDAYS}|{_SCHOOL_BREAKS})"
    rf"(?:{_LINK}(?:{_WITHOUT}\s+)?(?:{_HOLIDAYS}|{_SCHOOL_BREAKS}))*)(?!\w)[)]?"
)
_SOME = "|".join(w for w in NUMBERS if NUMBERS[w] > 1)
_UNITS = re.compile(
    rf"(?<!\w)(?:(?:raz\s+)?(?:co|na|kazd\w+|w)\s+)(?P<count>(?:\d{{1,2}}|{_SOME})\s+)?"
    r"(?P<unit>tydzien|tygodnie|tygodni|tygodniu|miesiac|miesiace|miesiecy|miesiacu|rok|roku|lata)(?!\w)",
)
_WEEKLY_WORD = re.compile(r"(?<!\w)(?:cotygodniow\w+|(?P<monthly>comiesieczn\w+)|(?P<yearly>coroczni\w*))(?!\w)")
_DAY_OF_MONTH = re.compile(
    r"(?<!\w)(?:w\s+)?(?P<day>[12]?\d|3[01])\.?(?:-?(?:go|ego|tego))?\s*(?:dni[aeu]?m?\s+)?(?:kazdego"
    r"|w kazdym)\s+miesiac[au](?!\w)",
)
_COUNT = re.compile(
    rf"(?<![\w:.])[(]?(?:(?P<weeks>przez\s+)(?P<n>\d{{1,2}}|{_SOME})\s+(?:tygodnie|tygodni)"
    rf"|(?P<m>\d{{1,2}})\s+(?:spotkan(?:ia)?|zajec|zajecia|razy|lekcji|lekcje))(?!\w)[)]?",
)
_NO_END = re.compile(r"(?<!\w)(?:az\s+)?do odwolania(?!\w)")
_WEEK = 4


def read_recurrence(line: Line) -> Recurrence | None:
    """Take what a line says about coming again; days without „każdy” are left for `said_days`."""
    rule = _daily(line) or _monthly(line) or _weekly(line) or _plain(line)
    if rule:
        _read_end(line, rule)
    return rule


def read_left_out(line: Line) -> frozenset[Break]:
    """Take „z wyjątkiem świąt i przerw szkolnych”, „oprócz ferii”, „bez wakacji”."""
    match = line.find(_LEFT_OUT)
    if match is None:
        return frozenset()
    line.take(Part.RECURRENCE, *match.span())
    patterns = {Break.HOLIDAYS: _HOLIDAYS, Break.SCHOOL_BREAKS: _SCHOOL_BREAKS}
    return frozenset(each for each, pattern in patterns.items() if re.search(pattern, match["what"]))


def read_workdays(line: Line, *, asks: bool) -> Recurrence | None:
    """Take „od poniedziałku do piątku”, which is a rule unless a few dates say that it is once."""
    match = line.find(_WEEKDAYS)
    if match is None:
        return None
    first, last = WEEKDAYS[match["from"]], WEEKDAYS[match["to"]]
    if last - first < _WEEK - 1:
        return None
    piece = line.take(Part.RECURRENCE, *match.span())
    if asks and piece:
        line.unclear.append(_("„%(days)s”: co tydzień czy tylko raz?") % {"days": piece.text})
    rule = Recurrence("WEEKLY", days=list(_CODES[first : last + 1]))
    _read_end(line, rule)
    return rule


def _monthly(line: Line) -> Recurrence | None:
    match = line.find(_MONTHLY) or line.find(_EVERY_NTH_DAY)
    if match and (match.re is _MONTHLY or NUMBERS.get(match["nth"]) == 1 or _ends(match["nth"])):
        code = _CODES[WEEKDAYS[match["days"]]]
        counts = [number(word) for word in re.findall(r"\w+", match["nth"]) if word.isdecimal() or word in NUMBERS]
        line.take(Part.RECURRENCE, *match.span())
        return Recurrence("MONTHLY", days=[f"{count}{code}" for count in counts])
    match = line.find(_DAY_OF_MONTH)
    if match:
        line.take(Part.RECURRENCE, *match.span())
        return Recurrence("MONTHLY", month_day=int(match["day"]))
    return None


def _ends(nth: str) -> bool:
    return NUMBERS.get(nth) == -1


def _weekly(line: Line) -> Recurrence | None:
    for pattern in (_EVERY_OTHER, _EVERY, _MIXED_DAYS, _PLURAL_DAYS):
        match = line.find(pattern)
        if match is None or (pattern is _PLURAL_DAYS and _is_one_sunday(line, match)):
            continue
        interval = number(match["nth"]) if pattern is _EVERY_OTHER else 1
        rule = Recurrence("WEEKLY", interval=interval, days=_codes(match["days"]))
        line.take(Part.RECURRENCE, *match.span())
        _widen(line, rule)
        return rule
    for pattern, days in ((_WORKDAYS, _CODES[:5]), (_WEEKENDS, _CODES[5:])):
        match = line.find(pattern)
        if match:
            line.take(Part.RECURRENCE, *match.span())
            return Recurrence("WEEKLY", days=list(days))
    return None


def _is_one_sunday(line: Line, match: re.Match[str]) -> bool:
    """Tell whether „niedziele” is one Sunday, typed without its tail: only Polish letters elsewhere tell."""
    if match["days"] != "niedziele":
        return False
    if line.typed(*match.span("days")).lower() != "niedziele":
        return True
    if line.text.isascii():
        line.unclear.append(_("„%(day)s”: jedna niedziela czy każda?") % {"day": line.typed(*match.span("days"))})
        return True
    return False


def _codes(days: str) -> list[str]:
    numbers = {WEEKDAYS[word] for word in re.findall(r"\w+", days) if word in WEEKDAYS}
    return [_CODES[one] for one in sorted(numbers)]


def _widen(line: Line, rule: Recurrence) -> None:
    """Read „co dwa tygodnie” or „co miesiąc” beside the days of a rule."""
    match = line.find(_UNITS)
    if match and match["unit"].startswith("ty"):
        rule.interval = number((match["count"] or "1").strip())
        line.take(Part.RECURRENCE, *match.span())


def _plain(line: Line) -> Recurrence | None:
    match = line.find(_UNITS)
    if match and _is_rule(match):
        rule = Recurrence(_frequency(match["unit"]), interval=number((match["count"] or "1").strip()))
        line.take(Part.RECURRENCE, *match.span())
        return _with_day(line, rule)
    match = line.find(_WEEKLY_WORD)
    if match:
        line.note(Part.RECURRENCE, *match.span())
        rule = Recurrence("YEARLY" if match["yearly"] else "MONTHLY" if match["monthly"] else "WEEKLY")
        return _with_day(line, rule)
    return None


def _daily(line: Line) -> Recurrence | None:
    """Read „codziennie”, and the days that it has or leaves out."""
    match = line.find(_DAILY)
    if match is None:
        return None
    line.take(Part.RECURRENCE, *match.span())
    without, within = line.find(_EXCEPT), line.find(_WEEKDAYS)
    if without:
        line.take(Part.RECURRENCE, *without.span())
        left_out = _codes(without["days"]) or list(_CODES[5:])
        return Recurrence("WEEKLY", days=[code for code in _CODES if code not in left_out])
    if within and WEEKDAYS[within["from"]] < WEEKDAYS[within["to"]]:
        line.take(Part.RECURRENCE, *within.span())
        return Recurrence("WEEKLY", days=list(_CODES[WEEKDAYS[within["from"]] : WEEKDAYS[within["to"]] + 1]))
    return Recurrence("DAILY")


def _is_rule(match: re.Match[str]) -> bool:
    # „w tygodniu”, „w roku” are no rules; „raz w miesiącu” and „co roku” are.
    return re.match(r"raz|co|kazd|w kazd", match[0]) is not None and match["unit"] != "lata"


def _frequency(unit: str) -> str:
    return {"t": "WEEKLY", "m": "MONTHLY"}.get(unit[0], "YEARLY")


def _with_day(line: Line, rule: Recurrence) -> Recurrence:
    match = re.search(rf"(?<!\w)(?:we?\s+|na\s+)?(?P<days>{_DAYS})(?!\s*\d{{1,2}}[./]\d)", line.free)
    if match and rule.frequency == "WEEKLY":
        rule.days = _codes(match["days"])
        line.take(Part.RECURRENCE, *match.span())
    return rule


def _read_end(line: Line, rule: Recurrence) -> None:
    match = line.find(_COUNT)
    if match:
        rule.count = int(match["m"]) if match["m"] else number(match["n"]) * _per_week(rule)
        line.take(Part.RECURRENCE, *match.span())
    match = line.find(_NO_END)
    if match:
        line.take(Part.RECURRENCE, *match.span())


def _per_week(rule: Recurrence) -> int:
    return (7 if rule.frequency == "DAILY" else max(1, len(rule.days))) // max(1, rule.interval) or 1
