"""Marks and icons: small inline pictures, coloured by attributes, which the content security policy lets pass."""

import re
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from podworko.core.shapes import shape

register = template.Library()

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_PAPER = "#FFFDF8"
_INK = "#1E2A2B"


@register.simple_tag
def mark(text: object, shape_name: str, colour: str, *, is_dashed: bool = False) -> SafeString:
    """Draw a letter or number in a shape: full, or dashed on paper for what is only approximate.

    Decoration for whoever sees: what it says must stand beside it in words too.
    `colour` is `#RRGGBB` with a contrast of at least 4.5 against white; anything else is drawn in ink.
    """
    # A plain string: what calls itself safe must not share a place in the cache with what does not.
    return _mark("".join(str(text)), shape_name, colour, is_dashed)


@lru_cache(maxsize=4096)
def _mark(signs: str, shape_name: str, colour: str, is_dashed: bool) -> SafeString:  # noqa: FBT001 – a cache's key
    outline = shape(shape_name)
    size = outline.text_size * {1: 1.1, 2: 1}.get(len(signs), 0.72)
    colour = colour if _COLOUR.fullmatch(colour) else _INK
    return format_html(
        '<svg class="mark{}" viewBox="-1 -1 34 34" width="32" height="32" aria-hidden="true" focusable="false">'
        '<path d="{}" fill="{}" stroke="{}" stroke-width="2" stroke-linejoin="round"{}/>'
        '<text x="16" y="{}" font-size="{}" text-anchor="middle" fill="{}">{}</text></svg>',
        " mark-dashed" if is_dashed else "",
        outline.path,
        _PAPER if is_dashed else colour,
        colour,
        SafeString(' stroke-dasharray="3 2.4"') if is_dashed else "",
        # Digits and capitals of Source Sans 3 are 0.66 em high; `dominant-baseline` is not drawn alike everywhere.
        f"{outline.text_middle + size * 0.33:.1f}",
        f"{size:.1f}",
        colour if is_dashed else _PAPER,
        signs,
    )


@register.simple_tag
@lru_cache(maxsize=100)
def icon(name: str) -> SafeString:
    """Draw an icon of `core/icons.svg` in the colour of the text; the word beside it says what it means."""
    return _icon(name)


@lru_cache(maxsize=256)
def _icon(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" width="24" height="24" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("core/icons.svg"),
        name,
    )
