"""Pages by which anybody suggests an event, follows what becomes of it, and a coordinator decides."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from podworko.accounts.codes import limit
from podworko.agenda import drafting, links, suggested
from podworko.agenda.actions import suggestion as actions
from podworko.agenda.forms.suggestion import DeclineForm, SuggestionForm
from podworko.agenda.models import Event, Suggestion
from podworko.agenda.views.fetching import area_to_coordinate, suggestion_to_decide
from podworko.core import tokens
from podworko.core.answers import carry_out
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, posted, show_and_save
from podworko.places.models import Area


@show_and_save
@login_not_required
@never_cache
def suggest_event(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Let anybody suggest an event: one line that fills in the form, or the form itself."""
    area = get_object_or_404(Area, slug=area_slug)
    line = request.GET.get("line", "")
    draft = drafting.line_of_suggestion(line, area, reach_of(request.user), today=timezone.localdate())
    form = SuggestionForm(posted(request), initial=draft.initial)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"] or uuid4()
        by = person(request) if request.user.is_authenticated else None
        try:
            limit(request, "suggest_event")
            if carry_out(form, lambda: actions.suggest_event(area=area, values=form.values(), token=token, by=by)):
                return redirect(links.fate(area.slug, Suggestion.secret_of(token)))
        except AlreadySubmittedError:
            return redirect(links.fate(area.slug, Suggestion.secret_of(token)))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "draft": draft, "area": area, "calendar_page": links.calendar(area.slug)}
    return render(request, "agenda/suggest_event.html", context)


@require_safe
@login_not_required
@never_cache
def suggestion_fate(request: HttpRequest, area_slug: str, token: str) -> HttpResponse:
    """Show whoever holds the secret address what has become of a suggestion."""
    area = get_object_or_404(Area, slug=area_slug)
    suggestion = Suggestion.objects.filter(area=area, token_digest=tokens.digest(token)).first()
    event = None
    if suggestion is not None and suggestion.event_id is not None:
        # Only what everybody may see: the address may have been passed on.
        event = Event.objects.public().select_related("area").filter(pk=suggestion.event_id).first()
    context = {
        "area": area,
        "suggestion": suggestion,
        "event_page": links.page(event) if event else "",
        "calendar_page": links.calendar(area.slug),
        "address": links.whole(request.path),
    }
    return render(request, "agenda/suggestion_fate.html", context, status=200 if suggestion else 404)


@require_safe
def suggestions(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show those who coordinate an area what was suggested, beside what the calendar has already."""
    area = area_to_coordinate(request, area_slug)
    context = {"area": area, "shown": suggested.read(area, reach_of(request.user))}
    return render(request, "agenda/suggestions.html", {**context, "calendar_page": links.calendar(area.slug)})


@show_and_save
def decline_suggestion(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask why, then decline a suggestion; whoever suggested it reads the reason."""
    suggestion = suggestion_to_decide(request, area_slug, pk)
    form = DeclineForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carry_out(form, lambda: actions.decline_suggestion(suggestion, reason=reason, by=person(request))):
            messages.success(request, _("Odrzucono propozycję. Powód przeczyta ten, kto ją przysłał."))
            return redirect("agenda:suggestions", area_slug)
    context = {"form": form, "area": suggestion.area, "suggestion": suggestion}
    back = {"calendar_page": links.calendar(area_slug), "keep_page": links.suggestions(area_slug)}
    return render(request, "agenda/decline_suggestion.html", {**context, **back})
