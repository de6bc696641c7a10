"""Pages of a proposal to make one event of two: read, answered, withdrawn, and undone once it was carried out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from podworko.agenda import finding_page, links, sides
from podworko.agenda.actions import joining as actions
from podworko.agenda.choices import JoinState
from podworko.agenda.forms.finding import AnswerForm
from podworko.agenda.models import Join
from podworko.agenda.views.fetching import join_to_read
from podworko.core.answers import carry_out
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, posted, show_and_save
from podworko.places.models import Area


@show_and_save
def join(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show a proposal with both events side by side, and let the other side answer."""
    area, reach = get_object_or_404(Area, slug=area_slug), reach_of(request.user)
    proposal = join_to_read(request, area, pk)
    is_asked = sides.may_answer(proposal, reach)
    if request.method == "POST" and not is_asked:
        if not sides.could_answer(proposal, reach):
            raise Http404
        messages.info(request, _("Na tę propozycję już odpowiedziano."))
        return redirect(request.path)
    form = AnswerForm(posted(request), join=proposal)
    if request.method == "POST" and form.is_valid():
        said = {"answer": form.cleaned_data["answer"], "reason": form.cleaned_data["reason"]}
        said |= {"version": proposal.version, "by": person(request)}
        done = carry_out(form, lambda: actions.answer_join(proposal, **said))
        if done:
            messages.success(request, _told(done))
            return redirect(request.path)
    context = {"form": form, "is_asked": is_asked, **_about(request, proposal, area)}
    return render(request, "agenda/join.html", context)


@require_POST
def withdraw_join(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Withdraw a proposal that nobody has answered for good."""
    area, reach = get_object_or_404(Area, slug=area_slug), reach_of(request.user)
    proposal = join_to_read(request, area, pk)
    if not sides.could_withdraw(proposal, reach):
        raise Http404
    try:
        actions.answer_join(proposal, answer=JoinState.WITHDRAWN, by=person(request))
        messages.success(request, _("Wycofano propozycję. Oba wydarzenia zostają, jak były."))
    except ValidationError as refusal:
        messages.info(request, refusal.messages[0])
    return redirect(links.join(proposal, area_slug))


@show_and_save
def undo_join(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Say what will happen, then make two events of one again."""
    area = get_object_or_404(Area, slug=area_slug)
    proposal = join_to_read(request, area, pk)
    if request.method == "POST":
        try:
            actions.undo_join(proposal, by=person(request))
            messages.success(request, _("Rozłączono. W kalendarzu są znowu dwa wydarzenia."))
        except ValidationError as refusal:
            messages.info(request, refusal.messages[0])
        return redirect(links.join(proposal, area_slug))
    if proposal.state != JoinState.JOINED:
        messages.info(request, _("Te wydarzenia nie są połączone."))
        return redirect(links.join(proposal, area_slug))
    added = finding_page.added_by(proposal, reach_of(request.user))
    context = {**_about(request, proposal, area), "keep_page": links.join(proposal, area_slug), "added": added}
    return render(request, "agenda/undo_join.html", context)


def _about(request: HttpRequest, proposal: Join, area: Area) -> dict[str, Any]:
    reach = reach_of(request.user)
    kept, absorbed = finding_page.sides_of([proposal.kept, proposal.absorbed], reach)
    return {
        "area": area,
        "join": proposal,
        "kept": kept,
        "absorbed": absorbed,
        "is_open": proposal.state in actions.OPEN,
        "is_joined": proposal.state == JoinState.JOINED,
        "may_withdraw": sides.may_withdraw(proposal, reach),
        "obstacle": _obstacle(proposal),
        "covered": finding_page.covered_by(proposal),
        "findings_page": links.findings(area.slug),
        "finding_page": links.finding(proposal.finding, area.slug) if proposal.finding else "",
        "calendar_page": links.calendar(area.slug),
    }


def _obstacle(proposal: Join) -> str:
    """Say why two events can no longer become one, before somebody says yes."""
    if proposal.state not in actions.OPEN:
        return ""
    try:
        actions.check_joinable(proposal.kept, proposal.absorbed)
    except ValidationError as refusal:
        return str(refusal.messages[0])
    return ""


def _told(proposal: Join) -> str:
    if proposal.state == JoinState.JOINED:
        return _("Połączono. W kalendarzu jest jedno wydarzenie z oboma organizatorami.")
    if proposal.state == JoinState.LATER:
        return _("Zapisano. Propozycja czeka, można do niej wrócić.")
    return _("Zapisano. Oba wydarzenia zostają, jak były.")
