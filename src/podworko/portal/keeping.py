"""What the people who keep entries need to see: what is theirs, what waits to be confirmed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from podworko.agenda import links, sign_up_said
from podworko.agenda.choices import Review
from podworko.agenda.finding_page import in_area
from podworko.agenda.join_telling import lately
from podworko.agenda.models import Event, Feed, Finding, Join, Suggestion
from podworko.agenda.permissions import may_announce
from podworko.agenda.picture_models import waiting_by_event
from podworko.agenda.sides import waiting_for
from podworko.core.visibility import Reach
from podworko.needs import talks_page
from podworko.needs.models import Report
from podworko.organisations.choices import Status
from podworko.organisations.models import Contact, ContactField, Location, Organisation
from podworko.organisations.models.register import OrganisationQuerySet
from podworko.places.models import Area
from podworko.portal import duplicates_page, print_check
from podworko.portal.printed import TooManyEntriesError
from podworko.resources import freshness_rows, hours, hours_words, said
from podworko.resources.choices import AccessFeature, Answer
from podworko.resources.freshness_rows import Call
from podworko.resources.models import FreshnessSettings, Listing, Resource
from podworko.resources.queries import hours_of
from podworko.resources.said import Waiting

if TYPE_CHECKING:
    from django.core.paginator import Page

CHECKED_FOR = timedelta(days=365)
"""How long a check holds: an entry is to be confirmed once a year."""
SHOWN = 10


@dataclass(frozen=True)
class KeptPlace:
    """A place with what is told of it, in words."""

    location: Location
    categories: list[str]
    hours: list[str]
    asked: int
    """How many questions about accessibility have an answer."""
    questions: int = len(AccessFeature)


@dataclass(frozen=True)
class KeptContact:
    """A role with what the person may see of it."""

    contact: Contact
    holder: str
    ways: list[ContactField]
    is_over: bool


@dataclass(frozen=True)
class Freshness:
    """What waits so that the register stays true."""

    oldest: list[Call]
    """What nobody has confirmed for longest, to be read aloud."""


@dataclass(frozen=True)
class Desk:
    """What waits for a person in an area."""

    kept: list[Organisation]
    unchecked: "Page[Organisation]"
    """What nobody has checked for a year, the oldest first."""
    joined: list[Organisation]
    """What the person belongs to without keeping it."""
    is_coordinator: bool
    can_add: bool
    can_announce: bool
    is_new: bool
    """Nobody stands in the area yet: who coordinates it is shown how to begin."""
    has_boundary: bool
    photos: list[tuple[Event, int]]
    """Events that the person keeps with photos that somebody has yet to look at, and how many."""
    to_ring: list[tuple[Event, str, int]]
    """Events that the person keeps with people who must be rung: see `agenda.sign_up_said`."""
    suggested: int
    """Suggestions of events on which the person has to decide."""
    said: Waiting
    """What others say of entries, suggestions and answers, on which the person has to decide."""
    reported: int
    """Problems reported without an account on which the person has to decide."""
    to_review: int
    """Events out of calendars of others that wait for the person."""
    failing: int
    """Calendars of others whose last reading failed."""
    findings: int
    """What events that the person keeps have to do with others, as long as nobody has decided."""
    proposals: int
    """Proposals to join that wait for the person's answer."""
    answered: list[tuple[Join, str]]
    """What has lately become of the person's own proposals, and the page of each."""
    fresh: Freshness | None
    """How fresh the register is, for whoever coordinates the area."""
    lapsing: list[Organisation]
    """Entries that the person keeps with contacts that are hidden because nobody confirmed them, or will be."""
    pairs: int
    """Pairs of entries that are perhaps one, for who coordinates the area."""
    exchange: dict[str, Any]
    """Of asks and offers: talks that wait for an answer, what runs out, what goes together anew."""
    print_problems: int | None
    """How much should be looked at before printing; nothing for whoever does not print the map of the area."""


def last_good_day() -> date:
    """Return the day since which an entry must have been checked."""
    return timezone.localdate() - CHECKED_FOR


def unchecked(rows: OrganisationQuerySet, area: Area) -> OrganisationQuerySet:
    """Keep of these the entries of an area that nobody has checked for a year, the oldest first."""
    old = Q(assured_date=None) | Q(assured_date__lt=last_good_day())
    return rows.active_in(area).filter(old).exclude(status=Status.CLOSED).order_by("assured_date", "sort_key", "pk")


def desk_of(area: Area, reach: Reach, page: str = "") -> Desk:
    """Return what waits for a person in an area; `page`: which page of the entries to be confirmed."""
    editable = Organisation.objects.editable_by(reach).select_related("home_area")
    kept = editable.filter(pk__in=reach.editor_of)
    feeds = Feed.objects.editable_by(reach).filter(area=area)
    is_coordinator = area.pk in reach.coordinator_of
    is_new = is_coordinator and not Organisation.objects.active_in(area).exists()
    can_announce = may_announce(area, reach)
    found = in_area(Finding.objects.visible_to(reach), area).present().undecided()
    return Desk(
        kept=list(kept.order_by("sort_key")),
        unchecked=Paginator(unchecked(editable, area), SHOWN).get_page(page),
        joined=list(_joined(reach)),
        is_coordinator=is_coordinator,
        can_add=area.pk in reach.coordinator_of | reach.partner_in,
        can_announce=can_announce,
        is_new=is_new,
        has_boundary=not is_new or area.boundaries.exists(),
        photos=waiting_by_event(area, reach),
        to_ring=sign_up_said.to_ring(area, reach),
        suggested=Suggestion.objects.waiting().filter(area=area).count() if is_coordinator else 0,
        said=said.waiting(area, reach),
        reported=Report.objects.editable_by(reach).waiting().filter(area=area).count(),
        to_review=Event.objects.filter(feed__in=feeds, review=Review.WAITING).count(),
        findings=found.count() if can_announce else 0,
        proposals=len(waiting_for(reach, area)) if can_announce else 0,
        answered=[(row, links.join(row, area.slug)) for row in lately(reach, area)] if can_announce else [],
        failing=feeds.exclude(last_error="").count(),
        fresh=_freshness(area) if is_coordinator and not is_new else None,
        lapsing=list(_lapsing(kept)),
        pairs=duplicates_page.pairs(area, reach).waiting().count() if is_coordinator else 0,
        exchange=talks_page.to_decide(area, reach),
        print_problems=_print_problems(area, reach) if is_coordinator and not is_new else None,
    )


def _freshness(area: Area) -> Freshness:
    return Freshness(freshness_rows.oldest(FreshnessSettings.of(area), timezone.localdate()))


def _lapsing(kept: QuerySet[Organisation]) -> QuerySet[Organisation]:
    ways = ContactField.objects.meant_for_everybody().held_on(timezone.localdate())
    announced = ways.filter(lapse_notice_date__isnull=False).values("contact__organisation")
    return kept.filter(pk__in=announced).order_by("sort_key", "pk")


def _joined(reach: Reach) -> QuerySet[Organisation]:
    own = Organisation.objects.visible_to(reach).filter(pk__in=reach.member_of - reach.editor_of)
    return own.select_related("home_area").order_by("sort_key")


def _print_problems(area: Area, reach: Reach) -> int | None:
    try:
        return sum(group.count for group in print_check.problem_groups(area, reach, timezone.localdate()))
    except TooManyEntriesError:
        return None


def places_of(organisation: Organisation, reach: Reach) -> list[KeptPlace]:
    """Return the places of an entry that a person may change."""
    listings = Listing.objects.select_related("category").order_by("-is_primary", "category__position")
    rows = list(
        Location.objects.editable_by(reach)
        .filter(organisation=organisation)
        .select_related("area", "operator")
        .prefetch_related(Prefetch("listings", listings), "accessibility")
    )
    known = hours_of([row.pk for row in rows])
    return [
        KeptPlace(
            row,
            [listing.category.name for listing in row.listings.all()],
            _hours_in_words(known.get(row.pk, hours.Hours())),
            sum(answer.answer != Answer.NOT_ASKED for answer in row.accessibility.all()),
        )
        for row in rows
    ]


def contacts_of(organisation: Organisation, reach: Reach) -> list[KeptContact]:
    """Return the contacts of an entry with what a person may change of them, those that are over last."""
    ways = ContactField.objects.editable_by(reach)
    rows = (
        Contact.objects.visible_to(reach).filter(organisation=organisation).prefetch_related(Prefetch("fields", ways))
    )
    named = set(Contact.objects.naming_holder_to(reach).filter(organisation=organisation).values_list("pk", flat=True))
    today = timezone.localdate()
    found = [
        KeptContact(
            row,
            row.holder_name if row.pk in named else "",
            list(row.fields.all()),
            bool(row.held_until and row.held_until <= today),
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: each.is_over)


def resources_of(organisation: Organisation, reach: Reach) -> list[Resource]:
    """Return what an organisation has, as far as a person may change it."""
    return list(Resource.objects.editable_by(reach).filter(organisation=organisation).select_related("location"))


def _hours_in_words(known: hours.Hours) -> list[str]:
    if not known.is_known:
        return []
    return [hours_words.in_words(known, timezone.now()), *hours_words.table(known.spans)]
