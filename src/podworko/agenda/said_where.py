"""Where something is and who organises it: one of those known, or what is said. Pure functions over values."""

import re
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from podworko.agenda.said_line import Line, Part
from podworko.agenda.said_names import Found, Named, find_named
from podworko.agenda.said_words import DAY_WORD


class Whereabouts(NamedTuple):
    """A place or an organiser: its id if it is known, and its name or the words for it."""

    id: Hashable
    text: str


_NOUN = (
    r"(?:sal[aieyk]\w{0,2}|bibliote[ck]\w*|park\w{0,3}|plac\w{0,4}|skwer\w*|szkol\w+|przedszkol\w+"
    r"|kosci(?:ol|el)\w*|kaplic\w*|parafi\w*"
    r"|klub\w*|dom(?:u|ach|ku)?(?= (?:kultur|senior|sasied|pomoc|studen|parafi))|dom(?:u|ku)|mdk|cas|dk"
    r"|swietlic\w*|boisk\w*|ogrod\w*|ogrodzie"
    r"|kawiarn\w*|cafe|ryn(?:ek|ku)|hal[aie]|stadion\w*|basen\w*|muze\w+|teatr\w*|kin(?:o|ie)|osrod\w+"
    r"|centrum|siedzib\w*|pracown\w*"
    r"|orlik\w*|sp|lo|przychodn\w*|urze?d\w*|amfiteatr\w*|podwork\w*|staw\w{0,3}|zalew\w*|dwor[zc]\w*"
    r"|galeri\w*|altan\w*|osiedl\w+"
    r"|poczt\w*|sklep\w*|restaurac\w*|lice\w+|hol\w{0,2}|pokoj\w*|dziedzin\w*|aul\w|ulic\w+|gimnazj\w+"
    r"|remiz\w*|schronisk\w*|lodowisk\w*"
    r"|targowisk\w*|zlob\w+|strychu|piwnic\w+|polan\w+|las(?:ku|ek)|blon\w+|bulwar\w*|pasaz\w*|namio\w+"
    r"|punkt\w{0,2}|filii?a?)(?!\w)"
)
_STOP = r"(?=\s+(?:dla|z|ze|o|od|do|oraz|i|pt|zaprasza\w*)\s|\s*[,;|()\n\x01]|\s+-\s|\.\s|\.?\s*$)"
_NEAR = r"(?:w|we|na|przy|u|pod|kolo|obok|przed|kolo|miejsce:?)"
_SAID = re.compile(rf"(?<!\w){_NEAR}\s+(?:(?!{_NEAR}\s|dla\s|z\s|i\s)\w+\.?\s+){{0,2}}?{_NOUN}[^,;|()\n\x01]*?{_STOP}")
_ADDRESS = re.compile(
    rf"(?<!\w)(?:{_NEAR}\s+)?(?:ul\.|ul\s|ulic[aey]\s|al\.|alej[aei]|os\."
    rf"|pl\.)\s*[a-z]\w*\.?(?:\s+(?!{_NEAR}\s|o\s|od\s"
    rf"|dla\s)[a-z]\w*){{0,2}}?(?:\s+\d{{1,3}}[a-z]?(?:/\d+)?(?![\d:.]))?{_STOP}",
)
_ALONE = re.compile(rf"(?<=[,;|(\x01])\s*(?P<said>{_NOUN}[^,;|()\n\x01]*?)(?=\s*[,;|()\n\x01]|\s*$)")
_ONLINE = re.compile(
    r"(?<!\w)(?:na\s+)?(?:online|on-line|zdalnie|zoom(?:ie)?|przez internet|przez zoom|ms teams|google meet)(?!\w)"
)
_NAME_END = rf"(?=\s+(?:{DAY_WORD}|\d|(?:o|od|w|we|dnia|dzis\w*|jutro)\s)|\s*[,;|(\n\x01]|\.?\s*$)"
_ORGANISED_BY = re.compile(
    rf"(?:(?<=[,;|(.])|(?<=\s-)|^|(?<!\w)(?=org\.|organizator))\s*(?:org\.|organizator(?:zy|ka|em jest)?"
    rf"|(?:organizuj[ea]|zaprasza(?:ja)?)(?!\w))\s*:?\s*"
    rf"(?!na\s|do\s)(?P<who>[^,;|(\n\x01]+?){_NAME_END}",
)
_INVITES = re.compile(r"^\s*(?P<who>[^,;|(\n\x01]+?)\s+(?:zaprasza(?:ja)?\s+(?:na|do)|organizuj[ea])\s+(?=\w)")
_BEFORE = re.compile(
    rf"(?<!\w)(?:{_NEAR}\s+(?:sali\s+|siedzibie\s+|budynku\s+|terenie\s+)?(?:ul\.?\s*|ulicy\s+)?|ul\.?\s*)$",
)
_LETTER = re.compile(r"[^\W\d_]")


def read_place(line: Line, places: Sequence[Named]) -> Whereabouts | None:
    """Take one of the places that are known."""
    found = find_named(line, places)
    return _known(line, found, Part.PLACE) if found else None


def read_said_place(line: Line) -> Whereabouts | None:
    """Take what is said of a place that is not known: „w świetlicy przy Elsnera”, „ul. Weissa 5”, „online”."""
    for pattern in (_SAID, _ADDRESS, _ONLINE):
        match = line.find(pattern)
        if match and _is_more_than(line, *match.span()):
            piece = line.take(Part.PLACE, *match.span())
            return Whereabouts(None, piece.text) if piece else None
    for match in _ALONE.finditer(line.free):
        # What comes first is the title: „czw 17:00 kino plenerowe”.
        if _LETTER.search(line.free[: match.start("said")]):
            piece = line.take(Part.PLACE, *match.span("said"))
            return Whereabouts(None, piece.text) if piece else None
    return None


def _is_more_than(line: Line, start: int, end: int) -> bool:
    return bool(_LETTER.search(line.free[:start] + line.free[end:]))


def read_marked_organiser(line: Line, organisers: Sequence[Named]) -> Whereabouts | None:
    """Take who organises, where a word says so: „org. …”, „… zaprasza na …”."""
    for pattern in (_ORGANISED_BY, _INVITES):
        match = line.find(pattern)
        if match is None or not _LETTER.search(match["who"]):
            continue
        said = line.typed(*match.span("who")).strip()
        line.take(Part.ORGANISER, *match.span())
        found = find_named(Line(f", {said},"), organisers)
        if found and len(found.best) == 1:
            return Whereabouts(found.best[0].id, found.best[0].name)
        return Whereabouts(None, said)
    return None


def read_organiser(line: Line, organisers: Sequence[Named]) -> Whereabouts | None:
    """Take one of the organisers that are known, where no word says that they organise."""
    found = find_named(line, organisers)
    return _known(line, found, Part.ORGANISER) if found and len(found.best) == 1 else None


def _known(line: Line, found: Found, part: Part) -> Whereabouts | None:
    start, end = found.start, found.end
    before = _BEFORE.search(line.free[:start])
    start = before.start() if before else start
    said = line.typed(found.start, found.end)
    # A place in the middle of a title („Sprzątanie parku Azory”) stays in it.
    if found.is_apart and _is_more_than(line, start, end):
        line.take(part, start, end)
    else:
        line.note(part, start, end)
    if len(found.best) > 1:
        names = _(" czy ").join(named.name for named in found.best)
        line.unclear.append(_("„%(said)s”: które miejsce? %(names)s?") % {"said": said, "names": names})
        return Whereabouts(None, said)
    return Whereabouts(found.best[0].id, found.best[0].name)
