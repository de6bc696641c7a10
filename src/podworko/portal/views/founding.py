from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from podworko.core import drafts
from podworko.core.public_page import public_page
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations.reach import reach_of
from podworko.places.actions import boundaries
from podworko.places.forms import FoundAreaForm
from podworko.places.freshness import ALL_AREAS
from podworko.places.models import Area
from podworko.portal import actions, boundary_checks
from podworko.portal.kept_area import actor, posted, posted_files


@public_page(ALL_AREAS)
def start(request: HttpRequest) -> HttpResponse:
    """List all areas; where there is none, lead the administrator to the first."""
    areas = list(Area.objects.order_by("path"))
    may_found = reach_of(request.user).is_administrator
    if not areas and may_found:
        return redirect("portal:found_area")
    return render(request, "portal/start.html", {"areas": areas, "may_found": may_found})


@require_http_methods(["GET", "HEAD", "POST"])
def found_area(request: HttpRequest) -> HttpResponseBase:
    """Found an area: its name, perhaps its boundary, and what it needs to begin."""
    if not reach_of(request.user).is_administrator:
        raise Http404
    form = FoundAreaForm(posted(request), posted_files(request), initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            area = _found(request, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return area
    context = {"form": form, "is_first": not Area.objects.exists(), "drawing": boundary_checks.anywhere()}
    return render(request, "portal/found_area.html", context)


def _found(request: HttpRequest, form: FoundAreaForm) -> HttpResponseBase:
    values = form.cleaned_data
    try:
        area = actions.found_area(
            name=values["name"],
            kind=values["kind"],
            parent=values.get("parent"),
            slug=values["slug"],
            token=values["token"],
            by=actor(request),
        )
    except AlreadySubmittedError as earlier:
        # A double click: the first one has made it.
        area = get_object_or_404(Area, pk=earlier.made_id)
    founded = _("Założono: %(area)s. Nadano zwykłe kategorie.") % {"area": area.full_label}
    drafts.say_done(request, "found-area", founded)
    if values["reading"] is None:
        return redirect("portal:desk", area_slug=area.slug)
    file = values["file"]
    boundaries.draft_boundary(area, reading=values["reading"], by=actor(request), file_name=file.name if file else "")
    return redirect("portal:confirm_boundary", area_slug=area.slug)
