"""One service, organisation, place of a service, taxonomy or term, found by its id."""

from collections.abc import Callable

from django.http import QueryDict

from podworko.organisations.models import Location
from podworko.organisations.reach import NOBODY
from podworko.places.models import Area
from podworko.portal.hsds import asked, ids, lists, objects, terms
from podworko.portal.hsds.facts import facts_of
from podworko.portal.hsds.ids import Kind
from podworko.portal.hsds.objects import Object, Offer
from podworko.resources.models import Category, Resource


def service(pk: str, query: QueryDict) -> Object | None:
    """Return a service; of an organisation that has closed it says so."""
    row = ids.key_of(pk, Kind.OWN_SERVICE, Kind.RESOURCE)
    if row is None:
        return None
    resource = _resource(row[1]) if row[0] == Kind.RESOURCE else None
    if row[0] == Kind.RESOURCE and resource is None:
        return None
    organisation = resource.organisation_id if resource else row[1]
    facts = facts_of([organisation])
    return objects.service(facts, Offer(organisation, resource)) if facts.organisations else None


def organization(pk: str, query: QueryDict) -> Object | None:
    """Return an organisation with its services."""
    is_full = asked.read(query).has_full_services
    row = ids.key_of(pk, Kind.ORGANISATION)
    facts = facts_of([row[1]] if row else [])
    if row is None or not facts.organisations:
        return None
    whole = objects.organization(facts, row[1])
    return whole | {"services": lists.services_of(facts, row[1], is_full=is_full)}


def service_at_location(pk: str, query: QueryDict) -> Object | None:
    """Return a service at a place."""
    row = ids.key_of(pk, Kind.OWN_AT_LOCATION, Kind.RESOURCE_AT_LOCATION)
    if row is None:
        return None
    resource = _resource(row[1]) if row[0] == Kind.RESOURCE_AT_LOCATION else None
    key = resource.location_id if resource else row[1] if row[0] == Kind.OWN_AT_LOCATION else None
    place = Location.objects.visible_to(NOBODY).filter(pk=key or 0).first()
    # A resource kept at another organisation's place is no service of that place.
    if place is None or (resource and resource.organisation_id != place.organisation_id):
        return None
    facts = facts_of([place.organisation_id])
    found = {one.pk: one for one in facts.places[place.organisation_id]}
    return objects.service_at_location(facts, Offer(place.organisation_id, resource), found[place.pk])


def taxonomy(pk: str, query: QueryDict) -> Object | None:
    """Return a taxonomy."""
    row = ids.key_of(pk, Kind.CATEGORIES)
    if row:
        area = Area.objects.filter(pk=row[1], categories__isnull=False).first()
        return terms.of_area(area) if area else None
    return next((one for one in terms.fixed_taxonomies().values() if one["id"] == pk.lower()), None)


def taxonomy_term(pk: str, query: QueryDict) -> Object | None:
    """Return a term, with its taxonomy."""
    row = ids.key_of(pk, Kind.CATEGORY)
    if row:
        category = Category.objects.select_related("area").filter(pk=row[1]).first()
        return terms.of_category(category) if category else None
    return next((terms.of_fixed(one) for one in terms.fixed_terms() if one.id == pk.lower()), None)


def _resource(pk: int) -> Resource | None:
    rows = Resource.objects.visible_to(NOBODY).filter(kind__in=terms.SERVICES)
    return rows.prefetch_related("categories__area").filter(pk=pk).first()


ITEMS: dict[str, Callable[[str, QueryDict], Object | None]] = {
    "services": service,
    "organizations": organization,
    "service_at_locations": service_at_location,
    "taxonomies": taxonomy,
    "taxonomy_terms": taxonomy_term,
}
