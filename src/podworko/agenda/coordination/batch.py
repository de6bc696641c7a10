"""Pairs of occurrences that are judged together: what two rows are to each other, as `pairs` defines it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podworko.agenda.coordination.columns import NONE, Columns, Truth, Whole, have_common
from podworko.agenda.coordination.values import CHILDREN, DAY, EVERYONE, FAMILIES, OLD, SENIORS, Limits


class Batch:
    """Pairs of rows of a table, and what has been worked out about them so far."""

    def __init__(self, table: Columns, one: Whole, other: Whole, limits: Limits) -> None:
        """Take the pairs."""
        self.table, self.one, self.other, self.limits = table, one, other, limits
        self._known: dict[str, NDArray[Any]] = {}

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.one)

    def keep(self, mask: Truth) -> None:
        """Go on with these pairs only."""
        self.one, self.other = self.one[mask], self.other[mask]
        self._known = {name: column[mask] for name, column in self._known.items()}

    def _once(self, name: str, work: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        if name not in self._known:
            self._known[name] = work()
        return self._known[name]

    @property
    def differ(self) -> Truth:
        """Whether they belong to two events."""
        differ: Truth = self.table.event[self.one] != self.table.event[self.other]
        return differ

    @property
    def shared(self) -> Whole:
        """For whom both are."""
        return self._once("shared", self._shared)

    def _shared(self) -> Whole:
        named, other_named, both = self._audiences()
        everyone, other_everyone = self._everyone(self.one), self._everyone(self.other)
        vague = np.where(everyone, np.where(other_everyone, EVERYONE, other_named), np.where(other_everyone, named, 0))
        return np.where(both != 0, both, vague)

    @property
    def is_vague(self) -> Truth:
        """Whether only „everyone” makes the people the same."""
        return self._once("is_vague", lambda: (self._audiences()[2] == 0) & (self.shared != 0))

    def _audiences(self) -> tuple[Whole, Whole, Whole]:
        named = self.table.audiences[self.one] & ~EVERYONE
        other_named = self.table.audiences[self.other] & ~EVERYONE
        direct = named & other_named
        both = np.where(direct != 0, direct, _people(named) & _people(other_named) & ~SENIORS)
        return named, other_named, both

    def _everyone(self, rows: Whole) -> Truth:
        named: Truth = (self.table.audiences[rows] & EVERYONE) != 0
        return named

    @property
    def metres(self) -> Whole:
        """How far apart they are; NONE where it is not known."""
        return self._once("metres", self._metres)

    def _metres(self) -> Whole:
        table, one, other = self.table, self.one, self.other
        across, along, up = table.x[one] - table.x[other], table.y[one] - table.y[other], table.z[one] - table.z[other]
        apart = np.rint(np.sqrt(across * across + along * along + up * up))
        known = np.where(table.is_located[one] & table.is_located[other], apart, NONE).astype(np.int64)
        return np.where((table.place[one] != NONE) & (table.place[one] == table.place[other]), 0, known)

    @property
    def gap(self) -> Whole:
        """Seconds between them; below zero, those in which both last."""
        return self._once("gap", self._gap)

    def _gap(self) -> Whole:
        starts = np.maximum(self.table.starts[self.one], self.table.starts[self.other])
        return starts - np.minimum(self.table.ends[self.one], self.table.ends[self.other])

    @property
    def minutes(self) -> Whole:
        """Whole minutes in which both last; below zero, minutes between them."""
        return np.where(self.gap < 0, -self.gap // 60, -(self.gap // 60))

    @property
    def way(self) -> Whole:
        """Seconds that the way takes on foot."""
        way: Whole = -(-self.metres * 60 // self.limits.walking_speed)
        return way

    @property
    def are_apart(self) -> Truth:
        """Whether they are known to be in two places."""
        apart: Truth = self.metres > self.limits.apart_metres
        return apart

    @property
    def way_gone(self) -> Whole:
        """Seconds of the way that somebody who is needed goes on foot; for a longer one they take something else."""
        return np.minimum(self.way, self.limits.longest_way * 60)

    @property
    def shorter(self) -> Whole:
        """Seconds that the shorter one lasts."""
        lasts = self.table.ends - self.table.starts
        shorter: Whole = np.minimum(lasts[self.one], lasts[self.other])
        return shorter

    @property
    def share_day(self) -> Truth:
        """Whether they have a day in common."""
        first, last = self.table.first_day, self.table.last_day
        return (first[self.one] <= last[self.other]) & (first[self.other] <= last[self.one])

    @property
    def share_week(self) -> Truth:
        """Whether they have a week in common."""
        first, last = (self.table.first_day - 1) // 7, (self.table.last_day - 1) // 7
        return (first[self.one] <= last[self.other]) & (first[self.other] <= last[self.one])

    @property
    def have_theme(self) -> Truth:
        """Whether they are of one kind."""
        kind = self.table.kind
        same: Truth = (kind[self.one] != NONE) & (kind[self.one] == kind[self.other])
        return same

    @property
    def have_organiser(self) -> Truth:
        """Whether somebody organises both."""
        organisers = self.table.organisers
        return have_common(self.table.organiser_sets, organisers[self.one], organisers[self.other])

    @property
    def have_equipment(self) -> Truth:
        """Whether both need the same."""
        equipment = self.table.equipment
        return have_common(self.table.equipment_sets, equipment[self.one], equipment[self.other])

    @property
    def have_helper(self) -> Truth:
        """Whether both need the same person."""
        helpers = self.table.helpers
        return have_common(self.table.helper_sets, helpers[self.one], helpers[self.other])

    @property
    def have_room(self) -> Truth:
        """Whether both are in the same."""
        room = self.table.room
        same: Truth = (room[self.one] != NONE) & (room[self.one] == room[self.other])
        return same

    @property
    def are_timed(self) -> Truth:
        """Whether both have hours."""
        return self.table.is_timed[self.one] & self.table.is_timed[self.other]

    @property
    def is_tentative(self) -> Truth:
        """Whether one of them is pencilled in."""
        return self.table.is_tentative[self.one] | self.table.is_tentative[self.other]

    @property
    def have_hours(self) -> Truth:
        """Whether both have hours, are sure, and last for less than a day."""
        has = has_hours(self.table)
        return has[self.one] & has[self.other]


def has_hours(table: Columns) -> Truth:
    """Say of each row whether one could be there from beginning to end."""
    return table.is_timed & ~table.is_tentative & (table.ends - table.starts < DAY)


def _people(bits: Whole) -> Whole:
    old = SENIORS | OLD
    bits = bits | np.where((bits & FAMILIES) != 0, CHILDREN, 0)
    return bits | np.where((bits & old) != 0, old, 0)
