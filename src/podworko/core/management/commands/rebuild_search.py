from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from podworko.core.search import index


class Command(BaseCommand):
    help = "Buduje wyszukiwarkę od nowa. W czasie pracy wyszukiwanie działa i znajduje to, co już zbudowano."

    def handle(self, *args: Any, **options: Any) -> None:
        index.rebuild(self._show_progress)
        self.stdout.write("Wyszukiwarka zbudowana od nowa.")

    def _show_progress(self, label: str, batches: Sequence[Sequence[int]]) -> Iterable[Sequence[int]]:
        with tqdm(total=sum(map(len, batches)), desc=label, unit="", file=self.stderr, disable=None) as progress:
            for batch in batches:
                yield batch
                progress.update(len(batch))
