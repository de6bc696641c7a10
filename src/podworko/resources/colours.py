"""Whether a colour can be read on white paper, also by somebody who prints in grey. Pure functions."""

import re

from podworko.core.colours import contrast, grey

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_WHITE = "#FFFFFF"


def is_colour(text: str) -> bool:
    """Say whether a text is a colour as `#RRGGBB`."""
    return bool(_HEX.fullmatch(text))


def legibility(colour: str) -> float:
    """Return the smaller of the contrasts with white in colour and in grey, rounded down to a tenth."""
    return int(10 * min(contrast(colour, _WHITE), contrast(grey(colour), _WHITE))) / 10
