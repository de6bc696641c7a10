"""Reads the entries of an area as `duplicates` compares them.

What is private stays out: the coordinator who is asked may not see it, and a pair would tell of it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from podworko.core.visibility import Visibility
from podworko.organisations.choices import ContactKind, Precision, Status
from podworko.organisations.duplicates import Compared, Spot
from podworko.organisations.models import ContactField, Location, Organisation, OrganisationIdentifier
from podworko.places.models import Area

NOT_COMPARED = (Visibility.PRIVATE,)


def compared(area: Area) -> list[Compared]:
    """Return the entries that are active in an area or inside it, as values; a closed one is history, no duplicate."""
    rows = Organisation.objects.active_in(area).exclude(visibility__in=NOT_COMPARED).exclude(status=Status.CLOSED)
    own = list(rows.order_by("pk").values_list("pk", "name", "corrected_name", "parent"))
    # By a subquery: twenty thousand ids are more than one query takes.
    ids = rows.order_by().values("pk")
    names, spots = _places(ids)
    ways, numbers = _ways(ids), _numbers(ids)
    return [
        Compared(
            id=pk,
            names=tuple(dict.fromkeys(filter(None, (name, corrected, *names.get(pk, ()))))),
            spots=tuple(spots.get(pk, ())),
            phones=frozenset(ways[pk, ContactKind.PHONE]),
            emails=frozenset(ways[pk, ContactKind.EMAIL]),
            identifiers=frozenset(numbers.get(pk, ())),
            parent_id=parent,
        )
        for pk, name, corrected, parent in own
    ]


def place_names(area: Area) -> list[str]:
    """Return the names of an area, of those round it and of those inside it: in a name they tell nobody apart."""
    names = list(Area.objects.filter(pk__in=area.path_ids).values_list("name", flat=True))
    return names + list(Area.objects.filter(path__startswith=area.path).values_list("name", flat=True)[:500])


def _places(ids: Any) -> tuple[dict[int, list[str]], dict[int, list[Spot]]]:
    names, spots = defaultdict(list), defaultdict(list)
    rows = Location.objects.filter(organisation__in=ids).exclude(visibility__in=NOT_COMPARED)
    columns = ("organisation", "name", "street_name", "house_number", "latitude", "longitude", "precision")
    for pk, name, street, house, latitude, longitude, precision in rows.values_list(*columns):
        if name:
            names[pk].append(name)
        is_exact = precision == Precision.EXACT
        spots[pk].append(Spot(street, house, latitude if is_exact else None, longitude if is_exact else None))
    return names, spots


def _ways(ids: Any) -> "defaultdict[tuple[int, str], set[str]]":
    found: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    rows = ContactField.objects.filter(contact__organisation__in=ids).exclude(visibility__in=NOT_COMPARED)
    for pk, kind, value in rows.values_list("contact__organisation", "kind", "value"):
        found[pk, kind].add(value.casefold())
    return found


def _numbers(ids: Any) -> dict[int, set[tuple[str, str]]]:
    found = defaultdict(set)
    rows = OrganisationIdentifier.objects.filter(organisation__in=ids)
    for pk, scheme, value in rows.values_list("organisation", "scheme", "value"):
        found[pk].add((scheme, value))
    return found


def same_places(left: Iterable[Location], right: Collection[Location]) -> list[tuple[Location, Location]]:
    """Return the pairs of places of two entries that are at one address, or at one exact point; each place once."""
    from podworko.organisations.address import same_street
    from podworko.organisations.duplicates import NEAR, distance

    found, taken = [], set()
    for one in left:
        for other in right:
            if other.pk in taken:
                continue
            is_address = bool(one.house_number) and one.house_number.casefold() == other.house_number.casefold()
            is_there = is_address and same_street(one.street_name, other.street_name)
            if not is_there and one.precision == other.precision == Precision.EXACT:
                points = [(place.latitude or 0.0, place.longitude or 0.0) for place in (one, other)]
                is_there = distance(*points) <= NEAR
            if is_there:
                found.append((one, other))
                taken.add(other.pk)
                break
    return found
