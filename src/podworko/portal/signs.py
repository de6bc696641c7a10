from typing import NamedTuple


class Sign(NamedTuple):
    """A category as a mark tells it."""

    name: str
    letter: str
    shape: str
    colour: str
