"""What is said about two entries that are perhaps one, and looking for such entries."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.core import audit
from podworko.core.audit import Actor
from podworko.organisations import duplicate_reading, duplicates
from podworko.organisations.choices import PairAnswer
from podworko.organisations.models import Organisation, Pair
from podworko.places.models import Area

BY_HAND = 0
"""Strength of a pair that a person has named: it waits for them, whatever a comparison finds."""


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


@transaction.atomic
def name_pair(one: Organisation, other: Organisation, *, by: Actor | None) -> Pair:
    """Open a pair that somebody names, to be compared; what was said about the two before stays said."""
    if one.pk == other.pk:
        raise ValidationError(_("To jest jeden i ten sam wpis."), code="same")
    first, second = sorted((one, other), key=lambda each: each.pk)
    pair, is_new = Pair.objects.get_or_create(first=first, second=second, defaults={"strength": BY_HAND})
    if is_new:
        audit.record(pair, verb="name_pair", before=None, after=audit.snapshot(pair), by=by)
    return pair


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
        waiting = [pair for pair in known.values() if pair.answer == PairAnswer.WAITING]
        stale = [pair.pk for pair in waiting if pair.strength != BY_HAND]
        Pair.objects.filter(pk__in=stale).delete()
    del by
    return Pair.objects.in_area(area).waiting().count()


def _named(found: list[duplicates.Candidate]) -> set[int]:
    return {pk for each in found for pk in (each.first, each.second)}
