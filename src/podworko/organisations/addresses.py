"""Addresses as everybody may read them."""

from django.db.models import CharField
from django.db.models.functions import Cast

FLAT_CONFIRMED = Cast("is_flat_confirmed", CharField())
"""Whether a flat is confirmed, as the databases write it: making a truth value of it slows long lists."""
CONFIRMED = frozenset({"1", "true"})


def public_address(street: str, house: str, flat: str, *, is_flat_confirmed: bool) -> str:
    """Return street and house number, with the flat only where its owner has confirmed it.

    A stroke in the house number may be a flat that somebody typed there, so what follows it waits for the same.
    """
    if not is_flat_confirmed:
        house = house.partition("/")[0].strip()
    shown = f"/{flat}" if flat and is_flat_confirmed else ""
    return f"{street} {house}{shown}".strip()
