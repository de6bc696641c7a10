"""What is left of a line when all else is understood: its title, and what belongs to nothing. Pure functions."""

import re
from typing import NamedTuple

from podworko.agenda.said_line import Line, Part, Piece

_STAYS = {Part.AUDIENCE, Part.EDITION}
_HARD = re.compile(r"\s*[,;|•\n\r()]+\s*|\s+[-–—]+\s+|(?<=[\w\"”»!?])[.:!?]+\s+(?=[^\W\d_])|\s-|-\s")
_TRIM = " \t\n\r\x0b\x0c\xa0\u2009\u202f.,;:|•·-–—/()[]{}&*"
_DASH = re.compile(r"\s*[-–—:.!?]+\s*")
_WORD = re.compile(r"\w+")
_JOINING = {"i", "oraz", "dla", "lub", "a", "także"}
_LETTER = re.compile(r"\w")
_DOTTED = re.compile(
    r"(?:^|\s)(?:ul|im|sw|św|nr|pt|ks|dr|prof|mgr|os|pl|al|o|br|bl|bł|godz|tzw|m\.in|np|itp|pn|\d+)$", re.IGNORECASE
)


class Title(NamedTuple):
    title: str
    place: str
    """What stands after the title with a capital letter, where no place was found."""
    rest: str


class _Fragment(NamedTuple):
    start: int
    end: int
    is_after_taken: bool
    """Follows something that was understood, without a comma."""
    joint: str
    """What was typed between it and the fragment before it."""


def read_title(line: Line, *, has_place: bool) -> Title:
    """Put the title together, and note its pieces and what is left."""
    titles: list[str] = []
    rests: list[str] = []
    place = ""
    for fragment in _fragments(line):
        text = line.text[fragment.start : fragment.end]
        part = _part(line, fragment, titles, rests, has_place=has_place or bool(place))
        line.pieces.append(Piece(part, text, fragment.start, fragment.end))
        if part in _STAYS:
            continue
        if part is Part.TITLE:
            titles.append(text if not titles else fragment.joint + text)
        elif part is Part.PLACE:
            place = text
        else:
            rests.append(text)
    title = "".join(titles)
    return Title(title[:1].upper() + title[1:], place, ", ".join(rests))


def _part(line: Line, fragment: _Fragment, titles: list[str], rests: list[str], *, has_place: bool) -> Part:
    said = _covered(line, fragment)
    is_joined = fragment.is_after_taken and not rests
    if said and not (titles and is_joined) and (titles or _has_more(line, fragment)):
        return said
    if not titles:
        return Part.TITLE
    if not has_place and line.text[fragment.start].isupper():
        return Part.PLACE
    return Part.TITLE if is_joined or (_DASH.fullmatch(fragment.joint) and not rests) else Part.REST


def _covered(line: Line, fragment: _Fragment) -> Part | None:
    """Return what a fragment says that is nothing but whom it is for, or which edition it is."""
    inside = [
        one for one in line.pieces if one.part in _STAYS and one.start < fragment.end and fragment.start < one.end
    ]
    taken = {at for piece in inside for at in range(piece.start, piece.end)}
    left = "".join(" " if at in taken else line.text[at] for at in range(fragment.start, fragment.end))
    return inside[0].part if inside and set(_WORD.findall(left.lower())) <= _JOINING else None


def _has_more(line: Line, fragment: _Fragment) -> bool:
    return any(one.start > fragment.start for one in _fragments(line))


def _fragments(line: Line) -> list[_Fragment]:
    """Return what is not understood, cut at what is and at commas and dashes."""
    gone = sorted((piece.start, piece.end) for piece in line.pieces if _is_gone(line, piece))
    fragments: list[_Fragment] = []
    at = 0
    for start, end in [*gone, (len(line.text), len(line.text))]:
        if start > at:
            _cut(line.text, at, start, fragments, is_after_taken=at > 0)
        at = max(at, end)
    return fragments


def _is_gone(line: Line, piece: Piece) -> bool:
    start, end = line.place_of(piece)
    return piece.part not in _STAYS and start < end and line.is_taken(start)


def _cut(text: str, start: int, end: int, fragments: list[_Fragment], *, is_after_taken: bool) -> None:
    # A bracket that held what was understood is gone with it.
    at, soft, joint = start + len(text[start:end]) - len(text[start:end].lstrip(" ()")), is_after_taken, " "
    if re.match(r"\s*[,;|•\n]", text[start:end]) and is_after_taken:
        soft = False
    for match in [*_HARD.finditer(text, at, end), None]:
        if match and (_DOTTED.search(text[at : match.start()]) and match[0].strip() == "."):
            continue
        stop = match.start() if match else end
        first, last = _trimmed(text, at, stop)
        if _LETTER.search(text[first:last]):
            fragments.append(_Fragment(first, last, soft, joint))
        elif fragments and match:
            soft = False
        at, soft = (match.end() if match else end), False
        joint = match[0] if match else " "


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRIM:
        start += 1
    while start < end and text[end - 1] in _TRIM:
        end -= 1
    return start, end
