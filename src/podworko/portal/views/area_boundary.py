from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from podworko.organisations.models import Organisation
from podworko.places import geometry
from podworko.places.actions import boundaries as actions
from podworko.places.forms import BoundaryForm, ConfirmBoundaryForm, DescribeBoundaryForm
from podworko.places.models import Area, BoundaryDraft
from podworko.places.validity import OPEN
from podworko.portal import boundary_checks
from podworko.portal.drawn_boundary import draw_outlines
from podworko.portal.drawn_map import base_of
from podworko.portal.kept_area import actor, kept_area, posted, posted_files


@kept_area
def add_boundary(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Take a boundary from a file or from drawn points, and show it before it is saved."""
    form = BoundaryForm(posted(request), posted_files(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        actions.draft_boundary(
            area, reading=form.cleaned_data["reading"], by=actor(request), file_name=file.name if file else ""
        )
        return redirect("portal:confirm_boundary", area_slug=area.slug)
    context = {"area": area, "form": form, "draft": _drafts(request, area).first(), "drawing": _drawing(area)}
    return render(request, "portal/add_boundary.html", context)


@kept_area
def confirm_boundary(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Show a boundary that was read, with all that was done to it; save it when it is confirmed."""
    draft = _drafts(request, area).first()
    if draft is None:
        messages.info(request, _("Nie ma już granicy, która czekałaby na potwierdzenie."))
        return redirect("portal:area_settings", area_slug=area.slug)
    names = _names(area, draft)
    form = ConfirmBoundaryForm(posted(request), names=names, initial={"outlines": _likely(area, draft), "ends": OPEN})
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.chosen()
            actions.confirm_boundary(draft, chosen=chosen, values=form.cleaned_data, by=actor(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Granica zapisana."))
            # A place that holds nobody yet has just been founded: its first entries come next.
            is_new = not Organisation.objects.active_in(area).exists()
            return redirect("portal:desk" if is_new else "portal:area_history", area_slug=area.slug)
    context = {"area": area, "draft": draft, "form": form, **_preview(area, draft, names)}
    return render(request, "portal/confirm_boundary.html", context)


@kept_area
@require_POST
def discard_boundary(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Forget a boundary that was read."""
    for draft in _drafts(request, area):
        actions.discard_draft(draft, by=actor(request))
    messages.info(request, _("Granicy nie zapisano."))
    return redirect("portal:add_boundary", area_slug=area.slug)


@kept_area
def describe_boundary(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Tell a boundary in words, or by the streets that belong to the area."""
    form = DescribeBoundaryForm(posted(request), area=area, initial={"ends": OPEN})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            streets = values.pop("streets", [])
            actions.set_boundary(area, values=values, streets=streets, by=actor(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Granica zapisana."))
            return redirect("portal:area_history", area_slug=area.slug)
    return render(request, "portal/describe_boundary.html", {"area": area, "form": form})


def _drafts(request: HttpRequest, area: Area) -> Any:
    return BoundaryDraft.objects.filter(area=area, made_by=actor(request).pk)


def _names(area: Area, draft: BoundaryDraft) -> list[str]:
    if len(draft.outlines) == 1:
        return [draft.outlines[0]["name"] or area.name]
    return [found["name"] or _("obszar %(number)d") % {"number": n} for n, found in enumerate(draft.outlines, 1)]


def _likely(area: Area, draft: BoundaryDraft) -> list[int]:
    """Return the positions of the outlines that bear the area's name, or all."""
    same = [n for n, found in enumerate(draft.outlines) if found["name"].casefold() == area.name.casefold()]
    return same or list(range(len(draft.outlines)))


def _preview(area: Area, draft: BoundaryDraft, names: list[str]) -> dict[str, Any]:
    outlines = [(name, found["geometry"]) for name, found in zip(names, draft.outlines, strict=True)]
    beside = [polygon for polygon in base_of(area, timezone.localdate()).polygons if not polygon.is_home]
    shapes = [geometry.from_geojson(outline) for _name, outline in outlines]
    return {
        "picture": draw_outlines(outlines, title=_("Granica do potwierdzenia"), identifier="draft", beside=beside),
        "parts": [
            {
                "name": name,
                "size": geometry.say_area(shape),
                "middle": geometry.say_point(shape),
                "points": geometry.count_points(shape),
                "remarks": [*found["remarks"], *boundary_checks.remarks(area, shape)],
            }
            for name, shape, found in zip(names, shapes, draft.outlines, strict=True)
        ],
    }


def _drawing(area: Area) -> dict[str, Any]:
    """Return what the drawing begins with: where to look, and what lies there already."""
    return boundary_checks.surroundings(area)
