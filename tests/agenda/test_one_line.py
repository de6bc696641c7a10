"""An event typed in one line: what is understood of it, in a table that reads plainly."""

import re
import unicodedata
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podworko.agenda.one_line import Named, Part, understand

TODAY = date(2026, 11, 21)
"""A Saturday."""
PLACES = (
    Named(1, "Centrum Aktywności Seniorów „Weissa”", ("CAS Azory", "ul. Weissa 5")),
    Named(2, "Biblioteka Kraków, filia 20", ("ul. Opolska 37",)),
    Named(3, "Szkoła Podstawowa nr 113", ("SP 113", "ul. Stachiewicza 33")),
    Named(4, "Park Krowoderski"),
    Named(5, "Klub Kultury „Przegorzały”"),
    Named(6, "Parafia św. Brata Alberta", ("kościół na Azorach",)),
    Named(7, "Młodzieżowy Dom Kultury", ("ul. Lentza",)),
)
ORGANISERS = (
    Named("start", "Fundacja Dobry Start"),
    Named("rada", "Rada Dzielnicy IV"),
    Named("nasze", "Stowarzyszenie Nasze Azory"),
)
LINES = (Path(__file__).parent / "one_lines.txt").read_text(encoding="utf-8")
"""A line; below it, indented, all that is understood of it, as `told` writes it."""
CASES = [tuple(part.strip() for part in case.split("\n", 1)) for case in re.split(r"\n(?=\S)", LINES.strip())]
WORDS = """
    czw 17:00 warsztaty dla seniorów , CAS Weissa w każdy wtorek 12.12 31.02 do od 17 - 19 grudnia III 5. edycja 20 zł
    wstęp wolny zapisy: 500600700 a@b.pl www.a.pl i co drugi 7-12 lat 60+ ( ) pt. „Azory” 24:00 25:61 0-0 północy
    za tydzień tygodnie cały dzień org. zaprasza na miesiąca pierwszą ostatni 2026-13-40 12 XII w południe rano
""".split()  # noqa: SIM905
SAID = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=120)


def read(line, today=TODAY):
    return understand(line, today=today, places=PLACES, organisers=ORGANISERS)


def told(understood):
    """All that is understood, in the order of `Understood`; what is empty is left out."""
    one = understood
    clock = (
        "-".join("" if at is None else f"{at:%H:%M}" for at in (one.start, one.end)) if one.start or one.end else ""
    )
    facts = {
        "title": one.title,
        "day": f"{one.day or ''}{f' to {one.last_day}' if one.last_day else ''}",
        "more": " ".join(map(str, one.more_days)),
        "hours": clock.removesuffix("-"),
        "part": "" if one.part_of_day == "any" else one.part_of_day,
        "all day": "yes" if one.is_all_day else "",
        "rule": one.rule,
        "place": one.place_id or one.place,
        "organiser": one.organiser_id or one.organiser,
        "for": " ".join(one.audiences),
        "ages": " ".join(f"{'' if a.youngest is None else a.youngest}..{a.oldest or ''}" for a in one.ages),
        "cost": " ".join([one.cost.fee or "", *map(str, one.cost.prices)]).strip(),
        "phone": one.registration.phone,
        "email": one.registration.email,
        "link": one.registration.link,
        "sign up": {True: "yes", False: "no", None: ""}[one.registration.is_needed],
        "edition": f"{one.edition} = {one.edition_number}" if one.edition else "",
        "rest": one.rest,
        "asks": " / ".join(one.unclear),
    }
    return " | ".join(f"{name}: {fact}" for name, fact in facts.items() if fact)


@pytest.mark.parametrize(("line", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_line_is_understood(line, expected):
    assert told(read(line)) == expected


def test_every_part_shows_the_words_it_came_from():
    understood = read("w czwrtek o 17 warsztaty dla seniorów, CAS Weissa, wstęp wolny")
    assert understood.said(Part.DAY) == "w czwrtek"
    assert understood.said(Part.TIME) == "o 17"
    assert understood.said(Part.TITLE) == "warsztaty dla seniorów"
    assert understood.said(Part.AUDIENCE) == "dla seniorów"
    assert understood.said(Part.PLACE) == "CAS Weissa"
    assert understood.said(Part.COST) == "wstęp wolny"
    for piece in understood.pieces:
        assert understood.line[piece.start : piece.end] == piece.text


def test_what_goes_past_midnight_ends_on_the_next_day():
    assert read("bal sob 21-2").ends_next_day
    assert read("bal sob 18-24").ends_next_day
    assert not read("bal sob 18-20").ends_next_day
    assert not read("bal sob o 18").ends_next_day


def test_a_weekday_that_agrees_with_next_year_settles_the_year():
    assert told(read("czw 14.01 bal")) == "title: Bal | day: 2027-01-14"


def test_without_places_what_is_said_of_the_place_is_kept():
    understood = understand("czw 17:00 warsztaty dla seniorów, CAS Weissa", today=TODAY)
    assert (understood.place_id, understood.place) == (None, "CAS Weissa")


def test_two_places_that_a_line_does_not_tell_apart_are_asked_about():
    libraries = [Named(1, "Biblioteka, filia 20"), Named(2, "Biblioteka, filia 21")]
    understood = understand("w czwartek czytanie w bibliotece", today=TODAY, places=libraries)
    assert (understood.place_id, understood.place) == (None, "bibliotece")
    assert understood.unclear == ("„bibliotece”: które miejsce? Biblioteka, filia 20 czy Biblioteka, filia 21?",)


def test_a_place_may_be_given_as_a_plain_row():
    assert understand("joga w parku, pt 17", today=TODAY, places=[(9, "Park", "Zielona 1")]).place_id == 9


@pytest.mark.parametrize("line", [line for line, _expected in CASES])
def test_a_line_without_polish_letters_says_the_same_days_and_hours(line):
    plain = unicodedata.normalize("NFD", line.replace("ł", "l").replace("Ł", "L"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    if "niedziel" in plain:
        pytest.skip("without its tail „niedziele” is one Sunday or all of them")
    said, meant = read(plain), read(line)
    assert (said.day, said.last_day, said.start, said.end, said.rule) == (
        meant.day, meant.last_day, meant.start, meant.end, meant.rule,
    )  # fmt: skip
    assert (said.place_id, said.audiences, said.cost) == (meant.place_id, meant.audiences, meant.cost)


@given(SAID)
def test_nothing_typed_is_lost(line):
    understood = read(line)
    covered = {at for piece in understood.pieces for at in range(piece.start, piece.end)}
    assert not [sign for at, sign in enumerate(understood.line) if sign.isalnum() and at not in covered]


@given(SAID, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_whatever_is_typed_gives_sound_days_and_hours(line, today):
    understood = read(line, today)
    assert understood.start is None or isinstance(understood.start, time)
    assert understood.start is None or understood.start != understood.end
    assert not understood.is_all_day or understood.start is None
    assert not understood.last_day or not understood.day or understood.last_day > understood.day
    assert all(day > understood.day for day in understood.more_days)
    assert all(understood.line[piece.start : piece.end] == piece.text for piece in understood.pieces)


def test_a_line_without_end_is_kept():
    understood = read("warsztaty " * 500)
    assert understood.title.startswith("Warsztaty warsztaty")
    assert understood.rest.endswith("warsztaty")
