"""Stretches of the year as people name them: „maj”, „druga połowa stycznia”, „przed świętami”, „jesienią 2027”.

Pure functions over values. Seasons are of whole months, as one plans: spring is March to May.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from podworko.agenda.said_line import Line, Part
from podworko.agenda.said_words import LONG_MONTH, MONTHS, NUMBERS, ORDINAL, number
from podworko.core.text import fold


class Period(NamedTuple):
    """Days from the first to the last, both within."""

    first: date
    last: date


_YEAR = r"(?:\s+(?P<year>20\d\d)(?!\d)(?:\s?r(?:\.|oku)?(?!\w))?)?"
_PIECE = (
    rf"(?:(?P<half>pierwsz\w+|drug\w+|i{{1,2}}|[12]\.?)\s+(?:polow\w+)|(?P<mid>polow\w+|srod(?:ek|ku))"
    rf"|(?P<start>poczat\w+)|(?P<end>kon(?:iec|ca|cu|cem|cow\w+))"
    rf"|(?P<week>{ORDINAL})\s+(?:tydzien|tygodni\w+))"
)
_MONTHS = re.compile(
    rf"(?<!\w)(?:(?:we?|na|z|pod|okolo|ok\.)\s+)?(?:(?P<turn>przelom\w*)\s+|{_PIECE}\s+)?(?:(?:miesiaca|w"
    rf"|we)\s+)?(?:od\s+)?(?P<month>{LONG_MONTH})"
    rf"(?:\s*(?P<to>-|do|/|lub|albo|czy|i|,|oraz)\s*(?:w\s+)?(?P<last>{LONG_MONTH}))?{_YEAR}",
)
_SEASONS = {"wiosn": 3, "lat": 6, "jesien": 9, "zim": 12}
_SEASON = re.compile(
    rf"(?<!\w)(?:(?:na|w|pod|okolo)\s+)?(?:{_PIECE}\s+)?(?P<season>wiosn(?:a|e|y)|lat(?:em|o|a)"
    rf"|jesien(?:ia|i)?|zim(?:a|e|y))(?!\w){_YEAR}",
)
_FEASTS = re.compile(
    rf"(?<!\w)(?P<when>przed|po|w|miedzy|na)\s+(?:sam\w+\s+)?(?P<feast>(?:bozym narodzeniem"
    rf"|boze narodzenie|bozym narodzeniu|gwiazdk\w+|wigili\w+)"
    rf"|wielkanoc\w*|swiet(?:ami|ach|a)|wakacj(?:e|ami|ach)){_YEAR}",
)
_AFTER = re.compile(rf"(?<!\w)(?P<side>po|przed)\s+(?P<day>\d{{1,2}})\.?\s*(?P<month>{LONG_MONTH}){_YEAR}")
_RELATIVE = re.compile(r"(?<!\w)w\s+(?P<which>tym|przyszlym|nastepnym)\s+(?P<unit>tygodniu|miesiacu)(?!\w)")
_BEFORE_FEAST, _AFTER_FEAST = timedelta(days=14), timedelta(days=7)
_THIRD, _MIDDLE, _WEEK, _DECEMBER, _TURN = 10, 15, 7, 12, 6
_SUMMER_FIRST, _SUMMER_LAST = (7, 1), (8, 31)
"""Summer holidays as people count them; schools end on a Friday of June."""


def read_periods(line: Line, today: date, breaks: Mapping[str, tuple[date, date]]) -> list[Period]:
    """Take the periods a line names; `breaks` are those whose dates someone has to say: „ferie” → from, to."""
    for read in (_named_break(breaks), _after, _months, _season, _feast, _relative):
        periods = read(line, today)
        if periods:
            return periods
    return []


_Reader = Callable[[Line, date], list[Period]]


def _named_break(breaks: Mapping[str, tuple[date, date]]) -> _Reader:
    def read(line: Line, today: date) -> list[Period]:
        for name, (first, last) in breaks.items():
            stem = re.escape(fold(name).rstrip("aeiouy"))
            match = re.search(rf"(?<!\w)(?P<when>przed|po|w|na)\s+{stem}\w{{0,4}}(?!\w)", line.free)
            if match:
                line.take(Part.DAY, *match.span())
                return [_beside(match["when"], first, last)]
        return []

    return read


def _beside(when: str, first: date, last: date) -> Period:
    if when == "przed":
        return Period(first - _BEFORE_FEAST, first - timedelta(1))
    if when == "po":
        return Period(last + timedelta(1), last + _AFTER_FEAST)
    return Period(first, last)


def _months(line: Line, today: date) -> list[Period]:
    periods: list[Period] = []
    while match := line.find(_MONTHS):
        first = MONTHS[match["month"]]
        last = MONTHS[match["last"]] if match["last"] else first
        whole = _coming(first, last, match["year"], today)
        if match["turn"] and match["last"]:
            turn = _coming(last, last, match["year"], today).first
            periods.append(Period(turn - timedelta(_THIRD), turn + timedelta(_THIRD - 1)))
        elif match["to"] in {"-", "do"} or (last - first) % _DECEMBER <= 1:
            periods.append(_cut(whole, match))
        else:
            periods += [_coming(first, first, match["year"], today), _coming(last, last, match["year"], today)]
        line.take(Part.DAY, *match.span())
    return periods


def _season(line: Line, today: date) -> list[Period]:
    match = line.find(_SEASON)
    if match is None:
        return []
    first = next(month for stem, month in _SEASONS.items() if match["season"].startswith(stem))
    line.take(Part.DAY, *match.span())
    return [_cut(_coming(first, (first + 1) % _DECEMBER + 1, match["year"], today), match)]


def _coming(first: int, last: int, year: str | None, today: date) -> Period:
    """Return the months from one to another, of the year or the next that are not over."""
    chosen = int(year) if year else today.year - 1
    while True:
        end = date(chosen + (last < first), last, 1) + relativedelta(months=1, days=-1)
        if year or end >= today:
            return Period(date(chosen, first, 1), end)
        chosen += 1


def _cut(whole: Period, match: re.Match[str]) -> Period:
    """Return the part of a period that is meant: its half, beginning, end or week."""
    first, last = whole
    length = (last - first).days + 1
    middle = first + timedelta(days=min(_MIDDLE, length // 2) if length < 2 * _MIDDLE + 2 else length // 2)
    if match["half"]:
        is_second = match["half"].startswith(("drug", "ii", "2"))
        return Period(middle, last) if is_second else Period(first, middle - timedelta(1))
    third = timedelta(days=length // 3 if length > 2 * _MIDDLE + 1 else _THIRD)
    if match["mid"]:
        return Period(first + third, last - third)
    if match["start"]:
        return Period(first, first + third - timedelta(1))
    if match["end"]:
        return Period(last - third + timedelta(1), last)
    return _week(whole, match["week"]) if match["week"] else whole


def _week(whole: Period, said: str) -> Period:
    count = number(said)
    if count == NUMBERS["ostatni"]:
        return Period(whole.last - timedelta(_WEEK - 1), whole.last)
    first = whole.first + timedelta(days=_WEEK * (count - 1))
    return Period(min(first, whole.last), min(first + timedelta(_WEEK - 1), whole.last))


def _feast(line: Line, today: date) -> list[Period]:
    match = line.find(_FEASTS)
    if match is None:
        return []
    line.take(Part.DAY, *match.span())
    years = [int(match["year"])] if match["year"] else [today.year, today.year + 1]
    found = [_beside(match["when"], *feast) for year in years for feast in _feasts(match["feast"], year)]
    coming = sorted(period for period in found if match["year"] or period.last >= today)
    return coming[:1]


def _feasts(name: str, year: int) -> list[Period]:
    christmas = Period(date(year, _DECEMBER, 24), date(year, _DECEMBER, 26))
    if name.startswith("wakacj"):
        return [Period(date(year, *_SUMMER_FIRST), date(year, *_SUMMER_LAST))]
    sunday = easter(year)
    paschal = Period(sunday - timedelta(1), sunday + timedelta(1))
    if name.startswith("wielk"):
        return [paschal]
    return [paschal, christmas] if name.startswith("swie") else [christmas]


def _after(line: Line, today: date) -> list[Period]:
    match = line.find(_AFTER)
    if match is None:
        return []
    month = MONTHS[match["month"]]
    whole = _coming(month, month, match["year"], today)
    day = int(match["day"])
    if not 1 <= day <= whole.last.day:
        return []
    line.take(Part.DAY, *match.span())
    said = whole.first.replace(day=day)
    return [
        Period(said + timedelta(1), max(whole.last, said + _AFTER_FEAST))
        if match["side"] == "po"
        else _beside("przed", said, said)
    ]


def _relative(line: Line, today: date) -> list[Period]:
    match = line.find(_RELATIVE)
    if match is None:
        return []
    line.take(Part.DAY, *match.span())
    shift = 0 if match["which"] == "tym" else 1
    if match["unit"] == "tygodniu":
        monday = today + timedelta(days=_WEEK * shift - today.weekday())
        return [Period(monday, monday + timedelta(_TURN))]
    first = today.replace(day=1) + relativedelta(months=shift)
    return [Period(first, first + relativedelta(months=1, days=-1))]
