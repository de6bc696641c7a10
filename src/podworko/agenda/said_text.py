"""Understands an announcement of several lines: a mail, a post, the words of a poster. Pure functions over values."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from podworko.agenda.one_line import LONGEST, Named, Understood, understand
from podworko.agenda.said_line import Line, Part
from podworko.agenda.said_where import read_place
from podworko.core.text import fold, squeeze

LONGEST_TITLE = 200
_MOST_LINES = 200
_SIGNATURE = "--"
_CIVILITY = re.compile(
    r"(?:dzien dobry|dobry wieczor|szanown\w+|witam\w*|drodzy|czesc|pozdrawia\w*|serdecznosci|z powazaniem|z wyrazami"
    r"|lacz[ey] wyrazy|do zobaczenia)\b[^\d:]{0,60}$"
)
_LABEL = re.compile(r"\W*(?P<label>[^\W\d_]+(?:\s[^\W\d_]+)?)\s*:\s*(?P<value>\S.*)$")
_WORD = re.compile(r"\w+")
_NEAR = frozenset({"w", "we", "na", "przy", "u", "pod", "kolo", "obok", "przed", "ul", "nr"})
_WHERE = frozenset({"gdzie", "miejsce", "lokalizacja", "adres"})
_WHAT = frozenset({"co", "tytul", "nazwa", "temat", "wydarzenie", "nazwa wydarzenia"})
_WHOM = frozenset({"dla kogo", "odbiorcy", "uczestnicy"})
_SAID_ANYWAY = frozenset({"kiedy", "termin", "data", "czas", "dzien", "start"})
"""Labels whose value says by itself what it is."""
_APART = {"where": _WHERE, "what": _WHAT, "whom": _WHOM}
_ANSWER = re.compile(r"^(?:(?:re|odp|fwd?|pd)\s*:\s*)+", re.IGNORECASE)


class _Sorted(NamedTuple):
    """The lines of an announcement."""

    lines: list[str]
    where: str
    what: str
    whom: str


def understand_text(
    text: str,
    *,
    today: date,
    title: str = "",
    places: Sequence[Named] = (),
    organisers: Sequence[Named] = (),
) -> Understood:
    """Read an announcement; `title`: what it is called, where that is said apart, as in the subject of a mail."""
    said = _sort(text)
    understood = understand(_most_telling(said.lines, today), today=today, places=places, organisers=organisers)
    name = said.what or _ANSWER.sub("", squeeze(title)) or _heading(said.lines, today) or understood.title
    whom = understand(said.whom, today=today).audiences or understood.audiences
    understood = replace(understood, title=name[:LONGEST_TITLE], audiences=whom)
    if not said.where:
        return _asked_where(understood)
    known = read_place(Line(said.where), places)
    return replace(understood, place_id=known.id if known else None, place=known.text if known else said.where)


def _asked_where(understood: Understood) -> Understood:
    """Ask about a place of the register that one word was taken for: in many lines such a word may mean anything."""
    said = understood.said(Part.PLACE)
    telling = [word for word in _WORD.findall(fold(said)) if word not in _NEAR]
    if understood.place_id is None or len(telling) > 1:
        return understood
    question = _("Czy „%(said)s” to %(place)s?") % {"said": said, "place": understood.place}
    return replace(understood, place_id=None, place=said, unclear=(*understood.unclear, question))


def _sort(text: str) -> _Sorted:
    lines: list[str] = []
    apart = {"where": "", "what": "", "whom": ""}
    for line in map(squeeze, text.splitlines()[:_MOST_LINES]):
        if line == _SIGNATURE:
            break
        if not line or line.startswith(">") or _CIVILITY.match(fold(line)):
            continue
        label = _LABEL.match(line)
        named = fold(label["label"]) if label else ""
        name = next((name for name, labels in _APART.items() if named in labels), "")
        if label and name:
            apart[name] = apart[name] or label["value"]
        else:
            lines.append(label["value"] if label and named in _SAID_ANYWAY else line)
    return _Sorted(lines, **apart)


def _most_telling(lines: list[str], today: date) -> str:
    """Return as much as can be read at once; of more than that, what begins where a day is said."""
    whole = "\n".join(lines)
    if len(whole) <= LONGEST:
        return whole
    from_day = next((at for at, line in enumerate(lines) if understand(line, today=today).day), 0)
    return "\n".join(lines[from_day:])[:LONGEST]


def _heading(lines: list[str], today: date) -> str:
    """Return what the first line calls it."""
    return understand(lines[0], today=today).title if lines else ""
