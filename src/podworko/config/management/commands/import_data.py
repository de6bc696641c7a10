from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from podworko.config.management.commands.export import find_area
from podworko.core.text import fold
from podworko.places.actions.boundaries import set_boundary
from podworko.places.imports import BoundaryFileError, FoundOutline, read_geojson
from podworko.places.models import Area


class Command(BaseCommand):
    help = "Wczytuje dane z pliku: granicę osiedla w formacie GeoJSON. Wcześniejsza granica zostaje w historii."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="CO")
        boundary = kinds.add_parser("boundary", help="granica osiedla z pliku GeoJSON")
        boundary.add_argument("area", help="osiedle, jak w adresie strony, np. azory")
        boundary.add_argument("file", type=Path, help="plik GeoJSON")
        boundary.add_argument(
            "--outline",
            action="append",
            default=[],
            help="nazwa obszaru z pliku, gdy jest ich w nim kilka",
        )
        boundary.add_argument("--since", default="", help="od kiedy obowiązuje: 2018, 2018-03 albo 2018-03-20")
        boundary.add_argument("--source", default="", help="skąd pochodzi, np. uchwała rady dzielnicy")
        boundary.add_argument(
            "--attribution", default="", help="czyje to dane, np. © OpenStreetMap contributors, ODbL"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        area = find_area(options["area"])
        file: Path = options["file"]
        try:
            reading = read_geojson(file.read_bytes())
            values = {name: options[name] for name in ("source", "attribution")} | {"starts": options["since"]}
            chosen = choose(reading.outlines, area, options["outline"])
            outlines = [found.geometry for found in chosen]
            set_boundary(area, values=values, outlines=outlines, by=None)
        except OSError as error:
            raise CommandError(f"Nie da się odczytać {file}: {error.strerror}.") from error
        except BoundaryFileError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        for remark in [*reading.remarks, *(remark for found in chosen for remark in found.remarks)]:
            self.stdout.write(f"– {remark}")
        self.stdout.write(f"{area.full_label}: nowa granica zapisana (obszarów: {len(outlines)}).")


def choose(found: list[FoundOutline], area: Area, names: list[str]) -> list[FoundOutline]:
    """Return the outlines that are named, or the one that bears the area's name; never more than were meant.

    Raises:
        BoundaryFileError: There are several, and nobody said which.
    """
    if len(found) == 1 and not names:
        return found
    wanted = {fold(name) for name in names or [area.name]}
    chosen = [outline for outline in found if fold(outline.name) in wanted]
    if not chosen or len({fold(outline.name) for outline in chosen}) < len(wanted):
        there = ", ".join(outline.name or "(bez nazwy)" for outline in found)
        raise BoundaryFileError(f"Nie wiadomo, o który obszar chodzi. Podaj --outline NAZWA. W pliku są: {there}.")
    return chosen
