import os
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from podworko.organisations.reach import NOBODY
from podworko.places.models import Area
from podworko.portal import exports, queries


class Command(BaseCommand):
    help = "Zapisuje do pliku to, co o osiedlu widzą wszyscy: rejestr (CSV) albo mapę (GeoJSON)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("area", help="osiedle, jak w adresie strony, np. azory")
        parser.add_argument("-o", "--output", type=Path, required=True, help="plik, np. azory.csv albo azory.geojson")
        parser.add_argument("--format", choices=["csv", "geojson"], help="domyślnie po końcówce nazwy pliku")

    def handle(self, *args: Any, **options: Any) -> None:
        area = find_area(options["area"])
        target: Path = options["output"]
        kind = options["format"] or target.suffix.lstrip(".").lower()
        if kind == "csv":
            pieces, total = _register(area)
        elif kind in {"geojson", "json"}:
            pieces, total = _map(area)
        else:
            raise CommandError(f"Nie wiadomo, jaki to ma być plik: {target.name}. Podaj --format csv albo geojson.")
        write_whole(target, tqdm(pieces, desc=target.name, total=total, disable=None, leave=False))
        self.stdout.write(f"Zapisano: {target}")


def find_area(slug: str) -> Area:
    """Return an area by its part of the address; raise CommandError with those that there are."""
    area = Area.objects.filter(slug=slug).first()
    if area is None:
        known = ", ".join(Area.objects.order_by("slug").values_list("slug", flat=True)[:20]) or "żadnego"
        raise CommandError(f"Nie ma osiedla „{slug}”. Są: {known}.")
    return area


def write_whole(target: Path, pieces: Iterable[str]) -> None:
    """Write a file beside its final name and put it there when it is whole."""
    partial = target.with_name(target.name + ".part")
    try:
        with partial.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise CommandError(f"Nie da się zapisać {target}: {error.strerror}.") from error


def _register(area: Area) -> tuple[Iterator[str], int]:
    rows = queries.organisations(area, NOBODY).select_related("home_area").order_by("sort_key", "pk")
    return exports.organisations_csv(rows.iterator(chunk_size=500), area, settings.SITE.origin), rows.count()


def _map(area: Area) -> tuple[Iterator[str], int]:
    entries = queries.entries(area, NOBODY).order_by("number", "sort_key", "pk")
    text = exports.feature_collection(
        queries.stream(entries), origin=settings.SITE.origin, attribution=queries.owners(area)
    )
    return text, 2 * entries.count() // exports.CHUNK + 2
