"""Numbers in official registers: how each is written, and whether its check digit holds. Pure functions.

A number that looks wrong is still kept: the register, or the paper it was copied from, may be wrong.
"""

import re
from enum import StrEnum

# NIP: Ustawa z 13 października 1995 r. o zasadach ewidencji i identyfikacji podatników, art. 5; weights as published
# by the Ministry of Finance. REGON: Rozporządzenie Rady Ministrów z 30 listopada 2015 r., § 5.
_NIP = (6, 5, 7, 2, 3, 4, 5, 6, 7)
_REGON_9 = (8, 9, 2, 3, 4, 5, 6, 7)
_REGON_14 = (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)
_LENGTHS = {"KRS": (10,), "NIP": (10,), "REGON": (9, 14), "RSPO": tuple(range(1, 7))}

SCHEMES = ("KRS", "REGON", "NIP", "RSPO")
"""The registers that are known here; any other may be written in words."""


class Doubt(StrEnum):
    """Why a number is probably miswritten."""

    LENGTH = "length"
    CHECK_DIGIT = "check_digit"


def written(scheme: str, value: str) -> str:
    """Return a number as its register writes it: digits only in the known ones, a KRS number with its zeros."""
    text = " ".join(value.split())
    digits = re.sub(r"[\s.\-]", "", text).removeprefix("PL")
    if scheme not in _LENGTHS or not digits.isascii() or not digits.isdigit():
        return text
    return digits.zfill(10) if scheme == "KRS" else digits


def doubt(scheme: str, value: str) -> Doubt | None:
    """Say why a number is probably miswritten, or nothing."""
    if scheme not in _LENGTHS:
        return None
    number = written(scheme, value)
    if not number.isascii() or not number.isdigit() or len(number) not in _LENGTHS[scheme]:
        return Doubt.LENGTH
    return None if _check_digit_holds(scheme, number) else Doubt.CHECK_DIGIT


def _check_digit_holds(scheme: str, number: str) -> bool:
    if scheme == "NIP":
        return _sum(number, _NIP) % 11 == int(number[-1])
    if scheme == "REGON":
        short = _sum(number[:9], _REGON_9) % 11 % 10 == int(number[8])
        return short and (len(number) == len(_REGON_9) + 1 or _sum(number, _REGON_14) % 11 % 10 == int(number[-1]))
    return True


def _sum(number: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
