"""Pages on which those who coordinate an area decide on what was reported."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from podworko.core.answers import carry_out
from podworko.core.visibility import Reach
from podworko.needs import likeness, links
from podworko.needs.actions import report as actions
from podworko.needs.choices import ReportState
from podworko.needs.forms.parts import OtherProblemForm, ReasonForm
from podworko.needs.models import Problem, Report
from podworko.needs.views import fetching
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, posted, show_and_save
from podworko.places.models import Area
from podworko.resources.choices import Audience

MOST = 50
"""Reports on one page; the oldest first, so that none is forgotten."""


@require_safe
def reports(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show those who coordinate an area what was reported, beside what is known already."""
    area = fetching.area_to_coordinate(request, area_slug)
    reach = reach_of(request.user)
    rows = Report.objects.editable_by(reach).filter(area=area)
    waiting = rows.waiting()
    decided = rows.exclude(state=ReportState.WAITING).select_related("problem__area").order_by("-decided_at", "-pk")
    known = _known(area, reach)
    shown = [
        (
            report,
            [str(Audience(code).label) for code in report.audiences if code in Audience.values],
            [(links.page(one), one.title) for one in likeness.alike(report.title, None, known)],
        )
        for report in waiting[:MOST]
    ]
    context = {"area": area, "waiting": shown, "rest": max(waiting.count() - MOST, 0), "decided": decided[:MOST]}
    return render(request, "needs/reports.html", {**context, "keep_page": links.problems(area.slug)})


@show_and_save
def join_report(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Say that a report is of something that is known already."""
    report = fetching.report_to_decide(request, area_slug, pk)
    known = _known(report.area, reach_of(request.user))
    likely = likeness.alike(report.title, None, known)
    rest = [problem for problem in known if problem not in likely]
    form = OtherProblemForm(posted(request), rows=[*likely, *rest])
    if request.method == "POST" and form.is_valid():
        problem = get_object_or_404(Problem, pk=form.cleaned_data["problem"])
        if carry_out(form, lambda: actions.join_report(report, problem=problem, by=person(request))):
            messages.success(request, _("Dołączono. Kto to zgłosił, zobaczy tamten problem."))
            return redirect(links.reports(area_slug))
    context = {"form": form, "area": report.area, "report": report, "others": known}
    return render(request, "needs/join_report.html", {**context, "keep_page": links.reports(area_slug)})


@show_and_save
def decline_report(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask why, then decline a report; whoever sent it reads the reason."""
    report = fetching.report_to_decide(request, area_slug, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carry_out(form, lambda: actions.decline_report(report, reason=reason, by=person(request))):
            messages.success(request, _("Odrzucono zgłoszenie. Powód przeczyta ten, kto je przysłał."))
            return redirect(links.reports(area_slug))
    context = {"form": form, "area": report.area, "report": report}
    return render(request, "needs/decline_report.html", {**context, "keep_page": links.reports(area_slug)})


def _known(area: Area, reach: Reach) -> list[Problem]:
    rows = Problem.objects.visible_to(reach).kept().filter(area=area).select_related("area", "location")
    return list(rows.order_by("sort_key", "pk")[: likeness.LONGEST_LOOK])
