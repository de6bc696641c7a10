"""Pages by which anybody reports a problem, follows what becomes of it, or says that one concerns them too."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from podworko.accounts.codes import limit
from podworko.core import submission, tokens
from podworko.core.answers import carry_out
from podworko.core.submission import AlreadySubmittedError
from podworko.needs import links
from podworko.needs.actions import report as reports
from podworko.needs.actions import support as supports
from podworko.needs.forms.visitors import ReportForm, SupportForm
from podworko.needs.models import Problem, Report, Support
from podworko.needs.views import fetching
from podworko.needs.views.problems import about
from podworko.organisations.views.fetching import person, posted, show_and_save
from podworko.places.models import Area

MARK = "podworko_supports"
"""The cookie by which a browser is known again that has said „Mnie też to dotyczy”: random, and nothing else."""
MARK_FOR = 365 * 24 * 60 * 60
"""Seconds."""
_LONGEST_MARK = 64


@show_and_save
@login_not_required
@never_cache
def report_problem(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Let anybody report a problem or a need; it waits for those who coordinate the area."""
    area = get_object_or_404(Area, slug=area_slug)
    form, cautions = ReportForm(posted(request), area=area), []
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"] or uuid4()
        fate = links.fate(area.slug, Report.secret_of(token))
        by = person(request) if request.user.is_authenticated else None
        try:
            submission.refuse_twice(token, by=by)
            cautions = form.pending_cautions()
            if not cautions:
                limit(request, "report_problem")
                values = form.values()
                if carry_out(form, lambda: reports.report_problem(area=area, values=values, token=token, by=by)):
                    return redirect(fate)
        except AlreadySubmittedError:
            return redirect(fate)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "area": area, "cautions": cautions, "keep_page": links.problems(area.slug)}
    return render(request, "needs/report_problem.html", context)


@require_safe
@login_not_required
@never_cache
def report_fate(request: HttpRequest, area_slug: str, token: str) -> HttpResponse:
    """Show whoever holds the secret address what has become of a report."""
    area = get_object_or_404(Area, slug=area_slug)
    report = Report.objects.filter(area=area, token_digest=tokens.digest(token)).first()
    problem = None
    if report is not None and report.problem_id is not None:
        # Only what everybody may see: the address may have been passed on.
        problem = Problem.objects.public().select_related("area").filter(pk=report.problem_id).first()
    context = {
        "area": area,
        "report": report,
        "problem_page": links.page(problem) if problem else "",
        "keep_page": links.problems(area.slug),
        "address": links.whole(request.path),
    }
    return render(request, "needs/report_fate.html", context, status=200 if report else 404)


@show_and_save
@login_not_required
@never_cache
def support_problem(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Let anybody say that a problem concerns them too, or take that back."""
    problem = fetching.problem_to_read(request, area_slug, pk)
    mark = request.COOKIES.get(MARK, "")[:_LONGEST_MARK]
    form = SupportForm(posted(request))
    if request.method == "POST" and form.is_valid():
        mark = mark or tokens.new_token()
        try:
            limit(request, "support_problem")
            _count(request, problem, mark)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            response = redirect(links.page(problem))
            response.set_cookie(
                MARK, mark, MARK_FOR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
            )
            return response
    digest = supports.browser_digest(mark)
    is_counted = bool(mark) and Support.objects.filter(problem=problem, browser_digest=digest).exists()
    return render(request, "needs/support_problem.html", {"form": form, "is_counted": is_counted, **about(problem)})


def _count(request: HttpRequest, problem: Problem, mark: str) -> None:
    # Nobody's account is written down with it, whoever has signed in.
    if request.POST.get("withdraw"):
        supports.withdraw_support(problem, mark=mark, by=None)
        messages.success(request, _("Cofnięto."))
    elif supports.support_problem(problem, mark=mark, by=None):
        messages.success(request, _("Dziękujemy. Policzone."))
    else:
        messages.info(request, _("Z tej przeglądarki już to policzono."))
