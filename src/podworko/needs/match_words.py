"""Why two cards go together, and when something is possible, as people say it."""

from collections.abc import Callable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.needs.matching import Because, Match, Reason, When
from podworko.resources.choices import Weekday

_NEAREST = 50
"""Metres are said in steps: nobody measures from door to door."""
_FAR = 1000
_LONG_LIST = 7


def why(match: Match) -> str:
    """Return the reasons in one sentence, the strongest first, like „Ten sam tydzień, 400 m, bezpłatnie.”."""
    said = [_said(reason, match.when) for reason in sorted(match.reasons, key=lambda each: -each.points)]
    sentence = ", ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def said_when(when: When) -> str:
    """Return when something is possible: „wtorki i czwartki, 16:00–18:00, 1 grudnia – 20 grudnia”; empty if always."""
    parts = [_weekdays(when.weekdays), _hours(when), _days(when)]
    return ", ".join(filter(None, parts))


def _said(reason: Reason, when: When) -> str:
    if reason.because == Because.METRES and isinstance(reason.fact, int):
        return _metres(reason.fact)
    if reason.because in _WITH_FACT:
        return _WITH_FACT[reason.because]() % {"fact": reason.fact}
    if reason.because == Because.OVERLAP:
        together = said_when(when)
        return _("wspólny termin: %(when)s") % {"when": together} if together else _("terminy się zgadzają")
    return _PLAIN[reason.because]()


_WITH_FACT: dict[Because, Callable[[], str]] = {
    Because.WORD: lambda: _("to samo słowo: %(fact)s"),
    Because.ENOUGH: lambda: _("wystarczy: potrzeba %(fact)s"),
    Because.TOO_FEW: lambda: _("za mało: jest tylko %(fact)s"),
}
_PLAIN: dict[Because, Callable[[], str]] = {
    Because.CATEGORY: lambda: _("ta sama kategoria"),
    Because.KIND: lambda: _("ten sam rodzaj"),
    Because.SAME_DAY: lambda: _("ten sam dzień"),
    Because.SAME_WEEK: lambda: _("ten sam tydzień"),
    Because.ANY_TIME: lambda: _("termin do uzgodnienia"),
    Because.SAME_AREA: lambda: _("ta sama okolica"),
    Because.FREE: lambda: _("bezpłatnie"),
    Because.AT_COST: lambda: _("po kosztach"),
    Because.IN_RETURN: lambda: _("za coś w zamian"),
    Because.NOT_FREE: lambda: _("nie za darmo"),
}


def _metres(metres: int) -> str:
    near = max(_NEAREST, round(metres / _NEAREST) * _NEAREST)
    if near < _FAR:
        return f"{near} m"
    return f"{near / _FAR:.1f} km".replace(".", ",")


def _weekdays(weekdays: frozenset[int]) -> str:
    if not weekdays or len(weekdays) == _LONG_LIST:
        return ""
    return ", ".join(str(Weekday(day).label) for day in sorted(weekdays))


def _hours(when: When) -> str:
    if when.starts and when.ends:
        return f"{when.starts:%H:%M}–{when.ends:%H:%M}"
    if when.starts:
        return _("od %(time)s") % {"time": f"{when.starts:%H:%M}"}
    return _("do %(time)s") % {"time": f"{when.ends:%H:%M}"} if when.ends else ""


def _days(when: When) -> str:
    first = date_format(when.first, "j E Y") if when.first else ""
    last = date_format(when.last, "j E Y") if when.last else ""
    if first and last:
        return first if first == last else f"{first} – {last}"
    if first:
        return _("od %(day)s") % {"day": first}
    return _("do %(day)s") % {"day": last} if last else ""
