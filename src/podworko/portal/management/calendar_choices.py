"""Which print of the calendar the command line asks for."""

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.management import CommandError

from podworko.agenda.wanted import Wanted, first_of_month, parse
from podworko.portal import calendar_pdfs
from podworko.resources.choices import Audience

EVERYBODY = "all"


class Choice(NamedTuple):
    """A print of the calendar, as in `calendar_pdfs.PAPERS`, and of what."""

    name: str
    wanted: Wanted
    says: str
    """What the file is called after."""


THIS_MONTH = Choice(calendar_pdfs.MONTH, Wanted(), "month")


def add_arguments(parser: ArgumentParser) -> None:
    """Add the choices, of which one can be made."""
    group = parser.add_argument_group("kalendarz", "bez żadnej z tych opcji: bieżący miesiąc")
    one = group.add_mutually_exclusive_group()
    one.add_argument("--month", metavar="RRRR-MM", help="miesiąc na jednym arkuszu, np. 2026-12")
    one.add_argument("--week", metavar="RRRR-MM-DD", help="tydzień, w którym jest ten dzień")
    one.add_argument(
        "--list", metavar="DLA_KOGO", help=f"najbliższe 30 dni dużym drukiem, np. seniors; dla wszystkich: {EVERYBODY}"
    )
    one.add_argument("--leaflet", action="store_true", help="ulotka na klatkę: ten tydzień i następny")


def read(options: Mapping[str, Any]) -> Choice | None:
    """Return what was asked for, or None.

    Raises:
        CommandError: What stands there means nothing.
    """
    if (month := options["month"]) is not None:
        day = first_of_month(month)
        if day is None:
            raise CommandError(f"„{month}” nie jest miesiącem. Napisz np. 2026-12.")
        return Choice(calendar_pdfs.MONTH, Wanted(day=day), f"{day:%Y-%m}")
    if (week := options["week"]) is not None:
        day = parse({"day": week}).day
        if day is None:
            raise CommandError(f"„{week}” nie jest dniem. Napisz np. 2026-12-07.")
        return Choice(calendar_pdfs.WEEK, Wanted(day=day), day.isoformat())
    if (whom := options["list"]) is not None:
        return _list(whom)
    return Choice(calendar_pdfs.LEAFLET, Wanted(), calendar_pdfs.LEAFLET) if options["leaflet"] else None


def _list(whom: str) -> Choice:
    wanted = parse({"for": whom})
    if not wanted.audience and whom != EVERYBODY:
        known = ", ".join([EVERYBODY, *Audience.values])
        raise CommandError(f"Nie wiadomo, kto to „{whom}”. Można: {known}.")
    return Choice(calendar_pdfs.WHATS_ON, wanted, f"list-{whom}")
