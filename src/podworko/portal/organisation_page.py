"""What the page of an organisation shows: everything about it that the reader may see.

Most organisations have neither hours nor resources nor branches, so one query asks what there is
before each is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from podworko.core.prepared import ForReader, Prepared
from podworko.core.reading import fetch
from podworko.core.svg_marker import Marker
from podworko.core.visibility import Reach
from podworko.organisations.choices import ContactKind, Precision, Sector
from podworko.organisations.models import Contact, ContactField, Location, Organisation, OrganisationIdentifier
from podworko.places.models import Area
from podworko.portal.little_map import Pin
from podworko.portal.signs import Sign
from podworko.resources import freshness_signals, hours_words
from podworko.resources.choices import AccessFeature, Answer, Audience
from podworko.resources.hours import Exceptional, Hours
from podworko.resources.models import Accessibility, Listing, Resource
from podworko.resources.queries import hours_of

OLD_AFTER = 365
"""Days after which what was checked may have changed."""

_WHAT_THERE_IS = """
SELECT EXISTS (SELECT 1 FROM organisations_contact WHERE organisation_id = %s),
EXISTS (SELECT 1 FROM organisations_organisationidentifier WHERE organisation_id = %s),
EXISTS (SELECT 1 FROM organisations_organisation WHERE parent_id = %s),
EXISTS (SELECT 1 FROM organisations_location WHERE operator_id = %s),
EXISTS (SELECT 1 FROM resources_resource WHERE organisation_id = %s),
EXISTS (SELECT 1 FROM resources_accessibility a JOIN organisations_location l ON l.id = a.location_id
        WHERE l.organisation_id = %s),
EXISTS (SELECT 1 FROM resources_openinghours h JOIN organisations_location l ON l.id = h.location_id
        WHERE l.organisation_id = %s)
OR EXISTS (SELECT 1 FROM resources_hoursexception e JOIN organisations_location l ON l.id = e.location_id
        WHERE l.organisation_id = %s)
OR EXISTS (SELECT 1 FROM resources_hoursstate s JOIN organisations_location l ON l.id = s.location_id
        WHERE l.organisation_id = %s),
EXISTS (SELECT 1 FROM resources_freshnesssignal WHERE organisation_id = %s)
"""
_MOST_WAYS = 3


class There(NamedTuple):
    """Which parts an entry has, whoever may see them."""

    contacts: bool
    identifiers: bool
    parts: bool
    operated: bool
    resources: bool
    accessibility: bool
    hours: bool
    signals: bool


class Reached(NamedTuple):
    """One way to reach somebody."""

    kind: str
    value: str
    confirmed: date | None

    @property
    def address(self) -> str:
        """What a link to it holds; empty where there is nothing to open."""
        if self.kind == ContactKind.PHONE:
            return "tel:" + "".join(sign for sign in self.value if sign.isdigit() or sign == "+")
        if self.kind == ContactKind.EMAIL:
            return f"mailto:{self.value}"
        is_page = self.kind == ContactKind.WEBSITE and self.value.startswith(("https://", "http://"))
        return self.value if is_page else ""


class _Way(NamedTuple):
    """A row of `_ways_of`, in the order of `_WAY`."""

    contact: int
    place: int | None
    role: str
    has_holder: str
    held_from: date | None
    held_until: date | None
    kind: str
    value: str
    confirmed: date | None

    def is_held_on(self, day: date) -> bool:
        """Say whether the role has not ended."""
        return self.held_until is None or self.held_until >= day


_WAY = (
    "contact",
    "contact__location",
    "contact__role",
    "contact__holder_name",
    "contact__held_from",
    "contact__held_until",
    "kind",
    "value",
    "confirmed_date",
)


@dataclass(slots=True)
class Role:
    """A role that can be reached, with its holder where the reader may know the name."""

    name: str
    holder: str
    since: date | None
    ways: list[Reached] = field(default_factory=list)


@dataclass(slots=True)
class Place:
    """A place with all that is known of it."""

    location: Location
    operator: Organisation | None
    """Who runs it, where that is another organisation that the reader may see."""
    categories: list[Sign]
    roles: list[Role]
    hours: Hours | None
    answers: list[tuple[str, str, str]]
    """Question about access, answer, note."""
    unasked: list[str]
    """Questions about access that nobody has asked."""
    now: datetime

    @property
    def sign(self) -> Sign | None:
        """The category under which it stands first, if there is one."""
        return self.categories[0] if self.categories else None

    @property
    def sign_text(self) -> str:
        """What its mark says: its number on the printed map, else the letter of its category."""
        return str(self.location.number or (self.sign.letter if self.sign else ""))

    @property
    def title(self) -> str:
        """Its own name and where it is."""
        return ", ".join(filter(None, [self.location.name, self.location.public_address or self.location.city]))

    @property
    def is_guess(self) -> bool:
        """Say whether its point is not exact."""
        return self.location.precision != Precision.EXACT

    @property
    def coming(self) -> list[Exceptional]:
        """Days with other hours that are not over."""
        return [each for each in self.hours.exceptions if each.last_day >= self.now.date()] if self.hours else []

    @property
    def today(self) -> str:
        """Say whether it is open and until when."""
        return hours_words.in_words(self.hours, self.now) if self.hours else ""

    @property
    def table(self) -> list[str]:
        """The weekly table in lines."""
        return hours_words.table(self.hours.spans) if self.hours else []


@dataclass(slots=True)
class Profile:
    """An organisation as a reader may see it."""

    organisation: Organisation
    parent: Organisation | None
    places: list[Place]
    roles: list[Role]
    resources: list[tuple[Resource, list[str]]]
    """Each with the names of those for whom it is."""
    identifiers: list[OrganisationIdentifier]
    parts: list[Organisation]
    operated: list[Location]
    today: date
    signals: int = 0
    """How many passers-by have said that the entry is right since it was last checked."""

    @property
    def categories(self) -> list[Sign]:
        """The categories of its places, each once."""
        return list(dict.fromkeys(category for place in self.places for category in place.categories))

    @property
    def sector(self) -> str:
        """Its sector in words."""
        return _sectors(get_language())[self.organisation.sector]

    @property
    def has_ways(self) -> bool:
        """Say whether anybody can be reached."""
        return bool(self.roles) or any(place.roles for place in self.places)

    @property
    def is_old(self) -> bool:
        """Say whether it was checked so long ago that it may have changed."""
        checked = self.organisation.assured_date
        return checked is not None and (self.today - checked).days > OLD_AFTER


_organisation_named = ForReader(
    lambda reach, area, slug: Organisation.objects.visible_to(reach).filter(home_area=area, slug=slug), int, str
)
_locations_of = ForReader(
    lambda reach, pk: Location.objects.visible_to(reach).filter(organisation=pk).order_by("number", "sort_key", "pk"),
    int,
)
_categories_of = Prepared(
    # Of all places: whoever asks keeps those of the places that the reader sees.
    lambda pk: (
        Listing.objects.filter(location__organisation=pk)
        .order_by("-is_primary", "pk")
        .values_list("location", "category__name", "category__letter", "category__shape", "category__colour")
    ),
    int,
)
_ways_of = ForReader(
    lambda reach, pk: (
        ContactField.objects.visible_to(reach)
        .filter(contact__organisation=pk)
        .order_by("contact__position", "contact", "position", "pk")
        .values_list(*_WAY)
    ),
    int,
)


def find(area: Area, slug: str, reach: Reach) -> Organisation | None:
    """Return an organisation of an area's register that a person may see."""
    return _organisation_named.first(reach, area.pk, slug)


def is_editable(organisation: Organisation, reach: Reach) -> bool:
    """Say whether a person may change an organisation."""
    return not reach.is_anonymous and Organisation.objects.editable_by(reach).filter(pk=organisation.pk).exists()


def read(organisation: Organisation, reach: Reach) -> Profile:
    """Read what a person may see of an organisation that they may see."""
    there = _there(organisation.pk)
    today = timezone.localdate()
    roles = _roles(organisation, reach, today) if there.contacts else {}
    locations = _locations_of.all(reach, organisation.pk)
    categories = _categories_of.all(organisation.pk) if locations else []
    related = _related(organisation, locations, reach)
    return Profile(
        organisation=organisation,
        parent=related.get(organisation.parent_id),
        places=_places(locations, categories, there, roles, related),
        roles=roles.get(None, []),
        resources=_resources(organisation, reach) if there.resources else [],
        identifiers=list(OrganisationIdentifier.objects.filter(organisation=organisation))
        if there.identifiers
        else [],
        parts=list(_visible(reach).filter(parent=organisation)) if there.parts else [],
        operated=_operated(organisation, reach) if there.operated else [],
        today=today,
        signals=freshness_signals.count(organisation) if there.signals else 0,
    )


def _there(pk: int) -> There:
    return There(*map(bool, fetch(_WHAT_THERE_IS, [pk] * _WHAT_THERE_IS.count("%s"))[0]))


def _visible(reach: Reach) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(reach).select_related("home_area")


def _operated(organisation: Organisation, reach: Reach) -> list[Location]:
    places = Location.objects.visible_to(reach).filter(operator=organisation).exclude(organisation=organisation)
    return list(places.select_related("organisation__home_area"))


def _related(organisation: Organisation, locations: list[Location], reach: Reach) -> dict[int | None, Organisation]:
    """Return the parent and the operators that the reader may see, by id."""
    named = [organisation.parent_id, *(location.operator_id for location in locations)]
    ids = {pk for pk in named if pk and pk != organisation.pk}
    return {one.pk: one for one in _visible(reach).filter(pk__in=ids)} if ids else {}


def _places(
    locations: list[Location],
    categories: Iterable[tuple[int, str, str, str, str]],
    there: There,
    roles: Mapping[int | None, list[Role]],
    related: Mapping[int | None, Organisation],
) -> list[Place]:
    now = timezone.localtime()
    ids = [location.pk for location in locations]
    signs: dict[int, list[Sign]] = defaultdict(list)
    for pk, *sign in categories:
        signs[pk].append(Sign(*sign))
    hours = hours_of(ids) if there.hours else {}
    answers = _answers(ids) if there.accessibility else {}
    features = _features(get_language())
    return [
        Place(
            location=location,
            operator=related.get(location.operator_id),
            categories=signs[location.pk],
            roles=roles.get(location.pk, []),
            hours=hours.get(location.pk),
            answers=answers.get(location.pk, []),
            unasked=_unasked(features, answers.get(location.pk, [])),
            now=now,
        )
        for location in locations
    ]


@cache
def _sectors(_language: str | None) -> dict[str, str]:
    return {str(code): str(label) for code, label in Sector.choices}


@cache
def _features(_language: str | None) -> list[str]:
    return [str(label) for label in AccessFeature.labels]


def _unasked(features: list[str], answers: list[tuple[str, str, str]]) -> list[str]:
    asked = {feature for feature, *_ in answers}
    return [feature for feature in features if feature not in asked]


def _answers(ids: Iterable[int]) -> dict[int, list[tuple[str, str, str]]]:
    found = defaultdict(list)
    order = list(AccessFeature.values)
    asked = Accessibility.objects.filter(location__in=ids).exclude(answer=Answer.NOT_ASKED)
    for row in sorted(asked, key=lambda row: order.index(row.feature)):
        found[row.location_id].append((str(row.get_feature_display()), str(row.get_answer_display()), row.note))
    return found


def ways_to_ask(organisation: Organisation, location_id: int | None, reach: Reach, today: date) -> list[Reached]:
    """Return the telephones and mail addresses at which one asks about something, those of its place first."""
    roles = _roles(organisation, reach, today)
    at_hand = [*(roles.get(location_id, []) if location_id is not None else []), *roles.get(None, [])]
    ways = [way for role in at_hand for way in role.ways if way.kind in (ContactKind.PHONE, ContactKind.EMAIL)]
    return list({way.value: way for way in ways}.values())[:_MOST_WAYS]


def _roles(organisation: Organisation, reach: Reach, today: date) -> dict[int | None, list[Role]]:
    """Return the roles by id of their place; those of the whole organisation under None."""
    held = [way for way in map(_Way._make, _ways_of.all(reach, organisation.pk)) if way.is_held_on(today)]
    names = _holders(organisation, reach) if any(way.has_holder for way in held) else {}
    kinds = list(ContactKind.values)
    roles: dict[int | None, list[Role]] = defaultdict(list)
    for contact, ways in groupby(held, key=attrgetter("contact")):
        reached = sorted(ways, key=lambda way: kinds.index(way.kind))
        first, holder = reached[0], names.get(contact, "")
        ways_of_role = [Reached(way.kind, way.value, way.confirmed) for way in reached]
        roles[first.place].append(Role(first.role, holder, first.held_from if holder else None, ways_of_role))
    return roles


def _holders(organisation: Organisation, reach: Reach) -> dict[int, str]:
    named = Contact.objects.naming_holder_to(reach).filter(organisation=organisation)
    return dict(named.values_list("pk", "holder_name"))


def _resources(organisation: Organisation, reach: Reach) -> list[tuple[Resource, list[str]]]:
    audiences = {str(code): str(label) for code, label in Audience.choices}
    rows = Resource.objects.visible_to(reach).filter(organisation=organisation).select_related("location")
    return [(row, [audiences[code] for code in row.audiences if code in audiences]) for row in rows]


def pins(profile: Profile) -> list[Pin]:
    """Return the marks of the places that have a point, for the little map."""
    drawn = []
    for place in profile.places:
        location = place.location
        if location.longitude is None or location.latitude is None:
            continue
        sign = place.categories[0] if place.categories else Sign("", "", "circle", "#1F5B47")
        text = str(location.number or sign.letter)
        marker = Marker(text, sign.shape, sign.colour, is_exact=not place.is_guess)
        drawn.append(Pin(marker, location.longitude, location.latitude))
    return drawn
