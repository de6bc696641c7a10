"""What every action over the register does round its own writes: one transaction, and then whoever must know."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from podworko.core import consequences
from podworko.core.audit import Values
from podworko.core.search import index, later
from podworko.organisations.freshness import bump_organisations
from podworko.organisations.models import Location, Organisation

ORGANISATION = Organisation._meta.label_lower  # noqa: SLF001
LOCATION = Location._meta.label_lower  # noqa: SLF001
AT_ONCE = 500
"""Organisations told of at once: no more than a database takes as arguments of one question."""
_waiting: ContextVar[tuple[set[int], set[int]] | None] = ContextVar("waiting", default=None)


@contextmanager
def changing(*organisations: Organisation) -> Iterator[None]:
    """Run a change of what belongs to these organisations: all of it or nothing, and told to all that show them."""
    ids = [organisation.pk for organisation in organisations]
    if _waiting.get() is not None:
        with transaction.atomic():
            yield
            announce(ids)
        return
    with transaction.atomic():
        places = set(Location.objects.filter(organisation__in=ids).values_list("pk", flat=True))
        # Before as well: the change may take them away from an area, or from a parent.
        bump_organisations(ids)
        yield
        announce(ids, places)


def announce(organisation_ids: Collection[int], location_ids: Collection[int] = ()) -> None:
    """Tell the pages, the search and the apps above that organisations, or what belongs to them, have changed.

    `location_ids`: places that belonged to them before and may be gone.
    """
    waiting = _waiting.get()
    if waiting is not None:
        waiting[0].update(organisation_ids)
        waiting[1].update(location_ids)
        return
    bump_organisations(organisation_ids)
    index.refresh_many(ORGANISATION, organisation_ids)
    consequences.follow({ORGANISATION: organisation_ids, LOCATION: location_ids})


@contextmanager
def changing_many(wave: str = "") -> Iterator[None]:
    """Run many changes in one transaction, and tell of all of them once, at its end.

    For changes that move no organisation from one area or parent to another, and hide none. The search hears of them
    after the transaction, by `core.search.later.catch_up` or its job; `wave` is the name under which it waits.
    """
    with transaction.atomic():
        token = _waiting.set((set(), set()))
        try:
            yield
            organisations, places = _waiting.get() or (set(), set())
        finally:
            _waiting.reset(token)
        for portion in _portions(organisations):
            bump_organisations(portion)
            consequences.follow({ORGANISATION: portion, LOCATION: ()})
        for portion in _portions(places):
            consequences.follow({ORGANISATION: (), LOCATION: portion})
        later.put_off(ORGANISATION, organisations, wave=wave)


def _portions(ids: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def check_known(values: Values, allowed: Collection[str]) -> None:
    """Refuse values that an action does not take: a mistake of the caller, not of a person."""
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(sorted(unknown))
