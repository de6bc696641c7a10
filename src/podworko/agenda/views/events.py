"""Pages that announce, change, cancel and delete an event."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from podworko.agenda import drafting, links, registering
from podworko.agenda.actions import event as actions
from podworko.agenda.actions.suggestion import take_suggestion
from podworko.agenda.choices import JoinState
from podworko.agenda.forms import looking
from podworko.agenda.forms import next_dates as coming
from podworko.agenda.forms.event import EventForm, NewEventForm
from podworko.agenda.forms.paste import PasteForm
from podworko.agenda.forms.reason import ReasonForm
from podworko.agenda.harvesting import telling
from podworko.agenda.models import Event
from podworko.agenda.views.fetching import area_to_announce_in, event_to_edit, suggestion_asked_for
from podworko.core import history, history_page, submission
from podworko.core.answers import carry_out, say_saved
from podworko.core.forms import Caution
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import last_change, person, posted, show_and_save


@show_and_save
def add_event(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Announce something: one line that fills in the form, what somebody suggested, or the form itself."""
    area, suggestion = area_to_announce_in(request, area_slug), suggestion_asked_for(request, area_slug)
    reach, draft_key = reach_of(request.user), f"event-new-{area.pk}"
    draft, add = drafting.from_address(request.GET, area, reach, today=timezone.localdate()), actions.add_event
    if suggestion:
        draft, add = drafting.from_suggestion(suggestion, area, reach), partial(take_suggestion, suggestion)
        draft_key = f"{draft_key}-{suggestion.pk}"
    form = NewEventForm(posted(request), area=area, reach=reach, initial=draft.initial)
    try:
        made, cautions = enter(request, form, partial(add, area=area))
    except AlreadySubmittedError as earlier:
        found = Event.objects.filter(pk=earlier.made_id or 0).first()
        return redirect(links.page(found) if found else links.calendar(area.slug))
    if made:
        say_saved(request, draft_key, _("Wpisano wydarzenie."))
        return redirect(links.page(made))
    context = {"form": form, "draft": draft, "draft_key": draft_key, "area": area, "suggestion": suggestion}
    context["cautions"] = cautions
    back = links.calendar(area.slug)
    return render(request, "agenda/add_event.html", {**context, "keep_page": back, "calendar_page": back})


@require_safe
def next_dates(request: HttpRequest, area_slug: str) -> JsonResponse:
    """Say which dates follow from what is chosen in a form of an event."""
    area_to_announce_in(request, area_slug)
    found = coming.next_dates(request.GET)
    if found is None:
        return JsonResponse({"said": "", "days": [], "has_more": False, "skipped": []})
    days = [date_format(day, "l, j E Y") for day in found.days]
    skipped = [date_format(day, "j E") for day in found.skipped]
    return JsonResponse({"said": found.said, "days": days, "has_more": found.has_more, "skipped": skipped})


@require_safe
def event_findings(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show what an event that is being typed would have to do with others; a part of a page."""
    area = area_to_announce_in(request, area_slug)
    number = request.GET.get("event", "")
    event = event_to_edit(request, area_slug, int(number)) if number.isdecimal() and len(number) < 19 else None  # noqa: PLR2004 – what a column of ids holds
    found = looking.look(request.GET, area, reach_of(request.user), event)
    return render(request, "agenda/_coinciding.html", {"coinciding": found, "area": area})


@show_and_save
def paste_event(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Make an event of any text: the form filled in with what was understood, the text kept beside it."""
    area, reach, text = area_to_announce_in(request, area_slug), reach_of(request.user), request.POST.get("text", "")
    back = links.calendar(area.slug)
    pasted = PasteForm(posted(request))
    if request.method != "POST" or not pasted.is_valid():
        context = {"form": pasted, "area": area, "keep_page": back, "calendar_page": back}
        return render(request, "agenda/paste_event.html", context)
    draft = drafting.from_text(text, area, reach, today=timezone.localdate())
    filled = request.POST if "title" in request.POST else None
    form = NewEventForm(filled, area=area, reach=reach, initial=draft.initial)
    try:
        made, cautions = enter(request, form, partial(actions.add_event, area=area))
    except AlreadySubmittedError as earlier:
        found = Event.objects.filter(pk=earlier.made_id or 0).first()
        return redirect(links.page(found) if found else back)
    if made:
        messages.success(request, _("Wpisano wydarzenie."))
        return redirect(links.page(made))
    context = {"form": form, "draft": draft, "text": text, "cautions": cautions, "area": area}
    return render(request, "agenda/pasted_event.html", {**context, "keep_page": back, "calendar_page": back})


@show_and_save
def change_event(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Change an event; of a series, all of it."""
    event = event_to_edit(request, area_slug, pk)
    draft_key = f"event-{event.pk}"
    form = EventForm(posted(request), event=event, reach=reach_of(request.user))
    is_sent = request.method == "POST" and form.is_valid() and looking.IS_ASKED not in request.POST
    cautions = form.pending_cautions() if is_sent else []
    if is_sent and not cautions:
        values, by = form.values(), person(request)
        if carry_out(form, lambda: actions.change_event(event, values=values, version=event.version, by=by)):
            remarks = registering.remarks(event)
            say_saved(request, draft_key, _("Zapisano wydarzenie."), form=form, remarks=remarks)
            return redirect(links.page(event))
    context = {"form": form, "draft_key": draft_key, "corrections": telling.corrections(event), **about(event)}
    context["cautions"] = cautions
    if form.conflicts:
        context["last_change"] = last_change("agenda.event", event.pk)
    return render(request, "agenda/change_event.html", context)


@show_and_save
def cancel_event(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask why, then mark an event as cancelled; it stays in the calendar."""
    event = event_to_edit(request, area_slug, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carry_out(form, lambda: actions.cancel_event(event, reason=reason, by=person(request))):
            messages.success(request, _("Odwołano. Wydarzenie zostaje w kalendarzu z tą informacją."))
            return redirect(links.page(event))
    return render(request, "agenda/cancel_event.html", {"form": form, **about(event)})


@show_and_save
def delete_event(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask, then delete an event that should never have been there."""
    event = event_to_edit(request, area_slug, pk)
    if request.method == "POST":
        try:
            actions.delete_event(event, by=person(request))
        except ValidationError as refusal:
            messages.warning(request, refusal.messages[0])
            return redirect(links.page(event))
        messages.success(request, _("Usunięto: %(name)s.") % {"name": event.title})
        return redirect(links.calendar(event.area.slug))
    parts = event.joins.visible_to(reach_of(request.user)).filter(state=JoinState.JOINED).select_related("absorbed")
    return render(request, "agenda/delete_event.html", {**about(event), "parts": parts})


@require_safe
def event_changes(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show who changed what of an event and when, what before and what after."""
    event = event_to_edit(request, area_slug, pk)
    context = history_page.listed(request, _history(request, event), reach_of(request.user))
    return render(request, "agenda/event_changes.html", {**context, **about(event)})


@show_and_save
def restore_event_version(request: HttpRequest, area_slug: str, pk: int, entry_id: int) -> HttpResponse:
    """Show what going back would change of an event, then go back."""
    event = event_to_edit(request, area_slug, pk)
    entry = get_object_or_404(_history(request, event), pk=entry_id)
    if request.method == "POST":
        history_page.go_back(request, entry, by=person(request))
        return redirect("agenda:event_changes", area_slug, pk)
    context = history_page.offered(request, entry, reach_of(request.user))
    if context is None:
        return redirect("agenda:event_changes", area_slug, pk)
    back = reverse("agenda:event_changes", args=[area_slug, pk])
    return render(request, "agenda/restore_event_version.html", {**context, **about(event), "keep_page": back})


def enter(request: HttpRequest, form: NewEventForm, add: Callable[..., Event]) -> tuple[Event | None, list[Caution]]:
    """Make the event, unless something is wrong or should be looked at first."""
    if request.method != "POST" or not form.is_valid() or looking.IS_ASKED in request.POST:
        return None, []
    token, by = form.cleaned_data["token"], person(request)
    # Before the cautions: the twin of a form sent twice would be warned of itself.
    submission.refuse_twice(token, by=by)
    if cautions := form.pending_cautions():
        return None, cautions
    return carry_out(form, lambda: add(values=form.values(), token=token, by=by)), []


def about(event: Event) -> dict[str, Any]:
    """Return what the frame of a page about an event needs."""
    return {
        "area": event.area,
        "event": event,
        "subject": event.title,
        "keep_page": links.page(event),
        "calendar_page": links.calendar(event.area.slug),
    }


def _history(request: HttpRequest, event: Event) -> "history.Entries":
    reach = reach_of(request.user)
    return history.readable_about(event.history_of, reach, is_editor=event.organisation_id in reach.editor_of)
