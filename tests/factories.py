"""Rows for tests. A factory fills what a row must have and nothing that a test would trip over.

What people see by default stands in the model: a new organisation or place is for its own
organisation only, so a test that wants it public says `visibility=Visibility.PUBLIC`.
"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from podworko.accounts.choices import AreaRoleKind
from podworko.accounts.models import AreaRole, User
from podworko.agenda.actions import add_event
from podworko.agenda.actions.picture import add_picture, show_picture
from podworko.agenda.actions.registration import add_registration
from podworko.agenda.actions.writing import refresh_all
from podworko.agenda.choices import FeedTrust, PictureKind, Registration
from podworko.agenda.harvesting.values import values_of
from podworko.agenda.ical_reading import ReadEvent
from podworko.agenda.models import Event, EventKind, EventListing, EventPicture, Feed, Follower, SignUp
from podworko.agenda.timing import Timing
from podworko.core import tokens
from podworko.core.text import fold, sort_key
from podworko.core.visibility import Visibility
from podworko.needs.actions.card import add_card
from podworko.needs.actions.problem import add_problem
from podworko.needs.models import Card, Problem
from podworko.organisations.choices import ContactKind, LegalBasis, MembershipRole, Precision
from podworko.organisations.models import Activity, Contact, ContactField, Location, Membership, Organisation
from podworko.places.choices import AreaKind, CommunityKind
from podworko.places.models import (
    Area,
    AreaName,
    Boundary,
    Community,
    CommunityExtent,
    CommunityName,
    Dated,
    Street,
)
from podworko.resources.choices import MarkerShape, ResourceKind
from podworko.resources.models import Category, Listing, Resource
from tests import pictures

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[19.90, 50.08], [19.92, 50.08], [19.92, 50.09], [19.90, 50.09], [19.90, 50.08]]],
}
"""About 1.43 km by 1.11 km in Kraków."""

SHAPES = list(MarkerShape)


class SortedFactory(DjangoModelFactory):
    """Fills the stored key by which a row is sorted."""

    class Meta:
        abstract = True

    sort_key = factory.LazyAttribute(lambda row: sort_key(row.name))


class AreaFactory(SortedFactory):
    class Meta:
        model = Area

    name = factory.Sequence(lambda number: f"Osiedle {number}")
    slug = factory.LazyAttribute(lambda row: fold(row.name).replace(" ", "-"))
    kind = AreaKind.NEIGHBOURHOOD

    @classmethod
    def _create(cls, model_class, *args, **values):
        area = super()._create(model_class, *args, **values)
        area.path = f"{area.parent.path if area.parent else '/'}{area.pk}/"
        area.save(update_fields=["path"])
        return area


class DatedFactory(DjangoModelFactory):
    """Takes `starts` and `ends` as sources give them and fills the days between which they lie."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **values):
        dates = Dated.dates(values.pop("starts", ""), values.pop("ends", ""))
        return super()._create(model_class, *args, **dates, **values)


class AreaNameFactory(DatedFactory):
    class Meta:
        model = AreaName

    area = factory.SubFactory(AreaFactory)
    name = factory.SelfAttribute("area.name")


class BoundaryFactory(DatedFactory):
    class Meta:
        model = Boundary

    area = factory.SubFactory(AreaFactory)
    geometry = SQUARE


class StreetFactory(SortedFactory):
    class Meta:
        model = Street

    area = factory.SubFactory(AreaFactory)
    name = factory.Sequence(lambda number: f"Podwórkowa {number}")
    folded = factory.LazyAttribute(lambda row: fold(row.name))


class CommunityFactory(SortedFactory):
    class Meta:
        model = Community
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Społeczność {number}")
    slug = factory.LazyAttribute(lambda row: fold(row.name).replace(" ", "-"))
    kind = CommunityKind.OF_PLACE

    @factory.post_generation
    def areas(self, create, extracted, **kwargs):
        self.areas.set(extracted or [])


class CommunityNameFactory(DatedFactory):
    class Meta:
        model = CommunityName

    community = factory.SubFactory(CommunityFactory)
    name = factory.SelfAttribute("community.name")


class CommunityExtentFactory(DatedFactory):
    class Meta:
        model = CommunityExtent

    community = factory.SubFactory(CommunityFactory)
    description = "kilka bloków"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"osoba{number}@example.org")
    name = factory.Sequence(lambda number: f"Osoba {number}")
    password = "!"


class AdministratorFactory(UserFactory):
    is_administrator = True


class AreaRoleFactory(DjangoModelFactory):
    class Meta:
        model = AreaRole

    user = factory.SubFactory(UserFactory)
    area = factory.SubFactory(AreaFactory)
    kind = AreaRoleKind.COORDINATOR


class OrganisationFactory(SortedFactory):
    """Active in its home area, and in `active_in` where that is given instead."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    home_area = factory.SubFactory(AreaFactory)
    name = factory.Sequence(lambda number: f"Organizacja {number}")
    slug = factory.LazyAttribute(lambda row: fold(row.name).replace(" ", "-"))

    @factory.post_generation
    def active_in(self, create, extracted, **kwargs):
        for area in [self.home_area] if extracted is None else extracted:
            Activity.objects.create(organisation=self, area=area)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = MembershipRole.MEMBER


class LocationFactory(DjangoModelFactory):
    """Without a point; give `latitude`, `longitude` for an exact one, and `precision` for another."""

    class Meta:
        model = Location

    organisation = factory.SubFactory(OrganisationFactory)
    area = factory.SelfAttribute("organisation.home_area")
    sort_key = factory.SelfAttribute("organisation.sort_key")
    latitude = None
    longitude = None
    precision = factory.LazyAttribute(lambda row: Precision.NONE if row.latitude is None else Precision.EXACT)


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    organisation = factory.SubFactory(OrganisationFactory)
    role = "sekretariat"


class ContactFieldFactory(DjangoModelFactory):
    """A public one gets the legal basis and the notice that it must have."""

    class Meta:
        model = ContactField

    contact = factory.SubFactory(ContactFactory)
    kind = ContactKind.PHONE
    value = "12 000 00 00"

    class Params:
        public = factory.Trait(
            visibility=Visibility.PUBLIC, legal_basis=LegalBasis.NOT_PERSONAL, notice_date="2026-01-02"
        )


FREE_LETTERS = "ABCFGHJKLMNOPQTVWY"
"""Those that no test gives to a category itself."""


def _free_letter(category):
    taken = set(Category.objects.filter(area=category.area).values_list("letter", flat=True))
    return next(letter for letter in FREE_LETTERS if letter not in taken)


class CategoryFactory(DjangoModelFactory):
    """Up to 18 in one area: each has a letter of its own."""

    class Meta:
        model = Category

    area = factory.SubFactory(AreaFactory)
    code = factory.Sequence(lambda number: f"kategoria-{number}")
    name = factory.Sequence(lambda number: f"Kategoria {number}")
    letter = factory.LazyAttribute(_free_letter)
    shape = factory.Sequence(lambda number: SHAPES[number % len(SHAPES)])
    colour = "#1F5B47"
    position = factory.Sequence(lambda number: number % 1000)


class ListingFactory(DjangoModelFactory):
    """An entry of the map: the place's primary category."""

    class Meta:
        model = Listing

    location = factory.SubFactory(LocationFactory)
    category = factory.SubFactory(CategoryFactory, area=factory.SelfAttribute("..location.area"))
    is_primary = True


class ResourceFactory(SortedFactory):
    class Meta:
        model = Resource

    organisation = factory.SubFactory(OrganisationFactory)
    kind = ResourceKind.SERVICE
    name = factory.Sequence(lambda number: f"Usługa {number}")


class EventKindFactory(DjangoModelFactory):
    class Meta:
        model = EventKind

    area = factory.SubFactory(AreaFactory)
    code = factory.Sequence(lambda number: f"rodzaj-{number}")
    name = factory.Sequence(lambda number: f"Rodzaj {number}")


class EventFactory(DjangoModelFactory):
    """Something at 17:00 on 8 December 2026, made by its action: with occurrences, and found by the search."""

    class Meta:
        model = Event

    organisation = factory.SubFactory(OrganisationFactory)
    area = factory.LazyAttribute(lambda row: row.organisation.home_area)
    title = factory.Sequence(lambda number: f"Wydarzenie {number}")
    starts = datetime(2026, 12, 8, 17, tzinfo=UTC)
    ends = factory.LazyAttribute(lambda row: row.starts and row.starts + timedelta(hours=1))

    @classmethod
    def _create(cls, _model_class, *args, area, organisation, **values):
        for name in ("location", "kind"):
            if name in values:
                values[f"{name}_id"] = values.pop(name).pk
        return add_event(area=area, values={"organisation_id": organisation.pk, **values}, by=None)


class EventPictureFactory(DjangoModelFactory):
    """A photo that may be shown and waits to be looked at; `shown=True` for one that stands with its event."""

    class Meta:
        model = EventPicture

    event = factory.SubFactory(EventFactory)
    kind = PictureKind.PHOTO
    alternative_text = "Dzieci przy trzepaku"
    author = "Ewa Nowak"
    ground = "own"
    people = "nobody"
    is_permitted = True

    @classmethod
    def _create(cls, _model_class, *args, event, kind, shown=False, by=None, **values):
        made = add_picture(event, kind=kind, file=pictures.kept(), values=values, by=by)
        return show_picture(made, by=by) if shown else made


class FollowerFactory(DjangoModelFactory):
    """Has not confirmed the address; give `confirmed_at` for one who gets the digest."""

    class Meta:
        model = Follower

    area = factory.SubFactory(AreaFactory)
    email = factory.Sequence(lambda number: f"czytelnik{number}@example.org")
    seed = factory.LazyFunction(uuid4)
    key_digest = factory.LazyAttribute(lambda row: tokens.digest(tokens.derived("agenda.follower", str(row.seed))))


class SignUpFactory(DjangoModelFactory):
    """Somebody registered for the first time that an event takes place, or for the one that `original` names."""

    class Meta:
        model = SignUp

    event = factory.SubFactory(EventFactory, registration=Registration.HERE, visibility=Visibility.PUBLIC)
    name = factory.Sequence(lambda number: f"Osoba {number}")
    people = 1
    email = factory.Sequence(lambda number: f"osoba{number}@example.org")

    @classmethod
    def _create(cls, _model_class, *args, event, original=None, **values):
        original = original or event.occurrences.order_by("starts").first().original
        return add_registration(event, original, values=values, token=uuid4(), by=None)


class FeedFactory(DjangoModelFactory):
    """A calendar of a public organisation whose events go through."""

    class Meta:
        model = Feed

    organisation = factory.SubFactory(OrganisationFactory, visibility=Visibility.PUBLIC)
    area = factory.SelfAttribute("organisation.home_area")
    label = factory.Sequence(lambda number: f"Kalendarz {number}")
    address = factory.Sequence(lambda number: f"https://kalendarz{number}.example/x.ics")
    trust = FeedTrust.THROUGH


class HarvestedEventFactory(DjangoModelFactory):
    """An event that a feed has brought, a week from now; give `review` for one that waits."""

    class Meta:
        model = Event

    feed = factory.SubFactory(FeedFactory)
    area = factory.SelfAttribute("feed.area")
    organisation = factory.SelfAttribute("feed.organisation")
    uid = factory.Sequence(lambda number: f"{number}@feeds")
    feed_key = factory.Sequence(lambda number: f"{number}@feeds")
    title = factory.Sequence(lambda number: f"Z kalendarza {number}")
    starts = factory.LazyFunction(lambda: (datetime.now(UTC) + timedelta(days=7)).replace(hour=17, minute=0, second=0))
    ends = factory.LazyAttribute(lambda row: row.starts + timedelta(hours=1))
    feed_hash = "x"

    @factory.lazy_attribute
    def feed_values(self):
        start, end = self.starts.replace(tzinfo=None), self.ends.replace(tzinfo=None)
        return values_of(ReadEvent(uid=self.feed_key, title=self.title, timing=Timing(start, end)))

    @classmethod
    def _create(cls, model_class, *args, **values):
        event = super()._create(model_class, *args, **values)
        EventListing.objects.create(event=event, area=event.area)
        refresh_all([event.pk])
        return event


class ProblemFactory(DjangoModelFactory):
    """A problem that everybody sees and that is somebody's own judgement, made by its action."""

    class Meta:
        model = Problem

    area = factory.SubFactory(AreaFactory)
    title = factory.Sequence(lambda number: f"Problem {number}")
    visibility = Visibility.PUBLIC
    is_own_judgement = True
    evidence = ()

    @classmethod
    def _create(cls, _model_class, *args, area, evidence, **values):
        for name in ("location", "organisation"):
            if name in values:
                values[f"{name}_id"] = values.pop(name).pk
        return add_problem(area=area, values=values, evidence=evidence, by=None)


class CardFactory(DjangoModelFactory):
    """An offer of a room that partners see, made by its action; `area` is the home area of its organisation."""

    class Meta:
        model = Card

    organisation = factory.SubFactory(OrganisationFactory)
    side = "offer"
    kind = "room"
    title = factory.Sequence(lambda number: f"Sala {number}")

    @classmethod
    def _create(cls, _model_class, *args, organisation, **values):
        for name in ("location", "contact", "category", "resource", "problem"):
            if name in values:
                values[f"{name}_id"] = values.pop(name).pk
        area = values.pop("area", organisation.home_area)
        return add_card(area=area, values={"organisation_id": organisation.pk, **values}, by=None)
