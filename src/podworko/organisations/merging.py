"""What becomes of the rows that point at a merged entry, place or contact; and where the old address leads."""

from typing import Any

from podworko.core.text import sort_key
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Link, Location, Membership, Merge, Organisation
from podworko.organisations.moving import Rule


def _better_role(row: Membership, twin: Membership) -> dict[str, Any]:
    """Let who kept one of the two entries keep the one that stays."""
    return {"role": row.role} if row.role == MembershipRole.EDITOR else {}


def _sorted_under(row: Any, kept: int) -> dict[str, Any]:
    if row.name:
        return {}
    return {"sort_key": sort_key(Organisation.objects.values_list("name", flat=True).get(pk=kept))}


def _is_kept(row: Any, kept: int) -> bool:
    return bool(row.pk == kept)


def _always(_row: Any, _kept: int) -> bool:
    return True


def _from_the_second(row: Link, kept: int) -> bool:
    # A link joins two.
    return row.second_id == kept


def _from_the_first(row: Link, kept: int) -> bool:
    return row.first_id == kept


POINTERS = {
    "organisations.Assessment.organisation": Rule(),
    "organisations.Link.first": Rule(stays=_from_the_second),
    "organisations.Link.second": Rule(stays=_from_the_first),
    "organisations.Organisation.parent": Rule(stays=_is_kept),
    "organisations.Activity.organisation": Rule(once=("active_once_per_area",)),
    "organisations.OrganisationIdentifier.organisation": Rule(once=("identifier_once",)),
    "organisations.Location.organisation": Rule(also=_sorted_under),
    "organisations.Location.operator": Rule(),
    "organisations.Contact.organisation": Rule(),
    "organisations.Contact.location": Rule(),
    "organisations.Contact.previous": Rule(stays=_is_kept),
    "organisations.ContactField.contact": Rule(),
    "organisations.Membership.organisation": Rule(once=("member_once",), twin_takes=_better_role),
    "organisations.Invitation.organisation": Rule(),
    "organisations.Opening.organisation": Rule(),
    "organisations.Merge.kept": Rule(),
    # A pair is of two certain entries: whether the kept one is like a third is asked anew, unless somebody has said
    # of the merged one that it is not: `actions.merging` passes that on.
    "organisations.Pair.first": Rule(once=("one_pair_of_two",), stays=_always),
    "organisations.Pair.second": Rule(once=("one_pair_of_two",), stays=_always),
}


def successor(area_slug: str, slug: str) -> Organisation | None:
    """Return the entry into which one was merged whose old address is asked for."""
    merges = Merge.objects.standing().filter(slug=slug).select_related("kept__home_area").order_by("-pk")
    found = merges.filter(home_area__slug=area_slug).first()
    if found is None:
        # The pages of an area also lead to entries that another area keeps.
        found = merges.filter(kept__activities__area__slug=area_slug).first()
    return found.kept if found else None


def successor_id(merged_id: int) -> int | None:
    """Return the id of the entry into which one was merged, for whoever knows it by its id."""
    return Merge.objects.standing().filter(merged_id=merged_id).values_list("kept", flat=True).first()


def place_that_stands(place_id: int) -> int | None:
    """Return the id of the place into which one was joined; nothing for one that is there, or never was."""
    if Location.objects.filter(pk=place_id).exists():
        return None
    found, seen = place_id, set()
    # The place that stayed may have been joined to another one later.
    while found not in seen:
        seen.add(found)
        known = Merge.objects.standing().filter(joined_places__has_key=str(found))
        joined = known.values_list("joined_places", flat=True).first()
        found = joined[str(found)] if joined else found
    return found if found != place_id else None


def merged_into(organisation_id: int) -> list[str]:
    """Return the records whose histories are read with an entry's: those of all that were merged into it."""
    merged = Merge.objects.standing().filter(kept=organisation_id).values_list("merged_id", flat=True)
    return [f"organisation:{pk}" for pk in merged]
