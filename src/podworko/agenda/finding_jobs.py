"""Jobs that look for what events have to do with each other: after a change, and every night."""

from collections.abc import Collection

from django.db import transaction
from django_tasks import task

from podworko.agenda import findings
from podworko.agenda.models import Event, Finding

PORTION = 200
"""Events looked at in one transaction."""


def look_for(event_ids: Collection[int]) -> None:
    """Put into the queue a look at some events; inside the caller's transaction."""
    ordered = sorted(set(event_ids))
    for start in range(0, len(ordered), PORTION):
        find_coincidences.enqueue(ordered[start : start + PORTION])


@task()
def find_coincidences(event_ids: list[int]) -> int:
    """Compute what some events have to do with all others; return how many findings are present for them."""
    with transaction.atomic():
        findings.refresh(event_ids)
    both = Finding.objects.present()
    return (
        both.filter(first__in=event_ids).count()
        + both.filter(second__in=event_ids).exclude(first__in=event_ids).count()
    )


@task()
def find_all_coincidences() -> int:
    """Compute all findings anew: time goes by, and series reach further; return for how many events."""
    ids = list(Event.objects.filter(occurrences__isnull=False).distinct().order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        look_for(ids)
    return len(ids)
