"""Pages of the people who keep entries: the desk, and all that belongs to one entry."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from podworko.organisations import links
from podworko.organisations.models import Organisation
from podworko.organisations.reach import reach_of
from podworko.places.models import Area
from podworko.portal import keeping, quality_page
from podworko.resources import freshness_rows


@require_safe
def desk(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show what waits for a person in an area."""
    area = get_object_or_404(Area, slug=area_slug)
    shown = keeping.desk_of(area, reach_of(request.user), request.GET.get("page", ""))
    return render(request, "portal/desk.html", {"area": area, "desk": shown})


@require_safe
def keep_organisation(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Show all that belongs to an entry, and where each part is changed."""
    reach = reach_of(request.user)
    rows = Organisation.objects.editable_by(reach).select_related("home_area", "parent")
    organisation = get_object_or_404(rows, home_area__slug=area_slug, slug=slug)
    context = {
        "area": organisation.home_area,
        "organisation": organisation,
        "public_page": links.page(organisation),
        "places": keeping.places_of(organisation, reach),
        "contacts": keeping.contacts_of(organisation, reach),
        "resources": keeping.resources_of(organisation, reach),
        "confirmed": freshness_rows.confirmed_today(organisation),
        "problems": quality_page.of_organisation(organisation, reach, timezone.localdate()),
        "back": request.path,
        "identifiers": organisation.identifiers.order_by("scheme", "value"),
        "is_unchecked": organisation.assured_date is None or organisation.assured_date < keeping.last_good_day(),
    }
    return render(request, "portal/keep_organisation.html", context)
