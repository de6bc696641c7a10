"""Pages on which a coordinator keeps the kinds of events of an area."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.agenda import links
from podworko.agenda.actions import kind as actions
from podworko.agenda.forms.kind import DeleteKindForm, KindForm
from podworko.agenda.models import EventKind
from podworko.agenda.views.fetching import area_to_coordinate
from podworko.core import history, history_page
from podworko.core.answers import carry_out, say_saved
from podworko.core.models import AuditEntry
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import last_change, person, posted, show_and_save
from podworko.places.models import Area


@show_and_save
def event_kinds(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List the kinds of events of an area; a first set for an area without any is one button away."""
    area = area_to_coordinate(request, area_slug)
    if request.method == "POST":
        actions.create_default_kinds(area, by=person(request))
        messages.success(request, _("Założono rodzaje wydarzeń. Można je zmienić."))
        return redirect("agenda:event_kinds", area.slug)
    kinds = EventKind.objects.filter(area__in=area.path_ids).annotate(count=Count("events")).select_related("area")
    own = [kind for kind in kinds if kind.area_id == area.pk]
    inherited = [kind for kind in kinds if kind.area_id != area.pk]
    return render(request, "agenda/event_kinds.html", {"kinds": own, "inherited": inherited, **_about(area)})


@show_and_save
def add_kind(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Add a kind of events."""
    area = area_to_coordinate(request, area_slug)
    form, draft_key = KindForm(posted(request)), f"kind-new-{area.pk}"
    if request.method == "POST" and form.is_valid():
        made = carry_out(form, lambda: actions.add_kind(area=area, values=form.values(), by=person(request)))
        if made:
            say_saved(request, draft_key, _("Dodano rodzaj wydarzeń."))
            return redirect("agenda:event_kinds", area.slug)
    return render(request, "agenda/add_kind.html", {"form": form, "draft_key": draft_key, **_about(area)})


@show_and_save
def change_kind(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Give a kind of events another name."""
    kind = _kind_to_edit(request, area_slug, pk)
    form, draft_key = KindForm(posted(request), kind=kind), f"kind-{pk}"
    if request.method == "POST" and form.is_valid():
        values, by = form.values(), person(request)
        if carry_out(form, lambda: actions.change_kind(kind, values=values, version=kind.version, by=by)):
            say_saved(request, draft_key, _("Zapisano rodzaj wydarzeń."), form=form)
            return redirect("agenda:event_kinds", area_slug)
    context = {"form": form, "kind": kind, "draft_key": draft_key, **_about(kind.area)}
    if form.conflicts:
        context["last_change"] = last_change("agenda.eventkind", pk)
    return render(request, "agenda/change_kind.html", context)


@require_POST
def move_kind(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Move a kind of events up or down."""
    kind = _kind_to_edit(request, area_slug, pk)
    actions.move_kind(kind, up=request.POST.get("way") == "up", by=person(request))
    messages.success(request, _("Zmieniono kolejność."))
    return redirect("agenda:event_kinds", area_slug)


@show_and_save
def delete_kind(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask what becomes of its events, then remove a kind."""
    kind = _kind_to_edit(request, area_slug, pk)
    form = DeleteKindForm(posted(request), kind=kind)
    is_sent = request.method == "POST" and form.is_valid()
    gone = (
        carry_out(form, lambda: actions.delete_kind(kind, into=form.other(), by=person(request))) if is_sent else None
    )
    if gone:
        said = _("Usunięto rodzaj: %(name)s. Wróci z historii zmian, jeśli to pomyłka.")
        messages.success(request, said % {"name": kind.name})
        return redirect("agenda:event_kinds", area_slug)
    context = {"form": form, "kind": kind, "count": kind.events.count(), **_about(kind.area)}
    return render(request, "agenda/delete_kind.html", context)


@require_safe
def kind_changes(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show who changed which kind of events and when, what before and what after."""
    area = area_to_coordinate(request, area_slug)
    context = history_page.listed(request, _changes(area), reach_of(request.user))
    return render(request, "agenda/kind_changes.html", {**context, **_about(area)})


@show_and_save
def restore_kind_version(request: HttpRequest, area_slug: str, entry_id: int) -> HttpResponse:
    """Show what going back would change of a kind of events, then go back."""
    area = area_to_coordinate(request, area_slug)
    entry = get_object_or_404(_changes(area), pk=entry_id)
    if request.method == "POST":
        history_page.go_back(request, entry, by=person(request))
        return redirect("agenda:event_kinds", area.slug)
    context = history_page.offered(request, entry, reach_of(request.user))
    if context is None:
        return redirect("agenda:kind_changes", area.slug)
    back = {"keep_page": reverse("agenda:kind_changes", args=[area.slug])}
    return render(request, "agenda/restore_kind_version.html", {**context, **_about(area), **back})


def _kind_to_edit(request: HttpRequest, area_slug: str, pk: int) -> EventKind:
    area = area_to_coordinate(request, area_slug)
    return get_object_or_404(EventKind.objects.select_related("area"), area=area, pk=pk)


def _changes(area: Area) -> history.Entries:
    rows = AuditEntry.objects.filter(about=area.history_of, model=EventKind._meta.label_lower)  # noqa: SLF001
    return rows.filter(part_of=None).order_by("-pk")


def _about(area: Area) -> dict[str, Any]:
    return {
        "area": area,
        "subject": _("Rodzaje wydarzeń: %(area)s") % {"area": area.full_label},
        "keep_page": reverse("agenda:event_kinds", args=[area.slug]),
        "calendar_page": links.calendar(area.slug),
    }
