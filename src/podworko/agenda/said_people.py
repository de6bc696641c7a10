"""For whom something is, as people type it: „dla seniorów”, „dzieci 7–12”, „60+”, „rodziny”. Pure functions."""

import re
from typing import NamedTuple

from podworko.agenda.said_line import Line, Part
from podworko.resources.choices import Audience


class Ages(NamedTuple):
    """Ages in full years, both within; None is without a bound."""

    youngest: int | None
    oldest: int | None


_BANDS = (
    (Audience.AGE_0_2, 0, 2),
    (Audience.AGE_3_6, 3, 6),
    (Audience.AGE_7_12, 7, 12),
    (Audience.AGE_13_17, 13, 17),
    (Audience.AGE_18_29, 18, 29),
    (Audience.AGE_30_59, 30, 59),
    (Audience.AGE_60, 60, 120),
)
_ADULTS = (Audience.AGE_18_29, Audience.AGE_30_59, Audience.AGE_60)
_CHILD = (
    r"(?:dzieci\w*|dziecmi|dzieciak\w*|mlodziez\w*|nastolat\w*|osob\w*|uczniow\w*|uczestnik\w*|grup\w*"
    r"|chlopc\w*|dziewcz\w*|senior\w*|maluch\w*|doroslych|doroslym)"
)
_AGED = r"(?:\s*(?:w wieku|wiek:?|od|w przedziale wiekowym))?"
_YEARS = r"(?:\s*(?:lat(?:a|kow|ki|ek)?|roku zycia|r\.\s?z\.|l\.)(?!\w))"
_AGES = (
    # Two ages with „lat”, or behind the word for those whose ages they are.
    re.compile(
        rf"(?<![\w.:])(?:(?:dla\s+)?{_CHILD}\s+)?(?:w wieku\s+|wiek:?\s*)?(?:od\s+)?(?P<a>\d{{1,2}})\s*(?:-"
        rf"|do)\s*(?P<b>\d{{1,2}}){_YEARS}"
    ),
    re.compile(
        rf"(?<!\w)(?:dla\s+)?{_CHILD}{_AGED}\s*[(]?\s*(?P<a>\d{{1,2}})\s*(?:-"
        rf"|do)\s*(?P<b>\d{{1,2}})(?![\d:.+]\d|\d|\s*(?:{_YEARS})?:)[)]?"
    ),
    re.compile(r"(?<!\w)(?:w wieku|wiek:?)\s+(?P<a>\d{1,2})\s*(?:-|do)\s*(?P<b>\d{1,2})(?![\d:.]\d)"),
    re.compile(
        rf"(?<![\w.:+])(?:dla\s+)?(?:{_CHILD}\s+)?(?:(?:w wieku|wiek:?)\s+)?(?P<from>\d{{1,2}})\s?(?:\+(?!\d)"
        rf"|plus\b){_YEARS}?"
    ),
    re.compile(
        rf"(?<!\w)(?:dla\s+)?(?:{_CHILD}\s+)?(?:w wieku\s+)?(?:od|powyzej|po|ponad)\s+(?P<from>\d{{1,2}})\.?{_YEARS}"
    ),
    re.compile(
        rf"(?<!\w)(?:dla\s+)?(?:{_CHILD}\s+)?(?:w wieku\s+)?(?:od\s+lat|powyzej\s+lat)\s+(?P<from>\d{{1,2}})(?!\d)"
    ),
    re.compile(
        rf"(?<!\w)(?:dla\s+)?(?:{_CHILD}\s+)?(?:w wieku\s+)?(?:do|ponizej)\s+(?:(?P<to>\d{{1,2}})\.?{_YEARS}"
        rf"|lat\s+(?P<upto>\d{{1,2}})(?!\d))"
    ),
)
_CLASSES = re.compile(r"(?<!\w)(?:dla\s+)?(?:uczni\w+\s+)?(?:klas\w*|kl\.)\s+(?P<a>[0-8])\s*-\s*(?P<b>[1-8])(?!\d)")
_BEFORE_CLASS = 6
"""A child of class 1 is 7 at the end of the year (Education Law Act of 14 December 2016, art. 35)."""
_OLDEST = 120

_GROUPS: tuple[tuple[str, tuple[Audience, ...]], ...] = (
    (r"senior(?:zy|ow|om|ami|ki|ek|kom|a|ze|aln\w+)?|emeryt\w*|osob\w* starsz\w+", (Audience.SENIORS,)),
    (
        r"rodzi(?:n|c)\w*\s+z\s+(?:malymi\s+|mlodszymi\s+)?dziecmi"
        r"|rodzin(?:y|om|ami|ne|ny|na|nego|nej|nych)?|calej rodziny|rodzic(?:e|ow|om|ami)|(?:mam|matek|matki"
        r"|ojcow|tat\w*)\s+z\s+dziecmi",
        (Audience.FAMILIES,),
    ),
    (r"niemowl\w+|niemowlak\w*|bobas\w*", (Audience.AGE_0_2,)),
    (r"malu(?:ch|chy|chow|chom|chami|szk\w+)|najmlodsz\w+", (Audience.AGE_0_2, Audience.AGE_3_6)),
    (r"przedszkolak\w*", (Audience.AGE_3_6,)),
    (r"dzieci|dzieciom|dziecmi|dzieciak(?:i|ow|om|ami)?|dzieciec\w+", (Audience.AGE_3_6, Audience.AGE_7_12)),
    (r"mlodziez(?:y|a|ow\w+)?|nastolat\w*|licealist\w*", (Audience.AGE_13_17,)),
    (r"student(?:ow|om|ek|kom|ami|ki|ci)?|mlodych doroslych", (Audience.AGE_18_29,)),
    (r"dorosl(?:ych|ym|ymi|i)", _ADULTS),
    (r"opiekun(?:owie|ow|om|ami|ek|kom|ki)?", (Audience.CARERS,)),
    (
        r"(?:osob\w*\s+)?(?:z\s+(?:roznymi\s+)?niepelnosprawnosci\w+|niepelnosprawn\w+)|ozn|na wozk\w+"
        r"|nieslysz\w+|niewidom\w+|niedowidz\w+|slabowidz\w+|g(?:lu)ch\w+",
        (Audience.DISABILITIES,),
    ),
    (
        r"uchodz[zc]\w*|uchod[zź]c\w*|migrant\w*|imigrant\w*|cudzoziem\w*|obcokrajow\w*|nowych mieszkan\w+"
        r"|nowi mieszkancy"
        r"|nowym mieszkan\w+|(?:osob\w*\s+)?z ukrainy|ukrainc\w+|ukrain(?:ek|ki|kom)|przyjezdn\w+",
        (Audience.NEWCOMERS,),
    ),
    (
        r"dla wszystkich|dla kazdego|kazdy mile widziany|wszyscy mile widziani|bez ograniczen wiekowych"
        r"|bez wzgledu na wiek"
        r"|wszystkich mieszkancow|zapraszamy wszystkich",
        (Audience.EVERYONE,),
    ),
)
_WORDS = tuple((re.compile(rf"(?<!\w)(?:dla\s+)?(?:{pattern})(?!\w)"), audiences) for pattern, audiences in _GROUPS)
_CHILDREN, _SMALL = _WORDS[5][0], _WORDS[3][0]


def read_ages(line: Line) -> tuple[Ages, ...]:
    """Note ages, so that their numbers are not read as hours or days."""
    found = []
    for pattern in _AGES:
        while match := line.find(pattern):
            ages = _ages(match)
            if not _is_sound(ages):
                break
            found.append(ages)
            line.take(Part.AUDIENCE, *match.span())
    match = line.find(_CLASSES)
    if match and int(match["a"]) <= int(match["b"]):
        found.append(Ages(_BEFORE_CLASS + int(match["a"]), _BEFORE_CLASS + int(match["b"])))
        line.take(Part.AUDIENCE, *match.span())
    return tuple(found)


def read_audiences(line: Line, ages: tuple[Ages, ...]) -> tuple[Audience, ...]:
    """Return for whom a line is, in the order of `Audience`; ages that are said stand for „dzieci” and „maluchy”."""
    found = {audience for said in ages for audience in _bands(said)}
    aged = " ".join(_said_with_ages(line))
    for pattern, audiences in _WORDS:
        said = [*pattern.finditer(line.free)]
        for match in said:
            line.take(Part.AUDIENCE, *match.span())
        says_age = ages and all(audience in _BY_AGE for audience in audiences)
        if (said or pattern.search(aged)) and not says_age:
            found.update(audiences)
    return tuple(audience for audience in Audience if audience in found)


_BY_AGE = frozenset(band for band, _youngest, _oldest in _BANDS)


def _said_with_ages(line: Line) -> list[str]:
    """Return the folded pieces that name ages: their words name groups as well."""
    pieces = (piece for piece in line.pieces if piece.part is Part.AUDIENCE)
    return [line.plain[slice(*line.place_of(piece))] for piece in pieces]


def _ages(match: re.Match[str]) -> Ages:
    said = match.groupdict()
    if said.get("a"):
        return Ages(int(match["a"]), int(match["b"]))
    if said.get("from"):
        return Ages(int(match["from"]), None)
    return Ages(None, int(said.get("to") or said.get("upto") or 0))


def _is_sound(ages: Ages) -> bool:
    return (ages.youngest or 0) <= (_OLDEST if ages.oldest is None else ages.oldest)


def _bands(ages: Ages) -> list[Audience]:
    youngest, oldest = ages.youngest or 0, _OLDEST if ages.oldest is None else ages.oldest
    return [band for band, first, last in _BANDS if first <= oldest and youngest <= last]
