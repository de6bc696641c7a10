import pytest

from podworko.places.streets import Likeness, bare, find

STREETS = [
    "Sołtysowska",
    "Józefińska",
    "Marii Jaremy",
    "Wojciecha Weissa",
    "Józefa Elsnera",
    "Józefa Mehoffera",
    "Józefa Chełmońskiego",
    "Piotra Stachiewicza",
    "Walerego Eljasza-Radzikowskiego",
    "Gnieźnieńska",
    "Niska",
    "29 Listopada",
]


@pytest.mark.parametrize(
    ("asked", "street"),
    [
        ("Sołtysowska", "Sołtysowska"),
        ("ul. Sołtysowska", "Sołtysowska"),
        ("ul. Sołtysowskiej", "Sołtysowska"),
        ("ulicy Sołtysowskiej 12a", "Sołtysowska"),
        ("Soltysowska", "Sołtysowska"),
        ("soltysowskiej 5/7", "Sołtysowska"),
        ("SOŁTYSOWSKĄ", "Sołtysowska"),
        ("Sołtysoska", "Sołtysowska"),
        ("sołtysowksa", "Sołtysowska"),
        ("Józefińskiej", "Józefińska"),
        ("gnieznienskiej", "Gnieźnieńska"),
        ("Jaremy", "Marii Jaremy"),
        ("M. Jaremy 1", "Marii Jaremy"),
        ("Weissa", "Wojciecha Weissa"),
        ("Stachewicza", "Piotra Stachiewicza"),
        ("Piotra Stachewicza 33", "Piotra Stachiewicza"),
        ("Waleriego Eljasza Radzikowskiego", "Walerego Eljasza-Radzikowskiego"),
        ("Radzikowskiego", "Walerego Eljasza-Radzikowskiego"),
        ("al. 29 Listopada 4", "29 Listopada"),
        ("Chelmonskiego", "Józefa Chełmońskiego"),
        ("niskiej", "Niska"),
    ],
)
def test_street_is_found_however_it_is_written(asked, street):
    assert [match.name for match in find(asked, STREETS)] == [street]


@pytest.mark.parametrize("asked", ["", "ul.", "12", "Wiślna", "J.", "Basztowa 3", "xyz", "Długa"])
def test_street_that_is_not_there_is_not_found(asked):
    assert find(asked, STREETS) == []


def test_streets_that_fit_equally_are_all_told():
    matches = find("Józefa", STREETS)
    assert [match.name for match in matches] == ["Józefa Elsnera", "Józefa Mehoffera", "Józefa Chełmońskiego"]
    assert {match.likeness for match in matches} == {Likeness.PART}


def test_street_is_shown_as_it_was_asked_for():
    assert bare("  ul.  Sołtysowskiej   12a/3 ") == "Sołtysowskiej"
