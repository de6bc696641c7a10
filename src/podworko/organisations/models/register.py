from datetime import date
from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from podworko.core.visibility import Reach, Visibility, VisibleQuerySet
from podworko.organisations.addresses import public_address
from podworko.organisations.choices import (
    ContactKind,
    LegalBasis,
    LegalForm,
    ParentRole,
    Precision,
    Sector,
    Status,
)
from podworko.places.models import Area


class OrganisationQuerySet(VisibleQuerySet["Organisation"]):
    owner = "id"
    areas = "activities__area"

    def active_in(self, area: Area) -> "OrganisationQuerySet":
        """Keep the organisations that are active in an area or in an area inside it."""
        activities = Activity.objects.filter(area__path__startswith=area.path)
        return self.filter(pk__in=activities.values("organisation"))


class Organisation(models.Model):
    """A legal entity or an informal group, equal in everything."""

    home_area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    """The area in whose register the entry is kept."""
    active_in = models.ManyToManyField(Area, through="Activity", related_name="organisations")
    slug = models.SlugField(max_length=80)
    name = models.CharField(_("nazwa"), max_length=240)
    """As its source prints it, with that source's mistakes."""
    corrected_name = models.CharField(_("nazwa poprawiona"), max_length=240, blank=True)
    """What the name should probably read, where the printed one is wrong; shown beside it."""
    sort_key = models.CharField(max_length=240, editable=False)
    legal_form = models.CharField(max_length=20, choices=LegalForm, default=LegalForm.LEGAL_ENTITY)
    kind_code = models.CharField(max_length=40, blank=True)
    """A word of the source for what it is, e.g. `school_primary`; categories are kept in `resources`."""
    sector = models.CharField(_("sektor"), max_length=20, choices=Sector, default=Sector.UNKNOWN)
    status = models.CharField(_("stan"), max_length=20, choices=Status, default=Status.ACTIVE)
    status_note = models.CharField(max_length=300, blank=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    parent_role = models.CharField(max_length=10, choices=ParentRole, blank=True)
    branch_number = models.CharField(_("numer oddziału"), max_length=20, blank=True)
    description = models.TextField(_("czym się zajmuje"), blank=True)
    role_in_area = models.CharField(_("rola w okolicy"), max_length=240, blank=True)
    website = models.URLField(_("strona internetowa"), blank=True)
    editor_note = models.TextField(_("notatka dla prowadzących"), blank=True)
    """Seen by editors only; never in public output."""
    source = models.CharField(_("źródło"), max_length=300, blank=True)
    assured_date = models.DateField(_("sprawdzono"), null=True, blank=True)
    """The last day on which somebody said that the entry is right (HSDS 3.0, `assured_date`)."""
    assured_by = models.CharField(max_length=160, blank=True)
    visibility = models.CharField(_("kto widzi"), max_length=12, choices=Visibility, default=Visibility.ORGANISATION)
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["home_area", "slug"], name="organisation_slug_in_area"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_not_its_own_parent"),
        ]
        indexes = [models.Index(fields=["sort_key", "id"], name="organisation_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.pk}"


class Activity(models.Model):
    """That an organisation is active in an area; partners are told apart by it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="activities")
    area = models.ForeignKey(Area, models.CASCADE, related_name="activities")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "area"], name="active_once_per_area")]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return f"{self.organisation}, {self.area}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.organisation_id}"


class OrganisationIdentifier(models.Model):
    """A number in an official register: KRS, REGON, NIP, RSPO, a pharmacy's number."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("rejestr"), max_length=20)
    value = models.CharField(_("numer"), max_length=40)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "scheme", "value"], name="identifier_once")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.organisation_id}"


ModelT = TypeVar("ModelT", bound=models.Model)


class OwnedQuerySet(VisibleQuerySet[ModelT]):
    """Rows of an organisation: neither shown nor changed where the organisation itself is hidden."""

    def _shown_with(self, reach: Reach) -> Q:
        if reach.is_anonymous:
            return Q(**{f"{self.owner}__visibility": Visibility.PUBLIC})
        return Q(**{f"{self.owner}__in": Organisation.objects.visible_to(reach)})


class LocationQuerySet(OwnedQuerySet["Location"]):
    pass


class Location(models.Model):
    """A place where an organisation can be found. A chain is one organisation with several."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="locations")
    operator = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="operated_locations"
    )
    """Who runs the place, where that is somebody else than the organisation it is listed under."""
    operator_note = models.CharField(_("kto prowadzi"), max_length=240, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="locations")
    name = models.CharField(_("nazwa miejsca"), max_length=240, blank=True)
    """Only where the place has a name of its own."""
    sort_key = models.CharField(max_length=240, editable=False)
    number = models.PositiveIntegerField(_("numer na mapie"), null=True, blank=True)
    """Its number on the printed map of the area; kept from print to print."""
    reference = models.CharField(max_length=20, blank=True)
    """Its identifier in the source, e.g. AZ12."""
    street_name = models.CharField(_("ulica"), max_length=160, blank=True)
    """Normalised where that is known."""
    house_number = models.CharField(_("numer domu"), max_length=20, blank=True)
    flat_number = models.CharField(_("numer mieszkania"), max_length=20, blank=True)
    """Somebody's home, perhaps: in no public output until the owner confirms."""
    is_flat_confirmed = models.BooleanField(_("mieszkanie można podawać"), default=False)
    postcode = models.CharField(_("kod pocztowy"), max_length=10, blank=True)
    city = models.CharField(_("miejscowość"), max_length=80, blank=True)
    address_as_printed = models.CharField(max_length=300, blank=True)
    """The source's own words; may hold a flat number, so editors only."""
    address_note = models.CharField(_("jak trafić"), max_length=300, blank=True)
    is_seat = models.BooleanField(_("siedziba z rejestru"), default=False)
    """The registered seat, which need not be an address for the public."""
    latitude = models.FloatField(null=True, blank=True)
    """Degrees north, WGS 84."""
    longitude = models.FloatField(null=True, blank=True)
    """Degrees east, WGS 84."""
    precision = models.CharField(max_length=6, choices=Precision, default=Precision.NONE)
    coordinate_error = models.PositiveIntegerField(null=True, blank=True)
    """A guess of the point's error in metres, not a measurement."""
    coordinate_source = models.CharField(max_length=200, blank=True)
    editor_note = models.TextField(blank=True)
    visibility = models.CharField(_("kto widzi"), max_length=12, choices=Visibility, default=Visibility.ORGANISATION)
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = LocationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(precision=Precision.NONE, latitude=None, longitude=None)
                | (~Q(precision=Precision.NONE) & Q(latitude__range=(-90, 90), longitude__range=(-180, 180))),
                name="point_has_precision",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "sort_key", "id"], name="location_order_in_area"),
            models.Index(fields=["sort_key", "id"], name="location_order"),
        ]

    def __str__(self) -> str:
        return self.name or self.organisation.name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.organisation_id}"

    @property
    def public_address(self) -> str:
        """Street and house number, with the flat only where its owner has confirmed it."""
        return public_address(
            self.street_name, self.house_number, self.flat_number, is_flat_confirmed=self.is_flat_confirmed
        )

    @property
    def has_point(self) -> bool:
        """Say whether the place can be drawn."""
        return self.precision != Precision.NONE


class AtLocationQuerySet(OwnedQuerySet[ModelT]):
    """Rows of an organisation that may belong to one of its places: hidden with that place."""

    location: ClassVar[str] = "location"

    def _shown_with(self, reach: Reach) -> Q:
        nowhere = Q(**{self.location: None})
        shown = Q(**{f"{self.location}__in": Location.objects.visible_to(reach)})
        return super()._shown_with(reach) & (nowhere | shown)


class ContactQuerySet(AtLocationQuerySet["Contact"]):
    areas = "organisation__activities__area"
    visibility = "holder_visibility"
    author = ""

    def visible_to(self, reach: Reach) -> "ContactQuerySet":
        """Keep the roles that a person may read about; who holds them is another question."""
        return self.filter(self._shown_with(reach))

    def naming_holder_to(self, reach: Reach) -> "ContactQuerySet":
        """Keep the roles whose holder's name a person may read."""
        return super().visible_to(reach)

    def _public(self) -> Q:
        # The name of somebody whom nobody has confirmed for a year goes with the last way to reach them.
        ways = ContactField.objects.filter(contact=OuterRef("pk"), visibility=Visibility.PUBLIC)
        lapsed = Exists(ways.filter(lapsed_at__isnull=False))
        return super()._public() & (~lapsed | Exists(ways.filter(lapsed_at=None)))


class Contact(models.Model):
    """A role at an organisation that can be reached, held by somebody for a time."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts")
    location = models.ForeignKey(Location, models.CASCADE, null=True, blank=True, related_name="contacts")
    role = models.CharField(_("rola"), max_length=120)
    """What the holder is there: „sekretariat”, „dyrekcja”, „dyżurny”."""
    holder_name = models.CharField(_("kto teraz pełni"), max_length=120, blank=True)
    holder_visibility = models.CharField(
        _("kto widzi nazwisko"), max_length=12, choices=Visibility, default=Visibility.ORGANISATION
    )
    held_from = models.DateField(_("od"), null=True, blank=True)
    held_until = models.DateField(_("do"), null=True, blank=True)
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="successors")
    """Who handed the role over."""
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    history_visibility = "holder_visibility"
    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(role=""), name="contact_has_role"),
            models.CheckConstraint(
                condition=Q(held_until=None) | Q(held_from=None) | Q(held_until__gte=F("held_from")),
                name="contact_held_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.role

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.organisation_id}"


class ContactFieldQuerySet(AtLocationQuerySet["ContactField"]):
    owner = "contact__organisation"
    areas = "contact__organisation__activities__area"
    location = "contact__location"

    def meant_for_everybody(self) -> "ContactFieldQuerySet":
        """Keep what is public, also as long as it is hidden because nobody has confirmed it for a year."""
        return self.filter(super()._public() & self._shown_with(Reach()))

    def held_on(self, day: date) -> "ContactFieldQuerySet":
        """Keep the ways to reach roles that have not ended before a day."""
        return self.filter(Q(contact__held_until=None) | Q(contact__held_until__gte=day))

    def functional_addresses(self) -> "ContactFieldQuerySet":
        """Keep the e-mail addresses of offices, not of persons: of an institution, or of a role without a name.

        The best comes first: of an institution, then what everybody sees, then what belongs to the whole organisation.
        """
        rows = self.filter(kind=ContactKind.EMAIL).exclude(visibility=Visibility.PRIVATE)
        of_office = rows.filter(Q(legal_basis=LegalBasis.NOT_PERSONAL) | Q(contact__holder_name=""))
        rank = [
            When(legal_basis=LegalBasis.NOT_PERSONAL, then=0),
            When(visibility=Visibility.PUBLIC, then=1),
        ]
        return of_office.annotate(rank=Case(*rank, default=2)).order_by(
            "contact__organisation",
            "rank",
            F("contact__location").asc(nulls_first=True),
            "contact__position",
            "position",
        )

    def _public(self) -> Q:
        return super()._public() & Q(lapsed_at=None)


class ContactField(models.Model):
    """One way to reach a contact, with its own visibility, source and date of notice."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="fields")
    kind = models.CharField(max_length=10, choices=ContactKind)
    value = models.CharField(_("numer lub adres"), max_length=200)
    visibility = models.CharField(_("kto widzi"), max_length=12, choices=Visibility, default=Visibility.ORGANISATION)
    legal_basis = models.CharField(_("podstawa"), max_length=20, choices=LegalBasis, blank=True)
    source = models.CharField(_("skąd wiemy"), max_length=300, blank=True)
    notice_date = models.DateField(_("kiedy powiadomiono"), null=True, blank=True)
    confirmed_date = models.DateField(_("potwierdzono"), null=True, blank=True)
    lapse_notice_date = models.DateField(null=True, blank=True)
    """When those who keep the entry were told that it will be hidden unless somebody confirms it."""
    lapsed_at = models.DateField(_("ukryto, bo nikt nie potwierdził"), null=True, blank=True)
    """Since when a public contact is hidden because nobody has confirmed it for a year; back once somebody does."""
    bounced_on = models.DateField(_("mail wraca od"), null=True, blank=True)
    """The day on which somebody wrote down that mails to it come back; none once the address is another."""
    position = models.PositiveSmallIntegerField(default=0)
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ContactFieldQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.PUBLIC) | (~Q(legal_basis="") & Q(notice_date__isnull=False)),
                name="public_contact_has_basis_and_notice",
            ),
        ]

    def __str__(self) -> str:
        return self.value

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.contact.organisation_id}"

    @property
    def shown_to(self) -> str:
        """Who sees it now: what nobody has confirmed for a year, partners instead of everybody."""
        return Visibility.PARTNERS if self.visibility == Visibility.PUBLIC and self.lapsed_at else self.visibility
