"""Problems that were found to be the same: one is kept, the others stay as they are and are told of under it.

Nothing is moved when two are joined, so taking that back gives each exactly what it had.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from podworko.needs.models import Problem
from podworko.places.models import Area


@dataclass(frozen=True, slots=True)
class Joined:
    """Which problem stands for which."""

    into: dict[int, int] = field(default_factory=dict)
    """Id of a problem → id of the one it was joined to."""

    def kept_for(self, pk: int) -> int:
        """Return the problem under which this one is told of: itself, mostly."""
        seen = {pk}
        while pk in self.into and self.into[pk] not in seen:
            pk = self.into[pk]
            seen.add(pk)
        return pk

    def all_of(self, pks: Iterable[int]) -> dict[int, int]:
        """Return every problem that is told of under these, themselves too → under which."""
        wanted = set(pks)
        found = {pk: pk for pk in wanted}
        found |= {pk: kept for pk in self.into if (kept := self.kept_for(pk)) in wanted}
        return found


def joined_in(area: Area) -> Joined:
    """Read which problems of an area, and of the areas inside it, were joined to which."""
    return joined_below([area.path])


def joined_below(paths: Collection[str]) -> Joined:
    """Do the same for areas given by their `path`."""
    found: dict[int, int] = {}
    for path in paths:
        rows = Problem.objects.filter(area__path__startswith=path).exclude(merged_into=None)
        found.update({pk: into for pk, into in rows.values_list("pk", "merged_into_id") if into is not None})
    return Joined(found)
