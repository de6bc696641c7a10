import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from podworko.agenda.choices import (
    CountMethod,
    DayPart,
    EventStatus,
    ExceptionKind,
    OrganiserRole,
    Registration,
    Review,
)
from podworko.agenda.feed_models import CalendarFile, Feed, FeedMemory
from podworko.agenda.finding_models import (
    CoordinationLimits,
    Finding,
    FindingDecision,
    FindingMails,
    FindingNotice,
    Join,
)
from podworko.agenda.kept_models import CalendarDay, Withdrawn
from podworko.agenda.picture_models import EventPicture
from podworko.agenda.private_models import PrivateCalendar
from podworko.agenda.registration_models import SignUp, SignUpList
from podworko.agenda.visitors import Follower, SentDigest, Suggestion
from podworko.core.visibility import Reach, Visibility, VisibleQuerySet
from podworko.organisations.choices import Precision
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area
from podworko.resources.choices import Cost
from podworko.resources.models import Resource

__all__ = [
    "CalendarDay",
    "CalendarFile",
    "CoordinationLimits",
    "Event",
    "EventException",
    "EventFunding",
    "EventKind",
    "EventListing",
    "EventOrganiser",
    "EventPicture",
    "Feed",
    "FeedMemory",
    "Finding",
    "FindingDecision",
    "FindingMails",
    "FindingNotice",
    "Follower",
    "Join",
    "Occurrence",
    "PrivateCalendar",
    "SentDigest",
    "SignUp",
    "SignUpList",
    "Suggestion",
    "Withdrawn",
]


class EventKind(models.Model):
    """What kind of event something is: a local editorial decision, as the categories of places are."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="event_kinds")
    code = models.SlugField(max_length=40)
    name = models.CharField(_("nazwa"), max_length=80)
    position = models.PositiveSmallIntegerField(_("kolejność"), default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["area", "code"], name="event_kind_code_in_area")]

    def __str__(self) -> str:
        return self.name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"area:{self.area_id}"


class EventQuerySet(VisibleQuerySet["Event"]):
    areas = "listings__area"

    def visible_to(self, reach: Reach) -> "EventQuerySet":
        """Keep the events that a person may read; those of an organisation hidden from them are hidden too."""
        return super().visible_to(reach)

    def _shown_with(self, reach: Reach) -> Q:
        # What came from elsewhere and waits to be looked at stands on one page only: that of its feeds.
        ownerless = Q(organisation=None)
        if reach.is_anonymous:
            return Q(review="") & (ownerless | Q(organisation__visibility=Visibility.PUBLIC))
        return Q(review="") & (ownerless | Q(organisation__in=Organisation.objects.visible_to(reach)))


class Event(models.Model):
    """Something that takes place, once or again and again, or is only pencilled in."""

    uid = models.CharField(max_length=255, unique=True, editable=False)
    """Its name in all calendars, for good (RFC 5545, section 3.8.4.7)."""
    area = models.ForeignKey(Area, models.PROTECT, related_name="events")
    """The area whose calendar keeps it; it is shown in those of `listings`."""
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("kto organizuje")
    )
    """Whose event it is: its members keep it. Empty where the organiser is not in the register."""
    organiser_name = models.CharField(_("kto organizuje (spoza rejestru)"), max_length=200, blank=True)
    title = models.CharField(_("nazwa"), max_length=200)
    description = models.TextField(_("opis"), blank=True)
    kind = models.ForeignKey(
        EventKind, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("rodzaj")
    )
    edition = models.PositiveSmallIntegerField(_("która edycja"), null=True, blank=True)
    status = models.CharField(_("stan"), max_length=10, choices=EventStatus, default=EventStatus.PLANNED)
    status_reason = models.CharField(_("dlaczego"), max_length=300, blank=True)
    visibility = models.CharField(_("kto widzi"), max_length=12, choices=Visibility, default=Visibility.ORGANISATION)

    starts = models.DateTimeField(_("początek"), null=True, blank=True)
    """Wall-clock time of `zone`, kept as if it were UTC; empty while it is only pencilled in."""
    ends = models.DateTimeField(_("koniec"), null=True, blank=True)
    """As `starts`; of whole days the midnight after the last of them."""
    is_all_day = models.BooleanField(_("cały dzień"), default=False)
    has_end = models.BooleanField(_("znany koniec"), default=True)
    """False where nobody said when it ends: then `ends` is a guess that is never shown."""
    zone = models.CharField(max_length=60, default="Europe/Warsaw")
    rule = models.CharField(_("powtarza się"), max_length=500, blank=True)
    leaves_out = models.JSONField(_("z wyjątkiem"), default=list, blank=True)
    """Codes of `timing.Break`."""
    extra_starts = models.JSONField(default=list, blank=True)
    """Further wall-clock starts, ISO 8601."""
    removed_starts = models.JSONField(default=list, blank=True)
    """Wall-clock starts that the rule has and that do not take place, without a word, ISO 8601."""
    pencil = models.CharField(_("kiedy (ołówkiem)"), max_length=200, blank=True)
    """A date as people say it before they know it: „weekend w maju”."""
    candidate_days = models.JSONField(default=list, blank=True)
    """The days that `pencil` may mean, ISO 8601."""
    day_part = models.CharField(_("pora dnia"), max_length=10, choices=DayPart, default=DayPart.ANY)

    location = models.ForeignKey(
        Location, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("miejsce z rejestru")
    )
    room = models.ForeignKey(
        Resource, models.SET_NULL, null=True, blank=True, related_name="bookings", verbose_name=_("sala")
    )
    place_name = models.CharField(_("gdzie"), max_length=300, blank=True)
    """Where it is not in the register, or what to add to it."""
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    precision = models.CharField(max_length=6, choices=Precision, default=Precision.NONE)

    audiences = models.JSONField(_("dla kogo"), default=list, blank=True)
    """Codes of `resources.choices.Audience`; empty means „jeszcze nie pytano”."""
    cost = models.CharField(_("koszt"), max_length=10, choices=Cost, default=Cost.NOT_ASKED)
    cost_note = models.CharField(_("ile kosztuje"), max_length=200, blank=True)
    languages = models.JSONField(_("języki"), default=list, blank=True)
    accessibility_note = models.CharField(_("dostępność"), max_length=300, blank=True)
    registration = models.CharField(_("zapisy"), max_length=10, choices=Registration, default=Registration.NOT_ASKED)
    registration_url = models.URLField(_("strona zapisów"), max_length=500, blank=True)
    registration_contact = models.CharField(_("telefon albo e-mail"), max_length=200, blank=True)
    """Public with the event: a role's, not a person's."""
    capacity = models.PositiveIntegerField(_("ile miejsc"), null=True, blank=True)
    closes_before = models.PositiveSmallIntegerField(_("kiedy zamykają się zapisy"), default=0)
    """Hours before the start at which registration here closes."""
    website = models.URLField(_("strona internetowa"), max_length=500, blank=True)
    with_minors = models.BooleanField(_("biorą udział niepełnoletni bez opiekunów"), default=False)
    safeguarding_note = models.TextField(_("jak zadbano o bezpieczeństwo dzieci"), blank=True)

    attendance = models.PositiveIntegerField(_("ile osób przyszło"), null=True, blank=True)
    count_method = models.CharField(_("jak policzono"), max_length=10, choices=CountMethod, blank=True)
    source = models.CharField(_("źródło"), max_length=300, blank=True)
    continues = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="continued_by")
    """The series that this one was split from: „this and the following”."""

    joined_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="joined_events")
    """The event that it became a part of; then it has no occurrences of its own."""
    equipment = models.ManyToManyField(
        Resource, blank=True, related_name="needed_for", verbose_name=_("potrzebny sprzęt")
    )
    helpers = models.ManyToManyField(
        Resource, blank=True, related_name="helps_at", verbose_name=_("czyja pomoc jest potrzebna")
    )
    """Skills of organisations: what somebody there can do, never who that is."""

    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, blank=True, related_name="events")
    """The calendar that it came from; what is not corrected here follows it."""
    feed_key = models.CharField(max_length=300, blank=True)
    """Its name in that calendar."""
    feed_match = models.CharField(max_length=32, blank=True)
    """As `ical_reading.match_key`, of what that calendar says."""
    feed_hash = models.CharField(max_length=64, blank=True)
    """Of `feed_values`; empty once it fell off that calendar."""
    feed_values = models.JSONField(default=dict, blank=True)
    """What that calendar said of it last, as `harvesting.values` puts it."""
    corrected_fields = models.JSONField(_("poprawione tutaj"), default=list, blank=True)
    """Names of fields that a person has changed since it came: these do not follow its calendar any more."""
    review = models.CharField(_("sprawdzenie"), max_length=10, choices=Review, blank=True)
    """Until somebody has accepted it, it has no occurrences and nobody sees it but who looks after its feed."""

    sequence = models.PositiveIntegerField(default=0)
    """Raised when time, place or status changes (RFC 5545, section 3.8.7.4)."""
    block = models.TextField(editable=False, blank=True)
    """What calendars are given of it; written by `agenda.blocks`, empty where it is not public."""
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "pk"]
        indexes = [
            models.Index(fields=["area"], condition=Q(starts=None), name="event_without_day"),
            models.Index(fields=["feed", "feed_key"], name="event_of_feed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts=None, ends=None) | Q(ends__gte=F("starts")), name="event_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(starts__isnull=False) | ~Q(pencil=""), name="event_has_some_date"),
            models.CheckConstraint(
                condition=Q(precision=Precision.NONE, latitude=None, longitude=None)
                | (~Q(precision=Precision.NONE) & Q(latitude__range=(-90, 90), longitude__range=(-180, 180))),
                name="event_point_has_precision",
            ),
            models.CheckConstraint(
                condition=Q(attendance=None, count_method="") | (Q(attendance__isnull=False) & ~Q(count_method="")),
                name="attendance_says_how_counted",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def new_uid() -> str:
        """Return a name that no other event will ever bear."""
        return f"{uuid.uuid4()}@podworko"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"event:{self.pk}"

    @property
    def is_series(self) -> bool:
        """Say whether it takes place more than once."""
        return bool(self.rule or self.extra_starts)

    @property
    def is_pencilled(self) -> bool:
        """Say whether its date is not known yet."""
        return self.starts is None


class EventListing(models.Model):
    """That an event is shown in the calendar of an area, and of those round it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="listings")
    area = models.ForeignKey(Area, models.CASCADE, related_name="event_listings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "area"], name="event_listed_once_per_area")]

    def __str__(self) -> str:
        return f"{self.event}: {self.area}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.event.history_of


class EventOrganiser(models.Model):
    """What an organisation does for an event, beside the one whose event it is."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="co_organised")
    role = models.CharField(max_length=12, choices=OrganiserRole, default=OrganiserRole.CO_ORGANISER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "organisation", "role"], name="organiser_once_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.event.history_of


class EventFunding(models.Model):
    """From what an event is paid."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="funding")
    source = models.CharField(_("z czego"), max_length=200)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "funding"

    def __str__(self) -> str:
        return self.source

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.event.history_of


class EventException(models.Model):
    """One occurrence of a series that is cancelled, or takes place at another time, elsewhere, or otherwise."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="exceptions")
    original = models.DateTimeField()
    """Its wall-clock start as the rule has it, kept as if it were UTC."""
    kind = models.CharField(max_length=10, choices=ExceptionKind)
    starts = models.DateTimeField(null=True, blank=True)
    ends = models.DateTimeField(null=True, blank=True)
    title = models.CharField(_("nazwa"), max_length=200, blank=True)
    place_name = models.CharField(_("gdzie"), max_length=300, blank=True)
    reason = models.CharField(_("dlaczego"), max_length=300, blank=True)
    visibility = models.CharField(max_length=12, choices=Visibility, default=Visibility.PUBLIC)
    """Narrower than the series, where the change is not for everybody; else it changes nothing."""

    class Meta:
        ordering = ["original"]
        constraints = [models.UniqueConstraint(fields=["event", "original"], name="one_exception_per_occurrence")]

    def __str__(self) -> str:
        return f"{self.event}: {self.original:%Y-%m-%d %H:%M}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.event.history_of


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def visible_to(self, reach: Reach) -> "OccurrenceQuerySet":
        """Keep the occurrences of events that a person may read, and that are not narrower than their series."""
        if reach.is_anonymous:
            return self.filter(visibility=Visibility.PUBLIC)
        events = Event.objects.visible_to(reach)
        readable = Q(visibility=F("event__visibility")) | Q(event__in=Event.objects.editable_by(reach))
        return self.filter(readable, event__in=events)


class Occurrence(models.Model):
    """One time that an event takes place; materialised by `agenda.materialising`, never changed by hand."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="occurrences")
    original = models.DateTimeField()
    """As in `EventException`."""
    starts = models.DateTimeField()
    """UTC."""
    ends = models.DateTimeField()
    """UTC; not part of it."""
    day = models.DateField()
    """The local day on which it begins; of a pencilled event, one that it may mean."""
    last_day = models.DateField()
    goes_on = models.BooleanField(default=False)
    """Its last day is not its first."""
    is_tentative = models.BooleanField(default=False)
    """A day that a pencilled date may mean."""
    is_cancelled = models.BooleanField(default=False)
    visibility = models.CharField(max_length=12, choices=Visibility)
    """Narrowed to what the organisation's own visibility lets through."""
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "original", "day"], name="one_occurrence_per_start"),
        ]
        indexes = [
            models.Index(fields=["visibility", "day", "starts"], name="occurrence_in_order"),
            # What goes on for days is rare, and asked for with every day.
            models.Index(fields=["last_day"], condition=Q(goes_on=True), name="occurrence_goes_on"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.day}"
