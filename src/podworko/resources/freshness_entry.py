"""An entry as it is read out, printed in a mail and compared: what everybody sees of it, in words.

Contacts that are hidden because nobody has confirmed them are in it too: they are what is to be confirmed. It is shown
to the organisation itself, through its link, and to those who coordinate its area.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from podworko.organisations import lapsing
from podworko.organisations.choices import ContactKind
from podworko.organisations.models import ContactField, Location, Organisation
from podworko.resources import hours_words
from podworko.resources.queries import hours_of


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place: where it is and when it is open."""

    pk: int
    name: str
    address: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownWay:
    """One way to reach a role."""

    pk: int
    role: str
    kind: str
    value: str
    lapsed_at: date | None = None
    """Since when it is hidden, because nobody has confirmed it."""
    hidden_from: date | None = None
    """From when on it will be hidden, where that has been announced."""

    @property
    def label(self) -> str:
        """What it is, in words."""
        return str(ContactKind(self.kind).label)

    @property
    def address(self) -> str:
        """The address that dials the number or writes a mail; empty for other kinds."""
        if self.kind == ContactKind.PHONE:
            return f"tel:{self.value.replace(' ', '')}"
        return f"mailto:{self.value}" if self.kind == ContactKind.EMAIL else ""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """What an entry says."""

    name: str
    description: str
    website: str
    status: str
    places: tuple[ShownPlace, ...] = ()
    ways: tuple[ShownWay, ...] = ()
    fingerprint: str = field(default="", compare=False)
    """Digest of all that is shown, whatever the language: two entries that say the same have the same."""

    @property
    def phones(self) -> list[ShownWay]:
        """Numbers to ring."""
        return [way for way in self.ways if way.kind == ContactKind.PHONE]

    @property
    def at_stake(self) -> list[ShownWay]:
        """What is hidden from everybody, or soon will be, unless somebody confirms it."""
        return [way for way in self.ways if way.lapsed_at or way.hidden_from]

    @property
    def lines(self) -> list[str]:
        """The entry line by line, for a mail or to be read aloud; the name first."""
        told = [self.name]
        for place in self.places:
            where = ", ".join(filter(None, [place.name, place.address]))
            told += [where] if where else []
            told += [f"{_('Godziny:')} {line}" for line in place.hours]
        told += [f"{way.role} – {way.label}: {way.value}" for way in self.ways]
        told += [f"{_('Strona:')} {self.website}"] if self.website else []
        return [*told, self.description] if self.description else told

    @property
    def missing(self) -> list[str]:
        """What everybody would ask and the entry does not say."""
        missing = []
        if not any(place.address for place in self.places):
            missing.append(_("adresu"))
        if not any(place.hours for place in self.places):
            missing.append(_("godzin otwarcia"))
        if not self.phones:
            missing.append(_("telefonu"))
        return missing


def read_one(organisation: Organisation) -> ShownEntry:
    """Return what the entry of one organisation says."""
    return read([organisation])[organisation.pk]


def read(organisations: Iterable[Organisation]) -> dict[int, ShownEntry]:
    """Return what the entries of organisations say, by id; as many queries for one as for many."""
    rows = list(organisations)
    ids = [row.pk for row in rows]
    places, ways = _places(ids), _ways(ids)
    return {row.pk: _entry(row, tuple(places[row.pk]), tuple(ways[row.pk])) for row in rows}


def _entry(row: Organisation, places: tuple[ShownPlace, ...], ways: tuple[ShownWay, ...]) -> ShownEntry:
    entry = ShownEntry(row.name, row.description, row.website, row.status, places, ways)
    return replace(entry, fingerprint=_digest(entry))


def _digest(entry: ShownEntry) -> str:
    told = asdict(entry)
    for way in told["ways"]:
        # That nobody has confirmed it changes nothing in what it says.
        del way["lapsed_at"], way["hidden_from"]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _places(ids: list[int]) -> dict[int, list[ShownPlace]]:
    rows = list(Location.objects.public().filter(organisation__in=ids).order_by("number", "sort_key", "pk"))
    hours = hours_of([row.pk for row in rows])
    found: dict[int, list[ShownPlace]] = defaultdict(list)
    with translation.override("pl"):
        # The digest must be the same for whoever reads, and hours are told in words.
        for row in rows:
            known = hours.get(row.pk)
            lines = tuple(hours_words.table(known.spans)) if known else ()
            found[row.organisation_id].append(ShownPlace(row.pk, row.name, row.public_address, lines))
    return found


def _ways(ids: list[int]) -> dict[int, list[ShownWay]]:
    rows = ContactField.objects.meant_for_everybody().held_on(timezone.localdate())
    found: dict[int, list[ShownWay]] = defaultdict(list)
    ordered = rows.filter(contact__organisation__in=ids).order_by("contact__position", "contact", "position", "pk")
    for way in ordered.select_related("contact"):
        shown = ShownWay(way.pk, way.contact.role, way.kind, way.value, way.lapsed_at, lapsing.first_day_hidden(way))
        found[way.contact.organisation_id].append(shown)
    return found


def public(entry: ShownEntry) -> ShownEntry:
    """Return an entry without what is hidden from passers-by because nobody has confirmed it."""
    return replace(entry, ways=tuple(way for way in entry.ways if not way.lapsed_at))
