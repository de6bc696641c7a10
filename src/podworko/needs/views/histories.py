"""Pages of what was changed of problems, and of what was deleted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.agenda.models import Event
from podworko.core import history, history_page
from podworko.core.models import AuditEntry
from podworko.core.visibility import Reach, Visibility
from podworko.needs import links
from podworko.needs.actions import problem as actions
from podworko.needs.models import Problem
from podworko.needs.views import fetching
from podworko.needs.views.problems import about
from podworko.organisations.models import Organisation
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, show_and_save
from podworko.places.models import Area
from podworko.resources.models import Resource

_POINTERS: tuple[tuple[str, type[Model], str], ...] = (
    ("organisation_id", Organisation, "needs.response"),
    ("event_id", Event, "needs.response"),
    ("resource_id", Resource, "needs.response"),
    ("cause_id", Problem, "needs.cause"),
)
"""Columns by which rows that belong to a problem point at what not everybody sees."""


@require_safe
def problem_changes(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show who changed what of a problem and when, what before and what after."""
    problem = fetching.problem_to_edit(request, area_slug, pk)
    reach = reach_of(request.user)
    context = history_page.listed(request, _history(problem, reach), reach)
    return render(request, "needs/problem_changes.html", {**context, **about(problem)})


@show_and_save
def restore_problem_version(request: HttpRequest, area_slug: str, pk: int, entry_id: int) -> HttpResponse:
    """Show what going back would change of a problem, then go back."""
    problem = fetching.problem_to_edit(request, area_slug, pk)
    reach = reach_of(request.user)
    entry = get_object_or_404(_history(problem, reach), pk=entry_id)
    back = reverse("needs:problem_changes", args=[area_slug, pk])
    if request.method == "POST":
        history_page.go_back(request, entry, by=person(request))
        return redirect(back)
    context = history_page.offered(request, entry, reach)
    if context is None:
        return redirect(back)
    return render(request, "needs/restore_problem_version.html", {**context, **about(problem), "keep_page": back})


@require_safe
def deleted_problems(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List what was deleted in an area and is not back."""
    area = fetching.area_to_coordinate(request, area_slug)
    context = {"area": area, "entries": _deleted(area, reach_of(request.user))}
    return render(request, "needs/deleted_problems.html", {**context, "keep_page": links.problems(area.slug)})


@require_POST
def bring_back_problem(request: HttpRequest, area_slug: str, entry_id: int) -> HttpResponse:
    """Put a deleted problem back with all that belonged to it."""
    area = fetching.area_to_coordinate(request, area_slug)
    entry = next((each for each in _deleted(area, reach_of(request.user)) if each.pk == entry_id), None)
    if entry is None:
        raise Http404
    try:
        back = actions.bring_back_problem(entry, by=person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("needs:deleted_problems", area_slug)
    messages.success(request, _("Przywrócono."))
    return redirect(links.page(Problem.objects.select_related("area").get(pk=back.pk)))


def _history(problem: Problem, reach: Reach) -> history.Entries:
    is_own = problem.organisation_id in reach.editor_of or problem.entered_by_id == reach.user_id
    entries = history.readable_about(problem.history_of, reach, is_editor=is_own)
    # Whoever may change a problem need not see who answers it, or what it comes of: then not even that something does.
    return entries.exclude(pk__in=_unseen(problem.history_of, reach))


def _unseen(about: str, reach: Reach) -> list[int]:
    """Return the changes of rows that point at what a person does not see; what is gone is told if all saw it."""
    told = AuditEntry.objects.filter(about=about, model__in={label for _field, _model, label in _POINTERS})
    named = [
        (entry, name, pk)
        for entry in told
        for name, pk in {**(entry.before or {}), **(entry.after or {})}.items()
        if pk is not None
    ]
    unseen: list[int] = []
    for name, model, _label in _POINTERS:
        rows = model._default_manager.filter(pk__in=[pk for _entry, field, pk in named if field == name])  # noqa: SLF001
        there = set(rows.values_list("pk", flat=True))
        seen = set(rows.visible_to(reach).values_list("pk", flat=True))  # type: ignore[attr-defined]
        unseen += [
            entry.pk
            for entry, field, pk in named
            if field == name and pk not in seen and (pk in there or entry.visibility != Visibility.PUBLIC)
        ]
    return unseen


def _deleted(area: Area, reach: Reach) -> list[AuditEntry]:
    label = Problem._meta.label_lower  # noqa: SLF001
    rows = AuditEntry.objects.filter(model=label, verb="delete_problem", part_of=None).order_by("-pk")
    entries = [
        entry
        for entry in rows
        if (entry.before or {}).get("area_id") == area.pk
        and (entry.visibility != Visibility.PRIVATE or entry.author_id == reach.user_id)
    ]
    there = set(Problem.objects.filter(pk__in=[entry.object_id for entry in entries]).values_list("pk", flat=True))
    latest: dict[int, AuditEntry] = {}
    for entry in entries:
        if entry.object_id not in there:
            latest.setdefault(entry.object_id, entry)
    return list(latest.values())
