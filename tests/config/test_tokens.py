"""The colours of the interface can be read, in every theme."""

import re

import pytest
from django.conf import settings

from podworko.core.colours import contrast

SHEET = (settings.PACKAGE / "config" / "static" / "css" / "tokens.css").read_text()
BLOCKS = re.findall(r"(@media[^{]+\{\s*)?:root\s*\{([^}]*)\}", SHEET)
COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9A-F]{6});")


def theme(*conditions):
    """Colours by name, of the plain theme and of each block whose conditions all hold."""
    colours = {}
    for media, body in BLOCKS:
        wanted = set(re.findall(r"\(([^)]+)\)", media))
        if wanted <= set(conditions):
            colours.update(COLOUR.findall(body))
    return colours


DARK, MORE = "prefers-color-scheme: dark", "prefers-contrast: more"
THEMES = {"light": (), "dark": (DARK,), "light, more contrast": (MORE,), "dark, more contrast": (DARK, MORE)}
GROUNDS = ["ground", "raised", "sunken", "green-soft", "brick-soft", "ochre-soft"]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("text", ["ink", "muted", "green", "brick", "ochre"])
def test_text_can_be_read_on_every_ground(name, text):
    colours = theme(*THEMES[name])
    least = 7 if "more" in name else 4.5
    assert [ground for ground in GROUNDS if contrast(colours[text], colours[ground]) < least] == []


@pytest.mark.parametrize("name", THEMES)
def test_words_on_buttons_and_tags_can_be_read(name):
    colours = theme(*THEMES[name])
    pairs = [("on-green", "green"), ("on-green", "green-strong"), ("on-brick", "brick"), ("on-brick", "brick-strong")]
    assert [pair for pair in [*pairs, ("ink", "chip")] if contrast(*map(colours.get, pair)) < 4.5] == []


@pytest.mark.parametrize("name", THEMES)
def test_edges_of_controls_and_focus_can_be_seen(name):
    colours = theme(*THEMES[name])
    assert [ground for ground in GROUNDS if contrast(colours["control"], colours[ground]) < 3] == []
    assert [ground for ground in GROUNDS if contrast(colours["focus"], colours[ground]) < 3] == []
    assert contrast(colours["focus"], colours["focus-halo"]) >= 3
