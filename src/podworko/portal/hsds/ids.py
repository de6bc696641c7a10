"""Ids of the register as other programs keep them; see `core.identity` and decision record 8."""

from enum import IntEnum

from podworko.core import identity


class Kind(IntEnum):
    """What an id names. The numbers stand in ids that others keep, so none is ever used again for something else."""

    ORGANISATION = 1
    OWN_SERVICE = 2
    """What an organisation does as a whole; the key is the organisation's."""
    RESOURCE = 3
    LOCATION = 4
    OWN_AT_LOCATION = 5
    """What an organisation does as a whole at one of its places; the key is the place's."""
    RESOURCE_AT_LOCATION = 6
    CATEGORIES = 7
    """The categories of an area; the key is the area's."""
    CATEGORY = 8
    EVENT = 9


def of(kind: Kind, key: int) -> str:
    """Return the id of a row."""
    return identity.public_id(kind, key)


def key_of(text: str, *kinds: Kind) -> tuple[Kind, int] | None:
    """Return which row of one of these kinds an id names; nothing if it names none."""
    found = identity.row_of(text)
    return (Kind(found[0]), found[1]) if found and found[0] in kinds else None
