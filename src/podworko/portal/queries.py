"""Rows of the pages over many apps, read as plain values: a city's map has a hundred thousand of them."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from podworko.core.search import query
from podworko.core.search.models import SearchDocument
from podworko.core.search.query import Understanding
from podworko.core.visibility import Reach
from podworko.organisations.addresses import public_address
from podworko.organisations.choices import Precision, Status
from podworko.organisations.models import Activity, Location, Organisation
from podworko.places.models import Area, Boundary
from podworko.portal.filters import EntryFilter
from podworko.resources.choices import AccessFeature, Answer, Audience
from podworko.resources.models import Accessibility, Resource
from podworko.resources.queries import listed, open_at

TELLING = ("organisation", "place", "resource")
"""Kinds of documents that tell of an entry of the map."""


class Entry(NamedTuple):
    """A place as it stands on a map; the fields are columns, in the order of `COLUMNS`."""

    pk: int
    number: int | None
    place_name: str
    street_name: str
    house_number: str
    flat_number: str
    is_flat_confirmed: bool
    longitude: float | None
    latitude: float | None
    precision: str
    coordinate_error: int | None
    area_slug: str
    area_name: str
    organisation_id: int
    organisation_slug: str
    home_slug: str
    name: str
    corrected_name: str
    status: str
    assured_date: date | None
    assured_by: str
    category: str
    letter: str
    shape: str
    colour: str

    @property
    def title(self) -> str:
        """The organisation's name, with the place's own where it has one."""
        return f"{self.name} – {self.place_name}" if self.place_name else self.name

    @property
    def address(self) -> str:
        """Street and house number as everybody may read them."""
        return public_address(
            self.street_name, self.house_number, self.flat_number, is_flat_confirmed=self.is_flat_confirmed
        )

    @property
    def url(self) -> str:
        """Where the organisation's page stands."""
        return f"/{self.home_slug}/organisations/{self.organisation_slug}/"

    @property
    def is_exact(self) -> bool:
        """Say whether the point is known, not guessed."""
        return self.precision == Precision.EXACT


COLUMNS = (
    "pk",
    "number",
    "name",
    "street_name",
    "house_number",
    "flat_number",
    "is_flat_confirmed",
    "longitude",
    "latitude",
    "precision",
    "coordinate_error",
    "area__slug",
    "area__name",
    "organisation_id",
    "organisation__slug",
    "organisation__home_area__slug",
    "organisation__name",
    "organisation__corrected_name",
    "organisation__status",
    "organisation__assured_date",
    "organisation__assured_by",
    "listings__category__code",
    "listings__category__letter",
    "listings__category__shape",
    "listings__category__colour",
)


def entries(
    area: Area,
    reach: Reach,
    wanted: EntryFilter = EntryFilter(),  # noqa: B008
    understood: Understanding | None = None,
) -> QuerySet[Location]:
    """Return the places on the map of an area and of the areas inside it, as far as a person may see and wants.

    `understood`: what `understand` makes of the words, where the caller knows it already.
    """
    locations = listed(Location.objects.visible_to(reach)).filter(area__path__startswith=area.path)
    if wanted.words:
        locations = locations.filter(_told_by(understood or understand(wanted.words, area, reach)))
    if wanted.category:
        locations = locations.filter(listings__category__code=wanted.category, listings__is_primary=True)
    if wanted.is_exact:
        locations = locations.filter(precision=Precision.EXACT)
    if wanted.is_open:
        locations = locations.filter(pk__in=open_at(timezone.now()))
    if wanted.is_step_free:
        answers = Accessibility.objects.filter(feature=AccessFeature.STEP_FREE, answer=Answer.YES)
        locations = locations.filter(pk__in=answers.values("location"))
    if wanted.audience:
        locations = locations.filter(_for_audience(wanted.audience, reach))
    return locations


def understand(words: str, area: Area, reach: Reach) -> Understanding:
    """Return the nearest way to understand words that fits an entry of an area, or one that fits none."""
    on_map = entries(area, reach)
    for each in query.understandings(words, query.Scope(reach, TELLING, tuple(area.path_ids))):
        if on_map.filter(_told_by(each)).exists():
            return each
    return Understanding(SearchDocument.objects.none())


def _told_by(understood: Understanding) -> Q:
    """Keep the places that documents tell of: themselves, with what is there, or their organisation.

    Of an organisation with several places, some of which answer by themselves, the others stay out:
    the organisation's own document holds the addresses of all.
    """
    found = understood.documents
    places, offered = found.filter(kind="place"), found.filter(kind="resource").values("object_id")
    of_organisations = found.filter(kind="organisation").exclude(source_id__in=places.values("source_id"))
    resources = Resource.objects.filter(pk__in=offered)
    return (
        Q(pk__in=places.values("object_id"))
        | Q(organisation__in=of_organisations.values("source_id"))
        | Q(pk__in=resources.filter(location__isnull=False).values("location"))
        | Q(organisation__in=resources.filter(location=None).values("organisation"))
    )


def owners(area: Area) -> list[str]:
    """Return whose data the map of an area is made of, in the words that the owners ask for."""
    boundaries = Boundary.objects.filter(area__path__startswith=area.path).exclude(attribution="")
    named = set(boundaries.values_list("attribution", flat=True))
    points = Location.objects.filter(area__path__startswith=area.path, coordinate_source__icontains="OpenStreetMap")
    if points.exists():
        named.add("© autorzy OpenStreetMap (OpenStreetMap contributors), ODbL")
    return sorted(named)


def read(locations: QuerySet[Location]) -> list[Entry]:
    """Run a query of entries."""
    return [Entry(*row) for row in locations.values_list(*COLUMNS)]


def public_entries(path: str) -> QuerySet[Location]:
    """Return the places that everybody may see on the map of an area given by its path."""
    return listed(Location.objects.public()).filter(area__path__startswith=path)


def stream(locations: QuerySet[Location]) -> Iterator[Entry]:
    """Run a query of entries piece by piece, for output of any length."""
    return (Entry(*row) for row in locations.values_list(*COLUMNS).iterator(chunk_size=1000))


def points(locations: QuerySet[Location]) -> Iterator[tuple[float, float]]:
    """Return (longitude, latitude) of the places that have a point."""
    for longitude, latitude in locations.values_list("longitude", "latitude").iterator(chunk_size=5000):
        if longitude is not None and latitude is not None:
            yield longitude, latitude


def _for_audience(audience: str, reach: Reach) -> Exists:
    # JSON lists as text: SQLite cannot ask whether a list contains a value. Codes are no part of one another.
    offered = Resource.objects.visible_to(reach).annotate(asked=Cast("audiences", TextField()))
    return Exists(
        offered.filter(
            Q(asked__contains=f'"{audience}"') | Q(asked__contains=f'"{Audience.EVERYONE}"'),
            Q(location=OuterRef("pk")) | Q(location=None),
            organisation=OuterRef("organisation"),
        )
    )


def organisations(area: Area, reach: Reach) -> QuerySet[Organisation]:
    """Return the organisations that are active, or have a place, in an area or inside it, and are not closed."""
    return organisations_under(reach, area.path)


def organisations_under(reach: Reach, path: str) -> QuerySet[Organisation]:
    """Return the same for an area given by its path."""
    inside = Activity.objects.filter(area__path__startswith=path).values("organisation")
    placed = Location.objects.visible_to(reach).filter(area__path__startswith=path).values("organisation")
    return not_closed(reach).filter(Q(pk__in=inside) | Q(pk__in=placed))


def organisations_along_names(reach: Reach, path: str) -> QuerySet[Organisation]:
    """Return the same by a condition on each, which lets a database follow the index of names."""
    inside = Activity.objects.filter(organisation=OuterRef("pk"), area__path__startswith=path)
    placed = Location.objects.visible_to(reach).filter(organisation=OuterRef("pk"), area__path__startswith=path)
    return not_closed(reach).filter(Exists(inside) | Exists(placed))


class Actor(NamedTuple):
    """An organisation that stands on no map, as a list names it."""

    name: str
    note: str
    slug: str
    home_slug: str
    home_name: str

    @property
    def url(self) -> str:
        """Where its page stands."""
        return f"/{self.home_slug}/organisations/{self.slug}/"


ACTOR_COLUMNS = ("name", "role_in_area", "slug", "home_area__slug", "home_area__name")


def unlisted(area: Area, reach: Reach) -> list[Actor]:
    """Return the organisations of an area that are under no category, so on no map of it."""
    on_map = listed(Location.objects.visible_to(reach)).filter(area__path__startswith=area.path)
    found = organisations(area, reach).exclude(pk__in=on_map.values("organisation"))
    return [Actor(*row) for row in found.order_by("sort_key", "pk").values_list(*ACTOR_COLUMNS)]


def wider(area: Area, reach: Reach) -> list[Actor]:
    """Return the organisations that are active in an area round this one and are not named in it."""
    around = Activity.objects.filter(area__in=area.path_ids[:-1]).values("organisation")
    found = not_closed(reach).filter(pk__in=around).exclude(pk__in=organisations(area, reach).values("pk"))
    return [Actor(*row) for row in found.order_by("sort_key", "pk").values_list(*ACTOR_COLUMNS)]


def not_closed(reach: Reach) -> QuerySet[Organisation]:
    """Return the organisations that a person may see and that have not closed."""
    return Organisation.objects.visible_to(reach).exclude(status=Status.CLOSED)
