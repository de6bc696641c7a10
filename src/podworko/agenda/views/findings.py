"""Pages on which those who keep events see what these have to do with others, and decide."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.agenda import crowding, finding_page, links, sides
from podworko.agenda.actions import finding as actions
from podworko.agenda.actions.joining import propose_join as propose
from podworko.agenda.choices import FindingAnswer
from podworko.agenda.forms.finding import DecisionForm, ProposalForm
from podworko.agenda.models import Event, Finding, FindingDecision, Join
from podworko.agenda.permissions import may_announce
from podworko.agenda.views.fetching import finding_to_read
from podworko.core.answers import carry_out
from podworko.core.drafts import say_done
from podworko.core.visibility import Reach
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, posted, show_and_save
from podworko.places.models import Area

_DIGITS = 18
"""More than any number of an event has."""


@require_safe
def findings(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show those who keep events of an area what these have to do with others: what nobody has decided first."""
    area, reach = get_object_or_404(Area, slug=area_slug), reach_of(request.user)
    if not may_announce(area, reach):
        raise Http404
    asked = _asked(request, reach)
    page, rows = finding_page.listed(area, reach, asked, request.GET.get("page", ""))
    is_first = page.number == 1 and not any(asked)
    context = {
        "area": area,
        "is_coordinator": area.pk in reach.coordinator_of,
        "crowding": crowding.of(area, reach, timezone.localdate()) if is_first else [],
        "page": page,
        "rows": rows,
        "kinds": finding_page.kinds(),
        **asked._asdict(),
        "waiting": [(row, links.join(row, area.slug)) for row in sides.waiting_for(reach, area)],
        "calendar_page": links.calendar(area.slug),
    }
    return render(request, "agenda/findings.html", context)


def _asked(request: HttpRequest, reach: Reach) -> finding_page.Asked:
    kind, state, number = (request.GET.get(name, "") for name in ("kind", "state", "event"))
    is_number = number.isascii() and number.isdigit() and len(number) < _DIGITS
    return finding_page.Asked(
        kind if kind in dict(finding_page.kinds()) else "",
        state if state in finding_page.STATES else "",
        Event.objects.editable_by(reach).filter(pk=int(number)).first() if is_number else None,
    )


@show_and_save
def finding(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show both events side by side and why they are here, and let each side say what it will do."""
    area, reach = get_object_or_404(Area, slug=area_slug), reach_of(request.user)
    found = finding_to_read(request, area, pk)
    form = DecisionForm(
        posted(request),
        finding=found,
        organisations=sides.organisations_for(found, reach),
        is_coordinator=sides.speaks_as_coordinator(found, reach),
    )
    if request.method == "POST" and form.is_valid():
        values = {"answer": form.cleaned_data["answer"], "reason": form.cleaned_data["reason"]}
        said = {"organisation": form.organisation, "facts_hash": found.facts_hash, **values}
        if carry_out(form, lambda: actions.decide_finding(found, **said, by=person(request))):
            return _decided(request, found, area, form)
    return render(request, "agenda/finding.html", {**_about(request, found, area), "form": form})


@require_POST
def take_back_decision(request: HttpRequest, area_slug: str, pk: int, decision_id: int) -> HttpResponse:
    """Take back what one side said about a finding."""
    area, reach = get_object_or_404(Area, slug=area_slug), reach_of(request.user)
    found = finding_to_read(request, area, pk)
    decision = FindingDecision.objects.filter(finding=found, pk=decision_id).first()
    if decision is not None and not sides.may_take_back(decision, reach):
        raise Http404
    try:
        actions.take_back_decision(decision or FindingDecision(pk=decision_id), by=person(request))
        messages.success(request, _("Cofnięto tę odpowiedź."))
    except ValidationError as refusal:
        messages.info(request, refusal.messages[0])
    return redirect(links.finding(found, area_slug))


@show_and_save
def propose_join(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Let one side say which of two events stays and who brings what; the other side answers."""
    area, reach = get_object_or_404(Area, slug=area_slug), reach_of(request.user)
    found = finding_to_read(request, area, pk)
    if known := finding_page.open_join(found, reach):
        messages.info(request, _("Taka propozycja już jest."))
        return redirect(links.join(known, area_slug))
    if found.kind not in actions.JOINABLE or found.gone_at is not None:
        messages.info(request, _("Tego nie da się teraz połączyć: coś się zmieniło."))
        return redirect(links.finding(found, area_slug))
    form = ProposalForm(posted(request), finding=found, kept=sides.kept_of([found.first, found.second], reach))
    if request.method == "POST" and form.is_valid():
        made = carry_out(form, lambda: _propose(request, found, form))
        if made:
            say_done(request, f"join-{pk}", _("Wysłano propozycję. Druga strona odpowie tutaj."))
            return redirect(links.join(made, area_slug))
    context = {**_about(request, found, area), "form": form, "draft_key": f"join-{pk}"}
    return render(request, "agenda/propose_join.html", {**context, "keep_page": links.finding(found, area_slug)})


def _propose(request: HttpRequest, found: Finding, form: ProposalForm) -> Join:
    values, stays = form.values(), form.cleaned_data["kept"]
    kept, absorbed = (found.first, found.second) if stays == found.first_id else (found.second, found.first)
    brings = {found.first_id: values["first_brings"], found.second_id: values["second_brings"]}
    proposer = kept if form.cleaned_data["side"] == kept.pk else absorbed
    return propose(
        kept=kept,
        absorbed=absorbed,
        finding=found,
        proposed_for=proposer.organisation,
        values={
            "message": values["message"],
            "kept_brings": brings[kept.pk],
            "absorbed_brings": brings[absorbed.pk],
        },
        by=person(request),
    )


def _decided(request: HttpRequest, found: Finding, area: Area, form: DecisionForm) -> HttpResponse:
    """Go on to what follows from an answer: a proposal, or the form in which an event is moved."""
    answer, reach = form.cleaned_data["answer"], reach_of(request.user)
    if answer == FindingAnswer.JOIN:
        messages.success(request, _("Zapisano. Teraz napisz, które wydarzenie zostaje i kto co wnosi."))
        return redirect("agenda:propose_join", area.slug, found.pk)
    if answer == FindingAnswer.MOVE:
        kept = sides.kept_of([found.first, found.second], reach)
        own = [row for row in kept if form.organisation and row.organisation_id == form.organisation.pk]
        if len(own) == 1:
            messages.success(request, _("Zapisano. Tutaj można od razu zmienić dzień albo miejsce."))
            return redirect(links.change(own[0]))
    messages.success(request, _("Zapisano. Druga strona i koordynator to widzą."))
    return redirect(links.finding(found, area.slug))


def _about(request: HttpRequest, found: Finding, area: Area) -> dict[str, Any]:
    return {
        "area": area,
        "shown": finding_page.read(found, area, reach_of(request.user)),
        "joining": reverse("agenda:propose_join", args=[area.slug, found.pk]),
        "findings_page": links.findings(area.slug),
        "calendar_page": links.calendar(area.slug),
    }
