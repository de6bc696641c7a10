"""Whether a few words look like somebody's personal data. Pure functions over strings.

A guess by patterns, on the safe side: a word too many is dropped or asked about rather than one too few.
"""

import re
from enum import StrEnum
from itertools import pairwise

from podworko.core.text import fold

_EMAIL = re.compile(r"\S@\S")
_DIGITS = re.compile(r"\d(?:[\s\-./()]*\d)+")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_OF_PHONE, _OF_PESEL = 7, 11
_SHORTEST_NAME = 3
"""Letters: what is shorter is „u” or „na”."""
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
"""Ustawa z dnia 24 września 2010 r. o ewidencji ludności, art. 15; the last digit checks the ten before it."""
_FIRST_NAMES = frozenset(
    """
    adam agata agnieszka aleksander aleksandra alicja amelia andrzej anna antoni artur barbara bartosz beata bogdan
    bozena cecylia czeslaw dagmara damian daniel danuta dariusz dawid dominik dorota edward elzbieta emilia ewa
    filip franciszek gabriela genowefa grazyna grzegorz halina hanna helena henryk irena iwona izabela jacek jadwiga
    jakub jan janina janusz jaroslaw jerzy joanna jolanta jozef julia justyna kamil karol karolina katarzyna kazimierz
    krystyna krzysztof lech lena leszek lidia lucyna lukasz maciej magdalena malgorzata marcin marek maria marian
    mariola mariusz marta marzena mateusz michal mieczyslaw miroslaw monika natalia nikola olga oliwia oskar patrycja
    pawel piotr przemyslaw radoslaw rafal renata robert roman ryszard sebastian slawomir stanislaw stefania stefan
    sylwia szymon tadeusz teresa tomasz urszula waclaw waldemar wanda wieslaw wieslawa wiktoria witold wladyslaw
    wojciech zbigniew zdzislaw zofia zuzanna zygmunt
    oleksandr oleksandra oksana olena iryna natalija tetiana serhij wolodymyr andrij mykola
    """.split()  # noqa: SIM905 – a hundred words read better as text
)


class Reason(StrEnum):
    """What words look like."""

    EMAIL = "email"
    PESEL = "pesel"
    PHONE = "phone"
    NAME = "name"


def reasons(text: str) -> list[Reason]:
    """Return what a text looks like; nothing if it looks like no personal data."""
    found = [Reason.EMAIL] if _EMAIL.search(text) else []
    numbers = [re.sub(r"\D", "", match[0]) for match in _DIGITS.finditer(text)]
    if any(_is_pesel(number) for number in numbers):
        found.append(Reason.PESEL)
    elif any(len(number) >= _FEWEST_OF_PHONE for number in numbers):
        found.append(Reason.PHONE)
    if _names_somebody(text):
        found.append(Reason.NAME)
    return found


def _is_pesel(number: str) -> bool:
    if len(number) != _OF_PESEL:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return (10 - total % 10) % 10 == int(number[-1])


def _names_somebody(text: str) -> bool:
    """Say whether a first name stands beside another word, in either order: „Jan Kowalski”, „kowalska anna”."""
    words = [fold(word) for word in _WORD.findall(text)]
    return any(
        min(len(one), len(other)) >= _SHORTEST_NAME and bool({one, other} & _FIRST_NAMES)
        for one, other in pairwise(words)
    )
