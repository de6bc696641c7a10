"""Two events become one: proposed, answered, joined, and taken apart again."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.agenda.actions.event import change_event
from podworko.agenda.actions.occurrence import (
    EXCEPTION_FIELDS,
    cancel_occurrence,
    change_occurrence,
    put_back_occurrence,
)
from podworko.agenda.actions.writing import changing
from podworko.agenda.choices import EventStatus, ExceptionKind, JoinState, OrganiserRole
from podworko.agenda.models import Event, EventException, Finding, FindingNotice, Join, SignUp
from podworko.agenda.things import THINGS, needed_by
from podworko.core import audit
from podworko.core.audit import Actor, Values
from podworko.core.visibility import Visibility
from podworko.organisations.actions.writing import check_known
from podworko.organisations.models import Organisation

if TYPE_CHECKING:
    from django.db.models import QuerySet

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
    return _known(audit.create(join, verb="propose_join", by=by), by)


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
    return _known(fresh, by)


def undo_join(join: Join, *, by: Actor | None) -> Join:
    """Make two events of one again: each as it was, apart from what people have changed since."""
    with _both(join) as (fresh, kept, absorbed):
        if fresh.state != JoinState.JOINED:
            raise ValidationError(_("Te wydarzenia nie są połączone."), code="not_joined")
        _take_apart(fresh, kept, absorbed, by=by)
        audit.change(fresh, {"state": JoinState.UNDONE, "undone_at": timezone.now()}, verb="undo_join", by=by)
        return _known(fresh, by)


def part_for_deletion(event: Event, *, by: Actor | None) -> set[int]:
    """Let what has become a part of an event take place by itself again, before the event is deleted.

    Returns the ids of the proposals. They stay as they are and go with the event, so that `join_again` finds them.
    """
    joins = list(Join.objects.filter(kept=event.pk, state=JoinState.JOINED).order_by("pk"))
    for join in joins:
        with _both(join) as (fresh, kept, absorbed):
            _take_apart(fresh, kept, absorbed, by=by)
    return {join.pk for join in joins}


def join_again(event: Event, *, by: Actor | None) -> None:
    """Make one event of two again, after one that was deleted has come back; else say that they are two."""
    for join in Join.objects.filter(kept=event.pk, state=JoinState.JOINED).order_by("pk"):
        with _both(join) as (fresh, kept, absorbed):
            if _is_one(fresh, absorbed):
                continue
            try:
                with transaction.atomic():
                    added = _make_one(fresh, kept, absorbed, by=by)
            except ValidationError:
                # Something else has become of the other one since.
                parted = {"state": JoinState.UNDONE, "undone_at": timezone.now()}
                audit.change(fresh, parted, verb="undo_join", by=by)
            else:
                audit.change(fresh, {"added": added}, verb="join_events", by=by)


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
        added = _make_one(fresh, kept, absorbed, by=by)
        now = timezone.now()
        said = {"state": JoinState.JOINED, "reason": reason, "added": added, "answered_at": now, "joined_at": now}
        audit.change(fresh, said, verb="join_events", by=by)
        return _known(fresh, by)


def _make_one(join: Join, kept: Event, absorbed: Event, *, by: Actor | None) -> dict[str, Any]:
    """Carry a proposal out; return what the event that is kept was given, and what was there before."""
    check_joinable(kept, absorbed)
    added = _added(kept, absorbed)
    taking_place = absorbed.occurrences.filter(is_cancelled=False).values_list("original", flat=True)
    covered = [each for each in _originals(join.covered) if each in set(taking_place)]
    if absorbed.is_series and not covered:
        raise ValidationError(_("Tej serii nie da się połączyć: nie ma wspólnych terminów."), code="no_dates")
    change_event(kept, values=_with(kept, added), by=by, verb="join_events")
    if not absorbed.is_series:
        values = {"joined_into_id": kept.pk, "sequence": absorbed.sequence + 1}
        audit.change(absorbed, values, verb="join_events", by=by)
        return added
    changed = {row.original: _of_exception(row) for row in absorbed.exceptions.filter(original__in=covered)}
    for original in covered:
        cancel_occurrence(absorbed, original, reason=added["said"], by=by)
    return added | {"changed": {original.isoformat(): values for original, values in changed.items()}}


def _take_apart(join: Join, kept: Event, absorbed: Event, *, by: Actor | None) -> None:
    for event in (kept, *_going_on(kept, since=join.joined_at)):
        change_event(event, values=_without(event, join.added), by=by, verb="undo_join")
    _give_again(join, kept, by=by)
    if absorbed.joined_into_id == kept.pk:
        values = {"joined_into_id": None, "sequence": absorbed.sequence + 1}
        audit.change(absorbed, values, verb="undo_join", by=by)
    changed = join.added.get("changed", {})
    for event in (absorbed, *_going_on(absorbed)):
        for original in list(_ours(join, event).values_list("original", flat=True)):
            before = changed.get(original.isoformat())
            if before is None:
                put_back_occurrence(event, original, by=by)
            else:
                moments = {name: before[name] and datetime.fromisoformat(before[name]) for name in ("starts", "ends")}
                change_occurrence(event, original, values={**before, **moments}, by=by)


def _going_on(event: Event, since: datetime | None = None) -> list[Event]:
    """Return the series into which an event was divided: „this and the following”; `since`: only those made later."""
    found: dict[int, Event] = {}
    ahead = [event.pk]
    while ahead:
        rows = [row for row in Event.objects.filter(continues__in=ahead).order_by("pk") if row.pk not in found]
        found |= {row.pk: row for row in rows}
        ahead = [row.pk for row in rows]
    return [row for row in found.values() if since is None or row.created_at >= since]


def _give_again(join: Join, kept: Event, *, by: Actor | None) -> None:
    """Leave with an event what was taken from it and what others that are a part of it bring, too."""
    rows = Join.objects.filter(kept=kept.pk, state=JoinState.JOINED).exclude(pk=join.pk).order_by("pk")
    for other in rows.select_related("absorbed__organisation"):
        if not _is_one(other, other.absorbed):
            continue
        fresh = Event.objects.get(pk=kept.pk)
        taken = {row["organisation"] for row in join.added["organisers"]}
        brought = _added(fresh, other.absorbed)
        more = {
            name: [each for each in brought[name] if each in join.added.get(name, ())]
            for name in ("funding", "audiences", *THINGS)
        }
        more["organisers"] = [row for row in brought["organisers"] if row["organisation"] in taken]
        if any(more.values()):
            change_event(fresh, values=_with(fresh, {**more, "description": ""}), by=by, verb="undo_join")
            added = {**other.added, **{name: [*other.added.get(name, []), *each] for name, each in more.items()}}
            audit.change(other, {"added": added}, verb="undo_join", by=by)


def _is_one(join: Join, absorbed: Event) -> bool:
    """Say whether a proposal is carried out as the events stand."""
    return absorbed.joined_into_id == join.kept_id or any(
        _ours(join, event).exists() for event in (absorbed, *_going_on(absorbed))
    )


def _ours(join: Join, event: Event) -> "QuerySet[EventException]":
    """Return the times of a series that were cancelled because they became part of the other event.

    Known by what is said of them: the series may have been moved or divided since, and its times with it.
    """
    said = join.added.get("said", "")
    rows = event.exceptions.filter(kind=ExceptionKind.CANCELLED, reason=said) if said else event.exceptions.none()
    others = Join.objects.filter(absorbed=join.absorbed_id, state=JoinState.JOINED, added__said=said)
    theirs = {each for other in others.exclude(pk=join.pk) for each in _originals(other.covered)}
    return rows.exclude(original__in=theirs - set(_originals(join.covered)))


def _of_exception(row: EventException) -> dict[str, Any]:
    """Return what was different about one time, so that undoing gives it back."""
    return {name: audit.plain(getattr(row, name)) for name in EXCEPTION_FIELDS}


def _known(join: Join, by: Actor | None) -> Join:
    """Let everybody be told of what has become of a proposal, but not whoever made it so."""
    join.notices.filter(state=join.state).delete()
    if by is not None:
        FindingNotice.objects.create(user_id=by.pk, join=join, state=join.state)
    return join


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
    """Return what the event that is kept does not have yet: organisers, funding, audiences, words, what it needs."""
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
    needed, also_needed = needed_by(kept), needed_by(absorbed)
    return {
        **{name: [pk for pk in also_needed[name] if pk not in needed[name]] for name in THINGS},
        "organisers": [row for row in _once(organisers) if row["organisation"] not in known],
        "funding": [{"source": source, "organisation": pk} for source, pk in funding if (source, pk) not in has],
        "audiences": [code for code in absorbed.audiences if both_asked and code not in kept.audiences],
        "description": f"\n\n{told}" if kept.description.strip() else told,
        "said": (_("Razem z innym wydarzeniem tego dnia: %(title)s") % {"title": kept.title})[:300],
    }


def _once(organisers: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each organisation once per role: whose event it was may help with it, too."""
    return list({(row["organisation"], row["role"]): row for row in organisers}.values())


def _with(kept: Event, added: dict[str, Any]) -> dict[str, Any]:
    organisers = [{"organisation": row.organisation_id, "role": row.role} for row in kept.organisers.order_by("pk")]
    funding = [{"source": row.source, "organisation": row.organisation_id} for row in kept.funding.order_by("pk")]
    return {
        "organisers": [*organisers, *added["organisers"]],
        "funding": [*funding, *added["funding"]],
        "audiences": [*kept.audiences, *added["audiences"]],
        "description": kept.description + added["description"],
        **{name: [*ids, *added[name]] for name, ids in needed_by(kept).items()},
    }


def _without(kept: Event, added: dict[str, Any]) -> dict[str, Any]:
    organisers = [{"organisation": row.organisation_id, "role": row.role} for row in kept.organisers.order_by("pk")]
    funding = [{"source": row.source, "organisation": row.organisation_id} for row in kept.funding.order_by("pk")]
    return {
        "organisers": [row for row in organisers if row not in added["organisers"]],
        "funding": [row for row in funding if row not in added["funding"]],
        "audiences": [code for code in kept.audiences if code not in added["audiences"]],
        "description": _cut(kept.description, added["description"]),
        **{name: [pk for pk in ids if pk not in added.get(name, ())] for name, ids in needed_by(kept).items()},
    }


def _cut(text: str, told: str) -> str:
    """Return a text without what joining told in it, however lines end by now; whoever has rewritten it keeps it."""
    if not told.strip():
        return text
    lines = r"(?:\r\n|\r|\n)".join(map(re.escape, re.split(r"\r\n|\r|\n", told.strip())))
    found = re.search(rf"(?:\A|(?:\r\n|\r|\n){{1,2}}){lines}(?=[\r\n]|\Z)", text)
    if found is None:
        return text
    before, after = text[: found.start()], text[found.end() :]
    return before + after if before.strip() else after.lstrip("\r\n")
