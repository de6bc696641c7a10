"""Two events become one: proposed, answered, joined, and taken apart again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.agenda.actions.event import change_event
from podworko.agenda.actions.occurrence import cancel_occurrence, put_back_occurrence
from podworko.agenda.actions.writing import changing
from podworko.agenda.choices import EventStatus, ExceptionKind, JoinState, OrganiserRole
from podworko.agenda.models import Event, Finding, Join, SignUp
from podworko.core import audit
from podworko.core.audit import Actor, Values
from podworko.core.visibility import Visibility
from podworko.organisations.actions.writing import check_known
from podworko.organisations.models import Organisation

PROPOSAL = ("message", "kept_brings", "absorbed_brings")
OPEN = (JoinState.PROPOSED, JoinState.LATER)


@transaction.atomic
def propose_join(  # noqa: PLR0913 – what a proposal is made of
    *,
    kept: Event,
    absorbed: Event,
    finding: Finding | None,
    proposed_for: Organisation | None,
    values: Values,
    by: Actor | None,
) -> Join:
    """Propose to make one event of two; the other side says yes, no or later. Nothing changes until then."""
    check_known(values, PROPOSAL)
    pair = [kept.pk, absorbed.pk]
    # Whoever proposes holds both: of two proposals at once the second sees the first.
    held = {row.pk: row for row in Event.objects.select_for_update().filter(pk__in=pair).order_by("pk")}
    if len(held) < len(set(pair)):
        raise ValidationError(_("Ktoś już to usunął."), code="gone")
    check_joinable(held[kept.pk], held[absorbed.pk])
    if finding is not None:
        _check_present(finding, pair)
    if Join.objects.filter(kept__in=pair, absorbed__in=pair, state__in=OPEN).exists():
        raise ValidationError(_("Taka propozycja już czeka na odpowiedź."), code="proposed")
    join = Join(
        finding=finding,
        kept=kept,
        absorbed=absorbed,
        proposed_for=proposed_for,
        covered=_covered(absorbed, finding),
        entered_by_id=by.pk if by else None,
        **values,
    )
    join.full_clean()
    return audit.create(join, verb="propose_join", by=by)


@transaction.atomic
def answer_join(join: Join, *, answer: str, reason: str = "", by: Actor | None, version: int | None = None) -> Join:
    """Answer a proposal: `JOINED` makes one event of two at once; the other answers change no event."""
    fresh = audit.lock(join, version)
    if fresh.state not in OPEN:
        raise ValidationError(_("Na tę propozycję już odpowiedziano."), code="answered")
    if answer == JoinState.DECLINED and not reason.strip():
        raise ValidationError({"reason": _("Napisz, dlaczego nie. Druga strona to przeczyta.")})
    if answer == JoinState.JOINED:
        return _join(fresh, reason=reason.strip(), by=by)
    if answer not in {JoinState.LATER, JoinState.DECLINED, JoinState.WITHDRAWN}:
        raise ValidationError({"answer": _("Wybierz odpowiedź.")})
    said = {"state": answer, "reason": reason.strip(), "answered_at": timezone.now()}
    audit.change(fresh, said, verb="answer_join", by=by)
    return fresh


def undo_join(join: Join, *, by: Actor | None) -> Join:
    """Make two events of one again: each as it was, apart from what people have changed since."""
    with _both(join) as (fresh, kept, absorbed):
        if fresh.state != JoinState.JOINED:
            raise ValidationError(_("Te wydarzenia nie są połączone."), code="not_joined")
        change_event(kept, values=_without(kept, fresh.added), by=by, verb="undo_join")
        if absorbed.joined_into_id == kept.pk:
            values = {"joined_into_id": None, "sequence": absorbed.sequence + 1}
            audit.change(absorbed, values, verb="undo_join", by=by)
        for original in _originals(fresh.covered):
            ours = absorbed.exceptions.filter(original=original, kind=ExceptionKind.CANCELLED)
            if ours.filter(reason=fresh.added.get("said", "")).exists():
                put_back_occurrence(absorbed, original, by=by)
        audit.change(fresh, {"state": JoinState.UNDONE, "undone_at": timezone.now()}, verb="undo_join", by=by)
    return fresh


def check_joinable(kept: Event, absorbed: Event) -> None:
    """Refuse what cannot become one event, and say what to do about it."""
    if kept.pk == absorbed.pk:
        raise ValidationError(_("To jest to samo wydarzenie."), code="same")
    if kept.joined_into_id or absorbed.joined_into_id:
        raise ValidationError(_("Jedno z nich jest już częścią innego wydarzenia."), code="joined")
    if EventStatus.CANCELLED in {kept.status, absorbed.status} or kept.review or absorbed.review:
        raise ValidationError(_("Odwołanego wydarzenia nie da się połączyć."), code="cancelled")
    if kept.starts is None and absorbed.starts is not None:
        raise ValidationError(_("Zostawcie to, które ma już dzień."), code="pencilled")
    if absorbed.organisation_id is None:
        raise ValidationError(
            _("Organizatora drugiego wydarzenia nie ma w rejestrze. Najpierw go tam wpisz."), code="unregistered"
        )
    ahead = SignUp.objects.filter(sign_up_list__event=absorbed, sign_up_list__starts__gt=timezone.now())
    if ahead.exists():
        raise ValidationError(
            _("Na drugie wydarzenie ktoś jest już zapisany. Połączcie je odwrotnie, żeby zapisy zostały."),
            code="signed_up",
        )
    _check_seen_by_both(kept, absorbed)


def _check_seen_by_both(kept: Event, absorbed: Event) -> None:
    """Refuse what the other side may not read, and what joining would tell to more people than may read it now."""
    one, other = _seen_by(kept), _seen_by(absorbed)
    if {one, other} - {Visibility.PUBLIC, Visibility.PARTNERS}:
        raise ValidationError(
            _("Jednego z tych wydarzeń druga strona nie widzi. Najpierw zmień, kto je widzi."), code="hidden"
        )
    if one != other:
        raise ValidationError(
            _("Jedno z tych wydarzeń widzi mniej osób niż drugie. Najpierw zmień, kto je widzi."), code="narrower"
        )


def _seen_by(event: Event) -> Visibility:
    limits = [event.visibility, event.organisation.visibility if event.organisation else event.visibility]
    return max((Visibility(each) for each in limits), key=list(Visibility).index)


def _check_present(finding: Finding, pair: list[int]) -> None:
    fresh = Finding.objects.filter(pk=finding.pk, gone_at=None).first()
    if fresh is None or sorted(pair) != [fresh.first_id, fresh.second_id]:
        raise ValidationError(_("To już nieaktualne: coś się zmieniło albo wydarzenia połączono."), code="gone")


@contextmanager
def _both(join: Join) -> Iterator[tuple[Join, Event, Event]]:
    """Hold a proposal and both events, in one order, and tell all that show them."""
    with transaction.atomic():
        fresh = audit.lock(join)
        rows = {row.pk: row for row in Event.objects.filter(pk__in=[fresh.kept_id, fresh.absorbed_id]).order_by("pk")}
        kept, absorbed = rows[fresh.kept_id], rows[fresh.absorbed_id]
        first, second = sorted((kept, absorbed), key=lambda event: event.pk)
        with changing(first), changing(second):
            locked = {row.pk: row for row in (audit.lock(first), audit.lock(second))}
            yield fresh, locked[kept.pk], locked[absorbed.pk]


def _join(join: Join, *, reason: str, by: Actor | None) -> Join:
    with _both(join) as (fresh, kept, absorbed):
        check_joinable(kept, absorbed)
        added = _added(kept, absorbed)
        change_event(kept, values=_with(kept, added), by=by, verb="join_events")
        covered = _originals(fresh.covered) if absorbed.is_series else []
        if absorbed.is_series and not covered:
            raise ValidationError(_("Tej serii nie da się połączyć: nie ma wspólnych terminów."), code="no_dates")
        for original in covered:
            if absorbed.occurrences.filter(original=original, is_cancelled=False).exists():
                cancel_occurrence(absorbed, original, reason=added["said"], by=by)
        if not absorbed.is_series:
            values = {"joined_into_id": kept.pk, "sequence": absorbed.sequence + 1}
            audit.change(absorbed, values, verb="join_events", by=by)
        now = timezone.now()
        said = {"state": JoinState.JOINED, "reason": reason, "added": added, "answered_at": now, "joined_at": now}
        audit.change(fresh, said, verb="join_events", by=by)
    return fresh


def _covered(absorbed: Event, finding: Finding | None) -> list[str]:
    """Return the times of a series that meet the other event, as wall-clock starts."""
    if not absorbed.is_series or finding is None:
        return []
    place = 0 if finding.first_id == absorbed.pk else 1
    starts = [datetime.fromisoformat(both[place]) for both in finding.dates]
    rows = absorbed.occurrences.filter(starts__in=starts, is_cancelled=False).order_by("starts")
    return [original.isoformat() for original in rows.values_list("original", flat=True)]


def _originals(texts: Sequence[str]) -> list[datetime]:
    return [datetime.fromisoformat(text).astimezone(UTC) for text in texts]


def _added(kept: Event, absorbed: Event) -> dict[str, Any]:
    """Return what the event that is kept does not have yet: organisers, funding, audiences, words."""
    known = {row.organisation_id for row in kept.organisers.all()} | {kept.organisation_id}
    organisers = [{"organisation": absorbed.organisation_id, "role": OrganiserRole.CO_ORGANISER.value}]
    for row in absorbed.organisers.order_by("pk"):
        role = OrganiserRole.CO_ORGANISER.value if row.role == OrganiserRole.ORGANISER else row.role
        organisers.append({"organisation": row.organisation_id, "role": role})
    has = {(row.source, row.organisation_id) for row in kept.funding.all()}
    funding = [
        (row.source, row.organisation_id or absorbed.organisation_id) for row in absorbed.funding.order_by("pk")
    ]
    owner = absorbed.organisation.name if absorbed.organisation else absorbed.organiser_name
    told = "\n".join(filter(None, [f"{owner}: {absorbed.title}", absorbed.description.strip()]))
    both_asked = bool(kept.audiences and absorbed.audiences)
    return {
        "organisers": [row for row in organisers if row["organisation"] not in known],
        "funding": [{"source": source, "organisation": pk} for source, pk in funding if (source, pk) not in has],
        "audiences": [code for code in absorbed.audiences if both_asked and code not in kept.audiences],
        "description": f"\n\n{told}" if kept.description.strip() else told,
        "said": (_("Razem z innym wydarzeniem tego dnia: %(title)s") % {"title": kept.title})[:300],
    }


def _with(kept: Event, added: dict[str, Any]) -> dict[str, Any]:
    organisers = [{"organisation": row.organisation_id, "role": row.role} for row in kept.organisers.order_by("pk")]
    funding = [{"source": row.source, "organisation": row.organisation_id} for row in kept.funding.order_by("pk")]
    return {
        "organisers": [*organisers, *added["organisers"]],
        "funding": [*funding, *added["funding"]],
        "audiences": [*kept.audiences, *added["audiences"]],
        "description": kept.description + added["description"],
    }


def _without(kept: Event, added: dict[str, Any]) -> dict[str, Any]:
    organisers = [{"organisation": row.organisation_id, "role": row.role} for row in kept.organisers.order_by("pk")]
    funding = [{"source": row.source, "organisation": row.organisation_id} for row in kept.funding.order_by("pk")]
    return {
        "organisers": [row for row in organisers if row not in added["organisers"]],
        "funding": [row for row in funding if row not in added["funding"]],
        "audiences": [code for code in kept.audiences if code not in added["audiences"]],
        # Whoever has rewritten the text since keeps their words.
        "description": kept.description.replace(added["description"], "", 1)
        if added["description"]
        else kept.description,
    }
