"""Text of strangers made plain: escapes undone, HTML turned into lines, control characters gone, lengths held."""

import hashlib
import html
import quopri
import re
from datetime import datetime
from urllib.parse import urlsplit

from podworko.agenda.ical_reading.lines import Component, Property
from podworko.core.text import fold, squeeze

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BETWEEN_COMMAS = re.compile(r"(?:\\.|[^\\,]|\\$)+", re.DOTALL)
"""What stands between commas that no backslash takes away; two backslashes are one and take nothing away."""
# What looks like a tag of HTML; „<3”, „a < b” and <https://…> do not.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?=[\s/>])([^<>]*)>|<!--[^<>]*-->|<!DOCTYPE[^<>]*>", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*["']?(https?://[^"'\s<>]+)""", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# Marks that turn the direction of writing can make one text look like another.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_LINE_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BREAKING_TAGS = frozenset({"br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT_TAGS = frozenset({"script", "style", "head", "title"})
_LONGEST_RAW = 20_000
_LONGEST_ADDRESS = 500
_MOST_CATEGORIES, _LONGEST_CATEGORY = 20, 60


def unescaped(value: str) -> str:
    r"""Return a TEXT value as it was meant: `\n` a line break, `\,` a comma (RFC 5545, section 3.3.11)."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda escape: "\n" if escape[1] in "nN" else escape[1], value)


def text_of(component: Component, name: str, longest: int, *, has_lines: bool = False) -> str:
    """Return the first property of a name as plain text of at most so many characters, in one line or more."""
    found = component.first(name)
    if found is None:
        return ""
    return plain(_decoded(found), longest, has_lines=has_lines)


def _decoded(item: Property) -> str:
    value = item.value[:_LONGEST_RAW]
    if item.parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        value = quopri.decodestring(value.encode()).decode("utf-8", "replace")
    return unescaped(value)


def plain(text: str, longest: int, *, has_lines: bool = False) -> str:
    """Return the text without HTML and control characters, in at most so many characters."""
    text = _LINE_BREAK.sub("\n", text)
    if "<" in text and _TAG.search(text):
        text = html.unescape(_without_tags(text))
    elif "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    # Most texts have nothing to take out.
    if not text.replace("\n", "").isprintable():
        text = _TURNING.sub("", _CONTROL.sub("", _LINE_BREAK.sub("\n", text)))
    text = _with_lines(text) if has_lines else squeeze(text)
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _with_lines(text: str) -> str:
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def _without_tags(text: str) -> str:
    page, position = _Page(), 0
    for tag in _TAG.finditer(text):
        page.add(text[position : tag.start()])
        page.tag((tag[2] or "").lower(), tag[3] or "", is_closing=tag[1] == "/")
        position = tag.end()
    page.add(text[position:])
    return "".join(page.pieces)


class _Page:
    """What a reader sees of HTML, as text."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._silent = ""
        self._link = ""

    def add(self, text: str) -> None:
        if not self._silent:
            self.pieces.append(text)

    def tag(self, name: str, rest: str, *, is_closing: bool) -> None:
        if self._silent:
            self._silent = "" if is_closing and name == self._silent else self._silent
        elif name in _SILENT_TAGS:
            self._silent = "" if is_closing else name
        elif name == "li":
            self.pieces.append("" if is_closing else "\n– ")
        elif name in _BREAKING_TAGS:
            self.pieces.append("\n")
        elif name == "a":
            self._a(rest, is_closing=is_closing)

    def _a(self, rest: str, *, is_closing: bool) -> None:
        if is_closing and self._link and self._link not in (self.pieces[-1] if self.pieces else ""):
            self.pieces.append(f" ({self._link})")
        href = _HREF.search(rest)
        self._link = href[1] if href and not is_closing else ""


def address_of(component: Component) -> str:
    """Return the URL property if it leads to the web, else nothing."""
    address = _CONTROL.sub("", unescaped(component.value("URL")))
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_fit = parts.scheme in ("http", "https") and parts.netloc and len(address) <= _LONGEST_ADDRESS
    return address if is_fit and not re.search(r"[\s<>\"\\]", address) else ""


def categories_of(component: Component) -> tuple[str, ...]:
    """Return the categories, each once."""
    found: dict[str, None] = {}
    for item in component.properties.get("CATEGORIES", [])[:_MOST_CATEGORIES]:
        for piece in _BETWEEN_COMMAS.findall(item.value[:_LONGEST_RAW])[:_MOST_CATEGORIES]:
            found[plain(unescaped(piece), _LONGEST_CATEGORY)] = None
    found.pop("", None)
    return tuple(found)[:_MOST_CATEGORIES]


def organiser_of(component: Component) -> str:
    """Return the organiser's name, unless it is nothing but an address."""
    found = component.first("ORGANIZER")
    name = plain(found.parameters.get("CN", ""), LONGEST_ORGANISER) if found else ""
    return "" if "@" in name else name


LONGEST_ORGANISER = 200


def match_key(title: str, start: datetime, place: str) -> str:
    """Return what an event is known by where its UID cannot be trusted: 32 hexadecimal digits.

    `start` is a wall-clock time. The case of letters, marks above them and white space make no difference.
    """
    known_by = "\n".join((squeeze(fold(title)), start.strftime("%Y%m%dT%H%M"), squeeze(fold(place))))
    return hashlib.sha256(known_by.encode("utf-8", "replace")).hexdigest()[:32]
