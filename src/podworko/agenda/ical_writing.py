"""Write calendars (iCalendar, RFC 5545 with RFC 7986) that every program reads.

An event is written once, when it changes, and its text is stored; a calendar joins such texts. The same event always
makes the same text. Times are local times of a zone, so that 10:00 stays 10:00 when the clocks change.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from podworko.agenda import ical_rules
from podworko.agenda.timing import Timing

LONGEST_LINE: Final = 75
"""Octets, without the line end (RFC 5545, section 3.1)."""
PRODUCT: Final = "-//Podworko//Calendar//PL"
"""Without a version: a new one must not make every calendar look changed."""
_NOBODY: Final = "mailto:nobody@podworko.invalid"
"""ORGANIZER must be an address; this one can belong to nobody (RFC 2606, section 2)."""
_MOST_IN_A_LIST: Final = 50
"""Times in one property; some programs stumble over longer lists."""

# What a program may take for a line end becomes one; what nobody sees goes.
_ESCAPES = dict.fromkeys([*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0xFEFF, 0xFFFE, 0xFFFF], None) | {
    ord("\\"): "\\\\",
    ord(";"): "\\;",
    ord(","): "\\,",
    ord("\n"): "\\n",
    0x85: "\\n",
    0x2028: "\\n",
    0x2029: "\\n",
}
_UNFIT_FOR_PARAMETER = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_UNFIT_FOR_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
_UNFOLDED = re.compile(r"\r\n[ \t]")
_ZONE_OF_LINE = re.compile(r"^[A-Z-]+;TZID=([A-Za-z0-9_+/-]+):", re.MULTILINE)

# Rules of the European Union since 1996 (directive 2000/84/EC), told from 1970 as programs expect; what took place
# before is not written.
VTIMEZONE_OF_WARSAW: Final = """\
BEGIN:VTIMEZONE\r
TZID:Europe/Warsaw\r
X-LIC-LOCATION:Europe/Warsaw\r
BEGIN:DAYLIGHT\r
TZNAME:CEST\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
DTSTART:19700329T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
TZNAME:CET\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
DTSTART:19701025T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
END:STANDARD\r
END:VTIMEZONE\r
"""


class WrittenStatus(StrEnum):
    """How sure it is (RFC 5545, section 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class WrittenOverride:
    """How one occurrence differs; `None` stands for „as in the series”. Another time stands in `Timing.moved`."""

    original: datetime
    """Its wall-clock start as the rule has it."""
    title: str | None = None
    place: str | None = None
    description: str | None = None
    url: str | None = None
    status: WrittenStatus | None = None
    """CANCELLED: it is shown as cancelled, where `Timing.removed` would let it vanish without a word."""


@dataclass(frozen=True, slots=True)
class WrittenEvent:
    """What is said of an event or series; all of it will be public."""

    uid: str
    """Never changes."""
    title: str
    timing: Timing
    """Its `leaves_out` is not written: the calendar standard knows no holidays; see `left_out`."""
    modified: datetime
    """Aware; when what is said here changed."""
    created: datetime | None = None
    """Aware."""
    sequence: int = 0
    """Grows by one with each change of time or place."""
    description: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    url: str = ""
    categories: tuple[str, ...] = ()
    organiser: str = ""
    """The name of an organisation."""
    status: WrittenStatus = WrittenStatus.CONFIRMED
    is_transparent: bool = False
    """Takes up nobody's time."""
    classification: str = "PUBLIC"
    overrides: tuple[WrittenOverride, ...] = ()
    left_out: tuple[datetime, ...] = ()
    """Wall-clock starts that fall into the breaks which the series leaves out, as far ahead as is known."""
    image: str = ""
    """Address of a picture."""
    conference: str = ""
    """Address at which one takes part from afar."""


def vevents(event: WrittenEvent) -> str:
    """Return the VEVENT of an event, and one for each occurrence that differs: folded lines, each with CRLF.

    Raises:
        RuleError: The rule makes no sense.
    """
    timing = event.timing
    lines = [
        *_heading(event),
        *_first(timing),
        *_recurrence(event),
        *_words(event, event.title, event.place, event.description, event.url),
        *_rest(event),
        f"STATUS:{event.status}",
        "END:VEVENT",
    ]
    known = {override.original: override for override in event.overrides}
    for original in sorted(known.keys() | timing.moved.keys()):
        lines += _override(event, known.get(original) or WrittenOverride(original))
    return "".join([fold(line) for line in lines])


@dataclass(frozen=True, slots=True)
class Cover:
    """What a calendar says of itself."""

    name: str
    url: str = ""
    """Where the calendar itself lies (SOURCE)."""
    page: str = ""
    """Where a person can see it."""
    description: str = ""
    color: str = ""
    """A name of CSS 3."""
    refresh_hours: int = 6
    """After which programs are asked to look again."""


def calendar(cover: Cover, blocks: Iterable[str]) -> str:
    """Return a calendar of stored texts of events."""
    name, description = escape(cover.name), escape(cover.description)
    texts = list(blocks)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        "X-WR-TIMEZONE:Europe/Warsaw",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{cover.refresh_hours}H",
        f"X-PUBLISHED-TTL:PT{cover.refresh_hours}H",
    ]
    if description:
        lines += [f"DESCRIPTION:{description}", f"X-WR-CALDESC:{description}"]
    if cover.url:
        lines.append(f"SOURCE;VALUE=URI:{_address(cover.url)}")
    if cover.page:
        lines.append(f"URL:{_address(cover.page)}")
    if cover.color:
        lines.append(f"COLOR:{escape(cover.color)}")
    return "".join([*map(fold, lines), *map(_vtimezone, _zones_of(texts)), *texts, "END:VCALENDAR\r\n"])


def escape(text: str) -> str:
    """Return the text as a value of type TEXT (RFC 5545, section 3.3.11)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPES)


def fold(line: str) -> str:
    """Return a line in pieces of at most 75 octets, never cutting a letter, with line ends."""
    if len(line) <= LONGEST_LINE and line.isascii():
        return f"{line}\r\n"
    octets = line.encode("utf-8", "replace")
    pieces, begin, most = [], 0, LONGEST_LINE
    while len(octets) - begin > most:
        end = begin + most
        # 10xxxxxx: within a letter.
        while octets[end] & 0xC0 == 0x80:  # noqa: PLR2004
            end -= 1
        pieces.append(octets[begin:end])
        # The space that marks a further piece counts.
        begin, most = end, LONGEST_LINE - 1
    pieces.append(octets[begin:])
    return b"\r\n ".join(pieces).decode() + "\r\n"


def _heading(event: WrittenEvent) -> list[str]:
    modified = _stamp(event.modified)
    # DTSTAMP of the moment of writing would make every text look changed each time.
    lines = ["BEGIN:VEVENT", f"UID:{escape(event.uid)}", f"DTSTAMP:{modified}", f"LAST-MODIFIED:{modified}"]
    if event.created is not None:
        lines.append(f"CREATED:{_stamp(event.created)}")
    lines.append(f"SEQUENCE:{event.sequence}")
    return lines


def _words(event: WrittenEvent, title: str, place: str, description: str, url: str) -> list[str]:
    lines = [f"SUMMARY:{escape(title)}"]
    if place:
        lines.append(f"LOCATION:{escape(place)}")
    if description:
        lines.append(f"DESCRIPTION:{escape(description)}")
    if url:
        lines.append(f"URL:{_address(url)}")
    return lines


def _rest(event: WrittenEvent) -> list[str]:
    lines = []
    if event.latitude is not None and event.longitude is not None:
        lines.append(f"GEO:{event.latitude:.6f};{event.longitude:.6f}")
    if event.categories:
        lines.append(f"CATEGORIES:{','.join(map(escape, event.categories))}")
    if event.organiser:
        name = _UNFIT_FOR_PARAMETER.sub("", event.organiser.replace('"', "'"))
        lines.append(f'ORGANIZER;CN="{name}":{_NOBODY}')
    if event.image:
        lines.append(f"IMAGE;VALUE=URI;DISPLAY=BADGE:{_address(event.image)}")
    if event.conference:
        lines.append(f"CONFERENCE;VALUE=URI;FEATURE=VIDEO:{_address(event.conference)}")
    if event.is_transparent:
        lines.append("TRANSP:TRANSPARENT")
    lines.append(f"CLASS:{escape(event.classification)}")
    return lines


def _recurrence(event: WrittenEvent) -> list[str]:
    timing, lines = event.timing, []
    if timing.rule:
        rule = ical_rules.regular(timing.rule, start=timing.start, zone=timing.zone, is_all_day=timing.is_all_day)
        lines += [f"RRULE:{rule}"] if rule else []
    lines += _list("RDATE", timing, timing.extra)
    told = {override.original for override in event.overrides} | timing.moved.keys()
    lines += _list("EXDATE", timing, (timing.removed | set(event.left_out)) - told)
    return lines


def _override(event: WrittenEvent, override: WrittenOverride) -> list[str]:
    timing, original = event.timing, override.original
    start, end = timing.moved.get(original, (original, original + (timing.end - timing.start)))
    return [
        *_heading(event),
        _time("RECURRENCE-ID", timing, original),
        *_span("DTSTART", "DTEND", timing, start, end),
        *_words(
            event,
            event.title if override.title is None else override.title,
            event.place if override.place is None else override.place,
            event.description if override.description is None else override.description,
            event.url if override.url is None else override.url,
        ),
        *_rest(event),
        f"STATUS:{override.status or event.status}",
        "END:VEVENT",
    ]


def _first(timing: Timing) -> list[str]:
    """Return when the first occurrence takes place, and how long each one lasts.

    Programs take the length of all from the first (RFC 5545, section 3.8.5.3). If the clocks change within it, the
    time between its ends is not the length of the others: then the length is said instead of the end.
    """
    zone, length = ZoneInfo(timing.zone), timing.end - timing.start
    first, last = timing.start.replace(tzinfo=zone), timing.end.replace(tzinfo=zone)
    is_series = bool(timing.rule or timing.extra)
    if timing.is_all_day or not is_series or first.utcoffset() == last.utcoffset():
        return _span("DTSTART", "DTEND", timing, timing.start, timing.end)
    return [_time("DTSTART", timing, timing.start), f"DURATION:PT{int(length.total_seconds()) // 60}M"]


def _span(first: str, last: str, timing: Timing, start: datetime, end: datetime) -> list[str]:
    # Without an end, one at an hour ends as it starts, and one of a day lasts that day (RFC 5545, section 3.6.1).
    return [_time(first, timing, start), *([_time(last, timing, end)] if end > start else [])]


def _time(name: str, timing: Timing, *moments: datetime) -> str:
    if timing.is_all_day:
        return f"{name};VALUE=DATE:" + ",".join([f"{moment:%Y%m%d}" for moment in moments])
    if timing.zone == "UTC":
        return f"{name}:" + ",".join([f"{moment:%Y%m%dT%H%M%SZ}" for moment in moments])
    return f"{name};TZID={timing.zone}:" + ",".join([f"{moment:%Y%m%dT%H%M%S}" for moment in moments])


def _list(name: str, timing: Timing, moments: Iterable[datetime]) -> list[str]:
    ordered = sorted(set(moments))
    pieces = [ordered[begin : begin + _MOST_IN_A_LIST] for begin in range(0, len(ordered), _MOST_IN_A_LIST)]
    return [_time(name, timing, *piece) for piece in pieces]


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _address(url: str) -> str:
    return _UNFIT_FOR_ADDRESS.sub("", url)


def _zones_of(texts: list[str]) -> list[str]:
    # Counting is much faster than looking, and there is seldom another zone.
    zones = {"Europe/Warsaw"}
    for text in texts:
        if text.count(";TZID=") != text.count(";TZID=Europe/Warsaw:"):
            zones.update(_ZONE_OF_LINE.findall(text))
    return sorted(zones)


@lru_cache(maxsize=64)
def _vtimezone(zone: str) -> str:
    if zone == "Europe/Warsaw":
        return VTIMEZONE_OF_WARSAW
    # Slow to import, and seldom needed.
    from icalendar import Timezone

    text = Timezone.from_tzinfo(ZoneInfo(zone), zone).to_ical().decode()
    return "".join(fold(each) for line in _UNFOLDED.sub("", text).splitlines() for each in _one_by_one(line))


def _one_by_one(line: str) -> list[str]:
    """Return a line, or one for each of its times: of a list ical.js, and so Thunderbird, reads the first only."""
    name, _colon, values = line.partition(":")
    return [f"RDATE:{value}" for value in values.split(",")] if name == "RDATE" else [line]
