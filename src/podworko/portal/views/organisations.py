from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from podworko.core.public_page import kept, public_page
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.organisations.reach import NOBODY, reach_of
from podworko.places.models import Area
from podworko.portal import exports, little_map, organisation_calendar, queries, structured_organisation
from podworko.portal import organisation_list as lists
from podworko.portal import organisation_page as profiles
from podworko.portal.in_area import in_area
from podworko.portal.organisation_page import Profile
from podworko.resources import freshness_rows


@public_page("area:{area_slug}")
@in_area
def organisation_list(request: HttpRequest, area: Area) -> HttpResponse:
    """List the organisations of an area in the order of the alphabet."""
    reach = reach_of(request.user)
    listed = lists.read(request, area, reach)
    context = {
        "area": area,
        "listed": listed,
        "filters": kept(
            request,
            ("filters", listed.wanted),
            lambda: render_to_string("portal/_organisation_filters.html", {"listed": listed}, request),
        ),
        "wider": kept(
            request,
            "wider",
            lambda: render_to_string("portal/_organisations_wider.html", {"wider": queries.wider(area, reach)}),
        ),
    }
    return render(request, "portal/organisation_list.html", context)


@public_page("area:{area_slug}", "calendar:{area_slug}", minutes=5)
@in_area
def organisation_page(request: HttpRequest, area: Area, slug: str) -> HttpResponse:
    """Show everything about an organisation that the reader may see."""
    reach = reach_of(request.user)
    organisation = profiles.find(area, slug, reach)
    if organisation is None:
        return _at_home(Organisation.objects.visible_to(reach).filter(slug=slug), area)
    # It was found by its area: nothing need be asked to name that.
    organisation.home_area = area
    profile = profiles.read(organisation, reach)
    is_editable = profiles.is_editable(organisation, reach)
    ground = kept(request, "ground", lambda: little_map.ground_of(area, timezone.localdate()))
    context = {
        "area": area,
        "organisation": organisation,
        "profile": profile,
        "events": kept(
            request,
            ("events", slug, profile.today),
            lambda: _events(request, organisation, area, profile, reach, is_editable=is_editable),
        ),
        "little_map": little_map.draw_pins(ground, profiles.pins(profile), organisation.name),
        "is_editable": is_editable,
        "confirmed": freshness_rows.confirmed_today(organisation) if is_editable else None,
        "back": request.path,
        "is_mergeable": is_editable and area.pk in reach.coordinator_of,
        # Search engines have no account; what somebody else sees may be for fewer.
        "data": structured_organisation.markup_of(profile) if reach.is_anonymous else "",
    }
    return render(request, "portal/organisation_page.html", context)


def _events(  # noqa: PLR0913 – what the page knows already
    request: HttpRequest, organisation: Organisation, area: Area, profile: Profile, reach: Reach, *, is_editable: bool
) -> str:
    """Return what the calendar holds of an organisation, as the page shows it; nothing where there never was any."""
    places = [place.location.pk for place in profile.places]
    events = organisation_calendar.read(organisation, area, places, reach, profile.today)
    if events is None:
        return ""
    context = {"events": events, "is_editable": is_editable, "area": area}
    return render_to_string("portal/_organisation_calendar.html", context, request)


def _at_home(namesakes: QuerySet[Organisation], area: Area) -> HttpResponse:
    """Send whoever looks for an organisation in an area where it is active to the register that keeps it."""
    elsewhere = namesakes.filter(activities__area=area).select_related("home_area").first()
    if elsewhere is None:
        raise Http404
    return HttpResponseRedirect(reverse("portal:organisation_page", args=[elsewhere.home_area.slug, elsewhere.slug]))


@public_page("area:{area_slug}")
@in_area
def organisations_csv(request: HttpRequest, area: Area) -> StreamingHttpResponse:
    """Give the public register of an area as a file for spreadsheets."""
    organisations = queries.organisations(area, NOBODY).select_related("home_area").order_by("sort_key", "pk")
    text = exports.organisations_csv(organisations.iterator(chunk_size=500), area, settings.SITE.origin)
    response = StreamingHttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{area.slug}-organizacje.csv"'
    return response
