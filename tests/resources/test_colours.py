import pytest

from podworko.core.colours import READABLE
from podworko.resources.colours import is_colour, legibility


@pytest.mark.parametrize("colour", ["#3F7A3A", "#2D6A8E", "#B4472E", "#6B4A7A", "#5D6764"])
def test_printed_colours_can_be_read_also_in_grey(colour):
    assert legibility(colour) >= READABLE


@pytest.mark.parametrize("colour", ["#FFD400", "#FF0000", "#00AA00"])
def test_bright_colours_cannot(colour):
    assert legibility(colour) < READABLE


def test_only_six_hexadecimal_digits_are_a_colour():
    assert is_colour("#3f7a3a")
    assert not is_colour("green")
