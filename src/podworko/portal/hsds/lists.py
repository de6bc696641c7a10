"""Pages of services, organisations, places of services, taxonomies and terms, as HSDS 3.0 has them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, F, IntegerField, OuterRef, QuerySet, Value

from podworko.organisations.models import Location, Organisation
from podworko.organisations.reach import NOBODY
from podworko.portal import queries
from podworko.portal.hsds import filters, objects, terms
from podworko.portal.hsds.asked import Asked
from podworko.portal.hsds.facts import Facts, facts_of
from podworko.portal.hsds.objects import Object, Offer
from podworko.resources.models import Resource


class Row(NamedTuple):
    """A row of a list of services: whose, and which resource where it is one."""

    organisation_order: str
    organisation: int
    step: int
    """0 for what an organisation does as a whole, 1 for a resource."""
    order: str
    key: int
    """Of the resource; of the place in a list of places; else of the organisation."""


_ORDER = ("in_order_of", "of_organisation", "in_step", "then_by", "with_key")


def page(asked: Asked, total: int, contents: list[Object]) -> Object:
    """Return a page of a list, with what the standard says of it."""
    pages = -(-total // asked.per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def services(asked: Asked) -> Object:
    """Return a page of services."""
    total, rows = _part(asked, *_listed_services(asked))
    facts = facts_of({row.organisation for row in rows})
    offers = [_offer(facts, row) for row in rows]
    if asked.is_minimal:
        return page(asked, total, [_minimal(facts, offer) for offer in offers])
    found = (objects.service(facts, offer) for offer in offers)
    return page(asked, total, [one if asked.is_full else objects.brief("service", one) for one in found])


def service_at_locations(asked: Asked) -> Object:
    """Return a page of services at places."""
    where = filters.conditions(asked)
    places = Location.objects.visible_to(NOBODY).filter(filters.near(asked))
    own = places.filter(organisation__in=_organisations(asked).filter(where.organisation).values("pk"))
    here = places.filter(organisation=OuterRef("organisation"), pk=OuterRef("location"))
    offered = _resources(asked).filter(where.resource, Exists(here))
    total, rows = _part(
        asked,
        _rows(own, 0, "organisation__sort_key", "organisation_id", "sort_key"),
        _rows(offered, 1, "organisation__sort_key", "organisation_id", "location__sort_key"),
    )
    facts = facts_of({row.organisation for row in rows})
    return page(asked, total, [_at_place(facts, row, asked) for row in rows])


def organizations(asked: Asked) -> Object:
    """Return a page of organisations."""
    listed = _organisations(asked).filter(filters.conditions(asked).organisation).order_by("sort_key", "pk")
    keys = list(listed.values_list("pk", flat=True)[asked.first : asked.first + asked.per_page])
    facts = facts_of(keys)
    found = []
    for pk in filter(facts.organisations.__contains__, keys):
        whole = objects.organization(facts, pk)
        found.append(whole if asked.is_full else objects.brief("organization", whole))
        if asked.is_full or asked.has_full_services:
            found[-1]["services"] = services_of(facts, pk, is_full=asked.has_full_services)
    return page(asked, listed.count(), found)


def services_of(facts: Facts, pk: int, *, is_full: bool) -> list[Object]:
    """Return the services of an organisation: what the standard asks of them, or all."""
    found = (objects.service(facts, offer) for offer in objects.offers_of(facts, pk))
    named = ("id", "organization_id", "name", "status")
    return [one if is_full else {name: one[name] for name in named} for one in found]


def taxonomies(asked: Asked) -> Object:
    """Return a page of taxonomies."""
    return _sliced(asked, list(terms.taxonomies(asked.area)))


def taxonomy_terms(asked: Asked) -> Object:
    """Return a page of terms; all of them stand at the top, none has terms below it."""
    found = [one for one in terms.taxonomy_terms(asked.area) if asked.taxonomy_id in ("", one["taxonomy_id"])]
    return _sliced(asked, [] if asked.parent_id else found)


def listed_organisations(asked: Asked) -> QuerySet[Organisation]:
    """Return the organisations of an area, or all, that have not closed."""
    return _organisations(asked)


def _sliced(asked: Asked, found: list[Object]) -> Object:
    words = asked.search.lower()
    kept = [one for one in found if words in f"{one['name']} {one['description']}".lower()]
    return page(asked, len(kept), kept[asked.first : asked.first + asked.per_page])


def _organisations(asked: Asked) -> QuerySet[Organisation]:
    return queries.organisations(asked.area, NOBODY) if asked.area else queries.not_closed(NOBODY)


def _resources(asked: Asked) -> QuerySet[Resource]:
    rows = Resource.objects.visible_to(NOBODY).filter(kind__in=terms.SERVICES)
    return rows.filter(organisation__in=_organisations(asked).values("pk"))


def _listed_services(asked: Asked) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    where = filters.conditions(asked)
    own = _organisations(asked).filter(where.organisation)
    offered = _resources(asked).filter(where.resource)
    return _rows(own, 0, "sort_key", "pk", ""), _rows(
        offered, 1, "organisation__sort_key", "organisation_id", "sort_key"
    )


def _rows(rows: QuerySet[Any], step: int, whose: str, organisation: str, order: str) -> QuerySet[Any, Any]:
    told = {
        "in_order_of": F(whose),
        "of_organisation": F(organisation),
        "in_step": Value(step, IntegerField()),
        "then_by": F(order) if order else Value("", CharField()),
        "with_key": F("pk"),
    }
    found: QuerySet[Any, Any] = rows.order_by().annotate(**told).values_list(*_ORDER)
    return found


def _part(asked: Asked, own: QuerySet[Any, Any], offered: QuerySet[Any, Any]) -> tuple[int, list[Row]]:
    """Return how many rows there are and those of the page: organisations by name, each with all that it offers."""
    together = own.union(offered, all=True).order_by(*_ORDER)
    rows = together[asked.first : asked.first + asked.per_page]
    return own.count() + offered.count(), [Row(*row) for row in rows]


def _offer(facts: Facts, row: Row) -> Offer:
    if not row.step:
        return Offer(row.organisation)
    return Offer(row.organisation, next(one for one in facts.resources[row.organisation] if one.pk == row.key))


def _at_place(facts: Facts, row: Row, asked: Asked) -> Object:
    offer = _offer(facts, row)
    key = offer.resource.location_id if offer.resource else row.key
    place = next(one for one in facts.places[row.organisation] if one.pk == key)
    found = objects.service_at_location(facts, offer, place)
    return found if asked.is_full else objects.brief("service_at_location", found)


def _minimal(facts: Facts, offer: Offer) -> Object:
    """Return the id and the day, with what the standard's own schema asks of a service."""
    row = facts.organisations[offer.organisation]
    return {
        "id": offer.id,
        "name": offer.resource.name if offer.resource else row.name,
        "status": objects.STATUSES[row.status],  # type: ignore[index]
        "last_modified": facts.changed[row.pk].isoformat(timespec="seconds"),
    }


LISTS: dict[str, Callable[[Asked], Object]] = {
    "services": services,
    "organizations": organizations,
    "service_at_locations": service_at_locations,
    "taxonomies": taxonomies,
    "taxonomy_terms": taxonomy_terms,
}
