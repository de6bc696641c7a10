"""How the organisations of an area are asked whether their entries are true, and how an address stops these mails."""

from django.db import transaction
from django.utils import timezone

from podworko.core import audit
from podworko.core.audit import Actor, Values
from podworko.organisations.actions.writing import check_known
from podworko.places.models import Area
from podworko.resources.models import FreshnessAsk, FreshnessMailbox, FreshnessSettings

FIELDS = ("is_on", "months", "paused_months", "applies_directly")


@transaction.atomic
def set_freshness(area: Area, *, values: Values, by: Actor | None) -> FreshnessSettings:
    """Say whether and how the organisations of an area are asked."""
    check_known(values, FIELDS)
    settings, _is_new = FreshnessSettings.objects.select_for_update().get_or_create(area=area)
    audit.change(settings, values, verb="set_freshness", by=by)
    return settings


@transaction.atomic
def stop_mails(box: FreshnessMailbox, *, by: Actor | None) -> FreshnessMailbox:
    """Write to an address no more; its entries are confirmed by telephone from now on."""
    fresh = audit.lock(box)
    if fresh.stopped_at is None:
        _change(fresh, is_stopped=True, verb="stop_freshness_mails", by=by)
        FreshnessAsk.objects.open().filter(mailbox=fresh).update(next_on=None)
    return fresh


@transaction.atomic
def resume_mails(box: FreshnessMailbox, *, by: Actor | None) -> FreshnessMailbox:
    """Write to an address again; what was asked before is asked anew by the next mail."""
    fresh = audit.lock(box)
    if fresh.stopped_at is not None or fresh.refused_at is not None:
        _change(fresh, is_stopped=False, verb="resume_freshness_mails", by=by)
        FreshnessAsk.objects.open().filter(mailbox=fresh).update(next_on=timezone.localdate(), mails=0)
    return fresh


def _change(box: FreshnessMailbox, *, is_stopped: bool, verb: str, by: Actor | None) -> None:
    before = {"is_stopped": not is_stopped}
    box.stopped_at = timezone.now() if is_stopped else None
    box.refused_at = box.refused_at if is_stopped else None
    box.save(update_fields=["stopped_at", "refused_at"])
    audit.record(box, verb=verb, before=before, after={"is_stopped": is_stopped}, by=by)
