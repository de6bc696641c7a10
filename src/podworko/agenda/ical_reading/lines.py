"""From bytes to components: decoding, unfolding, properties. Lenient, and linear in the size of what is read.

RFC 5545, section 3.1, and what programs make of it: folds in the middle of a letter, folds without the space, line
ends of every kind, letters of three encodings in one file, components that are not closed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

MOST_COMPONENTS: Final = 20_000
LONGEST_LINE: Final = 100_000
"""Characters of an unfolded line; the rest of it is left out."""
MOST_FURTHER_LINES: Final = 500
"""Of a text that is wrongly broken; the rest of them are left out."""

# Letters that Polish texts have at places where the other encoding has signs or other letters.
_CP1250 = re.compile(rb"[\x80-\x9f\xb9\xa5]")
_ISO_8859_2 = re.compile(rb"[\xb1\xb6\xbc\xa1\xa6\xac]")
_NO_UTF_8 = re.compile("[\udc80-\udcff]")
_DAY_OF_VALUE = re.compile(r"\s*\d{4}-?\d{2}")
_NAME = re.compile(r"([A-Za-z0-9-]+)(?=[;:])")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,])*(?:,(?:"[^"]*"|[^";:,])*)*)')
_DATED = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
_TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "X-ALT-DESC", "CATEGORIES"})
_KNOWN = (
    _DATED
    | _TEXTS
    | {
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "METHOD",
        "CALSCALE",
        "NAME",
        "UID",
        "DTSTAMP",
        "DURATION",
        "RRULE",
        "EXRULE",
    }
    | {"STATUS", "TRANSP", "CLASS", "GEO", "URL", "ORGANIZER", "ATTENDEE", "SEQUENCE", "LAST-MODIFIED", "CREATED"}
    | {"PRIORITY", "RESOURCES", "CONTACT", "ATTACH", "RELATED-TO", "REQUEST-STATUS", "TRIGGER", "ACTION", "REPEAT"}
    | {"TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "TZURL", "TZUNTIL", "ACKNOWLEDGED", "DUE", "COMPLETED"}
    | {"PERCENT-COMPLETE", "FREEBUSY", "COLOR", "IMAGE", "CONFERENCE", "SOURCE", "REFRESH-INTERVAL"}
    | {"STRUCTURED-DATA", "STYLED-DESCRIPTION", "PARTICIPANT-TYPE", "LOCATION-TYPE", "CALENDAR-ADDRESS"}
)
"""Any other word before a colon is the beginning of a broken line of text."""


class Property(NamedTuple):
    """One property."""

    name: str
    """In capitals."""
    parameters: dict[str, str]
    """Names in capitals; values without quotation marks."""
    value: str
    """As written, still escaped."""


@dataclass(slots=True)
class Component:
    """A VEVENT or VTIMEZONE, or the calendar's own properties."""

    name: str
    properties: dict[str, list[Property]] = field(default_factory=dict)
    header: "Component | None" = None
    """The calendar that holds it."""
    parts: "list[Component]" = field(default_factory=list)
    """STANDARD and DAYLIGHT of a VTIMEZONE."""

    def first(self, name: str) -> Property | None:
        """Return the first property of a name."""
        found = self.properties.get(name)
        return found[0] if found else None

    def value(self, name: str) -> str:
        """Return the value of the first property of a name, stripped; empty if there is none."""
        found = self.properties.get(name)
        return found[0].value.strip() if found else ""


@dataclass(slots=True)
class Contents:
    """What a file holds."""

    calendars: list[Component] = field(default_factory=list)
    events: list[Component] = field(default_factory=list)
    zones: list[Component] = field(default_factory=list)
    is_closed: bool = False
    has_too_many: bool = False
    has_odd_letters: bool = False
    """Not in one encoding."""


def parse(data: bytes) -> Contents:
    """Return the components of a file, VEVENT and VTIMEZONE only."""
    lines, has_odd_letters = _lines(data)
    return _Assembly(Contents(has_odd_letters=has_odd_letters)).of(_properties(lines))


def _lines(data: bytes) -> tuple[list[str], bool]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"")
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    # Some programs double the carriage return. No regular expression: a run of a million would cost its square.
    for _time in range(3):
        data = data.replace(b"\r\n", b"\n")
    # Before decoding, since some programs fold in the middle of a letter.
    text = data.replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        return text.decode().split("\n"), False
    except UnicodeDecodeError:
        return _lines_of_mixed(text)


def _lines_of_mixed(text: bytes) -> tuple[list[str], bool]:
    # What is no UTF-8 becomes surrogates; the lines that have some are read anew.
    lines = text.decode("utf-8", "surrogateescape").split("\n")
    beyond = [position for position, line in enumerate(lines) if not line.isascii()]
    foreign = [position for position in beyond if _NO_UTF_8.search(lines[position])]
    octets = "\n".join([lines[position] for position in foreign]).encode("utf-8", "surrogateescape")
    encoding = "iso-8859-2" if len(_ISO_8859_2.findall(octets)) > len(_CP1250.findall(octets)) else "cp1250"
    for position, line in zip(foreign, octets.decode(encoding, "replace").split("\n"), strict=True):
        lines[position] = line
    return lines, len(beyond) > len(foreign)


def _properties(lines: list[str]) -> Iterator[Property]:
    last: Property | None = None
    further: list[str] = []
    for line in lines:
        if not line or line.isspace():
            continue
        found = _property(line[:LONGEST_LINE])
        if found is not None and (found.name in _KNOWN or found.name.startswith("X-")):
            if last is not None:
                yield _joined(last, further)
            last, further = found, []
        elif last is not None and last.name in _TEXTS and len(further) < MOST_FURTHER_LINES:
            # A text whose line break was neither escaped nor folded.
            further.append(line[:LONGEST_LINE])
    if last is not None:
        yield _joined(last, further)


def _joined(item: Property, further: list[str]) -> Property:
    return item._replace(value="\\n".join((item.value, *further))) if further else item


def _property(line: str) -> Property | None:
    name = _NAME.match(line)
    if name is None:
        return None
    position = name.end()
    parameters = {}
    while parameter := _PARAMETER.match(line, position):
        parameters[parameter[1].upper()] = parameter[2].replace('"', "")
        position = parameter.end()
    _before, colon, value = line[position:].partition(":")
    if not colon:
        return None
    upper = name[1].upper()
    if upper in _DATED and ":" in value and not _DAY_OF_VALUE.match(value):
        # TZID=(UTC+01:00) Sarajevo, Skopje, Warsaw, Zagreb – with a colon, yet without quotation marks.
        zone, _colon, value = line.rpartition(":")
        parameters["TZID"] = zone.partition("TZID=")[2]
    return Property(upper, parameters, value)


class _Assembly:
    """Puts properties together; whatever opens an event closes what was left open before it."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._calendar: Component | None = None
        self._current: Component | None = None
        self._zone: Component | None = None
        self._passed_over = ""
        self._depth = 0
        self._count = 0

    def of(self, properties: Iterator[Property]) -> Contents:
        for item in properties:
            if item.name == "BEGIN":
                self._begin(item.value.strip().upper())
                if self._contents.has_too_many:
                    break
            elif item.name == "END":
                self._end(item.value.strip().upper())
            elif self._current is not None and not self._passed_over:
                self._current.properties.setdefault(item.name, []).append(item)
        return self._contents

    def _begin(self, name: str) -> None:
        if name == "VCALENDAR":
            self._calendar = self._current = Component(name)
            self._passed_over, self._zone = "", None
            self._contents.calendars.append(self._calendar)
            self._contents.is_closed = False
        elif name == "VEVENT":
            self._passed_over, self._zone = "", None
            self._current = Component(name, header=self._calendar)
            self._keep(self._contents.events, self._current)
        elif self._passed_over:
            self._depth += name == self._passed_over
        elif name == "VTIMEZONE":
            self._current = self._zone = Component(name)
            self._keep(self._contents.zones, self._current)
        elif self._zone is not None and name in ("STANDARD", "DAYLIGHT"):
            self._current = Component(name)
            self._keep(self._zone.parts, self._current)
        else:
            self._passed_over, self._depth = name, 1

    def _end(self, name: str) -> None:
        if name == "VCALENDAR":
            self._current, self._passed_over, self._contents.is_closed = None, "", True
        elif name == "VEVENT":
            self._current, self._passed_over = self._calendar, ""
        elif self._passed_over:
            self._depth -= name == self._passed_over
            if not self._depth:
                self._passed_over = ""
        elif name == "VTIMEZONE":
            self._current, self._zone = self._calendar, None
        elif self._zone is not None:
            self._current = self._zone

    def _keep(self, among: list[Component], component: Component) -> None:
        self._count += 1
        if self._count > MOST_COMPONENTS:
            self._contents.has_too_many = True
        else:
            among.append(component)
