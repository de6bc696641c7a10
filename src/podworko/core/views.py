import uuid
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from podworko.core import actions, health
from podworko.core.jobs.schedule import said_of_tasks

if TYPE_CHECKING:
    from podworko.core.audit import Actor

PER_PAGE = 50


def for_administrators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only those in who keep the instance running."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not getattr(request.user, "is_administrator", False):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say to a monitoring program how the instance is: 200 while it serves pages, else 503."""
    findings = health.examine_lately()
    state = health.overall(findings)
    code = 503 if state == health.State.ERROR else 200
    if request.get_preferred_type(["text/plain", "application/json"]) == "application/json":
        parts = {finding.part: finding.state for finding in findings}
        return JsonResponse({"status": state, "parts": parts}, status=code)
    lines = [f"{finding.part}: {finding.state}" for finding in findings]
    return HttpResponse("\n".join([state, *lines, ""]), content_type="text/plain; charset=utf-8", status=code)


@for_administrators
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Show the jobs that failed, run and wait."""
    first = Case(
        When(status=TaskResultStatus.FAILED, then=0), When(status=TaskResultStatus.RUNNING, then=1), default=2
    )
    unfinished = DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).select_related("lease")
    rows = unfinished.annotate(rank=first).order_by("rank", "-enqueued_at")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    done = DBTaskResult.objects.successful().count()
    says = said_of_tasks()
    named = [(job, says.get(job.task_path, job.task_name)) for job in page]
    context = {"page": page, "jobs": named, "done": done, "findings": health.examine()}
    return render(request, "core/jobs.html", context)


@for_administrators
@require_POST
def retry_job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Try a job again now."""
    job = get_object_or_404(DBTaskResult, pk=job_id)
    try:
        actions.retry_job(job, by=cast("Actor", request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Zadanie czeka na wykonanie."))
    return redirect("core:jobs")


@for_administrators
@require_POST
def discard_job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Throw a job away."""
    job = get_object_or_404(DBTaskResult, pk=job_id)
    try:
        actions.discard_job(job, by=cast("Actor", request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Zadanie zostało usunięte."))
    return redirect("core:jobs")
