"""Pages of the log of what was looked for and not found: ten seconds to write it down, one page to read aloud."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.core import spreadsheet, submission, typst
from podworko.core.answers import carry_out
from podworko.core.forms import Caution
from podworko.core.submission import AlreadySubmittedError
from podworko.needs import links, not_found_pdfs
from podworko.needs import sought as log
from podworko.needs.actions import sought as actions
from podworko.needs.forms.sought import NotFoundForm, SettleForm
from podworko.needs.models import Problem, Sought
from podworko.needs.views import fetching
from podworko.organisations.models import Organisation
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, posted, show_and_save
from podworko.places.models import Area


@show_and_save
def not_found(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Write down what somebody looked for in vain, and read what others did, month by month."""
    area, reach = fetching.area_to_log_in(request, area_slug), reach_of(request.user)
    form = NotFoundForm(posted(request))
    is_done, cautions = _log(request, form, area)
    if is_done:
        messages.success(request, _("Zapisano."))
        return redirect(links.not_found(area_slug))
    context = {
        "area": area,
        "form": form,
        "cautions": cautions,
        "month": log.read(area, reach, log.month_asked_for(request.GET.get("month", ""))),
        "is_coordinator": area.pk in reach.coordinator_of,
    }
    return render(request, "needs/not_found.html", {**context, "keep_page": links.problems(area.slug)})


@show_and_save
def settle_not_found(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Say which entry answers what was looked for, or which problem it belongs to."""
    sought = fetching.sought_to_mark(request, area_slug, pk)
    form = SettleForm(posted(request), sought=sought, area=sought.area, reach=reach_of(request.user))
    done = carry_out(form, lambda: _settle(request, sought, form)) if request.POST and form.is_valid() else None
    if done:
        messages.success(request, _("Zapisano."))
        return redirect(links.not_found(area_slug))
    context = {"form": form, "area": sought.area, "sought": sought, "keep_page": links.not_found(area_slug)}
    return render(request, "needs/settle_not_found.html", context)


@require_POST
def delete_not_found(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Strike something out for good."""
    sought = fetching.sought_to_mark(request, area_slug, pk)
    actions.delete_sought(sought, by=person(request))
    messages.success(request, _("Skreślono."))
    return redirect(links.not_found(area_slug))


@require_POST
def read_not_found(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Mark all of a month as read at a meeting today."""
    area = fetching.area_to_coordinate(request, area_slug)
    month = log.read(area, reach_of(request.user), log.month_asked_for(request.POST.get("month", "")))
    rows = [row.sought for row in month.rows]
    try:
        count = actions.read_sought(rows, day=timezone.localdate(), by=person(request))
        messages.success(request, _("Zaznaczono jako czytane na spotkaniu: %(count)s.") % {"count": count})
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    return redirect(links.not_found(area_slug, month.code))


@require_safe
def not_found_csv(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Give a month to a spreadsheet."""
    area = fetching.area_to_log_in(request, area_slug)
    month = log.read(area, reach_of(request.user), log.month_asked_for(request.GET.get("month", "")))
    response = HttpResponse("".join(spreadsheet.lines(log.table(month))), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{area.slug}-nie-znaleziono-{month.code}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def print_not_found(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Give a month as one sheet to read at a meeting."""
    area = fetching.area_to_log_in(request, area_slug)
    month = log.read(area, reach_of(request.user), log.month_asked_for(request.GET.get("month", "")))
    sheet = not_found_pdfs.document(area, month, language=get_language() or "pl")
    response = HttpResponse(typst.render(sheet), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{area.slug}-nie-znaleziono-{month.code}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _log(request: HttpRequest, form: NotFoundForm, area: Area) -> tuple[bool, list[Caution]]:
    if request.method != "POST" or not form.is_valid():
        return False, []
    cleaned, by = form.cleaned_data, person(request)
    try:
        submission.refuse_twice(cleaned["token"], by=by)
        if cautions := form.pending_cautions():
            return False, cautions
        said: dict[str, Any] = {name: cleaned[name] for name in ("words", "audience", "day", "token")}
        return carry_out(form, lambda: actions.log_not_found(area=area, by=by, **said)) is not None, []
    except AlreadySubmittedError:
        return True, []


def _settle(request: HttpRequest, sought: Sought, form: SettleForm) -> Sought:
    by, cleaned = person(request), form.cleaned_data
    entry = Organisation.objects.filter(pk=cleaned["organisation"] or 0).first()
    if (entry.pk if entry else None) != sought.organisation_id:
        sought = actions.answer_sought(sought, organisation=entry, by=by)
    problem = Problem.objects.filter(pk=cleaned["problem"] or 0).first()
    if (problem.pk if problem else None) != sought.problem_id:
        sought = actions.join_sought(sought, problem=problem, by=by)
    return sought
