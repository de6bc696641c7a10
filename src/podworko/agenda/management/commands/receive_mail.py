import logging
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from podworko.agenda import receiving
from podworko.agenda.receiving import Received
from podworko.places.models import Area

WRONG_DATA, NO_SUCH_AREA, TRY_LATER = 65, 67, 75
"""As in `sysexits.h`: after the first two a mail goes back to its sender, after the third the server tries again."""
SAYS = {
    Received.WAITS: "Czeka wśród propozycji.",
    Received.TWICE: "Ten list już przyszedł.",
    Received.AUTOMATIC: "List wysłany przez automat. Pomijam.",
    Received.EMPTY: "Pusty list. Pomijam.",
    Received.TOO_LARGE: "Ten list jest za duży. Największy może mieć 20 MB.",
    Received.UNREADABLE: "Tego listu nie da się odczytać.",
    Received.TOO_MANY: "Zbyt wiele listów czeka na decyzję. Nowe poczekają na serwerze poczty.",
}
REFUSED = {
    Received.TOO_LARGE: WRONG_DATA,
    Received.UNREADABLE: WRONG_DATA,
    Received.TOO_MANY: TRY_LATER,
}
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Czyta jeden list ze standardowego wejścia. Zostaje wśród propozycji wydarzeń osiedla."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("area", metavar="OSIEDLE", help="jego skrót w adresie, np. azory")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            said = self.receive(options["area"])
        except (CommandError, DatabaseError):
            # The command `podworko` says in a sentence that the database is away, and ends with the same number.
            raise
        except Exception as error:
            # Whatever it is: a mail that the server keeps is not lost.
            logger.exception("a mail could not be received")
            raise CommandError("Nie udało się teraz przyjąć listu.", returncode=TRY_LATER) from error
        if said in REFUSED:
            raise CommandError(SAYS[said], returncode=REFUSED[said])
        self.stdout.write(SAYS[said])

    def receive(self, slug: str) -> Received:
        """Take in what stands on standard input."""
        area = Area.objects.filter(slug=slug).first()
        if area is None:
            raise CommandError(f"Nie ma osiedla „{slug}”.", returncode=NO_SUCH_AREA)
        return receiving.receive(area, sys.stdin.buffer.read(receiving.LARGEST + 1))
