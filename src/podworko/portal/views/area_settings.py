from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from podworko.organisations.reach import reach_of
from podworko.places.actions import areas as actions
from podworko.places.actions import boundaries, writing
from podworko.places.forms import (
    AreaForm,
    AreaNameForm,
    CorrectBoundaryForm,
    MoveAreaForm,
    RenameAreaForm,
    SlugForm,
    StreetsForm,
)
from podworko.places.models import Area, AreaName, Boundary, oldest_first
from podworko.portal.kept_area import actor, kept_area, posted


@kept_area
def area_settings(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Change how an area is described, and lead to its names, boundaries and streets."""
    current = {name: getattr(area, name) for name in actions.OWN_FIELDS}
    form = AreaForm(posted(request), current=current, version=area.version)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_area(area, values=form.values(), by=actor(request), version=form.cleaned_data["version"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _saved(request, area)
    context = {
        "area": area,
        "form": form,
        "names": oldest_first(area.names.all()),
        "boundaries": oldest_first(area.boundaries.all()),
        "streets": area.streets.count(),
    }
    return render(request, "portal/area_settings.html", context)


@kept_area
def rename_area(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Give an area a new name from some day on."""
    form = RenameAreaForm(posted(request), current={}, version=area.version)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        try:
            name, version = values.pop("name"), form.cleaned_data["version"]
            actions.rename_area(area, name=name, values=values, by=actor(request), version=version)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _saved(request, area)
    return render(request, "portal/rename_area.html", {"area": area, "form": form})


@kept_area
def change_slug(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Move an area to another address."""
    form = SlugForm(posted(request), initial={"slug": area.slug})
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.change_slug(area, slug=form.cleaned_data["slug"], by=actor(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _saved(request, moved)
    return render(request, "portal/change_slug.html", {"area": area, "form": form})


@kept_area
def move_area(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Say what follows from letting an area lie elsewhere, then move it."""
    form = MoveAreaForm(posted(request), area=area, reach=reach_of(request.user))
    is_sent = request.method == "POST" and form.is_valid()
    cautions = form.pending_cautions() if is_sent else []
    if is_sent and not cautions:
        parent, version = form.cleaned_data["parent"], form.cleaned_data["version"]
        try:
            actions.move_area(area, parent=parent, by=actor(request), version=version)
        except ValidationError as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Zapisano. Można to cofnąć w historii zmian."))
            # Whoever kept it through an area that it has left keeps it no more, and may still look.
            return redirect("portal:area_history", area_slug=area.slug)
    return render(request, "portal/move_area.html", {"area": area, "form": form, "cautions": cautions})


@kept_area
def area_streets(request: HttpRequest, area: Area) -> HttpResponseBase:
    """List the streets of an area, and add to them."""
    form = StreetsForm(posted(request))
    if request.method == "POST" and form.is_valid():
        added = len(actions.add_streets(area, by=actor(request), **form.cleaned_data))
        said = ngettext("Dodano ulicę: %(count)d.", "Dodano ulice: %(count)d.", added) % {"count": added}
        messages.success(request, said if added else _("Wszystkie te ulice już tu są."))
        return redirect("portal:area_streets", area_slug=area.slug)
    streets = area.streets.all()
    return render(request, "portal/area_streets.html", {"area": area, "form": form, "streets": streets})


@kept_area
@require_POST
def delete_street(request: HttpRequest, area: Area, pk: int) -> HttpResponseBase:
    """Take a street off an area's list."""
    street = get_object_or_404(area.streets, pk=pk)
    name = street.name
    actions.delete_street(street, by=actor(request))
    messages.success(
        request, _("Usunięto z listy: %(name)s. Wróci z historii zmian, jeśli to pomyłka.") % {"name": name}
    )
    return redirect("portal:area_streets", area_slug=area.slug)


@kept_area
def correct_area_part(request: HttpRequest, area: Area, part: str, pk: int) -> HttpResponseBase:
    """Put a name or a boundary right."""
    row = get_object_or_404(_rows(area, part), pk=pk)
    form = _part_form(request, area, row)
    if request.method == "POST" and form.is_valid():
        values, version = form.values(), form.cleaned_data["version"]
        try:
            if isinstance(row, AreaName):
                actions.correct_area_name(row, values=values, by=actor(request), version=version)
            else:
                boundaries.correct_boundary(row, values=values, by=actor(request), version=version)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _saved(request, area)
    context = {"area": area, "form": form, "part": part, "row": row}
    return render(request, "portal/correct_area_part.html", context)


@kept_area
@require_POST
def delete_area_part(request: HttpRequest, area: Area, part: str, pk: int) -> HttpResponseBase:
    """Delete a name or a boundary that was entered by mistake."""
    row = get_object_or_404(_rows(area, part), pk=pk)
    try:
        if isinstance(row, AreaName):
            actions.delete_area_name(row, by=actor(request))
        else:
            boundaries.delete_boundary(row, by=actor(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Usunięto. Wróci z historii zmian, jeśli to pomyłka."))
    return redirect("portal:area_settings", area_slug=area.slug)


def _saved(request: HttpRequest, area: Area) -> HttpResponseRedirect:
    messages.success(request, _("Zapisano."))
    return redirect("portal:area_settings", area_slug=area.slug)


def _rows(area: Area, part: str) -> Any:
    if part not in {"names", "boundaries"}:
        raise Http404
    return area.names.all() if part == "names" else area.boundaries.all()


def _part_form(request: HttpRequest, area: Area, row: AreaName | Boundary) -> AreaNameForm | CorrectBoundaryForm:
    is_name = isinstance(row, AreaName)
    fields = ("name", *writing.DATED_FIELDS) if is_name else boundaries.OWN_FIELDS
    form = AreaNameForm if is_name else CorrectBoundaryForm
    current = {name: getattr(row, name) for name in fields}
    return form(posted(request), current=current, version=area.version)
