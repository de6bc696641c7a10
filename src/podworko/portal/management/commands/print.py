import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from podworko.core.map_layout import TooManyMarkersError
from podworko.core.typst import PrintError
from podworko.places.models import Area
from podworko.portal import pdfs
from podworko.portal.printed import MOST_ENTRIES, TooManyEntriesError

PRINTS: dict[str, Callable[..., bytes]] = {"resource-map": pdfs.resource_map, "list": pdfs.large_print_list}


class Command(BaseCommand):
    help = "Składa wydruk osiedla do pliku PDF: plakat z mapą (resource-map) albo listę dużym drukiem (list)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=list(PRINTS), metavar="CO", help="resource-map albo list")
        parser.add_argument("area", metavar="OSIEDLE", help="początek adresu osiedla, np. azory")
        parser.add_argument("--paper", default="A3", choices=list(pdfs.PAPERS), help="arkusz plakatu (A3)")
        parser.add_argument("--language", default="pl", choices=list(dict(settings.LANGUAGES)), help="język (pl)")
        parser.add_argument("-o", "--output", metavar="PLIK", help="dokąd zapisać; - oznacza standardowe wyjście")

    def handle(self, *args: Any, **options: Any) -> None:
        area = find_area(options["area"])
        what = options["what"]
        choices = {"paper": options["paper"]} if what == "resource-map" else {}
        try:
            pdf = PRINTS[what](area, language=options["language"], **choices)
        except TooManyEntriesError as error:
            raise CommandError(
                f"Wpisów jest {error.count}, a na wydruku mieści się najwyżej {MOST_ENTRIES}."
                " Wydrukuj mniejsze osiedle."
            ) from error
        except TooManyMarkersError as error:
            raise CommandError(
                f"Na mapie nie zmieści się {error.count} znaków. Wydrukuj mniejsze osiedle albo samą listę:"
                f" podworko print list {area.slug}"
            ) from error
        except PrintError as error:
            raise CommandError(f"Nie udało się złożyć wydruku. {error}") from error
        if pdfs.leads_nowhere():
            self.stderr.write(
                f"Uwaga: kod QR prowadzi do {pdfs.map_address(area)}, a ten adres działa tylko na tym komputerze."
                " Przed drukiem ustaw PODWORKO_URL, np. PODWORKO_URL=https://podworko.example"
            )
        self.deliver(pdf, options["output"] or f"{area.slug}-{what}.pdf")

    def deliver(self, pdf: bytes, output: str) -> None:
        """Write the file whole or not at all."""
        if output == "-":
            sys.stdout.buffer.write(pdf)
            return
        target = Path(output)
        try:
            write_whole(target, pdf)
        except OSError as error:
            raise CommandError(f"Nie da się zapisać pliku {target}: {error.strerror}.") from error
        self.stdout.write(f"Zapisano {target} ({len(pdf) // 1024 + 1} kB).")


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or, if writing fails, as it was before."""
    with NamedTemporaryFile(dir=target.parent, prefix=f"{target.name}.", delete=False) as stream:
        draft = Path(stream.name)
        try:
            stream.write(content)
            stream.flush()
            draft.chmod(0o666 & ~_umask())
            draft.replace(target)
        except OSError:
            draft.unlink(missing_ok=True)
            raise


def find_area(slug: str) -> Area:
    """Return the area with this slug; if there is none, say which ones are alike."""
    area = Area.objects.filter(slug=slug).first()
    if area is None:
        slugs = list(Area.objects.values_list("slug", flat=True))
        alike = get_close_matches(slug, slugs, n=3) or sorted(slugs)[:10]
        raise CommandError(f"Nie ma osiedla „{slug}”. Są: {', '.join(alike) or 'żadne jeszcze'}.")
    return area


def _umask() -> int:
    # The mask can only be read by setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
