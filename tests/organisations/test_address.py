import pytest
from hypothesis import given
from hypothesis import strategies as st

from podworko.organisations.address import Address, match_street, parse_address
from podworko.organisations.addresses import public_address

STREETS = [
    "Bolesława Czerwieńskiego",
    "Józefa Chełmońskiego",
    "Marii Jaremy",
    "Walerego Eljasza-Radzikowskiego",
    "Wojciecha Weissa",
    "Zygmuntowska",
]


@pytest.mark.parametrize(
    ("typed", "street", "house", "flat"),
    [
        ("ul. Weissa 8/3", "Weissa", "8", "3"),
        ("ul.Weissa 8", "Weissa", "8", ""),
        ("ulica Weissa 8 m. 3", "Weissa", "8", "3"),
        ("Weissa 8m. 3", "Weissa", "8", "3"),
        ("Weissa 8 mieszkanie nr 3", "Weissa", "8", "3"),
        ("Weissa 8, lok. U1", "Weissa", "8", "U1"),
        ("Weissa 8 A / 5", "Weissa", "8A", "5"),
        ("Weissa 8–10", "Weissa", "8-10", ""),
        ("Weissa", "Weissa", "", ""),
        ("os. Złotej Jesieni 11a", "os. Złotej Jesieni", "11a", ""),
        ("osiedle Złotej Jesieni 11a", "os. Złotej Jesieni", "11a", ""),
        ("pl. Na Stawach 1", "pl. Na Stawach", "1", ""),
        ("pl. 1 Maja 3/4", "pl. 1 Maja", "3", "4"),
        ("al. 29 Listopada 39", "al. 29 Listopada", "39", ""),
        ("29 Listopada", "29 Listopada", "", ""),
        ("Chełmońskiego 4/62", "Chełmońskiego", "4", "62"),
        ("Eljasza-Radzikowskiego 40A", "Eljasza-Radzikowskiego", "40A", ""),
        ("Dąbrówki 7/4", "Dąbrówki", "7", "4"),
        ("8/3", "", "8", "3"),
        ("", "", "", ""),
    ],
)
def test_address_is_taken_apart(typed, street, house, flat):
    address = parse_address(typed)
    assert (address.street, address.house, address.flat) == (street, house, flat)


def test_postcode_and_city_are_found():
    assert parse_address("ul. Weissa 8 m. 3, 31-339 Kraków") == Address("Weissa", "8", "3", "31-339", "Kraków")
    assert parse_address("Kraków, ul. Weissa 8") == Address("Weissa", "8", city="Kraków")


def test_what_cannot_be_placed_is_kept():
    assert parse_address("Zyguntowska 12a, Słownik") == Address("Zyguntowska", "12a", rest="Słownik")
    assert parse_address("Weissa 8/3 parter") == Address("Weissa", "8", "3", rest="parter")


@pytest.mark.parametrize(
    "typed",
    [
        "Weissa 4 62",
        "Weissa4/62",
        "Weissa 4 / 62",
        "Weissa 4//62",
        "Weissa 4\\62",
        "Weissa 4|62",
        "Weissa 4⁄62",
        "Weissa 4∕62",
        "Weissa 4／62",
        "Weissa 4 / 62 / 3",
        "Weissa 4/62/1",
        "Weissa 4/62; domofon",
        "Weissa 4 (m. 62)",
        "Weissa 4 kl. II m. 62",
        "Weissa 4 apt 62",
        "Weissa 4 lokal mieszkalny 62",
        "m. 62, Weissa 4",
        "Kraków m. 62, Weissa 4",
        "Weissa 4, 31-200 m. 62",
        "Weissa 4, 31-200 Kraków m. 62",
        "Weissa 4, 31-200 Kraków/62",
        "Weissa IV/62",
    ],
)
def test_flat_is_in_no_part_that_everybody_reads(typed):
    address = parse_address(typed)
    shown = public_address(address.street, address.house, address.flat, is_flat_confirmed=False)
    assert shown.startswith("Weissa")
    assert "62" not in f"{shown} {address.postcode} {address.city}"
    assert "62" in f"{address.flat} {address.rest}"


def test_flat_without_a_house_is_no_house():
    assert parse_address("29 Listopada m. 5") == Address("29 Listopada", flat="5")


words = st.text("aąbcćdeęłńóśźż", min_size=3, max_size=12)
names = st.builds(" ".join, st.lists(words.map(str.capitalize), min_size=1, max_size=3))
houses = st.builds(lambda number, letter: f"{number}{letter}", st.integers(1, 999), st.sampled_from(["", "a", "B"]))
flats = st.one_of(st.just(""), st.integers(1, 999).map(str))


@given(street=names, house=houses, flat=flats, kind=st.sampled_from(["", "os. ", "pl. ", "al. "]))
def test_an_address_written_out_is_read_back(street, house, flat, kind):
    address = Address(f"{kind}{street}", house, flat)
    assert parse_address(str(address)) == address


@given(st.text(max_size=80))
def test_no_letter_or_digit_is_lost_and_nothing_is_raised(text):
    address = parse_address(text)
    kept = sum(character.isdigit() for part in vars_of(address) for character in part)
    assert kept == sum(character.isdigit() for character in text)


def vars_of(address):
    return [address.street, address.house, address.flat, address.postcode, address.city, address.rest]


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("Weissa", "Wojciecha Weissa"),
        ("W. Weissa", "Wojciecha Weissa"),
        ("gen. Weissa", "Wojciecha Weissa"),
        ("wojciecha weissa", "Wojciecha Weissa"),
        ("Chelmonskiego", "Józefa Chełmońskiego"),
        ("Eljasza Radzikowskiego", "Walerego Eljasza-Radzikowskiego"),
        ("Radzikowskiego", "Walerego Eljasza-Radzikowskiego"),
    ],
)
def test_street_on_the_list_is_recognised_however_it_is_shortened(typed, listed):
    match = match_street(typed, STREETS)
    assert match.is_known
    assert match.name == listed


@pytest.mark.parametrize(
    ("typed", "likely"),
    [
        ("Bolesława Czerwińskiego", "Bolesława Czerwieńskiego"),
        ("Zyguntowska", "Zygmuntowska"),
        ("Wiessa", "Wojciecha Weissa"),
    ],
)
def test_misspelt_street_stays_as_typed_and_the_likely_one_is_offered(typed, likely):
    match = match_street(typed, STREETS)
    assert not match.is_known
    assert match.name == typed
    assert match.likely[0] == likely


def test_street_that_is_on_no_list_stays_as_typed():
    assert match_street("Marszałkowska", STREETS).likely == ()
    assert match_street("Marszałkowska", []).name == "Marszałkowska"


def test_a_name_that_two_streets_share_is_not_guessed():
    match = match_street("Jaremy", ["Jana Jaremy", "Marii Jaremy"])
    assert not match.is_known
    assert set(match.likely) == {"Jana Jaremy", "Marii Jaremy"}
