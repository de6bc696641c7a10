"""What a print of an area holds: its public entries as the reader of the paper sees them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from podworko.core.visibility import Reach
from podworko.organisations.choices import ContactKind
from podworko.organisations.models import ContactField
from podworko.places.models import Area
from podworko.portal import queries
from podworko.portal.queries import Entry
from podworko.resources.models import Category

ANYBODY = Reach()
"""Paper hangs in a stairwell, and the files stand at public addresses: public data only."""
MOST_ENTRIES = 300
"""On one print; more take longer than a request may, and no wall is that wide."""


class TooManyEntriesError(Exception):
    """An area has more entries than one print can hold."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} entries, at most {MOST_ENTRIES} fit")
        self.count = count


@dataclass(frozen=True, slots=True)
class PrintedEntry:
    """One line of the index."""

    entry: Entry
    number: int
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedArea:
    """An area with its entries by category."""

    area: Area
    sections: tuple[tuple[Category, tuple[PrintedEntry, ...]], ...]
    is_sample: bool
    """Invented, and to be called so on every print."""

    @property
    def entries(self) -> list[PrintedEntry]:
        """All entries in the order of the index."""
        return [line for _category, lines in self.sections for line in lines]

    @property
    def checked(self) -> date | None:
        """The day on which most entries were checked; the earlier one of two that are as frequent."""
        counted = Counter(line.entry.assured_date for line in self.entries if line.entry.assured_date)
        return min(counted, key=lambda day: (-counted[day], day)) if counted else None

    @property
    def checked_by(self) -> str:
        """Who checked most entries on the day on which most were checked, by office."""
        counted = Counter(line.entry.assured_by for line in self.entries if line.entry.assured_date == self.checked)
        return min(counted, key=lambda whose: (-counted[whose], whose)) if self.checked and counted else ""


def collect(area: Area, today: date) -> PrintedArea:
    """Return what may be printed of an area; a place that is known to be closed is left out.

    Raises:
        TooManyEntriesError: No print can hold so many.
    """
    visible = queries.entries(area, ANYBODY)
    if (count := visible.count()) > MOST_ENTRIES:
        raise TooManyEntriesError(count)
    entries = queries.read(visible.order_by("listings__category__position", "number", "sort_key", "pk"))
    numbers = numbers_of(entries)
    contacts = _contacts(entries, today)
    lines = [
        PrintedEntry(
            entry,
            numbers[entry.pk],
            *(tuple(contacts.get((entry.pk, kind), ())) for kind in (ContactKind.PHONE, ContactKind.EMAIL)),
        )
        for entry in entries
    ]
    is_sample = Area.objects.above(area).filter(is_sample=True).exists()
    return PrintedArea(area, _sections(area, lines), is_sample)


def numbers_of(entries: Sequence[Entry]) -> dict[int, int]:
    """Give every place a number: its own one, or the next free one; all anew where two share one."""
    own = [entry.number for entry in entries if entry.number is not None]
    if len(own) != len(set(own)):
        return {entry.pk: position for position, entry in enumerate(entries, start=1)}
    following = max(own, default=0)
    numbers: dict[int, int] = {}
    for entry in entries:
        if entry.number is None:
            following += 1
            numbers[entry.pk] = following
        else:
            numbers[entry.pk] = entry.number
    return numbers


def _sections(area: Area, lines: Sequence[PrintedEntry]) -> tuple[tuple[Category, tuple[PrintedEntry, ...]], ...]:
    """Group the entries; a category without any is data and stays, „Inne” without any falls away."""
    used = {line.entry.category for line in lines}
    # Areas inside may have categories of their own; of one code the area's own stands for all.
    below = Category.objects.filter(area__path__startswith=area.path, code__in=used).order_by("position", "pk")
    categories = {category.code: category for category in Category.objects.filter(area=area)}
    for category in below:
        categories.setdefault(category.code, category)
    grouped = [
        (category, tuple(line for line in lines if line.entry.category == code))
        for code, category in categories.items()
    ]
    return tuple((category, inside) for category, inside in grouped if inside or not category.is_fallback)


def _contacts(entries: Sequence[Entry], today: date) -> dict[tuple[int, str], list[str]]:
    """Return phones and e-mail addresses by place and kind: the place's own first, then its organisation's."""
    fields = (
        ContactField.objects.visible_to(ANYBODY)
        .filter(contact__organisation__in={entry.organisation_id for entry in entries})
        .filter(kind__in=[ContactKind.PHONE, ContactKind.EMAIL])
        .filter(Q(contact__held_until=None) | Q(contact__held_until__gte=today))
        .order_by("contact__position", "contact_id", "position", "pk")
        .values_list("contact__organisation_id", "contact__location_id", "kind", "value")
    )
    by_owner: dict[tuple[int, int | None], list[tuple[str, str]]] = {}
    for organisation, own_place, kind, value in fields:
        by_owner.setdefault((organisation, own_place), []).append((kind, value))
    found: dict[tuple[int, str], list[str]] = {}
    for entry in entries:
        for place in (entry.pk, None):
            for kind, value in by_owner.get((entry.organisation_id, place), ()):
                values = found.setdefault((entry.pk, kind), [])
                if value not in values:
                    values.append(value)
    return found
