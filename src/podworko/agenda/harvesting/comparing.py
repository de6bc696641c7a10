"""What a reading of a calendar changes here: compared with what came from it before. Pure: values in, values out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from podworko.agenda.harvesting.reading import MOST_EVENTS, Found, Reading, Why

EXAMPLES: Final = 5
"""Titles that are told of each reason for passing over."""
MOST_REMARKS: Final = 20


class Known(NamedTuple):
    """An event that came from this calendar before."""

    pk: int
    key: str
    match: str
    event_hash: str
    """Empty once it fell off the calendar."""
    is_waiting: bool
    is_dismissed: bool
    is_ahead: bool
    """It has yet to take place, at least once more."""


@dataclass(slots=True)
class Plan:
    """What is to be done."""

    new: list[Found] = field(default_factory=list)
    changed: list[tuple[int, Found]] = field(default_factory=list)
    """Id of an event and what its calendar says of it now."""
    gone: list[int] = field(default_factory=list)
    """Ids of events to come that fell off."""
    hidden: list[int] = field(default_factory=list)
    """Ids of events that their calendar has made private."""
    same: int = 0
    missing: int = 0
    """How many fell off, if too many did at once: they are kept."""
    passed: list[tuple[str, str, str]] = field(default_factory=list)
    """`Why`, title (not of a private event), wall-clock start; for people."""
    problems: list[tuple[str, str]] = field(default_factory=list)

    def pass_over(self, why: str, found: Found) -> None:
        """Note that an event is not taken."""
        self.passed.append((why, found.values.get("title", ""), found.values.get("starts", "")))

    def portion(self, most: int, done: Collection[str]) -> bool:
        """Keep so much of the plan as fits one transaction; say if more is left. What fell off comes last.

        `done`: keys that were tried before. What is still to do of them could not be done.
        """
        for found in (*self.new, *(found for _pk, found in self.changed)):
            if found.key in done:
                self.pass_over(Why.NOT_FITTING, found)
        self.new = [found for found in self.new if found.key not in done]
        self.changed = [(pk, found) for pk, found in self.changed if found.key not in done]
        if len(self.new) + len(self.changed) <= most:
            return False
        self.new = self.new[:most]
        self.changed = self.changed[: most - len(self.new)]
        self.gone, self.hidden = [], []
        return True

    def summary(self) -> dict[str, Any]:
        """Return what a reading brought, to be kept and told."""
        passed: dict[str, list[str]] = defaultdict(list)
        counts: dict[str, int] = defaultdict(int)
        for why, title, _starts in self.passed:
            counts[why] += 1
            if title and len(passed[why]) < EXAMPLES:
                passed[why].append(title)
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "cancelled": len(self.gone) + len(self.hidden),
            "same": self.same,
            "passed": dict(counts),
            "examples": dict(passed),
            "problems": self.problems[:MOST_REMARKS],
        }


@dataclass(frozen=True, slots=True)
class Before:
    """What there was before a reading."""

    known: Collection[Known] = ()
    deleted: Mapping[str, str] = field(default_factory=dict)
    """Key and match of what was deleted here → its hash then."""
    elsewhere: Collection[str] = frozenset()
    """Matches of events of the same organiser that did not come from this calendar."""


def compare(reading: Reading, before: Before, *, is_sure: bool = False) -> Plan:
    """Return what a reading changes.

    `is_sure`: somebody has said that what fell off is truly gone, however much it is.
    """
    plan = Plan(problems=list(reading.problems))
    pair = _pairs(reading.events, before.known)
    seen: set[int] = set()
    room = MOST_EVENTS - len(before.known)
    for found in reading.events:
        known = pair(found)
        if known is not None:
            seen.add(known.pk)
            _compare_known(plan, known, found)
        elif why := _refusal(found, before, room - len(plan.new)):
            plan.pass_over(why, found)
        else:
            plan.new.append(found)
    if reading.is_complete:
        _fallen_off(plan, before.known, seen, is_sure=is_sure)
    return plan


def _pairs(events: Iterable[Found], known: Collection[Known]) -> Any:
    """Return a function that finds what an event was before: by its key, else by title, start and place."""
    by_key = {each.key: each for each in known}
    keys = {found.key for found in events}
    loose: dict[str, list[Known]] = defaultdict(list)
    for each in known:
        if each.key not in keys and each.match:
            loose[each.match].append(each)

    def pair(found: Found) -> Known | None:
        if found.key in by_key:
            return by_key[found.key]
        return loose[found.match].pop(0) if loose.get(found.match) else None

    return pair


def _compare_known(plan: Plan, known: Known, found: Found) -> None:
    if found.why == Why.PRIVATE:
        plan.hidden.append(known.pk)
        plan.pass_over(found.why, found)
    elif known.event_hash == found.event_hash and known.key == found.key:
        plan.same += 1
    elif found.why in {Why.NO_DATES, Why.TOO_MANY_TIMES, Why.NO_TITLE}:
        plan.pass_over(found.why, found)
    else:
        plan.changed.append((known.pk, found))


def _refusal(found: Found, before: Before, room: int) -> str:
    if found.why:
        return found.why
    if found.event_hash in {before.deleted.get(found.key), before.deleted.get(found.match)}:
        return Why.DELETED_HERE
    if found.match in before.elsewhere:
        return Why.ALREADY_HERE
    return Why.TOO_MANY_EVENTS if room <= 0 else ""


def _fallen_off(plan: Plan, known: Collection[Known], seen: set[int], *, is_sure: bool) -> None:
    # A calendar that is suddenly empty, or lost most of what was to come, is more often broken than true.
    ahead = [each for each in known if each.is_ahead and each.event_hash and not each.is_dismissed]
    lost = [each.pk for each in ahead if each.pk not in seen]
    is_doubtful = len(lost) * 2 > len(ahead)
    if lost and is_doubtful and not is_sure:
        plan.missing = len(lost)
    else:
        plan.gone = lost
