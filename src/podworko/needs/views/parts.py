"""Pages for what belongs to a problem: what shows it, who answers it, what it comes of, what it is the same as."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from podworko.core.answers import carry_out, say_saved
from podworko.core.submission import AlreadySubmittedError
from podworko.needs import links
from podworko.needs.actions import cause as causes
from podworko.needs.actions import evidence as evidences
from podworko.needs.actions import problem as problems
from podworko.needs.actions import response as responses
from podworko.needs.forms.parts import EvidenceForm, NewEvidenceForm, OtherProblemForm, ResponseForm
from podworko.needs.models import Problem
from podworko.needs.views import fetching
from podworko.needs.views.problems import about
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import last_change, person, posted, show_and_save


@show_and_save
def add_evidence(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Write down where a problem is known from."""
    problem = fetching.problem_to_edit(request, area_slug, pk)
    form, draft_key = NewEvidenceForm(posted(request)), f"evidence-new-{pk}"
    if request.method == "POST" and form.is_valid():
        token, by = form.cleaned_data["token"], person(request)
        try:
            made = carry_out(form, lambda: evidences.add_evidence(problem, values=form.values(), token=token, by=by))
        except AlreadySubmittedError:
            return redirect(links.page(problem))
        if made:
            say_saved(request, draft_key, _("Zapisano, skąd to wiadomo."))
            return redirect(links.page(problem))
    return render(request, "needs/add_evidence.html", {"form": form, "draft_key": draft_key, **about(problem)})


@show_and_save
def change_evidence(request: HttpRequest, area_slug: str, pk: int, evidence: int) -> HttpResponse:
    """Change evidence."""
    found = fetching.evidence_to_edit(request, area_slug, pk, evidence)
    form, draft_key = EvidenceForm(posted(request), evidence=found), f"evidence-{evidence}"
    if request.method == "POST" and form.is_valid():
        values, by = form.values(), person(request)
        if carry_out(form, lambda: evidences.change_evidence(found, values=values, version=found.version, by=by)):
            say_saved(request, draft_key, _("Zapisano, skąd to wiadomo."), form=form)
            return redirect(links.page(found.problem))
    context = {"form": form, "draft_key": draft_key, "evidence": found, **about(found.problem)}
    if form.conflicts:
        context["last_change"] = last_change("needs.evidence", evidence)
    return render(request, "needs/change_evidence.html", context)


@show_and_save
def delete_evidence(request: HttpRequest, area_slug: str, pk: int, evidence: int) -> HttpResponse:
    """Ask, then delete evidence; the history brings it back."""
    found = fetching.evidence_to_edit(request, area_slug, pk, evidence)
    if request.method == "POST":
        try:
            evidences.delete_evidence(found, by=person(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Usunięto. Wróci z historii zmian, jeśli to pomyłka."))
        return redirect(links.page(found.problem))
    return render(request, "needs/delete_evidence.html", {"evidence": found, **about(found.problem)})


@show_and_save
def add_response(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Write down who or what answers a problem."""
    problem = fetching.problem_to_edit(request, area_slug, pk)
    form = ResponseForm(posted(request), problem=problem, reach=reach_of(request.user))
    draft_key = f"response-new-{pk}"
    if request.method == "POST" and form.is_valid():
        token, by = form.cleaned_data["token"], person(request)
        try:
            made = carry_out(form, lambda: responses.add_response(problem, values=form.values(), token=token, by=by))
        except AlreadySubmittedError:
            return redirect(links.page(problem))
        if made:
            say_saved(request, draft_key, _("Zapisano, kto na to odpowiada."))
            return redirect(links.page(problem))
    return render(request, "needs/add_response.html", {"form": form, "draft_key": draft_key, **about(problem)})


@require_POST
def delete_response(request: HttpRequest, area_slug: str, pk: int, response: int) -> HttpResponse:
    """Take an answer away; the history brings it back."""
    found = fetching.response_to_edit(request, area_slug, pk, response)
    responses.delete_response(found, by=person(request))
    messages.success(request, _("Usunięto. Wróci z historii zmian, jeśli to pomyłka."))
    return redirect(links.page(found.problem))


@show_and_save
def add_cause(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Write down of what a problem comes."""
    problem = fetching.problem_to_edit(request, area_slug, pk)
    others = fetching.others_in_area(request, problem)
    form = OtherProblemForm(posted(request), rows=others, label=_("Przyczyna"))
    if request.method == "POST" and form.is_valid():
        cause = get_object_or_404(Problem, pk=form.cleaned_data["problem"])
        if carry_out(form, lambda: causes.add_cause(problem, cause=cause, by=person(request))):
            messages.success(request, _("Zapisano przyczynę."))
            return redirect(links.page(problem))
    return render(request, "needs/add_cause.html", {"form": form, "others": others, **about(problem)})


@require_POST
def delete_cause(request: HttpRequest, area_slug: str, pk: int, link: int) -> HttpResponse:
    """Take away that a problem comes of another one; the history brings it back."""
    found = fetching.cause_to_edit(request, area_slug, pk, link)
    causes.delete_cause(found, by=person(request))
    messages.success(request, _("Usunięto. Wróci z historii zmian, jeśli to pomyłka."))
    return redirect(links.page(found.effect))


@show_and_save
def merge_problem(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Join a problem to another one that is the same."""
    problem = fetching.problem_to_edit(request, area_slug, pk)
    editable = Problem.objects.editable_by(reach_of(request.user))
    others = [other for other in fetching.others_in_area(request, problem) if editable.filter(pk=other.pk).exists()]
    form = OtherProblemForm(posted(request), rows=others, label=_("Który zostaje"))
    if request.method == "POST" and form.is_valid():
        into = get_object_or_404(Problem.objects.select_related("area"), pk=form.cleaned_data["problem"])
        if carry_out(form, lambda: problems.merge_problem(problem, into=into, by=person(request))):
            messages.success(request, _("Połączono. Dawny adres prowadzi teraz tutaj."))
            return redirect(links.page(into))
    return render(request, "needs/merge_problem.html", {"form": form, "others": others, **about(problem)})


@require_POST
def separate_problem(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Take back that a problem was joined to another one."""
    problem = fetching.problem_to_edit(request, area_slug, pk)
    problems.separate_problem(problem, by=person(request))
    messages.success(request, _("Rozłączono. Każdy ma znów to, co miał."))
    return redirect(links.page(problem))
