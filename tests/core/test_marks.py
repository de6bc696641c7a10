import re
from xml.etree import ElementTree as ET

import pytest
from django.utils.safestring import mark_safe

from podworko.core.shapes import SHAPES, shape
from podworko.core.templatetags.marks import icon, mark
from podworko.resources.choices import MarkerShape


def drawn(*args, **kwargs):
    return ET.fromstring(mark(*args, **kwargs))  # noqa: S314 – drawn by ourselves


def test_full_mark_is_coloured_and_approximate_one_is_dashed():
    full, dashed = drawn(18, "diamond", "#B4472E"), drawn(18, "diamond", "#B4472E", is_dashed=True)
    assert full.find("path").get("fill") == "#B4472E"
    assert full.find("path").get("stroke-dasharray") is None
    assert dashed.find("path").get("stroke-dasharray")
    assert dashed.find("path").get("stroke") == "#B4472E"
    assert full.find("text").text == dashed.find("text").text == "18"


def test_mark_says_nothing_to_who_does_not_see_it():
    assert drawn("E", "square", "#2D6A8E").get("aria-hidden") == "true"


def test_three_digits_fit_into_the_mark():
    sizes = [float(drawn(number, "circle", "#6B4A7A").find("text").get("font-size")) for number in (1, 12, 123)]
    assert sizes == sorted(sizes, reverse=True)
    # A digit of Source Sans 3 is 0.5 em wide.
    assert sizes[2] * 0.5 * 3 < 27


@pytest.mark.parametrize("colour", ["red", "#FFF", '"><script>', "", "url(#x)"])
def test_colour_that_is_none_is_drawn_in_ink(colour):
    assert drawn("E", "square", colour).find("path").get("fill") == "#1E2A2B"


def test_letter_from_people_is_text():
    assert drawn("<", "square", "#2D6A8E").find("text").text == "<"


def test_text_that_calls_itself_safe_is_escaped_too():
    for text in (mark_safe("<i>"), "<i>", mark_safe("<i>")):
        assert drawn(text, "square", "#2D6A8E").find("text").text == "<i>"


def test_every_shape_that_a_category_may_have_can_be_drawn():
    assert set(MarkerShape.values) <= SHAPES.keys()
    assert shape("nie ma takiego") == SHAPES["circle"]
    assert len({each.path for each in SHAPES.values()}) == len(SHAPES)


def test_every_icon_that_a_page_asks_for_is_drawn(settings):
    sprite = (settings.PACKAGE / "core" / "static" / "core" / "icons.svg").read_text()
    drawn_icons = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    templates = "\n".join(file.read_text() for file in settings.PACKAGE.rglob("templates/**/*.html"))
    asked = set(re.findall(r'{% icon "([\w-]+)" %}', templates))
    assert asked
    assert asked <= drawn_icons
    assert 'href="/static/core/icons.svg#map"' in icon("map")
