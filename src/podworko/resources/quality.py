"""What is wrong with an area's entries before they are printed. Pure: values in, problems out.

Nothing here forbids: a poster with problems can be printed, and the list of streets is never taken for
complete, so a street that is not on it is no error.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from hashlib import sha256

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from podworko.core.text import fold
from podworko.organisations.address import Address, Streets, parse_address
from podworko.organisations.choices import Precision, Status

FRESH = timedelta(days=365)
"""How long a check of an entry holds."""
USUAL_CATEGORY = {"nursery": "edukacja", "sport_club": "rekreacja"}
"""Kind of a place → the category in which a reader may look for it first. Categories are a local decision,
so filing it elsewhere is only noted."""


class Weight(Enum):
    """How much a problem matters, the worst first."""

    MEND = 1
    CHECK = 2
    NOTE = 3


class Kind(TextChoices):
    """What can be wrong; the order is that of the page."""

    GARBLED_ADDRESS = "garbled_address", gettext_lazy("adres pomieszany z czymś innym")
    FLAT_NUMBER = "flat_number", gettext_lazy("numer mieszkania w adresie")
    STREET = "street", gettext_lazy("ulica, której nie ma na naszej liście")
    STREET_AS_PRINTED = "street_as_printed", gettext_lazy("ulica zapisana w źródle inaczej")
    UNPRINTABLE = "unprintable", gettext_lazy("znaki, których nie wydrukujemy")
    PROBABLE_TYPO = "probable_typo", gettext_lazy("prawdopodobna literówka w nazwie")
    DUPLICATE = "duplicate", gettext_lazy("może być wpisane drugi raz")
    BOUNCING = "bouncing", gettext_lazy("mail wraca")
    FAR_POINT = "far_point", gettext_lazy("punkt daleko od swojej ulicy")
    NO_CATEGORY = "no_category", gettext_lazy("bez kategorii")
    UNCERTAIN = "uncertain", gettext_lazy("nie wiadomo, czy działa")
    MISSING_ADDRESS = "missing_address", gettext_lazy("adres niepełny")
    EMPTY_CATEGORY = "empty_category", gettext_lazy("kategoria bez wpisów")
    MISSING_POINT = "missing_point", gettext_lazy("bez położenia na mapie")
    STRAY_POINT = "stray_point", gettext_lazy("położenie daleko poza mapą")
    MISSING_CONTACT = "missing_contact", gettext_lazy("kontakt niepotwierdzony")
    STALE = "stale", gettext_lazy("dawno niesprawdzane")
    NO_HOURS = "no_hours", gettext_lazy("bez godzin otwarcia")
    APPROXIMATE_POINT = "approximate_point", gettext_lazy("położenie przybliżone")
    UNUSUAL_CATEGORY = "unusual_category", gettext_lazy("nietypowa kategoria")


WEIGHTS = {
    Kind.GARBLED_ADDRESS: Weight.MEND,
    Kind.FLAT_NUMBER: Weight.MEND,
    Kind.STREET: Weight.MEND,
    Kind.STREET_AS_PRINTED: Weight.CHECK,
    Kind.UNPRINTABLE: Weight.CHECK,
    Kind.PROBABLE_TYPO: Weight.CHECK,
    Kind.DUPLICATE: Weight.CHECK,
    Kind.BOUNCING: Weight.CHECK,
    Kind.FAR_POINT: Weight.CHECK,
    Kind.NO_CATEGORY: Weight.CHECK,
    Kind.UNCERTAIN: Weight.CHECK,
    Kind.MISSING_ADDRESS: Weight.CHECK,
    Kind.EMPTY_CATEGORY: Weight.CHECK,
    Kind.MISSING_POINT: Weight.CHECK,
    Kind.STRAY_POINT: Weight.CHECK,
    Kind.MISSING_CONTACT: Weight.CHECK,
    Kind.STALE: Weight.CHECK,
    Kind.NO_HOURS: Weight.NOTE,
    Kind.APPROXIMATE_POINT: Weight.NOTE,
    Kind.UNUSUAL_CATEGORY: Weight.NOTE,
}


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """What has to be known of an entry to judge it."""

    key: int
    name: str
    category: str
    """Code of the primary category."""
    category_name: str
    street: str = ""
    house: str = ""
    flat: str = ""
    is_flat_confirmed: bool = False
    city: str = ""
    address_as_printed: str = ""
    corrected_name: str = ""
    undrawable: str = ""
    """What stands in its name or street and has no letter in the fonts of the print."""
    kind_code: str = ""
    status: str = Status.ACTIVE
    precision: str = Precision.EXACT
    is_stray: bool = False
    """Its point lies too far from the area to be drawn."""
    has_contact: bool = False
    """A telephone or an e-mail address that everybody may see."""
    assured_date: date | None = None
    has_category: bool = True
    has_hours: bool = True
    bouncing: str = ""
    """An e-mail address from which mails come back."""
    metres_off: int = 0
    """How far its point lies from the nearest known one of its street, or from the area; 0 where that is near."""
    point: str = ""
    """Its point, so that a decision about it holds as long as the point stays."""
    twin: str = ""
    """The name of another entry that is perhaps the same."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    kind: Kind
    says: str
    """The particulars, as a sentence; may hold what only editors may see."""
    key: int | None = None
    """Of the entry; none for a category."""
    facts: tuple[str, ...] = ()
    """The values that it is about, in no language: once they change, it is another problem."""
    correction: str = ""
    """What can be put right in one click: the street, the name, the confirmed flat; empty if a person must think."""

    @property
    def digest(self) -> str:
        """What tells it from the same problem about other values."""
        return sha256("\n".join((self.kind, *self.facts)).encode()).hexdigest()

    @property
    def weight(self) -> Weight:
        """How much it matters."""
        return WEIGHTS[self.kind]


def find_problems(
    entries: Sequence[CheckedEntry], *, categories: Iterable[tuple[str, str]], streets: Iterable[str], today: date
) -> list[Problem]:
    """Return what is wrong, by kind in the order of `Kind`, then in the order of the entries.

    Args:
        entries: The entries in the order of the print.
        categories: Code and name of each category that the print shows.
        streets: The area's list of streets.
        today: The day on which freshness is judged.
    """
    filed = {entry.category for entry in entries}
    known = list(categories)
    found = [
        Problem(Kind.EMPTY_CATEGORY, _("Na wydruku będzie: „%(name)s – brak wpisów”.") % {"name": name})
        for code, name in known
        if code not in filed
    ]
    listed = Streets(streets)
    checks: list[Callable[[CheckedEntry], Iterator[Problem]]] = [
        lambda entry: _check_address(entry, listed),
        _check_flat,
        _check_name,
        _check_point,
        _check_contact,
        lambda entry: _check_freshness(entry, today),
        lambda entry: _check_category(entry, dict(known)),
        _check_rest,
    ]
    for entry in entries:
        for check in checks:
            found.extend(replace(problem, facts=_facts(problem.kind, entry)) for problem in check(entry))
    order = {kind: place for place, kind in enumerate(Kind)}
    return sorted(found, key=lambda problem: order[problem.kind])


def advice(kind: Kind) -> str:
    """Return how to mend problems of a kind."""
    return {
        Kind.GARBLED_ADDRESS: _("Zostaw w adresie ulicę i numer. Resztę wpisz tam, gdzie jej miejsce."),
        Kind.FLAT_NUMBER: _(
            "To może być czyjeś mieszkanie. Numeru nie ma na wydruku, dopóki właściciel nie potwierdzi,"
            " że można go podać."
        ),
        Kind.STREET: _("Popraw nazwę albo zostaw: nasza lista ulic nie jest pełna."),
        Kind.STREET_AS_PRINTED: _("Na wydruku będzie nazwa z naszej listy. Sprawdź, czy to ta ulica."),
        Kind.UNPRINTABLE: _("Zamiast nich będzie „?”. Dopisz nazwę także naszym alfabetem."),
        Kind.PROBABLE_TYPO: _("Zapytaj w tym miejscu, jak się nazywa. Na wydruku będą obie nazwy."),
        Kind.DUPLICATE: _("Porównaj oba wpisy. Jeśli to jedno, połącz je; jeśli nie, zapamiętamy to."),
        Kind.BOUNCING: _("Zapytaj o nowy adres. Gdy go wpiszesz, uwaga zniknie."),
        Kind.FAR_POINT: _("Sprawdź ulicę i punkt: jedno z nich jest gdzie indziej."),
        Kind.NO_CATEGORY: _("Wybierz kategorię. Bez niej wpisu nie ma na mapie ani na wydruku."),
        Kind.NO_HOURS: _("Zapytaj, kiedy jest otwarte, albo zapisz, że trzeba się umówić."),
        Kind.UNCERTAIN: _("Zadzwoń albo zajrzyj na miejsce, a potem zmień stan wpisu."),
        Kind.MISSING_ADDRESS: _("Dopisz ulicę i numer domu."),
        Kind.EMPTY_CATEGORY: _("Dopisz, kogo brakuje, albo zostaw: brak wpisów to też wiadomość."),
        Kind.MISSING_POINT: _("Wskaż miejsce na mapie. Bez tego wpis będzie tylko na liście."),
        Kind.STRAY_POINT: _("Sprawdź współrzędne: znak nie zmieści się na mapie."),
        Kind.MISSING_CONTACT: _("Dopisz telefon albo e-mail, który można podać wszystkim."),
        Kind.STALE: _("Zapytaj, czy wszystko się zgadza, i zapisz dzisiejszą datę."),
        Kind.APPROXIMATE_POINT: _("Na mapie znak będzie przerywany. Wskaż dokładne miejsce, jeśli je znasz."),
        Kind.UNUSUAL_CATEGORY: _("To decyzja osiedla. Zwracamy tylko uwagę, że ktoś może szukać gdzie indziej."),
    }[kind]


def _check_address(entry: CheckedEntry, streets: Streets) -> Iterator[Problem]:
    printed = _without_city(parse_address(entry.address_as_printed), entry.city)
    if printed.rest:
        says = _("W źródle: „%(address)s”.") % {"address": entry.address_as_printed}
        yield Problem(Kind.GARBLED_ADDRESS, says, entry.key)
    if not entry.street or not entry.house:
        address = f"{entry.street} {entry.house}".strip()
        says = _("Jest: „%(address)s”.") % {"address": address} if address else _("Adresu nie ma wcale.")
        yield Problem(Kind.MISSING_ADDRESS, says, entry.key)
    if entry.street:
        found = streets.match(entry.street)
        if not found.is_known:
            correction = found.likely[0] if found.likely else ""
            yield Problem(Kind.STREET, _street_says(entry.street, found.likely), entry.key, correction=correction)
    if printed.street and fold(printed.street) != fold(entry.street):
        as_printed = streets.match(printed.street)
        if not as_printed.is_known:
            likely = (entry.street,) if entry.street in streets else as_printed.likely
            yield Problem(Kind.STREET_AS_PRINTED, _street_says(printed.street, likely), entry.key)


def _without_city(address: Address, city: str) -> Address:
    """Take the town off the street: „Kraków Zyguntowska 12a”."""
    rest = address.street.removeprefix(f"{city} ") if city else address.street
    return Address(rest, address.house, address.flat, address.postcode, address.city, address.rest)


def _street_says(street: str, likely: Sequence[str]) -> str:
    if not likely:
        return _("„%(street)s” – nie ma na naszej liście.") % {"street": street}
    return _("„%(street)s” – nie ma na naszej liście; może „%(likely)s”?") % {"street": street, "likely": likely[0]}


def _check_flat(entry: CheckedEntry) -> Iterator[Problem]:
    flat = entry.flat or parse_address(f"{entry.street or 'x'} {entry.house}").flat
    if flat and not entry.is_flat_confirmed:
        house = entry.house.partition("/")[0]
        says = _("W adresie: „%(house)s/%(flat)s”. Na wydruku: „%(house)s”.") % {"house": house, "flat": flat}
        yield Problem(Kind.FLAT_NUMBER, says, entry.key, correction=f"{house}/{flat}")


def _check_name(entry: CheckedEntry) -> Iterator[Problem]:
    if entry.undrawable:
        yield Problem(Kind.UNPRINTABLE, _("W nazwie albo ulicy: %(signs)s") % {"signs": entry.undrawable}, entry.key)
    if entry.corrected_name:
        says = _("„%(printed)s”, prawdopodobnie „%(right)s”.") % {
            "printed": entry.name,
            "right": entry.corrected_name,
        }
        yield Problem(Kind.PROBABLE_TYPO, says, entry.key, correction=entry.corrected_name)
    if entry.status == Status.UNCERTAIN:
        yield Problem(Kind.UNCERTAIN, _("Na wydruku będzie o tym dopisek."), entry.key)


def _check_point(entry: CheckedEntry) -> Iterator[Problem]:
    if entry.precision == Precision.NONE:
        yield Problem(Kind.MISSING_POINT, _("Nie wiemy, gdzie to jest."), entry.key)
    elif entry.is_stray:
        yield Problem(Kind.STRAY_POINT, _("Punkt leży daleko od osiedla."), entry.key)
    elif entry.precision == Precision.STREET:
        yield Problem(Kind.APPROXIMATE_POINT, _("Znamy tylko ulicę."), entry.key)
    elif entry.precision == Precision.AREA:
        yield Problem(Kind.APPROXIMATE_POINT, _("Znamy tylko okolicę."), entry.key)


def _check_contact(entry: CheckedEntry) -> Iterator[Problem]:
    if not entry.has_contact:
        yield Problem(Kind.MISSING_CONTACT, _("Nie ma telefonu ani adresu e-mail dla wszystkich."), entry.key)


def _check_freshness(entry: CheckedEntry, today: date) -> Iterator[Problem]:
    if entry.assured_date is None:
        yield Problem(Kind.STALE, _("Nikt jeszcze nie sprawdził."), entry.key)
    elif today - entry.assured_date > FRESH:
        says = _("Ostatnio: %(date)s.") % {"date": f"{entry.assured_date:%d.%m.%Y}"}
        yield Problem(Kind.STALE, says, entry.key)


def _check_category(entry: CheckedEntry, categories: dict[str, str]) -> Iterator[Problem]:
    usual = USUAL_CATEGORY.get(entry.kind_code)
    if usual in categories and usual != entry.category:
        says = _("Jest w kategorii „%(filed)s”, a nie „%(usual)s”.") % {
            "filed": entry.category_name,
            "usual": categories[usual],
        }
        yield Problem(Kind.UNUSUAL_CATEGORY, says, entry.key)


def _check_rest(entry: CheckedEntry) -> Iterator[Problem]:
    if entry.twin:
        yield Problem(Kind.DUPLICATE, _("Podobny wpis: „%(name)s”.") % {"name": entry.twin}, entry.key)
    if entry.bouncing:
        yield Problem(Kind.BOUNCING, _("Nie dochodzi na adres: %(email)s") % {"email": entry.bouncing}, entry.key)
    if entry.metres_off:
        says = _("Od najbliższego znanego miejsca dzieli go %(metres)s m.") % {"metres": entry.metres_off}
        yield Problem(Kind.FAR_POINT, says, entry.key)
    if not entry.has_category:
        yield Problem(Kind.NO_CATEGORY, _("Nie ma go na mapie ani na wydruku."), entry.key)
    if not entry.has_hours:
        yield Problem(Kind.NO_HOURS, _("Nikt jeszcze nie wpisał godzin."), entry.key)


_ABOUT: dict[Kind, tuple[str, ...]] = {
    Kind.GARBLED_ADDRESS: ("address_as_printed",),
    Kind.FLAT_NUMBER: ("house", "flat"),
    Kind.STREET: ("street",),
    Kind.STREET_AS_PRINTED: ("address_as_printed", "street"),
    Kind.UNPRINTABLE: ("undrawable",),
    Kind.PROBABLE_TYPO: ("name", "corrected_name"),
    Kind.MISSING_ADDRESS: ("street", "house"),
    Kind.STRAY_POINT: ("point",),
    Kind.FAR_POINT: ("point", "street"),
    Kind.APPROXIMATE_POINT: ("point", "precision"),
    Kind.UNUSUAL_CATEGORY: ("category", "kind_code"),
    Kind.STALE: ("assured_date",),
    Kind.BOUNCING: ("bouncing",),
    Kind.DUPLICATE: ("twin",),
}
"""Kind → what of the entry a problem is about."""


def _facts(kind: Kind, entry: CheckedEntry) -> tuple[str, ...]:
    return tuple(str(getattr(entry, name)) for name in _ABOUT.get(kind, ()))
