"""Announcements of several lines, as people send them."""

from datetime import date, time

import pytest

from podworko.agenda.one_line import Named
from podworko.agenda.said_text import understand_text
from podworko.resources.choices import Audience

TODAY = date(2026, 11, 21)
POSTER = """FESTYN SĄSIEDZKI

sobota 12 grudnia 2026, godz. 10:00–14:00
Park przy ul. Weissa
Wstęp wolny
Organizator: Rada Dzielnicy IV
"""
MAIL = """Szanowni Państwo,

zapraszamy na warsztaty ceramiczne dla seniorów, które odbędą się w środę 9 grudnia o godz. 17.00 w Klubie Azory.
Koszt: 10 zł. Prosimy o zapisy: klub@example.org

Pozdrawiam serdecznie
--
Jan Kowalski, tel. 600 100 200
"""


def read(text, **more):
    return understand_text(text, today=TODAY, **more)


def test_poster():
    said = read(POSTER)
    assert (said.title, said.day, said.start, said.end) == (
        "FESTYN SĄSIEDZKI",
        date(2026, 12, 12),
        time(10),
        time(14),
    )
    assert said.organiser == "Rada Dzielnicy IV"
    assert "Weissa" in said.place


def test_mail_is_called_by_its_subject():
    said = read(MAIL, title="Fwd: Odp: Warsztaty ceramiczne")
    assert (said.title, said.day, said.start) == ("Warsztaty ceramiczne", date(2026, 12, 9), time(17))
    assert said.registration.email == "klub@example.org"
    assert said.organiser == ""


def test_signature_is_nobody_to_sign_up_with():
    assert read(MAIL).registration.phone == ""


def test_lines_that_say_what_they_are():
    said = read("Kiedy: 5.12.2026, 16:00\nGdzie: biblioteka, I piętro\nCo: Bajki\nDla kogo: dzieci 7-12 lat")
    assert (said.title, said.day, said.start, said.place) == (
        "Bajki",
        date(2026, 12, 5),
        time(16),
        "biblioteka, I piętro",
    )
    assert said.audiences == (Audience.AGE_7_12,)


def test_whom_it_is_for_is_no_place():
    said = read("Bajki\nDla kogo: rodziny, seniorzy\n5 grudnia 16:00", places=[Named(7, "Rodzice z Huśtawkowej")])
    assert (said.place_id, Audience.SENIORS in said.audiences) == (None, True)


def test_place_of_the_register_is_recognised():
    said = read("Bajki\nGdzie: Biblioteka Azory\n5 grudnia 16:00", places=[Named(7, "Biblioteka Azory")])
    assert said.place_id == 7


@pytest.mark.parametrize(
    ("said", "known", "question"),
    [
        ("w bibliotece na Weissa", 7, ()),
        ("w bibliotece", None, ("Czy „w bibliotece” to Biblioteka Weissa?",)),
    ],
)
def test_one_word_is_asked_about_before_it_is_taken_for_a_place(said, known, question):
    read_ = read(f"Bajki\n5 grudnia 16:00, {said}", places=[Named(7, "Biblioteka Weissa")])
    assert (read_.place_id, read_.unclear) == (known, question)


def test_day_far_down_a_long_text_is_found():
    talk = "\n".join(f"To jest zdanie numer sto {word}, o niczym." for word in ["jeden"] * 60)
    assert read(f"Potańcówka\n{talk}\nZapraszamy w sobotę 12 grudnia o 18:00").day == date(2026, 12, 12)


@pytest.mark.parametrize("text", ["", "\n\n", ">", "--", ":", "Gdzie:", "a" * 20_000, "\x00\x01", "12" * 3000])
def test_whatever_comes_is_read(text):
    assert read(text).day is None
