"""What something costs, as people type it: „wstęp wolny”, „20 zł”, „cegiełka”. Pure functions over values."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from podworko.agenda.said_line import Line, Part


class Fee(StrEnum):
    FREE = "free"
    PAID = "paid"
    DONATION = "donation"
    """As much as one wishes: „cegiełka”, „co łaska”."""


class Cost(NamedTuple):
    fee: Fee | None = None
    """None: not said."""
    prices: tuple[Decimal, ...] = ()
    """In złoty, as they are said: normal and reduced, or from and to."""


_ENTRY = r"(?:wstep|wejscie|udzial|uczestnictwo|bilety?|oplata|wpisowe|koszt|cena|odplatnosc|wejsciowka)"
_FREE = re.compile(
    rf"(?<!\w)(?:(?:{_ENTRY}|zajecia)\s*(?:jest|sa)?:?\s*(?:wolny|wolne|bezplatn\w+|darmow\w+|nieodplatn\w+|free|0 zl)"
    r"|wolny wstep|bezplatn\w+|nieodplatn\w+|za darmo|darmow\w+|darmo|gratis|za free|bez oplat|0\s?(?:zl|pln))(?!\w)",
)
_AMOUNT = r"\d{1,4}(?:[.,]\d{2})?"
_PRICE = re.compile(
    rf"(?<![\w.,])(?:{_ENTRY}:?\s*)?(?:(?:od|po|za|cegielk\w+)\s+)?(?P<first>{_AMOUNT})(?:\s?(?:zl"
    rf"|pln))?(?:\s*[-/]\s*(?P<second>{_AMOUNT}))?\s?(?:zl(?:otych|ote|oty)?|pln)"
    r"(?!\w)\.?(?:\s*/\s*(?P<third>\d{1,4})\s?zl)?(?:\s*(?:/\s?(?:os\.?|osob[ae])|(?:od|za) osob[eyę]"
    r"|za zajecia|za wejscie|normalny|ulgowy|ulg\.|norm\.))?",
)
_DONATION = re.compile(
    r"(?<!\w)(?:wstep(?: za)?:?\s+|za\s+)?(?:cegiel\w+|co laska|dobrowoln\w+ (?:skladk\w+|datk\w+|datek"
    r"|wplat\w+)|datki|datek"
    r"|wolne datki|za symboliczn\w+ oplat\w+)(?!\w)",
)
_PAID = re.compile(rf"(?<!\w)(?:{_ENTRY}\s+)?(?:platn[yae]|odplatn\w+|biletowan\w+)(?!\w)|(?<!\w){_ENTRY}\s+(?=\x01)")


def read_cost(line: Line) -> Cost:
    """Take what a line says about money."""
    free, donation = _taken(line, _FREE), _taken(line, _DONATION)
    prices: list[Decimal] = []
    while match := line.find(_PRICE):
        said = (match["first"], match["second"], match["third"])
        prices += [Decimal(price.replace(",", ".")) for price in said if price]
        line.take(Part.COST, *match.span())
    paid = _taken(line, _PAID) or any(prices)
    if donation:
        return Cost(Fee.DONATION, tuple(prices))
    if paid:
        return Cost(Fee.PAID, tuple(prices))
    return Cost(Fee.FREE if free or prices else None)


def _taken(line: Line, pattern: re.Pattern[str]) -> bool:
    is_said = False
    while match := line.find(pattern):
        line.take(Part.COST, *match.span())
        is_said = True
    return is_said
