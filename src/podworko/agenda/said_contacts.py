"""How to sign up, as people type it: a telephone, an address, a link, „zapisy”. Pure functions over values."""

import re
from typing import NamedTuple

from podworko.agenda.said_line import Line, Part


class Registration(NamedTuple):
    phone: str = ""
    """As typed."""
    email: str = ""
    link: str = ""
    is_needed: bool | None = None
    """None: not said."""


_BY = (
    r"(?:pod\s+(?:nr(?:em)?\.?|numerem|adresem|tel\.?)?\s*|na\s+(?:adres|stronie|mail\w*)?\s*|przez\s+"
    r"|mailem:?\s*|mailowo:?\s*|e-?mail\w*:?\s*"
    r"|telefonicznie:?\s*|tel(?:efon(?:u|em)?)?\.?:?\s*|kom\.\s*|nr\s+tel\.?:?\s*|link:?\s*"
    r"|formularz:?\s*|sms(?:em)?:?\s*|lub\s+|i\s+|u\s+)"
)
_SIGN_UP = (
    r"(?:(?:obowiazuja\s+|konieczne\s+|wymagane\s+|prosimy o\s+)?(?:zapis[yóo]w?|zapisz sie|zapisac sie"
    r"|rejestracj[aei]|zgloszenia|rezerwacj[aei]))"
)
_BEFORE = rf"(?:(?<!\w){_SIGN_UP}\s*:?,?\s*)?(?:(?<!\w){_BY}){{0,3}}"
_EMAIL = re.compile(rf"{_BEFORE}(?P<said>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
_LINK = re.compile(
    rf"{_BEFORE}(?P<said>(?:https?://|www\.)[^\s,;<>\x01]*[^\s,;<>.)!?\x01]"
    rf"|(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:pl|com|org|eu|net|info"
    rf"|gov)(?![\w.]\w)(?:/[^\s,;\x01]*)?)",
)
_PHONE = re.compile(
    rf"{_BEFORE}(?P<said>(?<![\w.:/])[(]?(?:(?:\+|00)48[)]?[\s-]?)?(?:\d{{3}}[\s-]?\d{{3}}[\s-]?\d{{3}}"
    rf"|[(]?\d{{2}}[)]?[\s-]\d{{3}}[\s-]?\d{{2}}[\s-]?\d{{2}})"
    rf"|(?<![\w.:/])\+\d{{1,3}}(?:[\s-]?\d{{2,4}}){{3,4}})(?![\w/:]|[.-]\d)",
)
_NOT_NEEDED = re.compile(
    r"(?<!\w)(?:bez\s+(?:koniecznosci\s+)?(?:wczesniejszych\s+)?(?:zapisow|rejestracji|zapisywania)"
    r"|zapisy nie sa (?:wymagane|konieczne))(?!\w)",
)
_DEADLINE = r"(?:\s+(?:do|od|trwaja do)\s+(?:dnia\s+)?\d{1,2}(?:[./]\d{1,2}(?:[./]\d{2,4})?|\s+[a-z]{3,12}))?"
_NEEDED = re.compile(
    rf"(?<!\w)(?:na\s+)?{_SIGN_UP}(?!\w)(?:\s+(?:obowiazkow[ea]|wymagan[ea]|konieczn[ea]))?{_DEADLINE}:?"
)


def read_registration(line: Line) -> Registration:
    """Take how to sign up. Must come first: numbers and dots of addresses mean nothing else."""
    email, link, phone = (_first(line, pattern) for pattern in (_EMAIL, _LINK, _PHONE))
    says_not, says_so = line.find(_NOT_NEEDED), None
    if says_not:
        line.take(Part.REGISTRATION, *says_not.span())
    while match := line.find(_NEEDED):
        says_so = match
        line.take(Part.REGISTRATION, *match.span())
    said = " ".join(line.plain[slice(*line.place_of(p))] for p in line.pieces)
    needed = bool(says_so or re.search(_SIGN_UP, said)) if not says_not else False
    return Registration(phone, email, link, False if says_not else needed or None)


def _first(line: Line, pattern: re.Pattern[str]) -> str:
    """Take all that a pattern finds and return what was found first, as typed."""
    found = ""
    while match := line.find(pattern):
        found = found or line.typed(*match.span("said")).strip()
        line.take(Part.REGISTRATION, *match.span())
    return found
