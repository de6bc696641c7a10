"""The calendar of an area, and what it says of one event."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from podworko.agenda import reading
from podworko.agenda.models import Event
from podworko.agenda.wanted import View, parse
from podworko.core.public_page import kept, public_page
from podworko.organisations.reach import reach_of
from podworko.places.models import Area
from podworko.portal import calendar_page, event_page, structured_event
from podworko.portal.calendar_page import Shown
from podworko.portal.in_area import in_area

TEMPLATES = {
    View.LIST: "portal/calendar_list.html",
    View.WEEK: "portal/calendar_list.html",
    View.PLACES: "portal/calendar_groups.html",
    View.ORGANISERS: "portal/calendar_groups.html",
    View.MONTH: "portal/calendar_month.html",
    View.MAP: "portal/calendar_map.html",
}


@public_page("calendar:{area_slug}", "area:{area_slug}")
@in_area
def calendar(request: HttpRequest, area: Area) -> HttpResponse:
    """Show what takes place in an area and the areas inside it."""
    reach, wanted, today = reach_of(request.user), parse(request.GET), timezone.localdate()

    def read() -> Shown:
        return calendar_page.read(area, reach, wanted, today)

    # Many look at the same month; what is asked in words hardly anybody asks twice.
    is_month = wanted.view == View.MONTH and not wanted.words
    shown = kept(request, ("shown", wanted, today), read) if is_month else read()

    def drawn() -> str:
        known = kept(request, ("organisers", today), lambda: reading.organisers(area, reach, today))
        context = {"shown": shown, "organisers": calendar_page.with_chosen(known, wanted.organiser, reach)}
        return render_to_string("portal/_calendar_filters.html", context, request)

    context = {"area": area, "shown": shown, "filters": kept(request, ("filters", wanted, today), drawn)}
    if is_month and not shown.is_empty:
        context["grid"] = kept(
            request, ("grid", wanted, today), lambda: render_to_string("portal/_calendar_month.html", {"shown": shown})
        )
    return render(request, TEMPLATES[wanted.view], context)


@public_page("calendar:{area_slug}", "area:{area_slug}", "registrations:{pk}")
@in_area
def event(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Show what a person needs of an event: when, where, for whom, what it costs, whom to ring."""
    reach = reach_of(request.user)
    visible = Event.objects.visible_to(reach).select_related("area")
    found = visible.filter(pk=pk, listings__area__path__startswith=area.path).first()
    if found is None:
        raise Http404
    shown = event_page.read(found, area, reach, asked=request.GET.get("day", ""), now=timezone.now())
    # Search engines have no account; what somebody else sees may be for fewer.
    data = structured_event.markup(structured_event.structured(shown)) if reach.is_anonymous else ""
    return render(request, "portal/event.html", {"area": area, "shown": shown, "data": data})
