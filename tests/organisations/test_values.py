"""Coordinates, numbers in registers, contacts and names that look alike: what people type, brought to one form."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from podworko.organisations.contact_values import normalise
from podworko.organisations.coordinates import InvalidCoordinatesError, Point, parse_coordinates
from podworko.organisations.duplicates import Known, address_key, suspects
from podworko.organisations.identifiers import Doubt, doubt, written


@pytest.mark.parametrize(
    "typed",
    ["50.08, 19.91", "50,08 19,91", "50,08; 19,91", " (50.08,19.91) ", "50.08N 19.91E", "50°04'48\"N 19°54'36\"E"],
)
def test_coordinates_are_read_however_they_were_copied(typed):
    assert parse_coordinates(typed) == Point(50.08, 19.91)


@pytest.mark.parametrize("typed", ["", "50.08", "95, 19.91", "50.08, 190", "obok szkoły", "50.08, 19.91, 3"])
def test_a_text_that_names_no_point_is_refused(typed):
    with pytest.raises(InvalidCoordinatesError):
        parse_coordinates(typed)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_point_written_out_is_read_back(latitude, longitude):
    point = Point(round(latitude, 6), round(longitude, 6))
    assert parse_coordinates(str(point)) == point


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("phone", "126331234", "+48 12 633 12 34"),
        ("phone", "12 633-12-34", "+48 12 633 12 34"),
        ("phone", "0048 600 100 200", "+48 600 100 200"),
        ("phone", "+380 44 279 1234", "+380 44 279 1234"),
        ("phone", "12 633 12 34 wew. 5", "+48 12 633 12 34 wew. 5"),
        ("phone", "112", "112"),
        ("phone", "19 115", "19 115"),
        ("email", " Biuro@Szkola.PL ", "Biuro@szkola.pl"),
        ("website", "www.szkola.pl", "https://www.szkola.pl"),
        ("website", "http://szkola.pl/a", "http://szkola.pl/a"),
        ("other", "Signal:  ania", "Signal: ania"),
    ],
)
def test_contact_is_brought_to_one_form(kind, typed, kept):
    assert normalise(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("phone", "zapytaj w sekretariacie"),
        ("phone", "12 633 12 34, 12 633 12 35"),
        ("phone", "1234567"),
        ("email", "biuro małpa szkola.pl"),
        ("website", "javascript:alert(1)"),
        ("website", "nie mamy"),
    ],
)
def test_contact_that_cannot_work_is_refused_in_words(kind, typed):
    with pytest.raises(ValidationError, match="To nie wygląda na"):
        normalise(kind, typed)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [("NIP", "676-101-37-17"), ("REGON", "351554287"), ("KRS", "28860"), ("RSPO", "83245"), ("inny", "A/1")],
)
def test_number_as_its_register_writes_it_raises_no_doubt(scheme, value):
    assert doubt(scheme, value) is None


@pytest.mark.parametrize(
    ("scheme", "value", "why"),
    [
        ("NIP", "676-101-37-18", Doubt.CHECK_DIGIT),
        ("NIP", "676-101-37", Doubt.LENGTH),
        ("REGON", "351554288", Doubt.CHECK_DIGIT),
        ("REGON", "35155428700001", Doubt.CHECK_DIGIT),
        ("KRS", "12345678901", Doubt.LENGTH),
        ("KRS", "w trakcie", Doubt.LENGTH),
    ],
)
def test_number_that_looks_wrong_is_doubted(scheme, value, why):
    assert doubt(scheme, value) is why


@given(st.text("0123456789", min_size=8, max_size=8))
def test_one_wrong_digit_in_a_regon_is_always_doubted(eight):
    total = sum(int(digit) * weight for digit, weight in zip(eight, (8, 9, 2, 3, 4, 5, 6, 7), strict=True))
    right = str(total % 11 % 10)
    assert doubt("REGON", eight + right) is None
    assert doubt("REGON", eight + str((int(right) + 1) % 10)) is Doubt.CHECK_DIGIT


def test_krs_number_gets_its_zeros():
    assert written("KRS", "28860") == "0000028860"


KNOWN = [
    Known(1, "Szkoła Podstawowa nr 113 im. L. Węgrzynowicza", address_key("Piotra Stachiewicza", "33")),
    Known(2, "Apteka „Słoneczna”", address_key("Wojciecha Weissa", "8")),
    Known(3, "Krakowski Klub Szermierzy"),
]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("apteka sloneczna", [2]),
        ("Apteka Sloneczna", [2]),
        ("Krakowski Klub Siermiery", [3]),
        ("Szkoła Podstawowa nr 119 im. L. Węgrzynowicza", []),
        ("Apteka „Pod Owieczką”", []),
        ("???", []),
    ],
)
def test_similar_name_is_suspected_but_not_another_number(name, found):
    assert [each.id for each in suspects(name, "", KNOWN)] == found


def test_at_one_address_less_likeness_is_enough():
    assert suspects("Apteka Słonecznik s.c.", "", KNOWN) == []
    assert [each.id for each in suspects("Apteka Słonecznik s.c.", address_key("Wojciecha Weissa", "8"), KNOWN)] == [2]
