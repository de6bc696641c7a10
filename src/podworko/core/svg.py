"""Pictures as SVG text, one and the same for the page and for the print.

Colours are written as attributes, which a style sheet overrides on screen and typst draws in print
(typst draws a CSS variable black); a `style` attribute would break the content security policy.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from xml.sax.saxutils import quoteattr

_TO_ESCAPE = re.compile(r"""[<>&"'\n\r\t]""")
NAMESPACE = "http://www.w3.org/2000/svg"


def tag(name: str, *content: str, **attributes: str | float | None) -> str:
    """Return one element; `content` is SVG already, attributes are escaped here.

    An underscore in a name stands for a hyphen, one at its end falls away (`class_`); None leaves an attribute out.
    """
    written = "".join(
        [
            f"{_name(key)}{_quoted(value)}" if isinstance(value, str) else f'{_name(key)}"{number(value)}"'
            for key, value in attributes.items()
            if value is not None
        ]
    )
    inner = "".join(content)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


@lru_cache
def _name(key: str) -> str:
    return f" {key.rstrip('_').replace('_', '-')}="


def _quoted(value: str) -> str:
    # Most values hold nothing to escape, and there are a hundred on a page.
    return quoteattr(value) if _TO_ESCAPE.search(value) else f'"{value}"'


def number(value: float) -> str:
    """Write a length with at most two decimals."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def text(value: str) -> str:
    """Escape text for the inside of an element; control characters that XML forbids fall away."""
    kept = "".join(character for character in value if character.isprintable() or character == " ")
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def path_of(points: Iterable[tuple[float, float]], *, is_closed: bool = False) -> str:
    """Return the `d` of a path through points."""
    steps = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{steps}{'Z' if is_closed else ''}" if steps else ""
