"""Names of organisations taken apart so that two ways to write one name can be compared. Pure functions over strings.

„SP nr 119” is „Szkoła Podstawowa nr 119 im. J. Porazińskiej”, „XIV LO” is „14. Liceum Ogólnokształcące”, a „Parafia
pw. …” and its „Kościół pw. …” are one neighbour. What a name says of the kind („apteka”), of the legal form
(„sp. z o.o.”), of the area („Azory”) and of a patron („im. …”) weighs little; what is left tells two of a kind apart.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from podworko.core.text import fold

_WORD = re.compile(r"[^\W_]+")
_LEGAL_FORM = re.compile(
    r"\bsp(?:\.|[oó]łka|olka)?\s*z\s*o(?:\.|graniczon\w+)?\s*o(?:\.|dpowiedzialno\w+)?(?!\w)"
    r"|\bs\.\s?[acj]\.?(?!\w)|\bsp\.?\s?[jk]\.?(?!\w)|\b(?:sa|sc)\b(?=\s*$)",
    re.IGNORECASE,
)
_PATRON = re.compile(
    r"\b(?:im\.|imienia)\s*(?P<patron>[^,;()–—]*?)(?=\s+(?:nr|w|we|z|przy|oddział)\b|\s-\s|[,;()–—]|$)"
)
_ROMAN = re.compile(r"(?=[IVXL])(?P<tens>XL|L?X{0,3})(?P<ones>IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_SAID_ENDINGS = """
    iego ego iemu emu iej ej ich ych imi ymi iami ami iach ach ow om owi em ie ia iu im ym a e i o u y
"""
_ENDINGS = tuple(sorted(_SAID_ENDINGS.split(), key=len, reverse=True))
_SHORTEST_STEM = 3

ABBREVIATIONS = {
    "sp": "szkoła podstawowa",
    "lo": "liceum ogólnokształcące",
    "zso": "zespół szkół ogólnokształcących",
    "zsp": "zespół szkolno przedszkolny",
    "ps": "przedszkole samorządowe",
    "mops": "miejski ośrodek pomocy społecznej",
    "gops": "gminny ośrodek pomocy społecznej",
    "ops": "ośrodek pomocy społecznej",
    "mowis": "miejski ośrodek wspierania inicjatyw społecznych",
    "oik": "ośrodek interwencji kryzysowej",
    "tpd": "towarzystwo przyjaciół dzieci",
    "tkkf": "towarzystwo krzewienia kultury fizycznej",
    "ptd": "polskie towarzystwo dysleksji",
    "pck": "polski czerwony krzyż",
    "pzn": "polski związek niewidomych",
    "zhp": "związek harcerstwa polskiego",
    "zhr": "związek harcerstwa rzeczypospolitej",
    "utw": "uniwersytet trzeciego wieku",
    "cas": "centrum aktywności seniorów",
    "pal": "punkt aktywności lokalnej",
    "mdk": "młodzieżowy dom kultury",
    "dk": "dom kultury",
    "ok": "ośrodek kultury",
    "mbp": "miejska biblioteka publiczna",
    "wtz": "warsztat terapii zajęciowej",
    "sds": "środowiskowy dom samopomocy",
    "dps": "dom pomocy społecznej",
    "osp": "ochotnicza straż pożarna",
    "kgw": "koło gospodyń wiejskich",
    "zbk": "zarząd budynków komunalnych",
    "zzm": "zarząd zieleni miejskiej",
    "nmp": "najświętszej maryi panny",
    "nzoz": "niepubliczny zakład opieki zdrowotnej",
    "spzoz": "samodzielny publiczny zakład opieki zdrowotnej",
}
"""What is written short, folded → in full."""
SINGLE = frozenset(["mops", "gops", "mowis", "oik", "tpd", "tkkf", "ptd", "pck", "pzn", "zhp", "zhr", "zbk", "zzm"])
"""Of these each is one institution, not a kind of which there are many: in full or short, its name is one word."""

KINDS = {
    "szkoła": "sp lo tech zs",
    "szkoła podstawowa": "sp",
    "liceum": "lo",
    "technikum": "tech",
    "zespół szkół": "zs sp lo tech",
    "zespół szkolno przedszkolny": "zs sp pre",
    "przedszkole": "pre",
    "żłobek": "nursery",
    "apteka": "pharmacy",
    "parafia": "church",
    "kościół": "church",
    "kaplica": "church",
    "biblioteka": "library",
    "przychodnia": "health",
    "praktyka lekarska": "health",
    "gabinet": "health",
    "klinika": "health",
    "szpital": "health hospital",
    "ośrodek zdrowia": "health",
    "centrum medyczne": "health",
    "zakład opieki zdrowotnej": "health hospital",
    "fundacja": "foundation",
    "stowarzyszenie": "association",
    "towarzystwo": "association",
    "klub": "association club",
    "dom kultury": "culture club",
    "ośrodek kultury": "culture club",
    "sklep": "shop",
    "piekarnia": "shop",
    "restauracja": "food",
    "kawiarnia": "food",
    "fryzjer": "hair",
    "bank": "bank",
    "poczta": "post",
    "rada dzielnicy": "council",
    "spółdzielnia": "cooperative",
}
"""What a name says of the kind → codes of it. Two names without a code in common are not of one neighbour."""

_LITTLE = """
    samorządowy publiczny niepubliczny prywatny miejski gminny powiatowy krakowski polski społeczny terenowy lokalny
    centrum ośrodek oddział filia punkt koło grupa zakład zespół dom dla na rzecz osiedle dzielnica dziecko nr numer
    pod pw p w św święty święta wezwanie przy ul ulica i oraz we z do rzymskokatolicki katolicki samodzielny
    opieka zdrowotny lekarski podstawowy ogólnokształcący szkolny medyczny kultura pomoc
"""
FAINT, PLAIN = 0.12, 1.0
"""How much a word weighs that many names share, and one that tells names apart."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart; two names are compared by `likeness`."""

    written: str
    """Its words, folded, in their order."""
    words: frozenset[str]
    """Stems that tell it apart from others of its kind."""
    faint: frozenset[str]
    """Stems that many names share: kind, legal form, area, small words."""
    numbers: frozenset[int]
    """Arabic or Roman, those of the patron („Jana Pawła II”) left out."""
    kinds: frozenset[str]
    patron: frozenset[str]
    """Stems of whose name it bears; often left out."""
    initials: frozenset[str]
    """Of three to six words in a row: what an abbreviation of them would be."""


def stem(word: str) -> str:
    """Return a folded word without its ending: „Słonecznej” and „Słoneczna” are one."""
    word = fold(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM + (len(ending) > 1):
            word = word[: -len(ending)]
            break
    # „Kraków”, „Krakowie”
    word = word[:-2] if word.endswith("ow") and len(word) > _SHORTEST_STEM + 2 else word
    # „ośrodek”, „ośrodka”
    return f"{word[:-2]}k" if word.endswith("ek") and len(word) > _SHORTEST_STEM + 1 else word


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in _WORD.findall(text))


_IN_FULL = {short: (short,) if short in SINGLE else _phrase(full) for short, full in ABBREVIATIONS.items()}
_SINGLE = {_phrase(ABBREVIATIONS[short]): short for short in SINGLE}
_KINDS = {_phrase(said): frozenset(codes.split()) for said, codes in KINDS.items()}
_LONGEST_KIND = max(map(len, _KINDS))
_FAINT = frozenset(stem(word) for word in _WORD.findall(_LITTLE)) | {part for said in _KINDS for part in said}


@lru_cache(maxsize=50_000)
def read(name: str, places: frozenset[str] = frozenset()) -> Name:
    """Take a name apart; `places`: stems of the names of the area and of those round it, which tell nobody apart."""
    text = _LEGAL_FORM.sub(" ", name)
    patron = _PATRON.search(text)
    own = text[: patron.start()] + " " + text[patron.end() :] if patron else text
    written = _WORD.findall(own)
    numbers = frozenset(number for number in map(_number, written) if number)
    stems = _in_full(written)
    words = frozenset(word for word in stems if not _is_faint(word, places))
    return Name(
        written=" ".join(_WORD.findall(fold(name))),
        words=words,
        faint=frozenset(stems) - words,
        numbers=numbers,
        kinds=_kinds(stems),
        patron=frozenset(_phrase(patron["patron"])) if patron else frozenset(),
        initials=_initials(stems),
    )


def place_stems(names: Iterable[str]) -> frozenset[str]:
    """Return the stems of the names of areas, as `read` takes them."""
    return frozenset(stem(word) for name in names for word in _WORD.findall(name))


def is_faint(word: str) -> bool:
    """Say whether a word tells a name apart from no other: a kind, a legal form, a little word."""
    return _is_faint(stem(word), ())


def differ_in_number(one: Name, other: Name) -> bool:
    """Say whether two names bear different numbers: „nr 113” and „nr 119” are two schools, however alike they look."""
    return bool(one.numbers and other.numbers) and not (one.numbers <= other.numbers or other.numbers <= one.numbers)


def differ_in_kind(one: Name, other: Name) -> bool:
    """Say whether two names are of things that are not of one kind: a pharmacy and a kindergarten."""
    return bool(one.kinds and other.kinds) and not one.kinds & other.kinds


def likeness(one: Name, other: Name) -> float:
    """Return how alike two names are, 0–100: 0 where their numbers or kinds differ, 100 where they say the same."""
    return weigh(one, other)[0]


def is_telling(one: Name, other: Name) -> bool:
    """Say whether two names share something that tells them apart from others: a word of their own, or a number."""
    return bool(one.words & other.words or one.numbers & other.numbers or _matched(one, other)[0])


def weigh(one: Name, other: Name) -> tuple[float, bool]:
    """Return `likeness` and `is_telling` of two names at once."""
    if differ_in_number(one, other) or differ_in_kind(one, other):
        return 0, False
    if one.written == other.written:
        return (100 if one.written else 0), bool(one.words or one.numbers)
    pairs, left, right = _matched(one, other)
    numbers = len(one.numbers & other.numbers)
    if not pairs and not numbers and not one.faint & other.faint:
        return 0, False
    shared = sum(pairs) + numbers
    alone = left + right + 0.5 * len(one.numbers ^ other.numbers)
    faint = FAINT * len(one.faint & other.faint)
    patron = 0.5 * len(one.patron & other.patron)
    # A word that is nearly the same counts as what it lacks, on both sides.
    whole = 2 * (len(pairs) + numbers + faint + patron) + alone + FAINT / 2 * len(one.faint ^ other.faint)
    return (100 * 2 * (shared + faint + patron) / whole if whole else 0), bool(pairs or numbers)


def _matched(one: Name, other: Name) -> tuple[list[float], int, int]:
    """Pair the words of two names: how alike each pair is (0–1), and how many are left on either side."""
    common = one.words & other.words
    pairs = [PLAIN] * len(common)
    left, right = set(one.words - common), set(other.words - common)
    for word in sorted(left) if right else ():
        best, score = _nearest(word, right)
        if best:
            pairs.append(score)
            left.discard(word)
            right.discard(best)
    if left and not left.isdisjoint(other.initials):
        _match_initials(left, right, other, pairs)
    if right and not right.isdisjoint(one.initials):
        _match_initials(right, left, one, pairs)
    return pairs, len(left), len(right)


def _nearest(word: str, others: set[str]) -> tuple[str, float]:
    best, score = "", 0.0
    for each in others:
        # A slip of the pen mostly leaves the beginning or the end as it was.
        if word[0] == each[0] or word[-2:] == each[-2:]:
            alike = _alike(word, each)
            if alike > score or (alike == score and each < best):
                best, score = each, alike
    return best, score


def _match_initials(short: set[str], rest: set[str], spelt_out: Name, pairs: list[float]) -> None:
    """Pair an abbreviation with the words that it stands for: „KSW”."""
    for word in sorted(short & spelt_out.initials):
        short.discard(word)
        meant = sorted(each for each in rest if each[0] in word)
        rest.difference_update(meant[: len(word)])
        pairs.append(PLAIN)


@lru_cache(maxsize=100_000)
def _alike(one: str, other: str) -> float:
    """Say how alike two stems are: a slip of the pen is, „słonecznik” for „słoneczna” is another word."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return 0.5 if longer.startswith(shorter) else 0
    if longer.startswith(shorter) and len(shorter) > _SHORTEST_STEM:
        return 0.6
    score = fuzz.ratio(one, other) / 100
    return score if len(shorter) > _SHORTEST_STEM and score >= 0.8 else 0  # noqa: PLR2004 – see above


def _is_faint(word: str, places: Collection[str]) -> bool:
    return word in _FAINT or word in places or word.isdigit() or len(word) == 1


def _number(word: str) -> int:
    if word.isdecimal():
        return int(word) if len(word) < 6 else 0  # noqa: PLR2004 – longer ones belong to registers
    digits = re.fullmatch(r"(\d{1,5})[a-zA-Z]", word)
    if digits:
        return int(digits[1])
    if word.isupper() and _ROMAN.fullmatch(word) and (len(word) > 1 or word in "IVX"):
        values = [_ROMAN_VALUES[letter] for letter in word]
        return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))
    return 0


def _in_full(written: list[str]) -> list[str]:
    """Return the stems of words, abbreviations spelt out, numbers left to themselves."""
    found: list[str] = []
    for word in written:
        folded = fold(word)
        if folded in _IN_FULL and (word.isupper() or len(folded) > 2):  # noqa: PLR2004 – „ok” is a word, „OK” is not
            found.extend(_IN_FULL[folded])
        elif not _number(word):
            found.append(stem(word))
    return _joined(found)


def _joined(stems: list[str]) -> list[str]:
    """Put one word for each institution that is spelt out: the little words of its name would tell nobody apart."""
    found: list[str] = []
    at = 0
    while at < len(stems):
        phrase = next((said for said in _SINGLE if tuple(stems[at : at + len(said)]) == said), ())
        found.append(_SINGLE[phrase] if phrase else stems[at])
        at += len(phrase) or 1
    return found


def _kinds(stems: list[str]) -> frozenset[str]:
    found: set[str] = set()
    at = 0
    while at < len(stems):
        for length in range(_LONGEST_KIND, 0, -1):
            codes = _KINDS.get(tuple(stems[at : at + length]))
            if codes:
                found |= codes
                at += length - 1
                break
        at += 1
    return frozenset(found)


def _initials(stems: list[str]) -> frozenset[str]:
    letters = "".join(word[0] for word in stems if word)
    return frozenset(
        letters[start : start + length] for length in range(3, 7) for start in range(len(letters) - length + 1)
    )
