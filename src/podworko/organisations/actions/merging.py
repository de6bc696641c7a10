"""Two entries become one, and one becomes two again."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.core import audit, deletion
from podworko.core.audit import Actor
from podworko.core.models import AuditEntry
from podworko.core.text import fold
from podworko.core.text import sort_key as sort_key_of
from podworko.organisations import moving
from podworko.organisations.actions.writing import announce, changing, check_known
from podworko.organisations.choices import PairAnswer
from podworko.organisations.models import Contact, Location, Merge, Organisation, Pair
from podworko.organisations.moving import Move, Written

VERB, UNDO = "merge_organisations", "undo_merge"
CHOSEN = (
    "name",
    "corrected_name",
    "legal_form",
    "sector",
    "status",
    "status_note",
    "parent_id",
    "parent_role",
    "branch_number",
    "description",
    "role_in_area",
    "website",
    "editor_note",
    "source",
    "assured_date",
    "assured_by",
    "visibility",
)
"""Fields of which one of the two values stays."""


@dataclass(frozen=True)
class Undone:
    """What became of taking a merge back."""

    restored: Organisation
    left: list[Move]
    """What somebody has changed since, and what therefore stays as it is."""


def merge_organisations(  # noqa: PLR0913 – what two people could decide differently
    *,
    merged: Organisation,
    kept: Organisation,
    values: Mapping[str, Any],
    joined_places: Mapping[int, int],
    versions: Mapping[int, int] | None = None,
    by: Actor | None,
) -> Merge:
    """Make one entry of two; whatever pointed at the merged one points at the kept one from now on.

    Args:
        merged: The entry that goes.
        kept: The entry that stays, with its address.
        values: What the kept entry says from now on, of `CHOSEN`; its own values where nothing is said.
        joined_places: Id of a place of the merged entry → id of the place of the kept one that is the same.
        versions: The versions that were looked at, by the id of the entry; StaleVersionError if one is another now.
        by: Who has decided it.
    """
    check_known(values, CHOSEN)
    if merged.pk == kept.pk:
        raise ValidationError(_("To jest jeden i ten sam wpis."), code="same")
    with changing(merged, kept):
        # In one order, so that two people who merge at once wait for each other, and the second finds it done.
        held = {each.pk: _locked(each, versions) for each in sorted((merged, kept), key=lambda row: row.pk)}
        merged, kept = held[merged.pk], held[kept.pk]
        _check(merged, kept)
        merge = _written_down(merged, kept, by)
        told = Written(VERB, by, _leading(merge))
        moves = _chosen(kept, dict(values), told) + _pass_on_answers(merged, kept, told)
        moves += moving.move_all(merged, kept, verb=VERB, by=by, part_of=told.part_of)
        gone = _join_places(kept, joined_places, moves, told)
        gone += _join_contacts(kept, {move.pk for move in moves if move.model == Contact._meta.label}, moves, told)  # noqa: SLF001
        merged.refresh_from_db()
        # A row that is to be inserted again must find what it points at.
        gone.append(deletion.delete(merged, verb=VERB, by=by).pk)
        merge.moves, merge.deletions = [list(asdict(move).values()) for move in moves], gone[::-1]
        merge.joined_places = {str(left): stays for left, stays in joined_places.items()}
        merge.save(update_fields=["moves", "deletions", "joined_places"])
    return merge


def undo_merge(merge: Merge, *, by: Actor | None) -> Undone:
    """Make two entries of one again; what somebody has changed since stays with the kept one, and is told."""
    with changing(merge.kept):
        fresh = Merge.objects.select_for_update().get(pk=merge.pk)
        if fresh.undone_at is not None:
            raise ValidationError(_("To połączenie zostało już cofnięte."), code="undone")
        if fresh.kept_id != fresh.kept_then:
            raise ValidationError(
                _("Ten wpis połączono potem z innym. Najpierw cofnij tamto połączenie."), code="later"
            )
        before = audit.snapshot(fresh)
        entries = AuditEntry.objects.in_bulk(fresh.deletions)
        for pk in fresh.deletions:
            deletion.bring_back(entries[pk], verb=UNDO, by=by)
        fresh.undone_at, fresh.undone_by_id = timezone.now(), by.pk if by else None
        fresh.save(update_fields=["undone_at", "undone_by"])
        leading = audit.record(fresh, verb=UNDO, before=before, after=audit.snapshot(fresh), by=by)
        moves = [Move(*move) for move in fresh.moves]
        left = moving.take_back(moves, verb=UNDO, by=by, part_of=leading.pk if leading else 0)
        organisation = Organisation.objects.get(pk=fresh.merged_id)
        Pair.objects.filter(
            first__in=[fresh.kept_id, fresh.merged_id], second__in=[fresh.kept_id, fresh.merged_id]
        ).update(answer=PairAnswer.LATER)
        # The one that is there again tells its own pages.
        announce([organisation.pk], list(organisation.locations.values_list("pk", flat=True)))
    return Undone(organisation, left)


def _written_down(merged: Organisation, kept: Organisation, by: Actor | None) -> Merge:
    merge = Merge(
        kept=kept,
        kept_then=kept.pk,
        merged_id=merged.pk,
        merged_name=merged.name,
        home_area_id=merged.home_area_id,
        slug=merged.slug,
        entered_by_id=by.pk if by else None,
    )
    return audit.create(merge, verb=VERB, by=by)


def _locked(organisation: Organisation, versions: Mapping[int, int] | None) -> Organisation:
    return audit.lock(organisation, (versions or {}).get(organisation.pk))


def _check(merged: Organisation, kept: Organisation) -> None:
    above = merged.pk
    parent = kept.parent_id
    # One step is no harm: what the kept one was a part of is no more.
    parent = Organisation.objects.filter(pk=parent).values_list("parent", flat=True).first() if parent else None
    while parent is not None:
        if parent == above:
            raise ValidationError(
                _("Jeden z tych wpisów należy do drugiego przez trzeci. Najpierw zmień organizację nadrzędną."),
                code="below",
            )
        parent = Organisation.objects.filter(pk=parent).values_list("parent", flat=True).first()


def _leading(merge: Merge) -> int:
    entries = AuditEntry.objects.filter(model=Merge._meta.label_lower, object_id=merge.pk)  # noqa: SLF001
    return entries.latest("pk").pk


def _chosen(kept: Organisation, values: dict[str, Any], told: Written) -> list[Move]:
    if values.get("parent_id", kept.parent_id) == kept.pk:
        values.pop("parent_id")
    if "name" in values:
        values["sort_key"] = sort_key_of(values["name"])
    for name, value in values.items():
        setattr(kept, name, value)
    kept.full_clean()
    kept.refresh_from_db()
    moves = moving.change(kept, values, told)
    if "sort_key" in values:
        for place in Location.objects.filter(organisation=kept, name=""):
            moves += moving.change(place, {"sort_key": values["sort_key"]}, told)
    return moves


def _pass_on_answers(merged: Organisation, kept: Organisation, told: Written) -> list[Move]:
    """Let „to nie to samo”, said of the merged entry and a third one, be said of the kept entry and that one."""
    moves: list[Move] = []
    of_merged = Pair.objects.filter(Q(first=merged) | Q(second=merged), answer=PairAnswer.DIFFERENT)
    for pair in of_merged.exclude(Q(first=kept) | Q(second=kept)).order_by("pk"):
        other = pair.second_id if pair.first_id == merged.pk else pair.first_id
        first, second = sorted((kept.pk, other))
        said = {name: getattr(pair, name) for name in ("answer", "answered_by_id", "answered_at")}
        own = Pair.objects.select_for_update().filter(first=first, second=second).first()
        if own is None:
            why = {"strength": pair.strength, "reasons": pair.reasons}
            moves.append(moving.make(Pair(first_id=first, second_id=second, **why, **said), told))
        elif own.answer != PairAnswer.DIFFERENT:
            moves += moving.change(own, said, told)
    return moves


def _join_places(kept: Organisation, joined: Mapping[int, int], moves: list[Move], told: Written) -> list[int]:
    """Make one place of two at one address; return the history entries that bring the others back."""
    own = {place.pk: place for place in Location.objects.filter(organisation=kept, pk__in=[*joined, *joined.values()])}
    gone = []
    for left, stays in joined.items():
        if left not in own or stays not in own or left == stays:
            raise ValidationError(_("Jednego z tych miejsc już nie ma."), code="place_gone")
        place, other = own.pop(left), own[stays]
        moves += moving.change(other, _better_place(place, other), told)
        moves += moving.move_all(place, other, verb=told.verb, by=told.by, part_of=told.part_of)
        gone.append(deletion.delete(audit.lock(place), verb=told.verb, by=told.by).pk)
    return gone


def _better_place(place: Location, other: Location) -> dict[str, Any]:
    """Return what the place that stays lacks and the other one knows."""
    names = ("name", "number", "postcode", "city", "address_as_printed", "address_note", "operator_note", "reference")
    found = {name: getattr(place, name) for name in names if getattr(place, name) and not getattr(other, name)}
    if not other.flat_number and other.house_number == place.house_number and place.flat_number:
        found["flat_number"] = place.flat_number
    if not other.has_point or (place.precision == "exact" != other.precision):
        columns = ("latitude", "longitude", "precision", "coordinate_error", "coordinate_source")
        found |= {name: getattr(place, name) for name in columns} if place.has_point else {}
    return found


def _join_contacts(kept: Organisation, moved: Collection[int], moves: list[Move], told: Written) -> list[int]:
    """Make one contact of two that are reached alike and are not held by two people."""
    contacts = list(Contact.objects.filter(organisation=kept).prefetch_related("fields").order_by("pk"))
    stays = [contact for contact in contacts if contact.pk not in moved]
    gone = []
    for contact in (each for each in contacts if each.pk in moved):
        twin = next((each for each in stays if _is_same(contact, each)), None)
        if twin is None:
            continue
        known = {_way(way) for way in twin.fields.all()}
        for way in contact.fields.all():
            if _way(way) not in known:
                moves += moving.change(way, {"contact_id": twin.pk}, told)
        if contact.holder_name and not twin.holder_name:
            names = ("holder_name", "holder_visibility")
            moves += moving.change(twin, {name: getattr(contact, name) for name in names}, told)
        for heir in Contact.objects.filter(previous=contact).exclude(pk=twin.pk):
            moves += moving.change(heir, {"previous_id": twin.pk}, told)
        gone.append(deletion.delete(audit.lock(contact), verb=told.verb, by=told.by).pk)
    return gone


def _way(way: Any) -> tuple[str, str]:
    return way.kind, fold(way.value)


def _is_same(one: Contact, other: Contact) -> bool:
    holders = {fold(each.holder_name) for each in (one, other) if each.holder_name}
    places = {each.location_id for each in (one, other) if each.location_id}
    shared = {_way(way) for way in one.fields.all()} & {_way(way) for way in other.fields.all()}
    return bool(shared) and len(holders) < 2 and len(places) < 2 and one.held_until == other.held_until  # noqa: PLR2004
