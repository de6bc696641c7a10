from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from podworko.config import demo, upgrade


class Command(BaseCommand):
    help = "Wczytuje przykład: osiedle Azory z prawdziwych źródeł i wymyślone Trzepakowo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="wczytaj także obok własnych osiedli")

    def handle(self, *args: Any, **options: Any) -> None:
        upgrade.bring_up_to_date()
        try:
            demo.check_room(is_forced=options["force"])
        except demo.OwnAreasError as error:
            raise CommandError(
                "Ta strona ma już własne osiedla, więc przykładu nie wczytano. Jeśli mimo to ma stanąć obok nich,"
                " dodaj --force. Nie da się tego zrobić, gdy własne osiedle ma adres z przykładu"
                f" ({', '.join(sorted(demo.AREAS))})."
            ) from error
        demo.load()
        self.stdout.write("Przykład wczytany.")
