"""What a person may change here: what cannot be fetched is not found."""

from datetime import UTC, datetime

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from podworko.agenda import finding_page
from podworko.agenda.models import Event, EventListing, Feed, Finding, Join, Suggestion
from podworko.agenda.permissions import may_announce
from podworko.agenda.picture_models import taking_photos_of
from podworko.organisations.reach import reach_of
from podworko.places.models import Area


def area_to_announce_in(request: HttpRequest, area_slug: str) -> Area:
    """Return an area into whose calendar the person may enter something."""
    area = get_object_or_404(Area, slug=area_slug)
    if not may_announce(area, reach_of(request.user)):
        raise Http404
    return area


def area_to_coordinate(request: HttpRequest, area_slug: str) -> Area:
    """Return an area that the person coordinates."""
    return get_object_or_404(Area, slug=area_slug, pk__in=reach_of(request.user).coordinator_of)


def suggestion_to_decide(request: HttpRequest, area_slug: str, pk: int) -> Suggestion:
    """Return a suggestion on which the person decides, or has decided."""
    rows = Suggestion.objects.editable_by(reach_of(request.user)).select_related("area")
    return get_object_or_404(rows, area__slug=area_slug, pk=pk)


def suggestion_asked_for(request: HttpRequest, area_slug: str) -> Suggestion | None:
    """Return the suggestion that an address names by `?suggestion=12`; nothing without it, 404 if there is none."""
    asked = request.GET.get("suggestion", "")
    if not asked:
        return None
    if not (asked.isdecimal() and len(asked) < 19):  # noqa: PLR2004 – what a column of ids holds
        raise Http404
    return suggestion_to_decide(request, area_slug, int(asked))


def event_to_edit(request: HttpRequest, area_slug: str, pk: int) -> Event:
    """Return an event that the person may change."""
    rows = Event.objects.editable_by(reach_of(request.user)).select_related("area", "organisation")
    return get_object_or_404(rows, area__slug=area_slug, pk=pk)


def event_to_take_photos_of(request: HttpRequest, area_slug: str, pk: int) -> Event:
    """Return an event to which the person may add photos: who keeps it, and who belongs to its organisation."""
    reach = reach_of(request.user)
    keeping, belonging = Event.objects.editable_by(reach), taking_photos_of(reach)
    rows = Event.objects.filter(Q(pk__in=keeping.values("pk")) | Q(pk__in=belonging.values("pk")))
    return get_object_or_404(rows.select_related("area", "organisation"), area__slug=area_slug, pk=pk)


def finding_to_read(request: HttpRequest, area: Area, pk: int) -> Finding:
    """Return what two events have to do with each other, to whoever keeps one of them and may read the other."""
    rows = finding_page.in_area(Finding.objects.visible_to(reach_of(request.user)), area)
    related = rows.select_related("first__area", "first__organisation", "second__area", "second__organisation")
    return get_object_or_404(related, pk=pk)


def join_to_read(request: HttpRequest, area: Area, pk: int) -> Join:
    """Return a proposal to make one event of two, to whoever keeps one of them and may read the other."""
    rows = Join.objects.visible_to(reach_of(request.user)).select_related("finding", "proposed_for")
    related = rows.select_related("kept__area", "kept__organisation", "absorbed__area", "absorbed__organisation")
    listed = EventListing.objects.filter(area__path__startswith=area.path).values("event")
    return get_object_or_404(related.filter(Q(kept__in=listed) | Q(absorbed__in=listed)), pk=pk)


def feed_to_edit(request: HttpRequest, area_slug: str, pk: int) -> Feed:
    """Return a calendar of others that the person looks after."""
    rows = Feed.objects.editable_by(reach_of(request.user)).select_related("area", "organisation")
    return get_object_or_404(rows, area__slug=area_slug, pk=pk)


def original_in(event: Event, text: str) -> datetime:
    """Return the occurrence of an event that an address names, as `20261205T1700`; 404 if there is none."""
    try:
        original = datetime.strptime(text, "%Y%m%dT%H%M").replace(tzinfo=UTC)
    except ValueError:
        raise Http404 from None
    if not event.occurrences.filter(original=original).exists():
        raise Http404
    return original
