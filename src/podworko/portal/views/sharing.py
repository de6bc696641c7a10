"""The calendar on pages of others, and the addresses under which it is followed."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from podworko.agenda.wanted import View, parse
from podworko.core.framing import framed_anywhere
from podworko.core.public_page import public_page
from podworko.organisations.reach import NOBODY
from podworko.places.models import Area
from podworko.portal import calendar_page
from podworko.portal.calendar_addresses import Subscription
from podworko.portal.forms import ShareForm
from podworko.portal.in_area import in_area

FRAMED = {View.LIST: "portal/embed_list.html", View.MONTH: "portal/embed_month.html"}


@public_page("calendar:{area_slug}", "area:{area_slug}")
@in_area
def share_calendar(request: HttpRequest, area: Area) -> HttpResponse:
    """Give the addresses of a part of the calendar, and what shows it on somebody's own page."""
    wanted = parse(request.GET)
    context = {"area": area, "shared": Subscription(area.slug, wanted), "form": ShareForm(area, wanted)}
    return render(request, "portal/share_calendar.html", context)


@framed_anywhere
@public_page("calendar:{area_slug}", "area:{area_slug}")
@in_area
def embed_calendar(request: HttpRequest, area: Area) -> HttpResponse:
    """Show the public calendar inside a page of somebody else; asks nothing of the reader, not even a cookie."""
    wanted = parse(request.GET)
    if wanted.view not in FRAMED:
        wanted = replace(wanted, view=View.LIST)
    shown = calendar_page.read(area, NOBODY, wanted, timezone.localdate())
    context = {"area": area, "shown": shown, "shared": Subscription(area.slug, wanted), "language": get_language()}
    # Without the request, so that nothing in the page can ask who reads it.
    return HttpResponse(render_to_string(FRAMED[wanted.view], context))
