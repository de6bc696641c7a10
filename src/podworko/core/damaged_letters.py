"""Polish letters that a font's private encoding has damaged („spoĠecznoŢci”), put right. Pure functions.

Such text comes out of a PDF whose fonts number their glyphs in their own way; copied into a spreadsheet, it stays so.
The table is that of one known family of files; other damage is left as it is.
"""

import re
from collections.abc import Iterable
from typing import Final

# One simultaneous table: `ó` becomes a quotation mark while `·` becomes `ó`, and neither chases the other.
_TABLE: Final = str.maketrans(
    {
        "Ġ": "ł",
        "Ţ": "ś",
        "Ŏ": "ę",
        "ŉ": "ą",
        "·": "ó",
        "ļ": "ć",
        "Ř": "ń",
        "Ů": "ż",
        "Ŭ": "ź",
        "ŭ": "Ż",
        "ă": "„",
        "ó": "”",
        "ð": "–",
        "Ŀ": "•",
        "ā": "•",
    }
)
_HEALTHY: Final = re.compile("[ąćęłńśźżĄĆĘŁŃŚŹŻ]")
"""Letters that damaged text cannot hold: they are what it has lost."""
_CERTAIN: Final = re.compile(r"ŉ|(?<=[a-zļ·])[ĠŢŎŘŮŬ]|[ĠŢŎŘŮŬ](?=[a-zļ·]*[ĠŢŎŘŮŬŉļ])|(?<![A-ZĄ-Ż])Ġ(?=[a-z])")
"""A capital inside a word, or two of these letters in one: no language writes so."""
_LIKELY: Final = re.compile(r"[ĠŢŎŉļŘŮŬŭăðĿā]|(?<=[^\W\d])·(?=[^\W\d])|·(?=[a-z])")
"""Letters that some language has, so that they count only where the text round them is surely damaged."""


def is_damaged(text: str) -> bool:
    """Say whether a text alone shows that its letters were damaged; „Dvořák”, „Ţară” and „Kraków” do not."""
    return _CERTAIN.search(text) is not None and _HEALTHY.search(text) is None


def repaired(text: str, *, is_beside_damage: bool = False) -> str:
    """Return a text with its letters put right, or as it was where it is whole.

    `is_beside_damage`: other parts of the same file are surely damaged, so that a single sign suffices.
    """
    if is_damaged(text):
        return text.translate(_TABLE)
    if is_beside_damage and _LIKELY.search(text) and not _HEALTHY.search(text):
        return text.translate(_TABLE)
    return text


def repaired_all(texts: Iterable[str]) -> tuple[list[str], int]:
    """Return the texts of one file put right, and how many of them were damaged."""
    known = list(texts)
    if not any(map(is_damaged, known)):
        return known, 0
    right = [repaired(text, is_beside_damage=True) for text in known]
    return right, sum(one != other for one, other in zip(known, right, strict=True))
