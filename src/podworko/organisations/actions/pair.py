"""What is said about two entries that are perhaps one, and looking for such entries."""

from django.db import transaction
from django.utils import timezone

from podworko.core import audit
from podworko.core.audit import Actor
from podworko.organisations import duplicate_reading, duplicates
from podworko.organisations.choices import PairAnswer
from podworko.organisations.models import Organisation, Pair
from podworko.places.models import Area


def settle_pair(pair: Pair, *, answer: PairAnswer, by: Actor | None) -> Pair:
    """Write down that two entries are not the same, or that it is left for later; or take that back."""
    with transaction.atomic():
        fresh = audit.lock(pair)
        said = answer != PairAnswer.WAITING
        values = {
            "answer": answer,
            "answered_by_id": by.pk if by and said else None,
            "answered_at": timezone.now() if said else None,
        }
        if fresh.answer != answer:
            audit.change(fresh, values, verb="settle_pair", by=by)
    return fresh


def look_for_duplicates(area: Area, *, by: Actor | None) -> int:
    """Compare all entries of an area; what was said about a pair stays said. Return how many pairs wait."""
    entries = duplicate_reading.compared(area)
    found = duplicates.candidates(entries, places=duplicate_reading.place_names(area))
    with transaction.atomic():
        inside = Pair.objects.select_for_update().in_area(area)
        known = {(pair.first_id, pair.second_id): pair for pair in inside}
        there = set(Organisation.objects.filter(pk__in=_named(found)).values_list("pk", flat=True))
        new = []
        for each in found:
            pair = known.pop((each.first, each.second), None)
            reasons = [code for code, _particulars in each.reasons]
            if pair is None and {each.first, each.second} <= there:
                new.append(Pair(first_id=each.first, second_id=each.second, strength=each.strength, reasons=reasons))
            elif pair is not None and (pair.strength, pair.reasons) != (each.strength, reasons):
                pair.strength, pair.reasons = each.strength, reasons
                pair.save(update_fields=["strength", "reasons"])
        Pair.objects.bulk_create(new, ignore_conflicts=True)
        # What somebody opened by hand has no strength, and waits for them.
        stale = [pair.pk for pair in known.values() if pair.answer == PairAnswer.WAITING and pair.strength]
        Pair.objects.filter(pk__in=stale).delete()
    del by
    return Pair.objects.in_area(area).waiting().count()


def _named(found: list[duplicates.Candidate]) -> set[int]:
    return {pk for each in found for pk in (each.first, each.second)}
