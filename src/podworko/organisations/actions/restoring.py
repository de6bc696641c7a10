"""Bringing back what was deleted of the register."""

from django.db import models, transaction

from podworko.core import deletion
from podworko.core.audit import Actor
from podworko.core.models import AuditEntry
from podworko.organisations.actions.merging import undo_merge
from podworko.organisations.actions.writing import LOCATION, announce
from podworko.organisations.models import Merge


def bring_back(entry: AuditEntry, *, by: Actor | None, verb: str) -> models.Model:
    """Bring back an organisation, or something of it, with all that went with it; undo the merge of a merged one."""
    merge = Merge.objects.standing().filter(merged_id=entry.object_id, deletions__0=entry.pk).first()
    if merge is not None:
        return undo_merge(merge, by=by).restored
    with transaction.atomic():
        restored = deletion.bring_back(entry, verb=verb, by=by)
        kind, _colon, number = entry.about.partition(":")
        if kind == "organisation":
            returned = AuditEntry.objects.filter(part_of=entry.pk, model=LOCATION).values_list("object_id", flat=True)
            own = [entry.object_id] if entry.model == LOCATION else []
            announce([int(number)], [*own, *returned])
    return restored
