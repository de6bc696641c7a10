"""Lets the search catch up with a change of thousands of rows, in small transactions after its own.

    with transaction.atomic():
        …                                                         # thousands of rows
        later.put_off("organisations.organisation", ids, wave="import:12")
    later.catch_up()                                              # or leave it to the job that is in the queue

What is put off is written down in the transaction of the change, and so is a job: whoever is killed in between, the
job finishes it. Until then new rows are not found, and changed ones are found as they were; rows that are gone are
found by nobody as soon as the change stands. So **not for a change that hides** a row that goes on to exist.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django_tasks import task

from podworko.core import bulk
from podworko.core.search import index
from podworko.core.search.models import SearchDebt, SearchDocument

logger = logging.getLogger(__name__)

AT_ONCE = 200
"""Rows whose documents are made in one transaction: half a second."""
PAUSE = 0.12
"""Seconds between two transactions on SQLite, where who waits looks at most every 0.1 s whether it may write."""


def put_off(label: str, ids: Iterable[int], *, wave: str = "") -> None:
    """Write down, in the caller's transaction, that the documents of some rows of a source are to be made anew.

    `wave`: by which `percent_done` tells how far it is with those that were put off together.
    """
    ordered = sorted(set(ids))
    there: list[int] = []
    for start in range(0, len(ordered), index.BATCH):
        portion = ordered[start : start + index.BATCH]
        _discard_what_is_gone(label, portion)
        existing = _existing(label, portion)
        SearchDebt.objects.filter(source=label, source_id__in=set(portion) - set(existing)).delete()
        there += existing
    if there:
        bulk.insert(SearchDebt(source=label, source_id=pk, wave=wave, wave_size=len(there)) for pk in there)
        catch_up_search.enqueue()


def percent_done(wave: str) -> int | None:
    """Return how far the search has caught up with a wave; nothing once it is done."""
    debts = SearchDebt.objects.filter(wave=wave)
    size = debts.values_list("wave_size", flat=True).first()
    return None if size is None else max(0, 100 - 100 * debts.count() // size)


def catch_up(wave: str | None = None, tell: Callable[[int], None] = lambda _count: None) -> int:
    """Make the documents that were put off, all or those of one wave; return how many rows' it made.

    Several may do so at once. `tell`: is told after each small transaction how many more rows are done.
    """
    done = 0
    # A plain look first: on SQLite a transaction of ours locks out all other writers.
    while _debts(wave).exists():
        count = _catch_up_once(wave)
        if not count:
            # What is left is in the hands of another.
            break
        done += count
        tell(count)
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            time.sleep(PAUSE)
    return done


def catch_up_if_it_can(wave: str) -> None:
    """Make the documents of a wave, for a person who waits; where the database is taken, leave them to the job."""
    try:
        catch_up(wave)
    except DatabaseError:
        logger.warning("the search catches up later", extra={"wave": wave})


def _debts(wave: str | None) -> "models.QuerySet[SearchDebt]":
    return SearchDebt.objects.all() if wave is None else SearchDebt.objects.filter(wave=wave)


@transaction.atomic
def _catch_up_once(wave: str | None) -> int:
    rows = _debts(wave).select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE]
    taken = list(rows.values_list("pk", "source", "source_id"))
    by_source: defaultdict[str, list[int]] = defaultdict(list)
    for _pk, source, source_id in taken:
        by_source[source].append(source_id)
    for source, ids in by_source.items():
        index.refresh_many(source, ids)
    SearchDebt.objects.filter(pk__in=[pk for pk, _source, _id in taken]).delete()
    return len(taken)


def _discard_what_is_gone(label: str, ids: Sequence[int]) -> None:
    """Delete the documents about rows that are there no more."""
    by_model: defaultdict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    documents = SearchDocument.objects.filter(source=label, source_id__in=ids)
    for pk, model, object_id in documents.values_list("pk", "model", "object_id"):
        by_model[model][object_id].append(pk)
    gone: list[int] = []
    for model, found in by_model.items():
        for object_id in set(found) - set(_existing(model, list(found))):
            gone += found[object_id]
    index.discard(gone)


def _existing(label: str, ids: Sequence[int]) -> list[int]:
    rows = apps.get_model(label)._base_manager.filter(pk__in=ids)  # noqa: SLF001
    return sorted(rows.values_list("pk", flat=True))


@task()
def catch_up_search() -> int:
    """Make the documents that a change of thousands of rows has put off."""
    return catch_up()
