from datetime import date

import pytest

from podworko.organisations.choices import Precision, Status
from podworko.resources.quality import WEIGHTS, CheckedEntry, Kind, Weight, advice, find_problems

TODAY = date(2026, 11, 21)
STREETS = ["Bolesława Czerwieńskiego", "Józefa Chełmońskiego", "Piotra Stachiewicza", "Zygmuntowska", "Marii Jaremy"]
CATEGORIES = [("edukacja", "Edukacja"), ("ochrona-zdrowia", "Ochrona zdrowia"), ("rekreacja", "Rekreacja")]


def entry(**values):
    good = {
        "key": 1,
        "name": "Szkoła",
        "category": "edukacja",
        "category_name": "Edukacja",
        "street": "Marii Jaremy",
        "house": "1",
        "has_contact": True,
        "assured_date": date(2026, 11, 1),
    }
    return CheckedEntry(**{**good, **values})


def problems(*entries, categories=CATEGORIES[:1]):
    return find_problems(entries, categories=categories, streets=STREETS, today=TODAY)


def kinds(*entries, **options):
    return [problem.kind for problem in problems(*entries, **options)]


def test_entry_in_order_has_no_problem():
    assert problems(entry()) == []


def test_category_without_entries_is_told_once():
    (problem,) = problems(entry(), categories=[*CATEGORIES[:1], ("rekreacja", "Rekreacja")])
    assert problem.kind == Kind.EMPTY_CATEGORY
    assert problem.key is None
    assert "Rekreacja – brak wpisów" in problem.says


def test_garbled_address_keeps_the_words_of_the_source():
    address = "Kraków Zyguntowska 12a, Słownik, Stowarzyszenie Wspierania Edukacji i Rodziny"
    found = problems(entry(street="Zygmuntowska", house="12a", city="Kraków", address_as_printed=address))
    assert [problem.kind for problem in found] == [Kind.GARBLED_ADDRESS, Kind.STREET_AS_PRINTED]
    assert address in found[0].says
    assert "„Zyguntowska” – nie ma na naszej liście; może „Zygmuntowska”?" in found[1].says


@pytest.mark.parametrize(
    ("street", "printed", "likely"),
    [
        ("Bolesława Czerwieńskiego", "Bolesława Czerwińskiego 16", "Bolesława Czerwieńskiego"),
        ("Piotra Stachiewicza", "Piotra Stachewicza 33", "Piotra Stachiewicza"),
    ],
)
def test_street_misprinted_in_the_source_comes_with_the_likely_one(street, printed, likely):
    (problem,) = problems(entry(street=street, address_as_printed=printed))
    assert problem.kind == Kind.STREET_AS_PRINTED
    assert f"może „{likely}”?" in problem.says


@pytest.mark.parametrize("printed", ["Jaremy 1", "ul. Marii Jaremy 1", "Marii Jaremy 1", ""])
def test_short_name_of_a_street_is_no_problem(printed):
    assert problems(entry(address_as_printed=printed)) == []


def test_street_that_is_not_listed_is_told_with_the_likely_one():
    (problem,) = problems(entry(street="Józefa Chelmonskego"))
    assert problem.kind == Kind.STREET
    assert "może „Józefa Chełmońskiego”?" in problem.says


def test_street_like_no_other_is_told_without_a_guess():
    (problem,) = problems(entry(street="Zmyślona"))
    assert problem.says == "„Zmyślona” – nie ma na naszej liście."


@pytest.mark.parametrize(("house", "flat"), [("4", "62"), ("7/4", ""), ("4 m. 62", "")])
def test_flat_number_is_told_until_it_is_confirmed(house, flat):
    assert kinds(entry(house=house, flat=flat)) == [Kind.FLAT_NUMBER]
    assert kinds(entry(house=house, flat=flat, is_flat_confirmed=True)) == []


def test_missing_house_number_and_missing_address_are_told():
    assert kinds(entry(house="")) == [Kind.MISSING_ADDRESS]
    assert kinds(entry(street="", house="")) == [Kind.MISSING_ADDRESS]


def test_missing_contact_is_told():
    assert kinds(entry(has_contact=False)) == [Kind.MISSING_CONTACT]


def test_recorded_correction_of_a_name_is_told():
    (problem,) = problems(entry(name="Klub Siermiery", corrected_name="Klub Szermierzy"))
    assert problem.kind == Kind.PROBABLE_TYPO
    assert "„Klub Siermiery”, prawdopodobnie „Klub Szermierzy”" in problem.says


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"precision": Precision.NONE}, Kind.MISSING_POINT),
        ({"precision": Precision.STREET}, Kind.APPROXIMATE_POINT),
        ({"precision": Precision.AREA}, Kind.APPROXIMATE_POINT),
        ({"is_stray": True}, Kind.STRAY_POINT),
        ({"status": Status.UNCERTAIN}, Kind.UNCERTAIN),
        ({"assured_date": None}, Kind.STALE),
        ({"assured_date": date(2025, 11, 20)}, Kind.STALE),
    ],
)
def test_what_is_doubtful_is_told(values, kind):
    assert kinds(entry(**values)) == [kind]


def test_check_of_a_year_ago_still_holds():
    assert kinds(entry(assured_date=date(2025, 11, 21))) == []


def test_nursery_under_health_is_only_noted():
    nursery = entry(kind_code="nursery", category="ochrona-zdrowia", category_name="Ochrona zdrowia")
    (problem,) = problems(nursery, entry(key=2), categories=CATEGORIES[:2])
    assert problem.kind == Kind.UNUSUAL_CATEGORY
    assert problem.weight is Weight.NOTE


def test_nursery_in_an_area_without_that_category_is_not_noted():
    nursery = entry(kind_code="nursery", category="ochrona-zdrowia", category_name="Ochrona zdrowia")
    assert kinds(nursery, categories=CATEGORIES[1:2]) == []


def test_worst_problems_come_first():
    found = problems(
        entry(key=1, has_contact=False, precision=Precision.STREET),
        entry(key=2, flat="62"),
        entry(key=3, has_contact=False),
    )
    assert [(problem.kind, problem.key) for problem in found] == [
        (Kind.FLAT_NUMBER, 2),
        (Kind.MISSING_CONTACT, 1),
        (Kind.MISSING_CONTACT, 3),
        (Kind.APPROXIMATE_POINT, 1),
    ]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_weight_and_an_advice(kind):
    assert kind in WEIGHTS
    assert advice(kind)


def test_signs_that_no_font_has_are_named():
    (problem,) = problems(entry(undrawable="茶🌳"))
    assert problem.kind == Kind.UNPRINTABLE
    assert "茶🌳" in problem.says
