"""Pages about an occurrence of a series and those after it: changed, cancelled."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from podworko.agenda import following, links
from podworko.agenda.actions import following as actions
from podworko.agenda.forms.following import CancelFollowingForm, Ending, FollowingForm
from podworko.agenda.models import Event
from podworko.agenda.views.events import about
from podworko.agenda.views.fetching import event_to_edit, original_in
from podworko.agenda.views.spans import spans_of
from podworko.core.answers import carry_out, say_saved
from podworko.core.forms import Caution
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import last_change, person, posted, show_and_save


@show_and_save
def change_following(request: HttpRequest, area_slug: str, pk: int, original: str) -> HttpResponse:
    """Let a series go on otherwise from one of its occurrences."""
    event = event_to_edit(request, area_slug, pk)
    moment, draft_key = original_in(event, original), f"event-{pk}-from-{original}"
    if following.is_whole(event, moment):
        return redirect("agenda:change_event", area_slug, pk)
    form = FollowingForm(posted(request), event=event, original=moment, reach=reach_of(request.user))
    made, cautions = _go_on(request, form, event, moment)
    if made:
        say_saved(request, draft_key, _("Zapisano. Od tego terminu to osobna seria."), form=form)
        return redirect(links.page(made))
    context = {"form": form, "cautions": cautions, "draft_key": draft_key, "original": moment, **about(event)}
    if form.conflicts:
        context["last_change"] = last_change("agenda.event", event.pk)
    spans = spans_of(event, original, "change_following")
    return render(request, "agenda/change_following.html", {**context, "spans": spans})


@show_and_save
def cancel_following(request: HttpRequest, area_slug: str, pk: int, original: str) -> HttpResponse:
    """Ask why and how, then cancel an occurrence and those after it, or end the series before it."""
    event = event_to_edit(request, area_slug, pk)
    moment = original_in(event, original)
    if following.is_whole(event, moment):
        return redirect("agenda:cancel_event", area_slug, pk)
    form = CancelFollowingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        page = _stop(request, form, event, moment)
        if page:
            return redirect(page)
    context = {"form": form, "original": moment, "touched": following.touched(event, moment), **about(event)}
    spans = spans_of(event, original, "cancel_following")
    return render(request, "agenda/cancel_following.html", {**context, "spans": spans})


def _go_on(
    request: HttpRequest, form: FollowingForm, event: Event, moment: datetime
) -> tuple[Event | None, list[Caution]]:
    """Make the rest of a series one of its own, once it was said what that touches."""
    if request.method != "POST" or not form.is_valid():
        return None, []
    if cautions := form.pending_cautions():
        return None, cautions
    values, by = form.values(), person(request)
    change = actions.change_following
    return carry_out(form, lambda: change(event, moment, values=values, version=event.version, by=by)), []


def _stop(request: HttpRequest, form: CancelFollowingForm, event: Event, moment: datetime) -> str:
    """Cancel or end; return the address of the page that tells of it, or nothing where that was refused."""
    by = person(request)
    if form.cleaned_data["ending"] == Ending.GONE:
        if carry_out(form, lambda: actions.end_series(event, moment, by=by)):
            messages.success(request, _("Seria kończy się przed tym terminem."))
            return links.page(event)
        return ""
    reason = form.cleaned_data["reason"]
    rest = carry_out(form, lambda: actions.cancel_following(event, moment, reason=reason, by=by))
    if rest:
        messages.success(request, _("Odwołano ten termin i następne. Zostają w kalendarzu z tą informacją."))
    return links.page(rest) if rest else ""
