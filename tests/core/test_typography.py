import datetime as dt

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe

from podworko.core.templatetags.typography import bind, date_and_time, day_of_week, long_date, short_date
from podworko.core.text import break_long_words, whole_words

HARD = "\N{NO-BREAK SPACE}"
DAY = dt.date(2026, 11, 21)


def test_one_letter_words_never_end_a_line():
    assert bind("Klub w szkole i przed nią") == f"Klub w{HARD}szkole i{HARD}przed nią"


def test_number_stays_beside_its_sign():
    assert bind("Szkoła nr 119 im. J. P.") == f"Szkoła nr{HARD}119 im. J. P."
    assert bind("nr telefonu") == "nr telefonu"


def test_long_slug_ends_with_a_whole_word():
    assert whole_words("liceum-im-m-kopernika", 18) == "liceum-im-m"
    assert whole_words("liceum-im-m-kopernika", 21) == "liceum-im-m-kopernika"
    assert whole_words("liceum-im-m", 9) == "liceum-im"
    assert whole_words("konstantynopol", 6) == "konsta"


def test_only_words_without_end_may_be_broken():
    name = "Stowarzyszenie Konstantynopolitańczykowianek-Eljaszy-Radzikowskich"
    assert break_long_words(name).replace("\u200b", "") == name
    assert break_long_words("Eljasza-Radzikowskiego Samorządowe") == "Eljasza-Radzikowskiego Samorządowe"
    assert max(map(len, break_long_words("Ł" * 200).split("\u200b"))) == 12
    assert break_long_words("e\u0301" * 26) == "\u200b".join(["é" * 12, "é" * 12, "é" * 2])


def test_markup_in_bound_text_is_escaped_once():
    assert bind("<b> i & w") == f"&lt;b&gt; i{HARD}&amp; w"
    assert bind(mark_safe("<b>i co</b> z tego")) == f"<b>i co</b> z{HARD}tego"
    assert Template("{% load typography %}{{ x|bind }}").render(Context({"x": "<i>"})) == "&lt;i&gt;"


@pytest.mark.parametrize(
    ("language", "written"), [("pl", "21 listopada 2026"), ("en", "21 November 2026"), ("uk", "21 листопада 2026")]
)
def test_long_date_follows_the_language(language, written):
    with translation.override(language):
        assert long_date(DAY) == written


def test_dates_are_written_as_poles_write_them():
    with translation.override("pl"):
        assert short_date(DAY) == "21.11.2026"
        assert day_of_week(DAY).lower() == "sobota, 21 listopada"


def test_moment_is_told_in_local_time():
    moment = dt.datetime(2026, 11, 20, 23, 5, tzinfo=dt.UTC)
    with translation.override("pl"):
        assert date_and_time(moment) == "21 listopada 2026, 00:05"
        assert long_date(moment) == "21 listopada 2026"


@pytest.mark.parametrize("nothing", [None, "", "2019"])
def test_missing_date_is_written_as_nothing(nothing):
    assert long_date(nothing) == short_date(nothing) == day_of_week(nothing) == date_and_time(nothing) == ""
