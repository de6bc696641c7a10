"""Why something is shown: one or two sentences with the facts on which it rests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.agenda.choices import FindingKind


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence says, as values; names as people read them."""

    kind: FindingKind
    dates: Sequence[date] = ()
    """Local days of the meetings, in order; of what is much or nothing, the first and the last day."""
    audiences: Sequence[str] = ()
    metres: int | None = None
    minutes: int = 0
    """As `values.Pair`."""
    walk: int = 0
    """Minutes that the way takes on foot."""
    is_same_day: bool = True
    is_same_theme: bool = False
    room: str = ""
    equipment: Sequence[str] = ()
    helpers: Sequence[str] = ()
    organisers: Sequence[str] = ()
    """Those in common."""
    count: int = 0
    """Events, where there are many."""


def said(facts: Facts) -> str:
    """Return why something is shown."""
    return _SENTENCES[facts.kind](facts)


def _join(facts: Facts) -> str:
    if not facts.is_same_day:
        when = _("W tym samym tygodniu i tego samego rodzaju")
    elif facts.is_same_theme:
        when = _("Tego samego dnia i tego samego rodzaju")
    else:
        when = _("Tego samego dnia")
    values = {"when": when, "where": _where(facts), "whom": ", ".join(facts.audiences)}
    return _with_dates(_("%(when)s, %(where)s, dla tych samych osób: %(whom)s.") % values, facts)


def _compete(facts: Facts) -> str:
    values = {
        "where": _where(facts),
        "whom": ", ".join(facts.audiences),
        "minutes": abs(facts.minutes),
        "walk": facts.walk,
    }
    if facts.minutes > 0:
        sentence = _("W tym samym czasie (wspólne: %(minutes)s min), %(where)s, dla tych samych osób: %(whom)s.")
    else:
        sentence = _(
            "Jedno zaraz po drugim (przerwa %(minutes)s min, pieszo %(walk)s min), %(where)s,"
            " dla tych samych osób: %(whom)s."
        )
    return _with_dates(sentence % values, facts)


def _room(facts: Facts) -> str:
    return _with_dates(_("W tym samym czasie ta sama sala: %(room)s.") % {"room": facts.room}, facts)


def _equipment(facts: Facts) -> str:
    values = {"equipment": ", ".join(facts.equipment)}
    return _with_dates(_("W tym samym czasie ten sam sprzęt: %(equipment)s.") % values, facts)


def _needed(facts: Facts) -> str:
    values = {
        "who": ", ".join(facts.organisers),
        "where": _where(facts),
        "minutes": abs(facts.minutes),
        "walk": facts.walk,
    }
    if facts.minutes > 0:
        sentence = _("W tym samym czasie, %(where)s, organizuje: %(who)s.")
    else:
        sentence = _(
            "Jedno zaraz po drugim (przerwa %(minutes)s min, pieszo %(walk)s min), %(where)s, organizuje: %(who)s."
        )
    return _with_dates(sentence % values, facts)


def _person(facts: Facts) -> str:
    values = {
        "who": ", ".join(facts.helpers),
        "where": _where(facts),
        "minutes": abs(facts.minutes),
        "walk": facts.walk,
    }
    if facts.minutes > 0:
        # Nobody is in two rooms at once: how far apart they are does not matter.
        sentence = _("W tym samym czasie potrzebna ta sama osoba: %(who)s.")
    else:
        sentence = _(
            "Jedno zaraz po drugim (przerwa %(minutes)s min, pieszo %(walk)s min), %(where)s,"
            " potrzebna ta sama osoba: %(who)s."
        )
    return _with_dates(sentence % values, facts)


def _crowded(facts: Facts) -> str:
    values = {"whom": ", ".join(facts.audiences), "count": facts.count, "days": _span(facts)}
    return _("Dużo naraz dla tych samych osób: %(whom)s. Wydarzenia: %(count)s. Kiedy: %(days)s.") % values


def _empty(facts: Facts) -> str:
    days = (facts.dates[-1] - facts.dates[0]).days + 1
    values = {"whom": ", ".join(facts.audiences), "days": _span(facts), "count": days}
    return _("Nic nie zaplanowano dla tych osób: %(whom)s. Kiedy: %(days)s. Liczba dni: %(count)s.") % values


_SENTENCES: dict[FindingKind, Callable[[Facts], str]] = {
    FindingKind.JOIN: _join,
    FindingKind.COMPETE: _compete,
    FindingKind.ROOM: _room,
    FindingKind.EQUIPMENT: _equipment,
    FindingKind.NEEDED: _needed,
    FindingKind.PERSON: _person,
    FindingKind.CROWDED: _crowded,
    FindingKind.EMPTY: _empty,
}


def _where(facts: Facts) -> str:
    if not facts.metres:
        return _("w tym samym miejscu")
    return _("%(metres)s m od siebie") % {"metres": facts.metres}


def _with_dates(sentence: str, facts: Facts) -> str:
    """Add how often, where it is more than once."""
    if len(facts.dates) < 2:  # noqa: PLR2004 – a date of its own stands beside the sentence
        return sentence
    values = {"count": len(facts.dates), "first": _day(facts.dates[0]), "last": _day(facts.dates[-1])}
    return f"{sentence} {_('Terminy: %(count)s (pierwszy %(first)s, ostatni %(last)s).') % values}"


def _span(facts: Facts) -> str:
    first, last = _day(facts.dates[0]), _day(facts.dates[-1])
    return first if first == last else _("%(first)s – %(last)s") % {"first": first, "last": last}


def _day(day: date) -> str:
    return date_format(day, "j E Y")
