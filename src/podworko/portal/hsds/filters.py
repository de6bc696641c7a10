"""Which organisations, resources and places a list of services holds: conditions made of what is asked."""

from dataclasses import dataclass
from math import cos, radians

from django.db.models import Avg, BigIntegerField, Q, TextField
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from podworko.agenda.nearness import distance
from podworko.core import spatial
from podworko.core.models import AuditEntry
from podworko.core.search import query
from podworko.core.search.models import SearchDocument
from podworko.core.visibility import Visibility
from podworko.organisations.choices import Precision
from podworko.organisations.models import Location
from podworko.organisations.reach import NOBODY
from podworko.portal.hsds import asked as asking
from podworko.portal.hsds import ids, terms
from podworko.portal.hsds.asked import Asked
from podworko.portal.hsds.ids import Kind
from podworko.portal.queries import TELLING
from podworko.resources.models import Category, Listing, Resource

_NOTHING = Q(pk__in=[])
_METRES_PER_DEGREE = 111_000
_ABOUT = "organisation:"


@dataclass
class Conditions:
    """What must hold of an organisation, and of a resource, for its service to be listed."""

    organisation: Q
    resource: Q

    def narrow(self, organisation: Q, resource: Q) -> None:
        """Let more be asked."""
        self.organisation &= organisation
        self.resource &= resource

    def narrow_by_organisation(self, keys: object) -> None:
        """Keep the services of some organisations only."""
        self.narrow(Q(pk__in=keys), Q(organisation__in=keys))


def conditions(asked: Asked) -> Conditions:
    """Return the conditions that follow from what is asked; an id that names nothing here keeps nothing."""
    found = Conditions(Q(), Q())
    if asked.search:
        _search(found, asked)
    if asked.organization_id:
        row = ids.key_of(asked.organization_id, Kind.ORGANISATION)
        found.narrow_by_organisation([row[1]] if row else [])
    if asked.modified_after:
        found.narrow(*_modified(asked))
    if asked.taxonomy_term_id:
        found.narrow(*_under_term(asked.taxonomy_term_id))
    if asked.taxonomy_id:
        found.narrow(*_under_taxonomy(asked.taxonomy_id))
    return found


def near(asked: Asked) -> Q:
    """Return what must hold of a place for `postcode` and `proximity`.

    With a distance: the place has an exact point at most so far from the middle of the exact points with this code.
    """
    if asked.proximity is not None and not asked.postcode:
        raise asking.refusal("proximity", str(asked.proximity), _("Podaj też postcode: od czego liczyć odległość."))
    if not asked.postcode:
        return Q()
    public = Location.objects.visible_to(NOBODY).filter(precision=Precision.EXACT)
    if asked.proximity is None:
        return Q(postcode=asked.postcode)
    middle = public.filter(postcode=asked.postcode).aggregate(latitude=Avg("latitude"), longitude=Avg("longitude"))
    if middle["latitude"] is None:
        return _NOTHING
    here = (middle["latitude"], middle["longitude"])
    rows = spatial.within(public, _window(*here, asked.proximity)).values_list("pk", "latitude", "longitude")
    # The window holds only what has a point.
    found = [(pk, up or 0.0, across or 0.0) for pk, up, across in rows]
    return Q(pk__in=[pk for pk, up, across in found if distance(*here, up, across) <= asked.proximity])


def _window(latitude: float, longitude: float, metres: int) -> spatial.Window:
    up = metres / _METRES_PER_DEGREE
    across = up / max(0.01, cos(radians(latitude)))
    return spatial.Window(
        max(-180.0, longitude - across),
        max(-90.0, latitude - up),
        min(180.0, longitude + across),
        min(90.0, latitude + up),
    )


def _search(found: Conditions, asked: Asked) -> None:
    scope = query.Scope(NOBODY, TELLING, tuple(asked.area.path_ids) if asked.area else ())
    ways = (each.documents for each in query.understandings(asked.search, scope))
    documents = next((found for found in ways if found.exists()), SearchDocument.objects.none())
    told = documents.filter(kind__in=("organisation", "place")).values("source_id")
    offered = documents.filter(kind="resource").values("object_id")
    found.narrow(Q(pk__in=told), Q(organisation__in=told) | Q(pk__in=offered))


def _modified(asked: Asked) -> tuple[Q, Q]:
    since = asked.modified_after
    entries = AuditEntry.objects.filter(
        at__gte=since, about__startswith=_ABOUT, visibility__in=("", Visibility.PUBLIC)
    )
    keys = entries.annotate(key=Cast(Substr("about", len(_ABOUT) + 1), BigIntegerField())).values("key")
    return (
        Q(changed_at__gte=since) | Q(pk__in=keys),
        Q(organisation__changed_at__gte=since) | Q(organisation__in=keys),
    )


def _under_term(text: str) -> tuple[Q, Q]:
    row = ids.key_of(text, Kind.CATEGORY)
    if row:
        return _under_categories(pk=row[1])
    term = next((one for one in terms.fixed_terms() if one.id == text), None)
    return _under_fixed(term.taxonomy, term.code) if term else (_NOTHING, _NOTHING)


def _under_taxonomy(text: str) -> tuple[Q, Q]:
    row = ids.key_of(text, Kind.CATEGORIES)
    if row:
        return _under_categories(area=row[1])
    name = next((name for name in terms.fixed_taxonomies() if terms.fixed_taxonomy_id(name) == text), "")
    if name == "sectors":
        return ~Q(sector="unknown"), ~Q(organisation__sector="unknown")
    return {"kinds": (Q(), Q()), "audiences": (_NOTHING, ~Q(audiences=[]))}.get(name, (_NOTHING, _NOTHING))


def _under_categories(**category: int) -> tuple[Q, Q]:
    rows = Category.objects.filter(**category).values("pk")
    filed = Listing.objects.filter(category__in=rows).values("location")
    places = Location.objects.visible_to(NOBODY).filter(pk__in=filed)
    own = Resource.categories.through.objects.filter(category__in=rows)
    return (
        Q(pk__in=places.values("organisation")),
        Q(pk__in=own.values("resource")) | Q(location__in=places.values("pk")),
    )


def _under_fixed(taxonomy: str, code: str) -> tuple[Q, Q]:
    if taxonomy == "sectors":
        return Q(sector=code), Q(organisation__sector=code)
    if taxonomy == "kinds":
        return (Q(), _NOTHING) if code == terms.OWN else (_NOTHING, Q(kind=code))
    # JSON lists as text: SQLite cannot ask whether a list contains a value. Codes are no part of one another.
    asked = Resource.objects.annotate(told=Cast("audiences", TextField())).filter(told__contains=f'"{code}"')
    return _NOTHING, Q(pk__in=asked.values("pk"))
