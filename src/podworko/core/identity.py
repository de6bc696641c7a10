"""Public ids of rows: UUIDs that stay the same as long as the row does, and tell which row they name.

Version 8 of RFC 9562 (section 5.8): 48 bits of this instance's own name, 12 bits for what kind of row it is, 62 bits
for its key. So an id is found again without a table of ids and without a search, and no two instances share one.
What is never asked for by its id gets one of version 5 (section 5.5), made of words that stay the same.
"""

from functools import cache
from uuid import UUID, uuid5

from podworko.core.models import Identity

_VERSION = 8 << 76
_VARIANT = 0b10 << 62
_MOST_KINDS = 1 << 12
_MOST_KEYS = 1 << 62


@cache
def namespace() -> UUID:
    """Return the name of this instance's data, kept in its database."""
    row, _is_new = Identity.objects.get_or_create(pk=1)
    return row.namespace


def public_id(kind: int, key: int) -> str:
    """Return the id of a row; `kind`: a number below 4096 that the caller has given to a kind of rows."""
    if not (0 <= kind < _MOST_KINDS and 0 <= key < _MOST_KEYS):
        raise ValueError((kind, key))
    own = namespace().int >> 80
    return str(UUID(int=own << 80 | _VERSION | kind << 64 | _VARIANT | key))


def row_of(text: str) -> tuple[int, int] | None:
    """Return kind and key of what an id names; nothing if it is none of this instance's."""
    try:
        number = UUID(text).int
    except ValueError:
        return None
    kind, key = number >> 64 & _MOST_KINDS - 1, number & _MOST_KEYS - 1
    return (kind, key) if public_id(kind, key) == text.lower() else None


def derived_id(*words: object) -> str:
    """Return the id of something that is told as part of a row and has no id of its own."""
    return str(uuid5(namespace(), "/".join(map(str, words))))
