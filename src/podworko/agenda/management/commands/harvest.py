from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from podworko.agenda.actions.harvest import harvest_feed
from podworko.agenda.harvesting import telling
from podworko.agenda.models import Feed
from podworko.places.models import Area


class Command(BaseCommand):
    help = (
        "Pobiera kalendarze instytucji teraz, nie czekając na ich porę. Kończy się kodem 1, gdy któryś się nie udał."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--feed", type=int, metavar="NUMER", help="jeden kalendarz, o takim numerze")
        parser.add_argument("--area", metavar="OSIEDLE", help="kalendarze jednego osiedla, np. azory")

    def handle(self, *args: Any, **options: Any) -> None:
        feeds = self.chosen(options["feed"], options["area"])
        failed = 0
        lines = []
        with tqdm(feeds, desc="Kalendarze", unit="", file=self.stderr, disable=None, leave=False) as progress:
            for feed in progress:
                done = harvest_feed(feed, by=None)
                failed += bool(done.last_error)
                lines.append(f"{feed.area.slug}, {feed} ({feed.pk}): {_outcome(done)}")
        for line in lines:
            self.stdout.write(line)
        self.stdout.write(f"Sprawdzone kalendarze: {len(feeds)}. Nieudane: {failed}.")
        if failed:
            raise CommandError(
                "Nie wszystkie kalendarze udało się pobrać. Zostają w nich wydarzenia z ostatniego razu."
            )

    def chosen(self, number: int | None, area_slug: str | None) -> list[Feed]:
        """Return the calendars that were asked for; one that is named may be switched off."""
        rows = Feed.objects.exclude(address="").select_related("area", "organisation").order_by("area", "label", "pk")
        if number is not None:
            rows = rows.filter(pk=number)
            if not rows:
                raise CommandError(f"Nie ma kalendarza o numerze {number}.")
            return list(rows)
        rows = rows.filter(is_active=True)
        if area_slug is not None:
            area = Area.objects.filter(slug=area_slug).first()
            if area is None:
                raise CommandError(f"Nie ma osiedla „{area_slug}”.")
            rows = rows.filter(area=area)
        return list(rows)


def _outcome(feed: Feed) -> str:
    if feed.last_error:
        return feed.last_error
    kept = f"; zostawione, choć znikły ze źródła: {feed.missing}" if feed.missing else ""
    return telling.brought(feed.brought) + kept
