import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from podworko.config import examination
from podworko.core.health import State

SIGNS = {State.OK: "dobrze", State.WARNING: "UWAGA ", State.ERROR: "BŁĄD  "}


class Command(BaseCommand):
    help = "Mówi, co jest źle ustawione. Kończy się błędem, jeśli coś nie działa."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-mail", action="store_true", help="nie łącz się z serwerem poczty")

    def handle(self, *args: Any, **options: Any) -> None:
        found = []
        for finding in examination.examine(with_mail=not options["no_mail"]):
            found.append(finding)
            self.stdout.write(f"{SIGNS[finding.state]}  {finding.says}")
        errors = sum(finding.state == State.ERROR for finding in found)
        if errors:
            self.stdout.write(f"\nDo naprawienia: {errors}.")
            sys.exit(1)
