"""Pages on which a coordinator keeps the categories of an area."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.core import history, history_page
from podworko.core.answers import carry_out, say_saved
from podworko.core.models import AuditEntry
from podworko.organisations.views import fetching
from podworko.places.models import Area
from podworko.resources.actions import category as actions
from podworko.resources.forms.category import CategoryForm
from podworko.resources.models import Category


@fetching.show_and_save
def area_categories(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List the categories of an area; a first set for an area without any is one button away."""
    area = _area_to_edit(request, area_slug)
    if request.method == "POST":
        actions.create_default_categories(area, by=fetching.person(request))
        messages.success(request, _("Założono kategorie. Można je zmienić."))
        return redirect("resources:area_categories", area.slug)
    categories = area.categories.annotate(
        places=Count("listings", distinct=True), belongings=Count("resources", distinct=True)
    )
    return render(request, "resources/area_categories.html", {"area": area, "categories": categories})


@fetching.show_and_save
def add_category(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Add a category."""
    area = _area_to_edit(request, area_slug)
    form = CategoryForm(fetching.posted(request))
    if request.method == "POST" and form.is_valid():
        made = carry_out(
            form, lambda: actions.add_category(area=area, values=form.values(), by=fetching.person(request))
        )
        if made:
            say_saved(request, f"category-new-{area.pk}", _("Dodano kategorię."))
            return redirect("resources:area_categories", area.slug)
    context = {"form": form, "area": area, "draft_key": f"category-new-{area.pk}"}
    return render(request, "resources/add_category.html", context)


@fetching.show_and_save
def change_category(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Change a category."""
    area = _area_to_edit(request, area_slug)
    category = get_object_or_404(Category.objects.select_related("area"), area=area, pk=pk)
    form = CategoryForm(fetching.posted(request), category=category)
    if request.method == "POST" and form.is_valid():
        saved = carry_out(
            form,
            lambda: actions.change_category(
                category, values=form.values(), version=category.version, by=fetching.person(request)
            ),
        )
        if saved:
            say_saved(request, f"category-{pk}", _("Zapisano kategorię."), form=form)
            return redirect("resources:area_categories", area.slug)
    context = {"form": form, "area": area, "category": category, "draft_key": f"category-{pk}"}
    if form.conflicts:
        context["last_change"] = fetching.last_change("resources.category", pk)
    return render(request, "resources/change_category.html", context)


@require_POST
def move_category(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Move a category up or down."""
    area = _area_to_edit(request, area_slug)
    category = get_object_or_404(area.categories, pk=pk)
    actions.move_category(category, up=request.POST.get("way") == "up", by=fetching.person(request))
    messages.success(request, _("Zmieniono kolejność."))
    return redirect("resources:area_categories", area.slug)


@require_POST
def delete_category(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Remove a category under which nothing stands."""
    area = _area_to_edit(request, area_slug)
    category = get_object_or_404(area.categories, pk=pk)
    try:
        actions.delete_category(category, by=fetching.person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said = _("Usunięto kategorię: %(name)s. Wróci z historii zmian, jeśli to pomyłka.")
        messages.success(request, said % {"name": category.name})
    return redirect("resources:area_categories", area.slug)


@require_safe
def category_changes(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show who changed which category and when, what before and what after."""
    area = _area_to_edit(request, area_slug)
    context = history_page.listed(request, _changes(area), fetching.reach(request)) | _about_changes(area)
    return render(request, "resources/category_changes.html", context)


@fetching.show_and_save
def restore_category_version(request: HttpRequest, area_slug: str, entry_id: int) -> HttpResponse:
    """Show what going back would change of a category, then go back."""
    area = _area_to_edit(request, area_slug)
    entry = get_object_or_404(_changes(area), pk=entry_id)
    if request.method == "POST":
        history_page.go_back(request, entry, by=fetching.person(request))
        return redirect("resources:area_categories", area.slug)
    context = history_page.offered(request, entry, fetching.reach(request))
    if context is None:
        return redirect("resources:category_changes", area.slug)
    return render(request, "resources/restore_category_version.html", context | _about_changes(area))


def _changes(area: Area) -> history.Entries:
    rows = AuditEntry.objects.filter(about=area.history_of, model=Category._meta.label_lower)  # noqa: SLF001
    return rows.filter(part_of=None).order_by("-pk")


def _about_changes(area: Area) -> dict[str, Any]:
    subject = _("Kategorie: %(area)s") % {"area": area.full_label}
    return {"area": area, "subject": subject, "keep_page": reverse("resources:category_changes", args=[area.slug])}


def _area_to_edit(request: HttpRequest, slug: str) -> Area:
    return get_object_or_404(Area, slug=slug, pk__in=fetching.reach(request).coordinator_of)
