"""How the gap matrix is said: names of its rows and columns, and what has to stand under it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from podworko.agenda.gaps import NO_HOUR, UNKNOWN, Dimension, Level, Number, Part, order_of
from podworko.portal.matrix_asked import Asked, Beside, Period
from podworko.portal.matrix_reading import Read
from podworko.resources.choices import Audience, Weekday

DIMENSIONS = {
    Dimension.AUDIENCE: gettext_lazy("dla kogo"),
    Dimension.KIND: gettext_lazy("rodzaj"),
    Dimension.WHEN: gettext_lazy("pora tygodnia"),
    Dimension.WEEKDAY: gettext_lazy("dzień tygodnia"),
    Dimension.PART: gettext_lazy("pora dnia"),
    Dimension.PLACE: gettext_lazy("miejsce"),
    Dimension.ORGANISER: gettext_lazy("kto organizuje"),
}
BESIDE = {
    Beside.NOTHING: gettext_lazy("z niczym"),
    Beside.BEFORE: gettext_lazy("z tyloma dniami tuż przedtem"),
    Beside.YEAR: gettext_lazy("z tym samym czasem 52 tygodnie wcześniej"),
    Beside.PERIOD: gettext_lazy("z innymi dniami"),
    Beside.AREA: gettext_lazy("z innym miejscem"),
}
PARTS = {
    Part.MORNING: gettext_lazy("przed południem"),
    Part.AFTERNOON: gettext_lazy("po południu"),
    Part.EVENING: gettext_lazy("wieczorem"),
    NO_HOUR: gettext_lazy("cały dzień"),
}
_UNKNOWN = {
    Dimension.AUDIENCE: gettext_lazy("jeszcze nie pytano"),
    Dimension.KIND: gettext_lazy("rodzaj nie wybrany"),
    Dimension.PLACE: gettext_lazy("spoza rejestru albo nieznane"),
    Dimension.ORGANISER: gettext_lazy("spoza rejestru albo nieznany"),
}
LEVELS = {Level.EMPTY: gettext_lazy("pusto"), Level.CROWDED: gettext_lazy("tłoczno")}


class Names:
    """The names of rows and columns."""

    def __init__(self, kinds: Mapping[str, str], named: Mapping[tuple[Dimension, str], str]) -> None:
        """`kinds`: by code. `named`: places and organisers."""
        self._kinds, self._named = kinds, named

    def of(self, dimension: Dimension, key: str) -> str:
        """Return the name of a row or column."""
        if key == UNKNOWN:
            return str(_UNKNOWN.get(dimension, key))
        if dimension in {Dimension.PLACE, Dimension.ORGANISER}:
            return self._named.get((dimension, key), key)
        if dimension == Dimension.KIND:
            return self._kinds.get(key, key)
        return _SAYERS[dimension](key)


def part_said(key: str) -> str:
    """Return the name of a part of the day."""
    return str(PARTS.get(key, key))


def number_said(number: Number) -> str:
    """Say how much there is."""
    if not number.times:
        return _("nic")
    return _("terminów: %(times)d, wydarzeń: %(events)d") % number._asdict()


def period_said(period: Period) -> str:
    """Say from when to when."""
    return _("od %(first)s do %(last)s") % {"first": _day(period.first), "last": _day(period.last)}


def difference_said(difference: int) -> str:
    """Return a difference with its sign."""
    return f"+{difference}" if difference > 0 else f"−{-difference}" if difference else "0"


def notes(asked: Asked, read: Sequence[tuple[Read, Period]], crowd: int, *, left_out: int) -> list[str]:
    """Return what a reader must know to read the table rightly; `read`: both sides, or the only one."""
    is_compared = len(read) > 1
    said = [_times(is_compared=is_compared), _tells(asked), _("To nie jest liczba osób.")]
    if Dimension.ORGANISER in {asked.rows, asked.columns}:
        said.append(_("Wydarzenie kilku organizatorów liczy się przy każdym z nich."))
    if {Dimension.PART, Dimension.WHEN} & {asked.rows, asked.columns}:
        said.append(_("Przed południem: zaczyna się przed 12. Po południu: od 12 do 18. Wieczorem: od 18."))
    said.append(
        _("Tłoczno: %(count)d albo więcej terminów w polu, czyli co najmniej dwa razy tyle, ile średnio w niepustym.")
        % {"count": crowd}
    )
    if left_out:
        more = _("Wierszy i kolumn, w których jest mniej i które się nie zmieściły: %(count)d.")
        said.append(more % {"count": left_out})
    said += _lengths(*(period for _read, period in read)) if is_compared else _not_counted(read[0][0])
    if asked.was_cut:
        said.append(_("Pokazujemy najwyżej rok, dlatego koniec jest wcześniejszy."))
    return [each for each in said if each]


def _times(*, is_compared: bool) -> str:
    if is_compared:
        return _("Liczby to terminy: zajęcia, które odbędą się dziesięć razy, to dziesięć terminów.")
    return _(
        "Duża liczba to terminy: zajęcia, które odbędą się dziesięć razy, to dziesięć terminów."
        " Mniejsza mówi, ile to różnych wydarzeń."
    )


def _lengths(first: Period, second: Period) -> list[str]:
    if first.days == second.days:
        return []
    text = _("Uwaga: okresy mają różną długość. Dni w pierwszym: %(one)d, w drugim: %(other)d.")
    return [text % {"one": first.days, "other": second.days}]


def _tells(asked: Asked) -> str:
    if Dimension.AUDIENCE not in {asked.rows, asked.columns}:
        return ""
    return _(
        "Wydarzenie dla kilku grup liczy się przy każdej z nich, więc razem nie jest sumą pól. To, co jest dla"
        " wszystkich, ma osobne miejsce. „Jeszcze nie pytano” nie znaczy, że czegoś nie ma."
    )


def _not_counted(read: Read) -> list[str]:
    said = [_("Co trwa kilka dni, liczy się raz, w dniu, w którym się zaczyna.")]
    counts = {
        _("Trwa od wcześniej i nie jest tu liczone: %(count)d."): read.going_on,
        _("Zapisane ołówkiem i nieliczone: %(count)d."): read.pencilled,
        _("Odwołane terminy, nieliczone: %(count)d."): read.cancelled,
    }
    return said + [text % {"count": count} for text, count in counts.items() if count]


def _when(key: str) -> str:
    days, _hyphen, part = key.partition("-")
    if key == NO_HOUR:
        return part_said(NO_HOUR)
    return f"{_('pn.–pt.') if days == 'week' else _('sob.–niedz.')} {part_said(part)}"


def _day(day: date) -> str:
    return date_format(day, "j E Y")


_SAYERS: dict[Dimension, Callable[[str], str]] = {
    Dimension.AUDIENCE: lambda key: str(dict(Audience.choices).get(key, key)),
    Dimension.WEEKDAY: lambda key: str(Weekday(int(key)).label) if key in order_of(Dimension.WEEKDAY) else key,
    Dimension.PART: part_said,
    Dimension.WHEN: _when,
}
