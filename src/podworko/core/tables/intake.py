"""Take in a file of tables that strangers sent: read in a process that may be killed, problems told in sentences."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from podworko.core import child
from podworko.core.tables import reading
from podworko.core.tables.sheet import Problem, Remark, TableError, Tables

ALLOWANCE: Final = child.Allowance(seconds=30.0, processor_seconds=4, megabytes=220)
"""With what the child holds from the start, under 256 MB."""

SENTENCES: Final = {
    Problem.EMPTY: _("Ten plik jest pusty."),
    Problem.NO_ROWS: _("W tym pliku nie ma żadnego wiersza z danymi."),
    Problem.NOT_A_TABLE: _(
        "To nie jest tabela. Czytamy arkusze (XLSX, ODS, XLS), pliki CSV, JSON, GeoJSON, mapy z uMap i paczki HSDS."
        " Dokument, stronę albo PDF trzeba najpierw przepisać do arkusza."
    ),
    Problem.NOT_TEXT: _("To nie jest plik tekstowy ani arkusz. Otwórz go w swoim programie i zapisz jako XLSX."),
    Problem.BROKEN_ARCHIVE: _("Ten plik jest uszkodzony albo ucięty. Zapisz go jeszcze raz i wczytaj od nowa."),
    Problem.BOMB: _("Ten plik po rozpakowaniu ma ponad 100 MB. Zapisz w nim tylko tabelę, którą chcesz wczytać."),
    Problem.BROKEN_WORKBOOK: _(
        "Tego arkusza nie da się otworzyć: jest uszkodzony albo zabezpieczony hasłem. Otwórz go w swoim programie"
        " i zapisz jako XLSX albo CSV."
    ),
    Problem.BROKEN_JSON: _("Ten plik wygląda na JSON, ale urywa się albo ma błąd. Zapisz go jeszcze raz."),
    Problem.NO_OBJECTS: _("W tym pliku JSON nie ma listy wpisów."),
    Problem.TOO_MANY_ROWS: _("W tym pliku jest ponad 50 000 wierszy. Podziel go na mniejsze."),
    Problem.TOO_MANY_COLUMNS: _("W tym pliku jest ponad 200 kolumn. Zostaw tylko te, które są potrzebne."),
    Problem.LOCKED: _("Ten plik jest zabezpieczony hasłem. Zapisz go bez hasła i wczytaj od nowa."),
}
REMARKS: Final = {
    Remark.CP1250: _("Polskie litery odczytaliśmy tak, jak zapisuje je Windows (cp1250)."),
    Remark.ISO_8859_2: _("Polskie litery odczytaliśmy według normy ISO 8859-2."),
    Remark.UTF_16: _("Litery odczytaliśmy jako UTF-16 („tekst Unicode” z Excela)."),
    Remark.MIXED: _("Kilka liter w pliku jest zapisanych inaczej niż reszta. Sprawdź nazwy ze znakiem \ufffd."),
    Remark.CUT_CELLS: _("W pliku są komórki dłuższe niż 5000 znaków. Ucięliśmy je; ich wiersze nie zostaną wczytane."),
    Remark.CONTROL: _("Pominęliśmy znaki, których nie widać i które nie są literami."),
    Remark.LETTERS: _(
        "Polskie litery w tym pliku zniszczyła czcionka (na przykład „spoĠecznoŢci”). Naprawiliśmy je; sprawdź nazwy."
    ),
    Remark.OPEN_QUOTE: _("W pliku jest cudzysłów, którego nikt nie zamknął. Sprawdź wiersze za nim."),
}


class IntakeError(Exception):
    """The file cannot be taken in; as a string, a sentence for a person."""


def take_in(data: bytes, *, read: Callable[[bytes], Any] = reading.read_to_plain) -> Tables:
    """Return the tables of a file. `read`: a function like `reading.read_to_plain` that knows more.

    Raises:
        IntakeError: It holds none, cannot be read, or takes too much time or memory.
    """
    try:
        return reading.from_plain(child.run(read, data, allowance=ALLOWANCE))
    except TableError as error:
        raise IntakeError(str(SENTENCES[error.problem])) from error
    except child.ChildLimitError as error:
        raise IntakeError(str(error)) from error
    except child.ChildError as error:
        raise IntakeError(str(SENTENCES[Problem.BROKEN_WORKBOOK])) from error


def remarks_of(tables: Tables) -> list[str]:
    """Return what should be told about a file, as sentences."""
    return [str(REMARKS[Remark(remark)]) for remark in tables.remarks]
