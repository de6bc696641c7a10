"""Contrast of colours on screen and paper. Colours are `#RRGGBB`."""

from functools import lru_cache

READABLE = 4.5
"""The least contrast of text with its ground (WCAG 2.2, success criterion 1.4.3)."""


def channels(colour: str) -> tuple[int, int, int]:
    """Take a colour apart into red, green and blue, each 0–255; raise ValueError if it is none."""
    if len(colour) != 7 or colour[0] != "#":  # noqa: PLR2004 – `#RRGGBB`
        raise ValueError(f"{colour!r} is not a colour such as #1F5B47")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance, 0–1 (WCAG 2.2, definition of relative luminance)."""
    red, green, blue = (_linear(value / 255) for value in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1–21 (WCAG 2.2, definition of contrast ratio)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def grey(colour: str) -> str:
    """Return the grey that a black-and-white printer makes of a colour (ITU-R BT.601, luma)."""
    red, green, blue = channels(colour)
    level = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return f"#{level:02X}{level:02X}{level:02X}"


@lru_cache(maxsize=1000)
def readable_on(colour: str, ground: str) -> str:
    """Return the colour, darkened until it can be read on a light ground, in colour and in grey."""
    red, green, blue = channels(colour)
    while min(contrast(colour, ground), contrast(grey(colour), grey(ground))) < READABLE and colour != "#000000":
        red, green, blue = (int(value * 0.94) for value in (red, green, blue))
        colour = f"#{red:02X}{green:02X}{blue:02X}"
    return colour


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 – IEC 61966-2-1
