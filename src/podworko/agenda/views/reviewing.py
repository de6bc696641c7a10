"""Pages on which somebody looks at what calendars of others have brought."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from podworko.agenda import links
from podworko.agenda.actions import harvest as actions
from podworko.agenda.choices import Review
from podworko.agenda.harvesting import telling
from podworko.agenda.models import Event, Feed
from podworko.agenda.views.fetching import area_to_announce_in, event_to_edit
from podworko.core.visibility import Reach
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, show_and_save
from podworko.places.models import Area

SHOWN = 50


@show_and_save
def review_events(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show what waits, or what was dismissed; put it into the calendar, or keep it out."""
    area = area_to_announce_in(request, area_slug)
    state = Review.DISMISSED if "dismissed" in request.GET else Review.WAITING
    rows = _under_review(area, reach_of(request.user))
    if request.method == "POST":
        _decide(request, rows)
        return redirect(request.get_full_path())
    page = Paginator(rows.filter(review=state), SHOWN).get_page(request.GET.get("page"))
    shown = [(event, telling.when(event.feed_values)) for event in page]
    context = {
        "area": area,
        "calendar_page": links.calendar(area.slug),
        "page": page,
        "shown": shown,
        "is_dismissed": state == Review.DISMISSED,
        "dismissed": rows.filter(review=Review.DISMISSED).count(),
    }
    return render(request, "agenda/review_events.html", context)


@require_POST
def follow_source(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Let an event say again what the calendar says from which it came."""
    event = event_to_edit(request, area_slug, pk)
    try:
        actions.follow_source(event, by=person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Wydarzenie jest znowu takie jak w kalendarzu, z którego przyszło."))
    return redirect("agenda:change_event", area_slug, pk)


def _under_review(area: Area, reach: Reach) -> "QuerySet[Event]":
    """Return the events to come that wait, or were dismissed, of the calendars that a person looks after."""
    own = Feed.objects.editable_by(reach).filter(area=area)
    ahead = Q(starts__gte=timezone.now()) | ~Q(rule="") | Q(starts=None)
    rows = Event.objects.filter(ahead, feed__in=own).exclude(review="").select_related("feed")
    return rows.order_by("starts", "pk")


def _decide(request: HttpRequest, rows: "QuerySet[Event]") -> None:
    asked = request.POST
    one = [asked.get("accept") or asked.get("dismiss") or ""]
    chosen = asked.getlist("shown") if "accept_all" in asked else one
    numbers = [int(text) for text in chosen if text.isascii() and text.isdigit() and len(text) < 19]  # noqa: PLR2004 – what a column of ids holds
    events = rows.filter(pk__in=numbers[:SHOWN])
    if "dismiss" in asked:
        if actions.dismiss_events(events, by=person(request)):
            messages.success(request, _("Odrzucono. Wróci tylko wtedy, gdy zmieni się w swoim kalendarzu."))
        return
    if count := actions.accept_events(events, by=person(request)):
        messages.success(request, _("Przyjęto wydarzenia: %(count)d.") % {"count": count})
