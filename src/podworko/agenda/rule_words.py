"""When something takes place, in a sentence: „we wtorki, do 30 czerwca 2026, bez świąt”. Pure functions over values.

Whole phrases: a name of a day or month is never declined by the program.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from podworko.agenda.plain_rule import LAST, PlainRule, Unit, from_rule
from podworko.agenda.rule_text import Frequency, RuleError, parse
from podworko.agenda.timing import Break, Timing

WEEK = tuple(range(7))
WORKDAYS = WEEK[:5]
_ON_DAYS = (
    gettext_lazy("w poniedziałki"),
    gettext_lazy("we wtorki"),
    gettext_lazy("w środy"),
    gettext_lazy("w czwartki"),
    gettext_lazy("w piątki"),
    gettext_lazy("w soboty"),
    gettext_lazy("w niedziele"),
)
_DAYS = (
    gettext_lazy("poniedziałki"),
    gettext_lazy("wtorki"),
    gettext_lazy("środy"),
    gettext_lazy("czwartki"),
    gettext_lazy("piątki"),
    gettext_lazy("soboty"),
    gettext_lazy("niedziele"),
)
_EVERY_OTHER = (
    gettext_lazy("co drugi poniedziałek"),
    gettext_lazy("co drugi wtorek"),
    gettext_lazy("co drugą środę"),
    gettext_lazy("co drugi czwartek"),
    gettext_lazy("co drugi piątek"),
    gettext_lazy("co drugą sobotę"),
    gettext_lazy("co drugą niedzielę"),
)
_NUMBERED = {
    1: (
        gettext_lazy("w pierwszy poniedziałek miesiąca"),
        gettext_lazy("w pierwszy wtorek miesiąca"),
        gettext_lazy("w pierwszą środę miesiąca"),
        gettext_lazy("w pierwszy czwartek miesiąca"),
        gettext_lazy("w pierwszy piątek miesiąca"),
        gettext_lazy("w pierwszą sobotę miesiąca"),
        gettext_lazy("w pierwszą niedzielę miesiąca"),
    ),
    2: (
        gettext_lazy("w drugi poniedziałek miesiąca"),
        gettext_lazy("w drugi wtorek miesiąca"),
        gettext_lazy("w drugą środę miesiąca"),
        gettext_lazy("w drugi czwartek miesiąca"),
        gettext_lazy("w drugi piątek miesiąca"),
        gettext_lazy("w drugą sobotę miesiąca"),
        gettext_lazy("w drugą niedzielę miesiąca"),
    ),
    3: (
        gettext_lazy("w trzeci poniedziałek miesiąca"),
        gettext_lazy("w trzeci wtorek miesiąca"),
        gettext_lazy("w trzecią środę miesiąca"),
        gettext_lazy("w trzeci czwartek miesiąca"),
        gettext_lazy("w trzeci piątek miesiąca"),
        gettext_lazy("w trzecią sobotę miesiąca"),
        gettext_lazy("w trzecią niedzielę miesiąca"),
    ),
    4: (
        gettext_lazy("w czwarty poniedziałek miesiąca"),
        gettext_lazy("w czwarty wtorek miesiąca"),
        gettext_lazy("w czwartą środę miesiąca"),
        gettext_lazy("w czwarty czwartek miesiąca"),
        gettext_lazy("w czwarty piątek miesiąca"),
        gettext_lazy("w czwartą sobotę miesiąca"),
        gettext_lazy("w czwartą niedzielę miesiąca"),
    ),
    LAST: (
        gettext_lazy("w ostatni poniedziałek miesiąca"),
        gettext_lazy("w ostatni wtorek miesiąca"),
        gettext_lazy("w ostatnią środę miesiąca"),
        gettext_lazy("w ostatni czwartek miesiąca"),
        gettext_lazy("w ostatni piątek miesiąca"),
        gettext_lazy("w ostatnią sobotę miesiąca"),
        gettext_lazy("w ostatnią niedzielę miesiąca"),
    ),
}
_IN_MONTH = (
    gettext_lazy("w styczniu"),
    gettext_lazy("w lutym"),
    gettext_lazy("w marcu"),
    gettext_lazy("w kwietniu"),
    gettext_lazy("w maju"),
    gettext_lazy("w czerwcu"),
    gettext_lazy("w lipcu"),
    gettext_lazy("w sierpniu"),
    gettext_lazy("we wrześniu"),
    gettext_lazy("w październiku"),
    gettext_lazy("w listopadzie"),
    gettext_lazy("w grudniu"),
)
_BEYOND = {
    Frequency.YEARLY: gettext_lazy("co roku, w wybrane dni"),
    Frequency.MONTHLY: gettext_lazy("co miesiąc, w wybrane dni"),
    Frequency.WEEKLY: gettext_lazy("co tydzień, w wybrane dni"),
    Frequency.DAILY: gettext_lazy("codziennie o wybranych godzinach"),
}
_LEAP_YEAR = 2000


def in_words(timing: Timing | PlainRule) -> str:
    """Say when something takes place again, in the active language; without capital and full stop.

    Of a rule that the editor does not know, only the main thing is said.
    """
    if isinstance(timing, PlainRule):
        return _sentence(_days_of(timing, None), timing)
    if not timing.rule:
        return _("w wybrane dni") if timing.extra else _("jeden raz")
    plain = from_rule(timing.rule, leaves_out=timing.leaves_out, zone=timing.zone)
    words = _sentence(_days_of(plain, timing.start.date()), plain) if plain else _beyond(timing)
    if timing.removed or timing.moved or timing.extra:
        words = _("%(rule)s, z wyjątkami") % {"rule": words}
    return words


def _sentence(days: str, rule: PlainRule) -> str:
    if rule.until:
        # Translators: „we wtorki, do 30 czerwca 2026”
        days = _("%(days)s, do %(until)s") % {"days": days, "until": date_format(rule.until, "j E Y")}
    elif rule.times:
        how_often = ngettext("%(count)s raz", "%(count)s razy", rule.times) % {"count": rule.times}
        days = f"{days}, {how_often}"
    return _without_breaks(days, rule.leaves_out)


def _without_breaks(words: str, leaves_out: frozenset[Break]) -> str:
    if {Break.HOLIDAYS, Break.SCHOOL_BREAKS} <= leaves_out:
        return _("%(rule)s, bez świąt i przerw szkolnych") % {"rule": words}
    if Break.HOLIDAYS in leaves_out:
        return _("%(rule)s, bez świąt") % {"rule": words}
    return _("%(rule)s, bez przerw szkolnych") % {"rule": words} if leaves_out else words


def _days_of(rule: PlainRule, start: date | None) -> str:
    if rule.unit is Unit.DAYS:
        return _of_days(rule.every)
    if rule.unit is Unit.WEEKS:
        weekdays = rule.weekdays or ((start.weekday(),) if start else ())
        return _of_weeks(rule.every, weekdays)
    return _of_months(rule, start) if rule.unit is Unit.MONTHS else _of_years(rule, start)


def _of_days(every: int) -> str:
    if every == 1:
        return _("codziennie")
    # In Polish „co drugi dzień”, not „co 2 dni”.
    every_other = 2
    if every == every_other:
        return _("co drugi dzień")
    return ngettext("co %(count)s dzień", "co %(count)s dni", every) % {"count": every}


def _of_weeks(every: int, weekdays: tuple[int, ...]) -> str:
    every_other = 2
    if every == every_other and len(weekdays) == 1:
        return str(_EVERY_OTHER[weekdays[0]])
    if every == 1:
        return _on_weekdays(weekdays) if weekdays else _("co tydzień")
    weeks = ngettext("co %(count)s tydzień", "co %(count)s tygodni", every) % {"count": every}
    return f"{weeks}, {_on_weekdays(weekdays)}" if weekdays else weeks


def _on_weekdays(weekdays: tuple[int, ...]) -> str:
    if weekdays == WEEK:
        return _("codziennie")
    if weekdays == WORKDAYS:
        return _("od poniedziałku do piątku")
    first, *middle = weekdays
    if not middle:
        return str(_ON_DAYS[first])
    listed = ", ".join([str(_ON_DAYS[first]), *(str(_DAYS[day]) for day in middle[:-1])])
    return _("%(days)s i %(last)s") % {"days": listed, "last": _DAYS[middle[-1]]}


def _of_months(rule: PlainRule, start: date | None) -> str:
    day = _day_of_month(rule, start)
    if rule.every == 1:
        return day or _("co miesiąc")
    months = ngettext("co %(count)s miesiąc", "co %(count)s miesięcy", rule.every) % {"count": rule.every}
    return f"{months}, {day}" if day else months


def _day_of_month(rule: PlainRule, start: date | None) -> str:
    if rule.number:
        return str(_NUMBERED[rule.number][rule.weekdays[0]])
    day = rule.day or (start.day if start else None)
    if day is None:
        return ""
    return _("w ostatni dzień miesiąca") if day == LAST else _("%(day)s. dnia miesiąca") % {"day": day}


def _of_years(rule: PlainRule, start: date | None) -> str:
    years = _("co roku")
    if rule.every > 1:
        years = ngettext("co %(count)s rok", "co %(count)s lat", rule.every) % {"count": rule.every}
    day = _day_of_year(rule, start)
    return f"{years}, {day}" if day else years


def _day_of_year(rule: PlainRule, start: date | None) -> str:
    if rule.month and (rule.number or rule.day == LAST):
        # Translators: „w maju, w drugą niedzielę miesiąca”
        return _("%(month)s, %(day)s") % {"month": _IN_MONTH[rule.month - 1], "day": _day_of_month(rule, None)}
    month, day = rule.month or (start and start.month), rule.day or (start and start.day)
    return date_format(date(_LEAP_YEAR, month, day), "j E") if month and day else ""


def _beyond(timing: Timing) -> str:
    """Say the main thing of a rule that the editor does not know."""
    try:
        rule = parse(timing.rule)
    except RuleError:
        return _("według reguły, której nie umiemy odczytać")
    words = str(_BEYOND.get(rule.frequency, gettext_lazy("wiele razy dziennie")))
    if rule.interval > 1:
        words = _("co pewien czas, w wybrane dni")
    return _without_breaks(words, timing.leaves_out)
