from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from podworko.agenda.models import Event
from podworko.core.visibility import Reach, Visibility, VisibleQuerySet
from podworko.needs.card_news_models import CardNews
from podworko.needs.choices import OPEN_STATES, CameBy, EvidenceKind, ProblemKind, ProblemState
from podworko.needs.exchange_models import Asking, Card, OfferMails, Talk, TalkNotice, TalkPart
from podworko.needs.review_models import ReviewPeriod
from podworko.needs.sought_models import Sought, SoughtDay
from podworko.needs.visitors import Report, Support
from podworko.organisations.choices import Precision
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area
from podworko.resources.models import Resource

__all__ = [
    "Asking",
    "Card",
    "CardNews",
    "Cause",
    "Evidence",
    "OfferMails",
    "Problem",
    "Report",
    "Response",
    "ReviewPeriod",
    "Sought",
    "SoughtDay",
    "Support",
    "Talk",
    "TalkNotice",
    "TalkPart",
]


class ProblemQuerySet(VisibleQuerySet["Problem"]):
    def inside(self, area: Area) -> "ProblemQuerySet":
        """Keep the problems of an area and of the areas inside it."""
        return self.filter(area__path__startswith=area.path)

    def kept(self) -> "ProblemQuerySet":
        """Leave out those that were joined to another one: there they are told of."""
        return self.filter(merged_into=None)

    def _shown_with(self, reach: Reach) -> Q:
        # What a hidden organisation has entered is hidden with it.
        ownerless = Q(organisation=None)
        if reach.is_anonymous:
            return ownerless | Q(organisation__visibility=Visibility.PUBLIC)
        return ownerless | Q(organisation__in=Organisation.objects.visible_to(reach))

    def _editable(self, reach: Reach) -> Q:
        # Whoever wrote it down keeps it, as long as they belong here.
        return super()._editable(reach) | Q(entered_by=reach.user_id, area__in=reach.partner_in)


class Problem(models.Model):
    """Something that is wrong in an area, or that somebody needs there."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="problems")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kto to zgłasza")
    )
    """For whom somebody has entered it; its editors keep it. Empty where nobody of the register did."""
    kind = models.CharField(_("rodzaj"), max_length=10, choices=ProblemKind, default=ProblemKind.PROBLEM)
    title = models.CharField(_("nazwa"), max_length=200)
    sort_key = models.CharField(max_length=240, editable=False)
    description = models.TextField(_("opis"), max_length=5000, blank=True)
    audiences = models.JSONField(_("kogo dotyczy"), default=list, blank=True)
    """Codes of `resources.choices.Audience`."""
    state = models.CharField(_("stan"), max_length=15, choices=ProblemState, default=ProblemState.REPORTED)
    state_reason = models.CharField(_("dlaczego nie"), max_length=300, blank=True)
    """Why nobody will see to it; everybody who sees the problem reads this."""
    visibility = models.CharField(_("kto widzi"), max_length=12, choices=Visibility, default=Visibility.ORGANISATION)
    came_by = models.CharField(_("jak to do nas dotarło"), max_length=12, choices=CameBy, default=CameBy.COORDINATOR)

    location = models.ForeignKey(
        Location, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("miejsce z rejestru")
    )
    place_name = models.CharField(_("gdzie"), max_length=300, blank=True)
    latitude = models.FloatField(_("szerokość geograficzna"), null=True, blank=True)
    """Degrees north, WGS 84; empty where `location` says where it is, or nothing does."""
    longitude = models.FloatField(_("długość geograficzna"), null=True, blank=True)
    """Degrees east, WGS 84."""
    precision = models.CharField(_("jak dokładnie"), max_length=6, choices=Precision, default=Precision.NONE)

    is_own_judgement = models.BooleanField(_("ocena autora"), default=False)
    """Nobody has shown it yet: said wherever the problem is."""
    uncovered = models.TextField(_("co zostaje bez odpowiedzi"), max_length=2000, blank=True)
    paper_supports = models.PositiveIntegerField(_("podpisów na papierze"), default=0)
    """Counted by hand, and never added to what was clicked."""
    reviewed_on = models.DateField(_("przejrzano dnia"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="duplicates", verbose_name=_("połączone z")
    )
    """The same problem, which was kept; all that belongs to this one is shown there. Nothing is moved."""
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(precision=Precision.NONE, latitude=None, longitude=None)
                | (~Q(precision=Precision.NONE) & Q(latitude__range=(-90, 90), longitude__range=(-180, 180))),
                name="problem_point_has_precision",
            ),
            models.CheckConstraint(
                condition=Q(location=None) | Q(precision=Precision.NONE), name="problem_has_one_place"
            ),
            models.CheckConstraint(
                condition=(Q(state="declined") & ~Q(state_reason="")) | (~Q(state="declined") & Q(state_reason="")),
                name="declined_problem_says_why",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="problem_not_its_own_duplicate"),
        ]
        indexes = [models.Index(fields=["area", "sort_key", "id"], name="problem_order_in_area")]

    def __str__(self) -> str:
        return self.title

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"problem:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Say whether something is left to do."""
        return self.state in OPEN_STATES

    @property
    def unanswered_label(self) -> str:
        """Return what is said where nobody is named who answers it: that somebody sees to it may be known already."""
        is_seen_to = self.state in {ProblemState.IN_PROGRESS, ProblemState.PARTLY_SOLVED}
        return str(_("nie wpisano, kto odpowiada") if is_seen_to else _("bez odpowiedzi"))

    @property
    def is_declined(self) -> bool:
        """Say whether nobody will see to it."""
        return self.state == ProblemState.DECLINED


class Evidence(models.Model):
    """What shows that a problem is there."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="evidence")
    kind = models.CharField(_("rodzaj"), max_length=12, choices=EvidenceKind)
    text = models.TextField(_("co z tego wynika"), max_length=2000)
    source = models.CharField(_("źródło"), max_length=300)
    dated = models.CharField(_("z kiedy"), max_length=60, blank=True)
    """As its source says it: a day, a year, „wiosna 2018”."""
    url = models.URLField(_("adres strony"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.source}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.problem.history_of

    @property
    def visibility(self) -> str:
        """Who may read of it: whoever reads the problem."""
        return self.problem.visibility


class ResponseQuerySet(models.QuerySet["Response"]):
    def visible_to(self, reach: Reach) -> "ResponseQuerySet":
        """Keep the answers that a person may read: what answers must be seen by itself."""
        return self.filter(
            Q(organisation=None) | Q(organisation__in=Organisation.objects.visible_to(reach)),
            Q(event=None) | Q(event__in=Event.objects.visible_to(reach)),
            Q(resource=None) | Q(resource__in=Resource.objects.visible_to(reach)),
        )


class Response(models.Model):
    """That an organisation, an event or a resource answers a problem, and how."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="responses")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("organizacja")
    )
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("wydarzenie")
    )
    resource = models.ForeignKey(
        Resource, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("zasób")
    )
    note = models.CharField(_("jak odpowiada"), max_length=300, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, event=None, resource=None)
                | Q(organisation=None, event__isnull=False, resource=None)
                | Q(organisation=None, event=None, resource__isnull=False),
                name="one_thing_responds",
            ),
            models.UniqueConstraint(fields=["problem", "organisation"], name="organisation_responds_once"),
            models.UniqueConstraint(fields=["problem", "event"], name="event_responds_once"),
            models.UniqueConstraint(fields=["problem", "resource"], name="resource_responds_once"),
        ]

    def __str__(self) -> str:
        # Goes into histories, which name what answers only to whoever sees it.
        return f"nr {self.pk}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.problem.history_of

    @property
    def visibility(self) -> str:
        """Who may read of it in the history: never more than see what answers."""
        if self.organisation:
            return self.organisation.visibility
        if self.event:
            return self.event.visibility
        return self.resource.visibility if self.resource else Visibility.ORGANISATION


class Cause(models.Model):
    """That one problem of an area comes of another one."""

    cause = models.ForeignKey(Problem, models.CASCADE, related_name="effects", verbose_name=_("przyczyna"))
    effect = models.ForeignKey(Problem, models.CASCADE, related_name="causes", verbose_name=_("skutek"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cause", "effect"], name="cause_of_effect_once"),
            models.CheckConstraint(condition=~Q(cause=F("effect")), name="nothing_causes_itself"),
        ]

    def __str__(self) -> str:
        # As with `Response`: two problems, and whoever reads of one need not see the other.
        return f"nr {self.pk}"

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return self.effect.history_of
