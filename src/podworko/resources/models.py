from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from podworko.core.visibility import Visibility
from podworko.organisations.models import Location, Organisation
from podworko.organisations.models.register import OwnedQuerySet
from podworko.places.models import Area
from podworko.resources.choices import (
    AccessFeature,
    Answer,
    Cost,
    MarkerShape,
    ResourceKind,
    Weekday,
)
from podworko.resources.freshness_models import (
    FreshnessAsk,
    FreshnessLetter,
    FreshnessLink,
    FreshnessMailbox,
    FreshnessReply,
    FreshnessSettings,
    FreshnessSignal,
)
from podworko.resources.import_models import ImportedFile, ImportRow, RegisterImport, RememberedColumns
from podworko.resources.suggestion_models import EntrySuggestion

__all__ = [
    "Accessibility",
    "Category",
    "Cell",
    "CountedEntry",
    "EntrySuggestion",
    "FreshnessAsk",
    "FreshnessLetter",
    "FreshnessLink",
    "FreshnessMailbox",
    "FreshnessReply",
    "FreshnessSettings",
    "FreshnessSignal",
    "HoursException",
    "HoursState",
    "ImportRow",
    "ImportedFile",
    "Listing",
    "OpeningHours",
    "RegisterImport",
    "RememberedColumns",
    "Resource",
    "ResourceQuerySet",
]


class Category(models.Model):
    """A heading of an area's map and list: a local editorial decision, told by letter, shape and colour."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="categories")
    code = models.SlugField(max_length=40)
    name = models.CharField(_("nazwa"), max_length=80)
    name_as_printed = models.CharField(max_length=80, blank=True)
    letter = models.CharField(_("litera"), max_length=1)
    shape = models.CharField(_("kształt"), max_length=10, choices=MarkerShape)
    colour = models.CharField(_("kolor"), max_length=7)
    """`#RRGGBB`, at least 4.5 : 1 against white, also in grey."""
    position = models.PositiveSmallIntegerField(_("kolejność"), default=0)
    is_fallback = models.BooleanField(default=False)
    """„Inne”: shown only when something is filed under it."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "code"], name="category_code_in_area"),
            models.UniqueConstraint(fields=["area", "letter"], name="category_letter_in_area"),
        ]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"area:{self.area_id}"


class Listing(models.Model):
    """That a place is listed under a category: an entry of the map, once as its primary one for print."""

    location = models.ForeignKey(Location, models.CASCADE, related_name="listings")
    category = models.ForeignKey(Category, models.PROTECT, related_name="listings")
    is_primary = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["location", "category"], name="listed_once_per_category"),
            models.UniqueConstraint(fields=["location"], condition=Q(is_primary=True), name="one_primary_category"),
        ]
        indexes = [models.Index(fields=["category", "location"], name="listing_by_category")]

    def __str__(self) -> str:
        return f"{self.category}: {self.location}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.location.history_of


class ResourceQuerySet(OwnedQuerySet["Resource"]):
    areas = "organisation__activities__area"


class Resource(models.Model):
    """What an organisation has: a facility, a service, a room, equipment, a skill."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="resources")
    location = models.ForeignKey(Location, models.SET_NULL, null=True, blank=True, related_name="resources")
    kind = models.CharField(_("rodzaj"), max_length=10, choices=ResourceKind)
    name = models.CharField(_("nazwa"), max_length=200)
    sort_key = models.CharField(max_length=240, editable=False)
    description = models.TextField(_("opis"), blank=True)
    categories = models.ManyToManyField(Category, blank=True, related_name="resources")
    audiences = models.JSONField(_("dla kogo"), default=list, blank=True)
    """Codes of `choices.Audience`; empty means „jeszcze nie pytano”."""
    languages = models.JSONField(_("języki"), default=list, blank=True)
    """ISO 639-1 codes; empty means „jeszcze nie pytano”."""
    cost = models.CharField(_("koszt"), max_length=10, choices=Cost, default=Cost.NOT_ASKED)
    cost_note = models.CharField(_("ile kosztuje"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(_("na ile osób"), null=True, blank=True)
    quantity = models.PositiveIntegerField(_("ile sztuk"), null=True, blank=True)
    how_to_use = models.CharField(_("jak skorzystać"), max_length=300, blank=True)
    state = models.CharField(_("stan"), max_length=120, blank=True)
    source = models.CharField(_("źródło"), max_length=300, blank=True)
    assured_date = models.DateField(_("sprawdzono"), null=True, blank=True)
    visibility = models.CharField(_("kto widzi"), max_length=12, choices=Visibility, default=Visibility.ORGANISATION)
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "sort_key", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.organisation_id}"


class Accessibility(models.Model):
    """One answered question about getting into a place and using it."""

    location = models.ForeignKey(Location, models.CASCADE, related_name="accessibility")
    feature = models.CharField(max_length=20, choices=AccessFeature)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.NOT_ASKED)
    note = models.CharField(_("uwaga"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["location", "feature"], name="feature_asked_once")]
        verbose_name_plural = "accessibility"

    def __str__(self) -> str:
        return f"{self.get_feature_display()}: {self.get_answer_display()}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.location.history_of


class OpeningHours(models.Model):
    """One span of a weekday in which a place is open, perhaps for a season only."""

    location = models.ForeignKey(Location, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField(_("od"))
    closes = models.TimeField(_("do"))
    """At or before `opens`: on the next day."""
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["location", "weekday", "opens", "valid_from"], name="hours_once"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="hours_valid_in_order",
            ),
        ]
        verbose_name_plural = "opening hours"

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.location.history_of


class HoursException(models.Model):
    """A day, or a run of days, on which a place keeps other hours or none."""

    location = models.ForeignKey(Location, models.CASCADE, related_name="hours_exceptions")
    first_day = models.DateField(_("od dnia"))
    last_day = models.DateField(_("do dnia"))
    opens = models.TimeField(_("od"), null=True, blank=True)
    closes = models.TimeField(_("do"), null=True, blank=True)
    reason = models.CharField(_("dlaczego"), max_length=120, blank=True)

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="exception_in_order"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__isnull=False),
                name="exception_open_and_close",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day}–{self.last_day}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.location.history_of


class HoursState(models.Model):
    """What is known of a place's hours as a whole."""

    location = models.OneToOneField(Location, models.CASCADE, primary_key=True, related_name="hours_state")
    closed_on_holidays = models.CharField(max_length=10, choices=Answer, default=Answer.NOT_ASKED)
    by_appointment = models.BooleanField(_("po umówieniu"), default=False)
    note = models.CharField(_("uwaga"), max_length=200, blank=True)

    def __str__(self) -> str:
        return self.note

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.location.history_of


class IgnoredProblem(models.Model):
    """That somebody has looked at a problem of an entry and lets it be, until what the problem is about changes."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    location = models.ForeignKey(Location, models.CASCADE, null=True, blank=True, related_name="+")
    """The place whose problem it is; empty for an entry without any."""
    kind = models.CharField(max_length=20)
    """A code of `quality.Kind`."""
    facts = models.CharField(max_length=64)
    """A digest of what the problem says: once that changes, it is asked about again."""
    reason = models.CharField(_("dlaczego"), max_length=200)
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    history_visibility = ""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], condition=Q(location=None), name="ignored_once_of_entry"
            ),
            models.UniqueConstraint(fields=["location", "kind"], name="ignored_once_of_place"),
            models.CheckConstraint(condition=~Q(reason=""), name="ignored_has_reason"),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"organisation:{self.organisation_id}"


class Cell(models.Model):
    """How many entries that everybody may see lie in a square of a web map; kept true by `resources.cells`.

    Zoom 0 holds one row for all entries of an area, also those without a point.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    """Counts the entries of the area and of the areas inside it."""
    zoom = models.SmallIntegerField()
    category = models.CharField(max_length=40, blank=True)
    """Code of the primary category; empty for all together."""
    x = models.IntegerField()
    """As in `core.grid`, from the west."""
    y = models.IntegerField()
    """From the north."""
    entries = models.IntegerField()
    placed = models.IntegerField()
    """Entries that have a point."""
    exact = models.IntegerField()
    """Entries whose point is exact."""
    longitude_sum = models.BigIntegerField()
    """Of the points, in units of 10⁻⁷ degree: whole numbers come apart again without a rest."""
    latitude_sum = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "zoom", "category", "x", "y"], name="one_cell")]

    def __str__(self) -> str:
        return f"{self.zoom}/{self.x}/{self.y}: {self.entries}"


class CountedEntry(models.Model):
    """What the cells hold of one entry, so that it can be taken out again after it has changed or gone."""

    location_id = models.BigIntegerField(primary_key=True)
    """Not a foreign key: the row outlives the place until `resources.cells.refresh` is told."""
    area_ids = models.JSONField()
    """From the root of the tree of areas to the entry's own."""
    category = models.CharField(max_length=40)
    longitude_e7 = models.BigIntegerField(null=True)
    """Units of 10⁻⁷ degree."""
    latitude_e7 = models.BigIntegerField(null=True)
    is_exact = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.location_id}: {self.category}"
