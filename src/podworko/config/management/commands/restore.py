from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from podworko.config import holding, upgrade
from podworko.core.backup import archive, restore
from podworko.core.backup.archive import BackupError


class Command(BaseCommand):
    help = (
        "Odtwarza całość z pliku kopii. To, co było, odkłada na bok – niczego nie kasuje. Zatrzymaj przedtem stronę."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="plik kopii")
        parser.add_argument("--check-only", action="store_true", help="tylko sprawdź, czy kopia jest cała")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with archive.reading(options["file"]) as reader:
                self.examine(reader)
                if not options["check_only"]:
                    self.put_back(reader)
        except BackupError as error:
            raise CommandError(str(error)) from error

    def examine(self, reader: archive.Reader) -> None:
        """Compare the file with its own sums, and its schema with this program."""
        with tqdm(
            desc="sprawdzanie", total=reader.total_size(), unit="B", unit_scale=True, disable=None, leave=False
        ) as bar:
            reader.check(bar.update)
        restore.refuse_newer(reader.manifest)
        self.stdout.write(
            f"Kopia z {reader.manifest.made_at} jest cała: wierszy {sum(reader.manifest.rows.values())},"
            f" plików {len(reader.uploads())}."
        )

    def put_back(self, reader: archive.Reader) -> None:
        """Put the backup in the place of what is there."""
        try:
            alone = holding.hold_alone(settings.DATA)
        except holding.InUseError as error:
            raise CommandError(
                "Strona albo zadania w tle jeszcze działają. Zatrzymaj je i spróbuj ponownie."
            ) from error
        with alone:
            aside = restore.restore(reader)
            upgrade.bring_up_to_date()
            if restore.needs_new_indexes(reader.manifest):
                call_command("rebuild_search", stdout=self.stdout)
        if aside:
            self.stdout.write(f"To, co było przedtem, leży odłożone: {aside}")
        self.stdout.write("Odtworzono.")
