from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from podworko.core.backup import make
from podworko.core.backup.archive import BackupError


class Command(BaseCommand):
    help = "Zapisuje kopię całości (baza danych i pliki) do jednego pliku. Strona może w tym czasie działać."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="plik kopii (domyślnie nowy w folderze backups)")
        parser.add_argument(
            "--with-secret-key",
            action="store_true",
            help="dołącz klucz: po odtworzeniu nikt nie musi się logować od nowa; trzymaj taki plik pod kluczem",
        )
        parser.add_argument("--keep", type=int, metavar="N", help="w folderze backups zostaw tylko N ostatnich kopii")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] is not None and options["keep"] < 1:
            raise CommandError(f"--keep: zostaje co najmniej jedna kopia, a nie {options['keep']}.")
        target = (options["file"] or make.default_file()).absolute()
        if target.exists():
            raise CommandError(f"Plik {target} już istnieje. Podaj inną nazwę.")
        try:
            manifest = make.make(target, with_secret_key=options["with_secret_key"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        uploads = sum(name.startswith("uploads/") for name in manifest.members)
        self.stdout.write(f"Kopia gotowa: {target}")
        self.stdout.write(
            f"Wierszy: {sum(manifest.rows.values())}, plików: {uploads}, bajtów: {target.stat().st_size}."
        )
        if manifest.lost_uploads:
            self.stdout.write(f"Plików skasowanych w trakcie: {len(manifest.lost_uploads)}.")
        if options["keep"]:
            make.keep_latest(options["keep"])
