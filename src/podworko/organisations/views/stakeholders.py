"""The grid of who counts how much: read and written by coordinators, never about their own organisations."""

import contextlib
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.core.answers import carry_out
from podworko.core.drafts import say_done
from podworko.core.sheet import PAPERS
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations import links, power_grid_files
from podworko.organisations import power_grid as grids
from podworko.organisations.actions import stakeholders as actions
from podworko.organisations.forms.stakeholders import AssessForm, AssessManyForm, AxesForm, GridForm
from podworko.organisations.models import Assessment
from podworko.organisations.models.stakeholders import assessable, axes_of
from podworko.organisations.power_grid import Asked
from podworko.organisations.views.fetching import person, posted, reach, show_and_save
from podworko.places.models import Area

PER_PAGE = 60


def area_to_coordinate(request: HttpRequest, area_slug: str) -> Area:
    """Return an area that the person coordinates; for everybody else there is none."""
    return get_object_or_404(Area, slug=area_slug, pk__in=reach(request).coordinator_of)


@require_safe
def power_grid(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show who stands where, who said so and when."""
    area = area_to_coordinate(request, area_slug)
    grid = grids.read(area, reach(request), _asked(request.GET))
    context = {
        "grid": grid,
        "picture": grids.drawn(grid),
        "form": GridForm(_chosen(grid.asked, request.GET), assessors=grid.assessors),
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "joint": "&" if request.GET else "?",
        "papers": PAPERS,
        "has_own": bool(reach(request).member_of),
        **_about(area),
    }
    return render(request, "organisations/power_grid.html", context)


@require_safe
def power_grid_file(request: HttpRequest, area_slug: str, kind: str) -> HttpResponse | StreamingHttpResponse:
    """Give the grid as a picture, a table or a print: `?paper=A3`, and what the page is asked for."""
    area = area_to_coordinate(request, area_slug)
    paper = request.GET.get("paper", "A4").upper()
    if kind not in power_grid_files.KINDS or paper not in PAPERS:
        raise Http404
    grid = grids.read(area, reach(request), _asked(request.GET))
    name = f'filename="{area.slug}-siatka.{kind}"'
    if kind == "csv":
        response: HttpResponse | StreamingHttpResponse = StreamingHttpResponse(
            power_grid_files.lines(grid), content_type="text/csv; charset=utf-8"
        )
    elif kind == "svg":
        response = HttpResponse(grids.drawn(grid), content_type="image/svg+xml; charset=utf-8")
    else:
        made = power_grid_files.pdf(grid, paper=paper, language=get_language() or "pl")
        response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f"{'inline' if kind == 'pdf' else 'attachment'}; {name}"
    response["Cache-Control"] = "private, no-store"
    return response


@show_and_save
def assess(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Place one organisation; below stands where it was placed before."""
    area = area_to_coordinate(request, area_slug)
    organisation = get_object_or_404(assessable(area, reach(request)), pk=pk)
    axes = axes_of(area)
    rows = Assessment.objects.visible_to(reach(request)).filter(area=area, organisation=organisation)
    history = list(rows.select_related("axes"))
    form = AssessForm(posted(request), axes=axes, initial=_start(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        done = carry_out(
            form,
            lambda: _once(
                lambda: actions.assess(
                    organisation,
                    area=area,
                    placement=form.placement(),
                    assessor=values["assessor"],
                    day=values["assessed_on"],
                    token=values["token"],
                    by=person(request),
                )
            ),
        )
        if done:
            say_done(request, f"assess-{pk}", _("Zapisano ocenę. Poprzednie zostały w historii."))
            return redirect("organisations:power_grid", area_slug)
    context = {"form": form, "organisation": organisation, "history": history, "draft_key": f"assess-{pk}"}
    return render(request, "organisations/assess.html", context | _about(area))


@show_and_save
def assess_many(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Place several organisations in one table: two selects a row."""
    area = area_to_coordinate(request, area_slug)
    axes = axes_of(area)
    page = Paginator(assessable(area, reach(request)), PER_PAGE).get_page(request.GET.get("page"))
    known = Assessment.objects.visible_to(reach(request)).standing().filter(area=area, axes__question=axes.question)
    rows = known.filter(axes__scale=axes.scale, organisation__in=list(page)).order_by("assessed_on", "pk")
    latest = {row.organisation_id: row for row in rows}
    form = AssessManyForm(posted(request), axes=axes, organisations=page, latest=latest, initial=_start(request))
    if request.method == "POST" and form.is_valid() and carry_out(form, lambda: _assess_many(form, area, request)):
        if overtaken := form.overtaken(person(request).pk):
            said = _("W tym czasie ktoś ocenił też: %(names)s. Obie oceny są w historii, na siatce stoi nowsza.")
            messages.info(request, said % {"names": ", ".join(overtaken)})
        said = _("Zapisano oceny: %(count)s.") % {"count": len(form.placements())}
        say_done(request, f"assess-many-{area.pk}-{page.number}", said)
        return redirect("organisations:power_grid", area_slug)
    context = {"form": form, "page": page, "draft_key": f"assess-many-{area.pk}-{page.number}", "axes": axes}
    return render(request, "organisations/assess_many.html", context | _about(area))


@require_POST
def withdraw_assessment(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Take a placement back, or let it count again."""
    area = area_to_coordinate(request, area_slug)
    row = get_object_or_404(Assessment.objects.editable_by(reach(request)), area=area, pk=pk)
    if "back" in request.POST:
        actions.reinstate_assessment(row, by=person(request))
        messages.success(request, _("Ocena znowu się liczy."))
    else:
        actions.withdraw_assessment(row, by=person(request))
        messages.success(request, _("Ocena wycofana. Została w historii, można ją przywrócić."))
    return redirect("organisations:assess", area_slug, row.organisation_id)


@show_and_save
def change_axes(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Choose what is asked about the organisations of an area, and how finely."""
    area = area_to_coordinate(request, area_slug)
    axes = axes_of(area)
    start = {name: getattr(axes, name) for name in actions.AXES_FIELDS}
    form = AxesForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        is_same = form.cleaned_data["question"] == "same"
        if carry_out(
            form,
            lambda: actions.set_axes(area, values=form.values(), is_same_question=is_same, by=person(request)),
        ):
            messages.success(request, _("Zapisano osie."))
            return redirect("organisations:power_grid", area_slug)
    return render(request, "organisations/change_axes.html", {"form": form, "axes": axes, **_about(area)})


def _assess_many(form: AssessManyForm, area: Area, request: HttpRequest) -> bool:
    values = form.cleaned_data
    return _once(
        lambda: actions.assess_many(
            form.placements(),
            area=area,
            assessor=values["assessor"],
            day=values["assessed_on"],
            token=values["token"],
            by=person(request),
        )
    )


def _once(action: Any) -> bool:
    """Run an action; a form that was sent twice has done its work already."""
    with contextlib.suppress(AlreadySubmittedError):
        action()
    return True


def _start(request: HttpRequest) -> dict[str, Any]:
    return {"assessor": person(request).get_short_name(), "assessed_on": timezone.localdate()}


def _asked(query: QueryDict) -> Asked:
    today = timezone.localdate()
    day, then = _day(query.get("day", "")) or today, _day(query.get("then", ""))
    return Asked(min(day, today), then if then and then < day else None, query.get("assessor", "")[:160])


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _chosen(asked: Asked, query: QueryDict) -> dict[str, Any]:
    return {
        "day": asked.day.isoformat() if query.get("day") else "",
        "then": asked.then.isoformat() if asked.then else "",
        "assessor": asked.assessor,
    }


def _about(area: Area) -> dict[str, Any]:
    return {"area": area, "network_page": links.network(area.slug), "desk": links.desk(area.slug)}
