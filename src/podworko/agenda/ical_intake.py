"""Take in a calendar that strangers wrote: read in a process that may be killed, problems told in sentences."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from podworko.agenda import ical_reading
from podworko.agenda.ical_reading import Problem, ProblemKind, ReadCalendar
from podworko.core import child

SENTENCES: Final = {
    ProblemKind.NOT_A_CALENDAR: _("To nie jest kalendarz."),
    ProblemKind.CUT_OFF: _("Kalendarz urywa się przed końcem."),
    ProblemKind.TOO_MANY: _("W kalendarzu jest zbyt wiele wpisów. Czytamy pierwsze 20 000."),
    ProblemKind.ENCODING: _("Plik ma litery zapisane na różne sposoby. Niektóre mogą być błędne."),
    ProblemKind.NO_START: _("Wpis nie ma daty. Pomijamy go."),
    ProblemKind.BAD_START: _("Nie rozumiemy daty wpisu. Pomijamy go."),
    ProblemKind.BAD_END: _("Nie rozumiemy, kiedy wpis się kończy. Podajemy tylko początek."),
    ProblemKind.END_BEFORE_START: _("Wpis kończy się, zanim się zacznie. Podajemy tylko początek."),
    ProblemKind.BAD_RULE: _("Nie rozumiemy, jak wpis się powtarza. Podajemy tylko pierwszy termin."),
    ProblemKind.TOO_OFTEN: _("Wpis powtarza się zbyt często. Podajemy tylko pierwszy termin."),
    ProblemKind.MORE_RULES: _("Wpis powtarza się na kilka sposobów. Podajemy tylko pierwszy z nich."),
    ProblemKind.RULE_OF_EXCEPTIONS: _("Nie znamy powtarzanych wyjątków. Niektóre terminy mogą być niepotrzebne."),
    ProblemKind.BAD_EXCEPTION: _("Nie rozumiemy jednego z dodanych lub odwołanych terminów."),
    ProblemKind.UNKNOWN_ZONE: _("Nie znamy tej strefy czasowej. Godziny czytamy jak miejscowe."),
    ProblemKind.NO_TITLE: _("Wpis nie ma tytułu."),
    ProblemKind.SAME_UID: _("Kilka wpisów ma ten sam identyfikator. Rozróżniamy je po tytule i dacie."),
    ProblemKind.SERIES_SPLIT: _("Seria została zmieniona od pewnego dnia. Sprawdź dalsze terminy."),
    ProblemKind.MORE_PROBLEMS: _("Jest więcej takich uwag. Pokazujemy pierwsze 200."),
}


def take_in(data: bytes, *, allowance: child.Allowance = child.USUAL) -> ReadCalendar:
    """Return what a calendar holds.

    Raises:
        ChildLimitError: Reading it takes too much time or memory.
        ChildError: Reading it failed; a defect of ours.
    """
    return ical_reading.from_plain(child.run(ical_reading.read_to_plain, data, allowance=allowance))


def sentence(problem: Problem) -> str:
    """Return the problem as a sentence for a person; `problem.where` says what it is about."""
    return str(SENTENCES[problem.kind])
