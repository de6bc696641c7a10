"""What people say about what was noticed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.agenda import finding_jobs
from podworko.agenda.choices import FindingAnswer, FindingKind
from podworko.agenda.models import CoordinationLimits, Finding, FindingDecision, Occurrence
from podworko.core import audit
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.organisations.actions.writing import check_known
from podworko.organisations.models import Organisation
from podworko.places.models import Area

LIMITS = ("join_metres", "catchment_metres", "walking_speed", "crowded_from", "empty_days")
JOINABLE = (FindingKind.JOIN, FindingKind.COMPETE)
"""What two events can become one after; a room that is taken twice is no reason to do something together."""


@transaction.atomic
def decide_finding(  # noqa: PLR0913 – who says what about what
    finding: Finding,
    *,
    organisation: Organisation | None,
    answer: str,
    reason: str = "",
    by: Actor | None,
    facts_hash: str | None = None,
) -> FindingDecision:
    """Write down what one side says about a finding; `organisation`: for whom, empty for the coordinator.

    What was said before stays and no longer counts. „Tak ma być” needs a reason: it is read when the facts change.
    `facts_hash`: of the finding as whoever says it has seen it. Saying the same twice is saying it once.
    """
    fresh = _held(finding, facts_hash)
    if answer not in FindingAnswer.values or (answer == FindingAnswer.JOIN and fresh.kind not in JOINABLE):
        raise ValidationError({"answer": _("Wybierz, co robicie.")})
    if answer == FindingAnswer.FINE and not reason.strip():
        raise ValidationError({"reason": _("Napisz, dlaczego tak ma być. Przyda się, gdy coś się zmieni.")})
    last = fresh.decisions.filter(organisation=organisation).last()
    if last and last.is_valid and (last.answer, last.reason) == (answer, reason.strip()):
        return last
    decision = FindingDecision(
        finding=fresh,
        organisation=organisation,
        answer=answer,
        reason=reason.strip(),
        facts_hash=fresh.facts_hash,
        entered_by_id=by.pk if by else None,
    )
    decision.full_clean()
    return audit.create(decision, verb="decide_finding", by=by)


@transaction.atomic
def take_back_decision(decision: FindingDecision, *, by: Actor | None) -> AuditEntry | None:
    """Take back what was said, so that the finding is open again; the history keeps it."""
    fresh = FindingDecision.objects.select_for_update().filter(pk=decision.pk).first()
    if fresh is None:
        raise ValidationError(_("Ktoś już to cofnął."), code="gone")
    entry = audit.record(fresh, verb="take_back_decision", before=audit.snapshot(fresh), after=None, by=by)
    fresh.delete()
    return entry


@transaction.atomic
def change_limits(area: Area, *, values: Values, by: Actor | None, version: int | None = None) -> CoordinationLimits:
    """Say from when on an area wants to be told of something."""
    check_known(values, LIMITS)
    row = CoordinationLimits.objects.select_for_update().filter(area=area).first()
    if row is None:
        row = CoordinationLimits(area=area, **values)
        row.full_clean()
        row = audit.create(row, verb="change_limits", by=by)
    else:
        row = audit.lock(row, version)
        audit.change(row, dict(values), verb="change_limits", by=by)
    ahead = Occurrence.objects.filter(ends__gte=timezone.now(), event__area__path__startswith=area.path)
    finding_jobs.look_for(set(ahead.values_list("event", flat=True)))
    return row


def _held(finding: Finding, facts_hash: str | None) -> Finding:
    """Return a finding as it stands, held until the transaction ends; refuse what is not so any more."""
    fresh = Finding.objects.select_for_update().filter(pk=finding.pk).first()
    if fresh is None or fresh.gone_at is not None:
        raise ValidationError(_("To już nieaktualne: coś się zmieniło albo wydarzenia połączono."), code="gone")
    if facts_hash is not None and facts_hash != fresh.facts_hash:
        raise ValidationError(_("W tym czasie coś się zmieniło. Zobacz, jak jest teraz, i odpowiedz."), code="stale")
    return fresh
