"""All that everybody may know of some organisations, read in as many queries for one as for a hundred."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import Max, Q
from django.utils import timezone

from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.organisations.models import (
    Activity,
    Contact,
    ContactField,
    Location,
    Organisation,
    OrganisationIdentifier,
)
from podworko.organisations.reach import NOBODY
from podworko.places.choices import AreaKind
from podworko.places.models import Area
from podworko.portal.hsds.terms import SERVICES
from podworko.resources.choices import Answer
from podworko.resources.hours import Hours
from podworko.resources.models import Accessibility, Category, Listing, Resource
from podworko.resources.queries import hours_of


class Way(NamedTuple):
    """One way to reach a contact."""

    pk: int
    contact: int
    place: int | None
    role: str
    organisation: int
    kind: str
    value: str


_WAY = ("pk", "contact", "contact__location", "contact__role", "contact__organisation", "kind", "value")


class AreaFacts(NamedTuple):
    """What an address takes from the areas round a place; empty where nobody knows."""

    city: str
    teryt: str
    """Official code of the municipality."""


@dataclass
class Facts:
    """What is known of some organisations; every part is read when it is first asked for."""

    organisations: dict[int, Organisation]
    today: date

    @cached_property
    def places(self) -> dict[int, list[Location]]:
        """The places of each organisation that everybody may see."""
        found = defaultdict(list)
        rows = Location.objects.visible_to(NOBODY).filter(organisation__in=self.organisations)
        for place in rows.select_related("area").order_by("sort_key", "pk"):
            found[place.organisation_id].append(place)
        return found

    @cached_property
    def place_ids(self) -> list[int]:
        """The keys of these places."""
        return [place.pk for places in self.places.values() for place in places]

    @cached_property
    def resources(self) -> dict[int, list[Resource]]:
        """What each organisation offers, as far as it stands among the services."""
        found = defaultdict(list)
        rows = Resource.objects.visible_to(NOBODY).filter(organisation__in=self.organisations, kind__in=SERVICES)
        for row in rows.order_by("kind", "sort_key", "pk").prefetch_related("categories__area"):
            found[row.organisation_id].append(row)
        return found

    @cached_property
    def categories(self) -> dict[int, list[Category]]:
        """The categories of each place, the primary one first."""
        found = defaultdict(list)
        rows = Listing.objects.filter(location__in=self.place_ids).select_related("category__area")
        for row in rows.order_by("-is_primary", "pk"):
            found[row.location_id].append(row.category)
        return found

    @cached_property
    def ways(self) -> dict[tuple[int, int | None], list[Way]]:
        """How to reach each organisation, by the place to which it belongs; under None what belongs to no place."""
        held = Q(contact__held_until=None) | Q(contact__held_until__gte=self.today)
        rows = ContactField.objects.visible_to(NOBODY).filter(held, contact__organisation__in=self.organisations)
        found = defaultdict(list)
        ordered = rows.order_by("contact__position", "contact", "position", "pk").values_list(*_WAY)
        for way in map(Way._make, ordered):
            found[way.organisation, way.place].append(way)
        return found

    @cached_property
    def holders(self) -> dict[int, str]:
        """Names that everybody may read, by contact."""
        rows = Contact.objects.naming_holder_to(NOBODY).filter(organisation__in=self.organisations)
        return dict(rows.exclude(holder_name="").values_list("pk", "holder_name"))

    @cached_property
    def identifiers(self) -> dict[int, list[OrganisationIdentifier]]:
        """Numbers in official registers."""
        found = defaultdict(list)
        for row in OrganisationIdentifier.objects.filter(organisation__in=self.organisations).order_by("pk"):
            found[row.organisation_id].append(row)
        return found

    @cached_property
    def hours(self) -> dict[int, Hours]:
        """Opening hours of the places of which something is known."""
        return hours_of(self.place_ids)

    @cached_property
    def accessibility(self) -> dict[int, list[Accessibility]]:
        """What was answered about getting into each place."""
        found = defaultdict(list)
        asked = Accessibility.objects.filter(location__in=self.place_ids).exclude(answer=Answer.NOT_ASKED)
        for row in asked.order_by("pk"):
            found[row.location_id].append(row)
        return found

    @cached_property
    def areas(self) -> dict[int, list[Area]]:
        """Where each organisation is active."""
        found = defaultdict(list)
        rows = Activity.objects.filter(organisation__in=self.organisations).select_related("area")
        for row in rows.order_by("area__path"):
            found[row.organisation_id].append(row.area)
        return found

    @cached_property
    def around(self) -> dict[str, AreaFacts]:
        """What an address takes from the areas round it, by the path of the place's own."""
        paths = {place.area.path for places in self.places.values() for place in places}
        wanted = {int(part) for path in paths for part in path.strip("/").split("/")}
        known = {area.pk: area for area in Area.objects.filter(pk__in=wanted, kind=AreaKind.MUNICIPALITY)}
        found = {}
        for path in paths:
            here = [known[pk] for part in path.strip("/").split("/") if (pk := int(part)) in known]
            found[path] = AreaFacts(here[-1].name, here[-1].official_code) if here else AreaFacts("", "")
        return found

    @cached_property
    def parents(self) -> set[int]:
        """The organisations above these that everybody may see."""
        named = {row.parent_id for row in self.organisations.values() if row.parent_id}
        return set(Organisation.objects.visible_to(NOBODY).filter(pk__in=named).values_list("pk", flat=True))

    @cached_property
    def changed(self) -> dict[int, datetime]:
        """When something that everybody may see of each was last changed."""
        about = {f"organisation:{pk}": pk for pk in self.organisations}
        rows = AuditEntry.objects.filter(about__in=about, visibility__in=("", Visibility.PUBLIC))
        found = {about[name]: at for name, at in rows.values_list("about").annotate(Max("at")).order_by()}
        return {pk: max(found.get(pk, row.changed_at), row.changed_at) for pk, row in self.organisations.items()}

    def categories_at(self, organisation: int) -> Collection[Category]:
        """Return the categories of all places of an organisation, each once."""
        return {one.pk: one for place in self.places[organisation] for one in self.categories[place.pk]}.values()


def facts_of(organisations: Iterable[int]) -> Facts:
    """Return what everybody may know of these organisations; closed ones are among them, hidden ones are not."""
    rows = Organisation.objects.visible_to(NOBODY).filter(pk__in=list(organisations)).select_related("home_area")
    return Facts({row.pk: row for row in rows}, timezone.localdate())
