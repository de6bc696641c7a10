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
from podworko.portal import calendar_pdfs, calendar_words, pdfs
from podworko.portal.management import calendar_choices
from podworko.portal.printed import MOST_ENTRIES, TooManyEntriesError

CALENDAR = "calendar"
PRINTS: dict[str, Callable[..., bytes]] = {"resource-map": pdfs.resource_map, "list": pdfs.large_print_list}
PAPERS = sorted({*pdfs.PAPERS, *(paper for papers in calendar_pdfs.PAPERS.values() for paper in papers)})


class Command(BaseCommand):
    help = (
        "Składa wydruk osiedla do pliku PDF: plakat z mapą (resource-map), listę dużym drukiem (list)"
        " albo kalendarz (calendar): miesiąc, tydzień, listę wydarzeń lub ulotkę."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=[*PRINTS, CALENDAR], metavar="CO", help="resource-map, list albo calendar")
        parser.add_argument("area", metavar="OSIEDLE", help="początek adresu osiedla, np. azory")
        parser.add_argument("--paper", choices=PAPERS, help="arkusz (plakat i miesiąc: A3, reszta: A4)")
        parser.add_argument("--language", default="pl", choices=list(dict(settings.LANGUAGES)), help="język (pl)")
        parser.add_argument("-o", "--output", metavar="PLIK", help="dokąd zapisać; - oznacza standardowe wyjście")
        calendar_choices.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        what, asked = options["what"], calendar_choices.read(options)
        if what == CALENDAR:
            asked = asked or calendar_choices.THIS_MONTH
        elif asked:
            raise CommandError("--month, --week, --list i --leaflet są dla kalendarza: podworko print calendar …")
        area = find_area(options["area"])
        pdf, address = (
            self.calendar(area, asked, options) if asked else (self.register(area, options), pdfs.map_address(area))
        )
        if pdfs.leads_nowhere():
            self.stderr.write(
                f"Uwaga: kod QR prowadzi do {address}, a ten adres działa tylko na tym komputerze."
                " Przed drukiem ustaw PODWORKO_URL, np. PODWORKO_URL=https://podworko.example"
            )
        name = f"{what}-{asked.says}" if asked else what
        self.deliver(pdf, options["output"] or f"{area.slug}-{name}.pdf")

    def calendar(self, area: Area, asked: calendar_choices.Choice, options: dict[str, Any]) -> tuple[bytes, str]:
        """Return a print of the calendar, and where its code leads."""
        paper, papers = options["paper"] or "", calendar_pdfs.PAPERS[asked.name]
        if paper and paper not in papers:
            raise CommandError(f"Tego wydruku nie ma na arkuszu {paper}. Jest na: {', '.join(papers)}.")
        try:
            made = calendar_pdfs.pdf(asked.name, area, asked.wanted, paper=paper, language=options["language"])
        except PrintError as error:
            raise CommandError(f"Nie udało się złożyć wydruku. {error}") from error
        return made, calendar_words.calendar_address(area)

    def register(self, area: Area, options: dict[str, Any]) -> bytes:
        """Return the poster, or the list of the same entries."""
        what, paper = options["what"], options["paper"] or "A3"
        if what == "resource-map" and paper not in pdfs.PAPERS:
            raise CommandError(f"Tego wydruku nie ma na arkuszu {paper}. Jest na: {', '.join(pdfs.PAPERS)}.")
        choices = {"paper": paper} if what == "resource-map" else {}
        try:
            return PRINTS[what](area, language=options["language"], **choices)
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
