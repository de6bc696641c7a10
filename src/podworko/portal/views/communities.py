from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from podworko.core.public_page import public_page
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations.reach import reach_of
from podworko.places.actions import communities as actions
from podworko.places.forms import (
    AddCommunityForm,
    AddCommunityNameForm,
    CommunityForm,
    CommunityNameForm,
    ExtentForm,
)
from podworko.places.models import Area, Community, CommunityExtent, CommunityName, oldest_first
from podworko.portal.in_area import in_area
from podworko.portal.kept_area import actor, is_kept_by, kept_area, posted

Part = CommunityName | CommunityExtent


@public_page("area:{area_slug}")
@in_area
def community(request: HttpRequest, area: Area, slug: str) -> HttpResponse:
    """Show the card of a community: who they are, what they were called, how far they reached."""
    found = get_object_or_404(Community.objects.around(area), slug=slug)
    extents = oldest_first(found.extents.select_related("area"))
    context = {
        "area": area,
        "community": found,
        "areas": found.areas.all(),
        "names": oldest_first(found.names.all()),
        "extents": extents,
        "has_outline": any(extent.area or extent.geometry for extent in extents),
        "may_change": any(is_kept_by(each, reach_of(request.user)) for each in found.areas.all()),
    }
    return render(request, "portal/community.html", context)


@kept_area
def add_community(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Enter a community."""
    form = AddCommunityForm(
        posted(request),
        current={"areas": [area], "token": uuid4()},
        version=0,
        choosable=_own_areas(request),
    )
    if request.method == "POST" and form.is_valid():
        values = form.values()
        try:
            made = actions.add_community(
                name=values.pop("name"),
                areas=values.pop("areas"),
                name_values={"starts": values.pop("starts"), "source": values["source"]},
                token=values.pop("token"),
                values=values,
                by=actor(request),
            )
        except AlreadySubmittedError as earlier:
            made = get_object_or_404(Community, pk=earlier.made_id)
        messages.success(request, _("Zapisano. Teraz można dodać zasięg i wcześniejsze nazwy."))
        return redirect("portal:community", area_slug=area.slug, slug=made.slug)
    return render(request, "portal/add_community.html", {"area": area, "form": form})


@kept_area
def change_community(request: HttpRequest, area: Area, slug: str) -> HttpResponseBase:
    """Change what is said of a community."""
    found = kept_community(request, area, slug)
    areas = list(found.areas.all())
    current = {name: getattr(found, name) for name in actions.OWN_FIELDS} | {"areas": areas}
    choosable = Area.objects.filter(Q(pk__in=_own_areas(request)) | Q(pk__in=[each.pk for each in areas]))
    form = CommunityForm(posted(request), current=current, version=found.version, choosable=choosable)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        try:
            kept = values.pop("areas")
            actions.change_community(
                found, values=values, areas=kept, by=actor(request), version=form.cleaned_data["version"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _saved(request, area, found)
    return render(request, "portal/change_community.html", {"area": area, "community": found, "form": form})


@kept_area
@require_POST
def delete_community(request: HttpRequest, area: Area, slug: str) -> HttpResponseBase:
    """Delete a community that was entered by mistake."""
    found = kept_community(request, area, slug)
    actions.delete_community(found, by=actor(request))
    messages.success(
        request, _("Usunięto: %(name)s. Wróci z historii zmian, jeśli to pomyłka.") % {"name": found.name}
    )
    return redirect("portal:area_history", area_slug=area.slug)


@kept_area
def add_community_part(request: HttpRequest, area: Area, slug: str, part: str) -> HttpResponseBase:
    """Add a name or an extent."""
    found = kept_community(request, area, slug)
    form = _part_form(request, found, part, None)
    if request.method == "POST" and form.is_valid():
        values, version = form.values(), form.cleaned_data["version"]
        try:
            if part == "names":
                is_latest = values.pop("is_latest")
                actions.add_community_name(
                    found, values=values, is_latest=is_latest, by=actor(request), version=version
                )
            else:
                actions.add_extent(found, values=values, by=actor(request), version=version)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _saved(request, area, found)
    heading = _("Dodaj nazwę") if part == "names" else _("Dodaj zasięg")
    context = {"area": area, "community": found, "form": form, "heading": heading}
    return render(request, "portal/add_community_part.html", context)


@kept_area
def correct_community_part(request: HttpRequest, area: Area, slug: str, part: str, pk: int) -> HttpResponseBase:
    """Put a name or an extent right."""
    found = kept_community(request, area, slug)
    row = get_object_or_404(_rows(found, part), pk=pk)
    form = _part_form(request, found, part, row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_community_part(
                row, values=form.values(), by=actor(request), version=form.cleaned_data["version"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _saved(request, area, found)
    heading = _("Popraw nazwę") if part == "names" else _("Popraw zasięg")
    context = {"area": area, "community": found, "form": form, "part": part, "row": row, "heading": heading}
    return render(request, "portal/correct_community_part.html", context)


@kept_area
@require_POST
def delete_community_part(request: HttpRequest, area: Area, slug: str, part: str, pk: int) -> HttpResponseBase:
    """Delete a name or an extent that was entered by mistake."""
    found = kept_community(request, area, slug)
    row = get_object_or_404(_rows(found, part), pk=pk)
    try:
        actions.delete_community_part(row, by=actor(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Usunięto. Wróci z historii zmian, jeśli to pomyłka."))
    return redirect("portal:community", area_slug=area.slug, slug=slug)


def _own_areas(request: HttpRequest) -> QuerySet[Area]:
    return Area.objects.editable_by(reach_of(request.user))


def kept_community(request: HttpRequest, area: Area, slug: str) -> Community:
    """Return a community of an area, inside or round it, that this person may change."""
    own = Community.objects.editable_by(reach_of(request.user))
    return get_object_or_404(own.filter(pk__in=Community.objects.around(area)), slug=slug)


def _saved(request: HttpRequest, area: Area, found: Community) -> HttpResponseRedirect:
    messages.success(request, _("Zapisano."))
    return redirect("portal:community", area_slug=area.slug, slug=found.slug)


def _rows(found: Community, part: str) -> Any:
    if part not in {"names", "extents"}:
        raise Http404
    return found.names.all() if part == "names" else found.extents.all()


def _part_form(request: HttpRequest, found: Community, part: str, row: Part | None) -> Any:
    _rows(found, part)
    data = posted(request)
    fields = actions.NAME_FIELDS if part == "names" else actions.EXTENT_FIELDS
    current: dict[str, Any] = {name: getattr(row, name) for name in fields} if row else {}
    if part == "names":
        kind = CommunityNameForm if row else AddCommunityNameForm
        return kind(data, current=current or {"is_latest": True}, version=found.version)
    near = Q(pk__in=[])
    for each in found.areas.all():
        near |= Q(path__startswith=each.path) | Q(pk__in=each.path_ids)
    return ExtentForm(data, current=current, version=found.version, choosable=Area.objects.filter(near))
