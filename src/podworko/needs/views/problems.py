"""Pages that show, enter, change and delete problems."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from podworko.agenda.permissions import may_announce
from podworko.core import submission
from podworko.core.answers import carry_out, say_saved
from podworko.core.public_page import public_page
from podworko.core.submission import AlreadySubmittedError
from podworko.needs import links, reading, review, tree
from podworko.needs.actions import problem as actions
from podworko.needs.choices import ProblemKind, ProblemState
from podworko.needs.forms.problem import NewProblemForm, ProblemForm
from podworko.needs.joining import joined_in
from podworko.needs.models import Problem, Report
from podworko.needs.permissions import may_enter
from podworko.needs.views import beginning, fetching
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import last_change, person, posted, show_and_save
from podworko.places.models import Area
from podworko.resources.choices import Audience


@public_page("area:{area_slug}", "needs:{area_slug}")
def problems(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List the problems of an area; filters stand in the address."""
    area = get_object_or_404(Area, slug=area_slug)
    reach, wanted = reach_of(request.user), reading.Wanted.read(request.GET)
    context = {
        "area": area,
        "wanted": wanted,
        "listed": reading.list_of(area, reach, wanted, request.GET.get("page", "")),
        "states": [(reading.OPEN, _("jest jeszcze co robić")), *ProblemState.choices],
        "groups": Audience.choices,
        "kinds": ProblemKind.choices,
        "may_enter": may_enter(area, reach),
        "is_coordinator": area.pk in reach.coordinator_of,
        "waiting": Report.objects.editable_by(reach).waiting().filter(area=area).count(),
        "map_page": links.needs_map(area.slug),
    }
    return render(request, "needs/problems.html", context)


@public_page("area:{area_slug}", "needs:{area_slug}")
def problem(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show a problem: what shows it, who answers it, what stays uncovered; one that was joined leads to the kept."""
    found = fetching.problem_to_read(request, area_slug, pk)
    reach = reach_of(request.user)
    if found.merged_into_id is not None:
        kept = joined_in(found.area).kept_for(found.pk)
        visible = Problem.objects.visible_to(reach).select_related("area").filter(pk=kept).first()
        if visible is None:
            raise Http404
        return redirect(links.page(visible))
    months = review.months_of(found.area)
    context = {
        **about(found),
        "shown": reading.page_of(found, reach),
        "place": _place(found, request),
        "tree": tree.tree_of(found.area, reach, about=found.pk),
        "causes": tree.causes_of(found, reach),
        "is_editable": fetching.is_editable(found, request),
        "may_ask": may_announce(found.area, reach),
        "unchecked": review.unchecked(months) if review.is_old(review.known_since(found), months) else "",
    }
    return render(request, "needs/problem.html", context)


@show_and_save
def add_problem(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Write a problem down: one's own, one from paper or telephone, or what somebody reported."""
    area = fetching.area_to_enter_in(request, area_slug)
    begun = beginning.of(request, area_slug)
    draft_key, add = f"problem-new-{area.pk}{begun.key}", begun.add
    form = NewProblemForm(posted(request), area=area, reach=reach_of(request.user), initial=begun.initial)
    cautions = []
    if request.method == "POST" and form.is_valid():
        token, by = form.cleaned_data["token"], person(request)
        try:
            submission.refuse_twice(token, by=by)
            cautions = form.pending_cautions()
            values, shown_by = form.values(), form.evidence()
            made = (
                None
                if cautions
                else carry_out(form, lambda: add(area=area, values=values, evidence=shown_by, token=token, by=by))
            )
        except AlreadySubmittedError as earlier:
            made = Problem.objects.select_related("area").filter(pk=earlier.made_id or 0).first()
        if made:
            say_saved(request, draft_key, _("Zapisano."))
            return redirect(links.page(made))
    context = {"form": form, "draft_key": draft_key, "area": area, "begun": begun, "cautions": cautions}
    return render(request, "needs/add_problem.html", {**context, "keep_page": links.problems(area.slug)})


@show_and_save
def change_problem(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Change a problem."""
    found = fetching.problem_to_edit(request, area_slug, pk)
    draft_key = f"problem-{pk}"
    form = ProblemForm(posted(request), problem=found, reach=reach_of(request.user))
    cautions = form.pending_cautions() if request.method == "POST" and form.is_valid() else []
    if request.method == "POST" and form.is_valid() and not cautions:
        values, by = form.values(), person(request)
        if carry_out(form, lambda: actions.change_problem(found, values=values, version=found.version, by=by)):
            say_saved(request, draft_key, _("Zapisano."), form=form)
            return redirect(links.page(found))
    context = {"form": form, "draft_key": draft_key, "cautions": cautions, **about(found)}
    if form.conflicts:
        context["last_change"] = last_change("needs.problem", pk)
    return render(request, "needs/change_problem.html", context)


@require_POST
def review_problem(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Write down that somebody has looked at a problem today."""
    found = fetching.problem_to_edit(request, area_slug, pk)
    actions.review_problem(found, by=person(request))
    messages.success(request, _("Zapisano, że dziś ktoś to przejrzał."))
    return redirect(links.page(found))


@show_and_save
def delete_problem(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask, then delete; those who coordinate the area bring it back."""
    found = fetching.problem_to_edit(request, area_slug, pk)
    if request.method == "POST":
        actions.delete_problem(found, by=person(request))
        messages.success(request, _("Usunięto. Koordynator może to przywrócić."))
        return redirect(links.problems(found.area.slug))
    return render(request, "needs/delete_problem.html", about(found))


def about(found: Problem) -> dict[str, Any]:
    """Return what the frame of a page about a problem needs."""
    keep_page = links.page(found)
    return {"area": found.area, "problem": found, "subject": found.title, "keep_page": keep_page}


def _place(found: Problem, request: HttpRequest) -> dict[str, str] | None:
    """Return the place of the register where a problem lies, if the person may see it."""
    place = found.location
    if place is None or not type(place).objects.visible_to(reach_of(request.user)).filter(pk=place.pk).exists():
        return None
    return {"name": str(place), "address": place.public_address, "url": links.organisation(place.organisation)}
