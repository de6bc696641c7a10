"""Rows for tests. A factory fills what a row must have and nothing that a test would trip over.

What people see by default stands in the model: a new organisation or place is for its own
organisation only, so a test that wants it public says `visibility=Visibility.PUBLIC`.
"""

import factory
from factory.django import DjangoModelFactory

from podworko.accounts.choices import AreaRoleKind
from podworko.accounts.models import AreaRole, User
from podworko.core.text import fold, sort_key
from podworko.core.visibility import Visibility
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
