"""Pages about one occurrence of a series: cancelled, moved, put back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from podworko.agenda import links
from podworko.agenda.actions import occurrence as actions
from podworko.agenda.forms.occurrence import OccurrenceForm
from podworko.agenda.forms.reason import ReasonForm
from podworko.agenda.views.events import about
from podworko.agenda.views.fetching import event_to_edit, original_in
from podworko.agenda.views.spans import spans_of
from podworko.core.answers import carry_out
from podworko.organisations.views.fetching import person, posted, show_and_save


@show_and_save
def change_occurrence(request: HttpRequest, area_slug: str, pk: int, original: str) -> HttpResponse:
    """Let one occurrence take place otherwise; the series stays."""
    event = event_to_edit(request, area_slug, pk)
    moment = original_in(event, original)
    form = OccurrenceForm(posted(request), event=event, original=moment)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if carry_out(form, lambda: actions.change_occurrence(event, moment, values=values, by=person(request))):
            messages.success(request, _("Zapisano zmianę tego jednego terminu."))
            return redirect(links.page(event))
    context = {"form": form, "original": moment, "spans": spans_of(event, original, "change_occurrence")}
    return render(request, "agenda/change_occurrence.html", {**context, **about(event)})


@show_and_save
def cancel_occurrence(request: HttpRequest, area_slug: str, pk: int, original: str) -> HttpResponse:
    """Ask why, then cancel one occurrence; the others take place."""
    event = event_to_edit(request, area_slug, pk)
    moment = original_in(event, original)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carry_out(form, lambda: actions.cancel_occurrence(event, moment, reason=reason, by=person(request))):
            messages.success(request, _("Odwołano ten jeden termin."))
            return redirect(links.page(event))
    context = {"form": form, "original": moment, "spans": spans_of(event, original, "cancel_occurrence")}
    return render(request, "agenda/cancel_occurrence.html", {**context, **about(event)})


@require_POST
def put_back_occurrence(request: HttpRequest, area_slug: str, pk: int, original: str) -> HttpResponse:
    """Let an occurrence take place again as the series has it."""
    event = event_to_edit(request, area_slug, pk)
    actions.put_back_occurrence(event, original_in(event, original), by=person(request))
    messages.success(request, _("Ten termin jest znowu taki jak pozostałe."))
    return redirect(links.page(event))
