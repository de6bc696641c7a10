"""One cell of a spreadsheet as a value, also when the spreadsheet has spoilt it. Pure functions over strings."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from django.core.exceptions import ValidationError

from podworko.core.text import fold, squeeze
from podworko.organisations import contact_values
from podworko.resources.importing import vocabulary, words

MONTHS: Final = ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru")
_EXPONENT: Final = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,3})")
_FLOAT: Final = re.compile(r"(\d+)[.,]0+")
_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2})?)?")
_POLISH_DAY: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?: r\.?)?(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_NAMED_MONTH: Final = re.compile(rf"(?:(\d{{1,2}})[-. ])?({'|'.join(MONTHS)})\w*(?:[-. ](\d{{1,4}}))?", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"[;,\n|]| lub | oraz | i (?=\+?\d)|(?<=\d)\s+/\s+(?=\+?\d)|(?<=\d{3})/(?=\+?\d{6})")
_KIND: Final = re.compile(
    r"^(?:tel(?:efon)?|kom(?:órka|órkowy)?|faks|fax|mobile|phone)?\.?\s*(?:kom\.?)?\s*:?\s*", re.IGNORECASE
)
_FORMULA: Final = re.compile(r"^[=@]|^[+-](?![\d\s(.])")
_WITHOUT_NUMBER: Final = re.compile(r"(?:\bnr\s+)?\bb\s?/\s?n\b|\bb\.n\.|\bbez numeru\b", re.IGNORECASE)
_POSTCODE_AND_CITY: Final = re.compile(r"(\d{2}-?\d{3})[\s,]+([^\W\d].*)")


class CellError(ValueError):
    """A cell that cannot be read; says why, as a sentence for a person."""


def says_nothing(text: str) -> bool:
    """Say whether a cell holds a word for an empty one: „brak”, „nie dotyczy”, a dash."""
    return fold(squeeze(text)) in vocabulary.NOTHING


def is_as_above(text: str) -> bool:
    """Say whether a cell says what the one above it says: „jw.”, a ditto mark."""
    return fold(squeeze(text)) in vocabulary.AS_ABOVE


def stands_under_a_table(name: str) -> bool:
    """Say whether what stands in the column of names is a sum, a signature or a date of the table itself."""
    return vocabulary.UNDER_THE_TABLE.fullmatch(fold(squeeze(name))) is not None


def with_number(address: str) -> str:
    """Return an address without „b/n”, „bez numeru”."""
    return squeeze(_WITHOUT_NUMBER.sub(" ", address))


def postcode_and_city(text: str) -> tuple[str, str]:
    """Return both parts of „31-322 Kraków”; the second one empty where a cell holds only the first."""
    found = _POSTCODE_AND_CITY.fullmatch(squeeze(text))
    return (postcode(found[1]), plain(found[2], 80)) if found else (postcode(text), "")


def plain(text: str, most: int) -> str:
    """Return a text for a field of at most so many characters."""
    found = squeeze(text.removeprefix("'") if text[:2] in {"'=", "'+", "'-", "'@"} else text)
    if _FORMULA.match(squeeze(text)):
        raise CellError(str(words.FORMULA))
    if len(found) > most:
        raise CellError(words.TOO_LONG % {"length": len(found), "most": most})
    return found


def number(text: str) -> str:
    """Return digits as they were typed before a spreadsheet took them for a quantity: 12345678.0, 4.86123456E+08."""
    found = squeeze(text).removeprefix("'")
    whole = _FLOAT.fullmatch(found)
    if whole:
        return whole[1]
    spoilt = _EXPONENT.fullmatch(found)
    if spoilt is None:
        return found
    digits = spoilt[1] + (spoilt[2] or "")
    length = int(spoilt[3]) + 1
    if len(digits.rstrip("0")) < length and not 0 <= length - len(digits) <= 1:
        raise CellError(words.LOST_DIGITS % {"text": found})
    return digits.ljust(length, "0")


def phones(text: str) -> list[str]:
    """Return all numbers of a cell in the form in which they are kept."""
    found = []
    # A comma may stand in a number that a spreadsheet has spoilt.
    parts = [text] if _EXPONENT.fullmatch(squeeze(text)) else _SEVERAL.split(_one(text))
    for part in parts:
        said = number(_KIND.sub("", squeeze(part)).strip(" .'"))
        if said:
            found.append(_phone(said))
    return list(dict.fromkeys(found))


def emails(text: str) -> list[str]:
    """Return all addresses of a cell."""
    parts = re.split(r"[;,\s|]+", _one(text).replace("mailto:", ""))
    return list(dict.fromkeys(_email(part) for part in parts if part))


def websites(text: str) -> list[str]:
    """Return all web addresses of a cell."""
    return list(dict.fromkeys(_website(part) for part in re.split(r"[;,\s|]+", _one(text)) if part))


def _one(text: str) -> str:
    found = text.removeprefix("'") if text[:2] == "'+" else text
    if found.lstrip().startswith(("=", "@")):
        raise CellError(str(words.FORMULA))
    return found


@lru_cache(4096)
def _phone(text: str) -> str:
    return _said(contact_values.normalise_phone, text)


@lru_cache(4096)
def _email(text: str) -> str:
    return _said(contact_values.normalise_email, text)


@lru_cache(4096)
def _website(text: str) -> str:
    return _said(contact_values.normalise_website, text)


def _said(normalise: object, text: str) -> str:
    try:
        value: str = normalise(text)  # type: ignore[operator]
    except ValidationError as error:
        raise CellError(words.IN_CELL % {"text": text[:60], "reason": " ".join(error.messages)}) from error
    if len(value) > 200:  # noqa: PLR2004 – as many as are kept
        raise CellError(words.TOO_LONG % {"length": len(value), "most": 200})
    return value


def house(text: str) -> tuple[str, str]:
    """Return a house number with its flat („1/5”), and the date that a spreadsheet had made of it, or nothing.

    A Polish spreadsheet reads 1/5 as the first of May, so the day comes first; „maj-12” was 5/12.
    """
    found = number(text)
    iso = _ISO_DAY.fullmatch(found)
    if iso:
        return f"{int(iso[3])}/{int(iso[2])}", found
    polish = _POLISH_DAY.fullmatch(found)
    if polish:
        return f"{int(polish[1])}/{int(polish[2])}", found
    named = _NAMED_MONTH.fullmatch(found)
    if named and (named[1] or named[3]):
        month = MONTHS.index(named[2].lower()) + 1
        return (f"{int(named[1])}/{month}" if named[1] else f"{month}/{int(named[3])}"), found
    return plain(found, 20), ""


def postcode(text: str) -> str:
    """Return a postcode with its hyphen, also where it came as a number."""
    found = number(text)
    return f"{found[:2]}-{found[2:]}" if re.fullmatch(r"\d{5}", found) else plain(found, 10)


def day(text: str, today: date) -> date:
    """Return a day, written as people and spreadsheets write it; none in the future."""
    found = squeeze(text)
    iso, polish = _ISO_DAY.fullmatch(found), _POLISH_DAY.fullmatch(found)
    numbers = iso.groups() if iso else polish.groups()[::-1] if polish else ("0", "0", "0")
    try:
        value = date(*map(int, numbers))
    except ValueError as error:
        raise CellError(words.BAD_DATE % {"text": found[:40]}) from error
    if value > today:
        raise CellError(words.FUTURE_DATE % {"text": found})
    return value


def coordinate(text: str) -> float:
    """Return degrees with a point or a comma; what a spreadsheet has spoilt is refused."""
    found = squeeze(text).removeprefix("'").rstrip("°NEne ").replace(",", ".")
    if _ISO_DAY.fullmatch(found) or _NAMED_MONTH.fullmatch(found):
        raise CellError(words.SPOILT_COORDINATE % {"text": found[:40]})
    if not re.fullmatch(r"[-+]?\d{1,3}(?:\.\d+)?", found):
        raise CellError(words.BAD_COORDINATE % {"text": found[:40]})
    return float(found)
