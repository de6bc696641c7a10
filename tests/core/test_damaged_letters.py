"""Polish letters that a font has damaged, put right; what is whole stays as it is."""

import pytest

from podworko.core.damaged_letters import is_damaged, repaired, repaired_all

# A few lines of a presentation of the city's social welfare centre, as a PDF gives them and as they read.
EXCERPT = [
    ("Organizowanie spoĠecznoŢci ", "Organizowanie społeczności "),
    ("oraz narzŎdzie zmian ", "oraz narzędzie zmian "),
    ("systemowych w oŢrodku ", "systemowych w ośrodku "),
    ("pomocy spoĠecznej ð  ", "pomocy społecznej –  "),
    ("wykorzystywanie formuĠy projekt·w socjalnych.  ", "wykorzystywanie formuły projektów socjalnych.  "),
    ("Pr·by wykorzystania doŢwiadczeŘ niemieckich (model ", "Próby wykorzystania doświadczeń niemieckich (model "),
    ("pracy ze spoĠecznoŢciŉ pod nazwŉ ăAktywna ", "pracy ze społecznością pod nazwą „Aktywna "),
    ("dzielnicaó dziaĠajŉcy w mieŢcie partnerskim ", "dzielnica” działający w mieście partnerskim "),
]
CONTROL = [
    *("Kraków", "Szkoła", "święto", "Żłobek", "ćma", "źródło", "Dvořák", "Růžička", "Ţară", "Ŭkraina", "Ģirts"),
    *("Vietnam – phố", "L·L", "col·legi", "Þórður", "mañana", "Ångström", "Kaunas", "Čapek", "Reykjavík", "Łódź"),
]


@pytest.mark.parametrize(("damaged", "right"), EXCERPT)
def test_damaged_line_is_repaired_beside_others(damaged, right):
    assert repaired(damaged, is_beside_damage=True) == right


def test_whole_excerpt_is_recognised_by_itself():
    text = "\n".join(damaged for damaged, _right in EXCERPT)
    assert is_damaged(text)
    assert repaired(text) == "\n".join(right for _damaged, right in EXCERPT)


@pytest.mark.parametrize("word", CONTROL)
def test_word_that_is_whole_stays(word):
    assert repaired(word) == word


def test_whole_words_stay_in_a_file_that_is_damaged_elsewhere():
    texts, count = repaired_all(["spoĠecznoŢci", "Kraków", "Łódź", "Krak·w", "12 633 12 34"])
    assert texts == ["społeczności", "Kraków", "Łódź", "Kraków", "12 633 12 34"]
    assert count == 2


def test_file_without_damage_is_left_alone():
    assert repaired_all(["Dvořák", "Ţară", "Kraków"]) == (["Dvořák", "Ţară", "Kraków"], 0)


def test_letters_do_not_chase_each_other():
    assert repaired("dziaĠajŉcy projekt·wó") == "działający projektów”"
