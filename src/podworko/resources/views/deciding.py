"""Pages on which those who coordinate an area, or keep an entry, decide on what was suggested without an account."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.core.answers import carry_out
from podworko.core.visibility import Reach
from podworko.organisations import links as register
from podworko.organisations.models import Organisation
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, posted, show_and_save
from podworko.places.models import Area
from podworko.resources import entry_values, links, said, suggested
from podworko.resources.actions import suggestion as actions
from podworko.resources.choices import SuggestionKind
from podworko.resources.forms.deciding import ClosureReasonForm, DecideForm, DeclineForm, QuestionForm
from podworko.resources.forms.entry import known_entries
from podworko.resources.mails import address_of
from podworko.resources.models import EntrySuggestion

LONGEST_ID = 19
"""Digits that a column of ids holds."""


@require_safe
def entry_suggestions(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List what was suggested in an area: all of it for who coordinates it, else what is about one's own entries."""
    area, reach = get_object_or_404(Area, slug=area_slug), reach_of(request.user)
    is_coordinator = area.pk in reach.coordinator_of
    kept = Organisation.objects.active_in(area).filter(pk__in=reach.editor_of)
    if not is_coordinator and not kept.exists():
        raise Http404
    context = {"area": area, "shown": suggested.read(area, reach), "is_coordinator": is_coordinator}
    context |= {"desk": register.desk(area_slug), "said": said.waiting(area, reach) if is_coordinator else None}
    return render(request, "resources/entry_suggestions.html", context)


@show_and_save
def entry_suggestion(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show a suggestion beside what the entry says now, and accept of it what is right."""
    reach = reach_of(request.user)
    suggestion = _fetched(request, area_slug, pk)
    values = entry_values.read(suggestion.organisation) if suggestion.organisation else {}
    form = _form(request, suggestion, values)
    if form is not None and request.method == "POST" and form.is_valid() and _accepted(request, suggestion, form):
        return redirect(links.suggestion(area_slug, pk))
    return render(request, "resources/entry_suggestion.html", _context(suggestion, reach, values, form))


@show_and_save
def decline_entry_suggestion(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask why, then decline a suggestion; whoever sent it reads the reason."""
    suggestion = _fetched_to_decide(request, area_slug, pk)
    form = DeclineForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason, by = form.cleaned_data["reason"], person(request)
        if carry_out(form, lambda: actions.decline_entry_suggestion(suggestion, reason=reason, by=by)):
            messages.success(request, _("Odrzucono propozycję. Powód przeczyta ten, kto ją przysłał."))
            return redirect(links.suggestions(area_slug))
    context = {"form": form, "area": suggestion.area, "suggestion": suggestion}
    return render(request, "resources/decline_entry_suggestion.html", context)


@show_and_save
def ask_about_suggestion(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask whoever sent a suggestion; the question stands where they follow it, and goes out by mail if it can."""
    suggestion = _fetched_to_decide(request, area_slug, pk)
    form = QuestionForm(posted(request), initial={"question": suggestion.question})
    if request.method == "POST" and form.is_valid():
        question, by = form.cleaned_data["question"], person(request)
        if carry_out(form, lambda: actions.ask_about_suggestion(suggestion, question=question, by=by)):
            messages.success(request, _("Pytanie zapisane."))
            return redirect(links.suggestion(area_slug, pk))
    context = {"form": form, "area": suggestion.area, "suggestion": suggestion, "mail": address_of(suggestion)}
    return render(request, "resources/ask_about_suggestion.html", context)


@require_POST
def join_suggestion(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Say that a suggested entry is there already: `organisation` is its id."""
    suggestion = _fetched_to_decide(request, area_slug, pk)
    asked = request.POST.get("organisation", "")
    rows = Organisation.objects.visible_to(reach_of(request.user)).active_in(suggestion.area)
    found = get_object_or_404(rows, pk=int(asked) if asked.isdecimal() and len(asked) < LONGEST_ID else 0)
    try:
        actions.join_suggestion(suggestion, organisation=found, by=person(request))
        messages.success(request, _("Zapisano, że ten wpis już jest. Kto to przysłał, zobaczy odnośnik."))
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    return redirect(links.suggestion(area_slug, pk))


@require_POST
def set_suggestion_aside(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Put an advertisement where it is in nobody's way."""
    suggestion = _fetched_to_decide(request, area_slug, pk)
    try:
        actions.set_aside(suggestion, by=person(request))
        messages.success(request, _("Odłożono jako reklamę. Za 30 dni zniknie."))
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    return redirect(links.suggestions(area_slug))


@require_POST
def reopen_suggestion(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Undo a decision, with what it has changed of the entry."""
    suggestion = _fetched_to_decide(request, area_slug, pk)
    try:
        kept = actions.reopen_suggestion(suggestion, by=person(request))
        messages.success(request, _("Cofnięto. Propozycja znów czeka na decyzję."))
        if kept:
            text = _("Od tego czasu ktoś to zmienił, więc zostało: %(what)s.")
            messages.warning(request, text % {"what": ", ".join(kept)})
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    return redirect(links.suggestion(area_slug, pk))


def _fetched(request: HttpRequest, area_slug: str, pk: int) -> EntrySuggestion:
    rows = EntrySuggestion.objects.editable_by(reach_of(request.user)).select_related(
        "area", "organisation__home_area"
    )
    return get_object_or_404(rows, area__slug=area_slug, pk=pk)


def _fetched_to_decide(request: HttpRequest, area_slug: str, pk: int) -> EntrySuggestion:
    rows = EntrySuggestion.objects.decided_by(reach_of(request.user)).select_related("area", "organisation__home_area")
    return get_object_or_404(rows, area__slug=area_slug, pk=pk)


def _form(
    request: HttpRequest, suggestion: EntrySuggestion, values: dict[str, entry_values.EntryValue]
) -> DecideForm | ClosureReasonForm | None:
    """Return the form of a suggestion that waits; none for a new entry, which is entered on the usual page."""
    if suggestion.decided_at is not None or suggestion.organisation is None or suggestion.kind == SuggestionKind.NEW:
        return None
    if suggestion.kind == SuggestionKind.CLOSURE:
        return ClosureReasonForm(posted(request), initial={"reason": suggestion.note[:300]})
    return DecideForm(posted(request), suggestion=suggestion, values=values, area=suggestion.area)


def _accepted(request: HttpRequest, suggestion: EntrySuggestion, form: DecideForm | ClosureReasonForm) -> bool:
    by = person(request)
    try:
        if isinstance(form, ClosureReasonForm):
            actions.accept_closure(suggestion, reason=form.cleaned_data["reason"], by=by)
        else:
            actions.accept_correction(suggestion, correction=form.correction(), seen=form.seen_values(), by=by)
    except ValidationError as error:
        if isinstance(form, DecideForm) and getattr(error, "code", "") == actions.CHANGED:
            form.show_anew()
        form.add_refusal(error)
        return False
    messages.success(request, _("Przyjęto. Kto to przysłał, zobaczy to pod swoim adresem."))
    if isinstance(form, DecideForm) and form.leaves_a_point():
        messages.warning(request, _("Punkt na mapie stoi tam, gdzie stał: sprawdź, czy pasuje do nowego adresu."))
    return True


def _context(
    suggestion: EntrySuggestion,
    reach: Reach,
    values: dict[str, entry_values.EntryValue],
    form: DecideForm | ClosureReasonForm | None,
) -> dict[str, object]:
    is_new = suggestion.kind == SuggestionKind.NEW
    is_open = suggestion.decided_at is None
    area, entry = suggestion.area, suggestion.organisation
    return {
        "area": area,
        "suggestion": suggestion,
        "form": form,
        "rows": form.rows() if isinstance(form, DecideForm) else [],
        "lost": form.lost if isinstance(form, DecideForm) else [],
        "is_coordinator": area.pk in reach.coordinator_of,
        "new_values": suggested.new_values(suggestion) if is_new else [],
        "alike": suggested.alike(suggestion, known_entries(area, reach)) if is_new and is_open else [],
        "twins": suggested.twins(suggestion) if is_new and is_open else [],
        "beside": suggested.beside(suggestion, values) if is_open else None,
        "entry_page": register.keep_page(entry) if entry else "",
    }
