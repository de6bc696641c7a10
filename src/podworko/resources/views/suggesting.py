"""Pages by which anybody suggests an entry, a correction or a closure, and follows what becomes of it."""

from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from podworko.accounts.codes import limit
from podworko.core import submission, tokens
from podworko.core.answers import carry_out
from podworko.core.drafts import say_done
from podworko.core.forms import Caution
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations.choices import Status
from podworko.organisations.models import Organisation
from podworko.organisations.views.fetching import person, posted, show_and_save
from podworko.places.models import Area
from podworko.resources import entry_values, links
from podworko.resources.actions import suggestion as actions
from podworko.resources.forms.suggesting import AnswerForm, ClosureForm, CorrectionForm, NewEntryForm, SuggestionForm
from podworko.resources.models import EntrySuggestion

LONGEST_ASKED = 240
"""Of a name that a search hands over."""


@show_and_save
@login_not_required
@never_cache
def suggest_entry(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Let anybody suggest an entry; `?name=` comes from a search that found nothing."""
    area = get_object_or_404(Area, slug=area_slug)
    asked = {"name": request.GET.get("name", "")[:LONGEST_ASKED]}
    form = NewEntryForm(posted(request), area=area, initial=asked)
    draft_key = f"suggest-entry-{area.pk}"
    done, cautions = _leave(request, form, area, draft_key)
    context = {"form": form, "area": area, "cautions": cautions, "draft_key": draft_key}
    return done or render(request, "resources/suggest_entry.html", {**context, "back": links.organisations(area.slug)})


@show_and_save
@login_not_required
@never_cache
def suggest_correction(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Let anybody correct what everybody reads of an entry."""
    organisation = _public(area_slug, slug)
    area = organisation.home_area
    form = CorrectionForm(posted(request), values=entry_values.read(organisation), area=area)
    draft_key = f"correct-{organisation.pk}"
    done, _cautions = _leave(request, form, area, draft_key, organisation)
    context = {"form": form, "area": area, "organisation": organisation, "draft_key": draft_key}
    back = {"back": links.organisation(organisation)}
    return done or render(request, "resources/suggest_correction.html", {**context, **back})


@show_and_save
@login_not_required
@never_cache
def suggest_closure(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Let anybody say that an organisation is no more."""
    organisation = _public(area_slug, slug)
    area = organisation.home_area
    form = ClosureForm(posted(request))
    draft_key = f"closure-{organisation.pk}"
    done, _cautions = _leave(request, form, area, draft_key, organisation)
    context = {"form": form, "area": area, "organisation": organisation, "draft_key": draft_key}
    back = {"back": links.organisation(organisation), "is_closed": organisation.status == Status.CLOSED}
    return done or render(request, "resources/suggest_closure.html", {**context, **back})


@show_and_save
@login_not_required
@never_cache
def entry_suggestion_fate(request: HttpRequest, area_slug: str, token: str) -> HttpResponse:
    """Show whoever holds the secret address what has become of a suggestion; let them answer a question."""
    area = get_object_or_404(Area, slug=area_slug)
    rows = EntrySuggestion.objects.filter(area=area, token_digest=tokens.digest(token))
    suggestion = rows.select_related("area").first()
    form = AnswerForm(posted(request))
    if suggestion and request.method == "POST" and form.is_valid() and _answered(request, suggestion, form):
        return redirect(request.path)
    public = Organisation.objects.public().select_related("home_area")
    # Only what everybody may see: the address may have been passed on.
    entry = public.filter(pk=suggestion.organisation_id).first() if suggestion and suggestion.organisation_id else None
    context = {"area": area, "suggestion": suggestion, "form": form, "address": links.whole(request.path)}
    pages = {"entry": entry, "entry_page": links.organisation(entry) if entry else ""}
    pages["back"] = links.organisations(area.slug)
    answer_status = 200 if suggestion else 404
    return render(request, "resources/entry_suggestion_fate.html", {**context, **pages}, status=answer_status)


def _leave(
    request: HttpRequest, form: SuggestionForm, area: Area, draft_key: str, organisation: Organisation | None = None
) -> tuple[HttpResponse | None, list[Caution]]:
    """Keep what was sent, unless something is wrong or should be looked at first; lead to where it is followed."""
    if request.method != "POST" or not form.is_valid():
        return None, []
    token = form.cleaned_data["token"] or uuid4()
    by = person(request) if request.user.is_authenticated else None
    try:
        submission.refuse_twice(token, by=by)
        if cautions := form.pending_cautions():
            return None, cautions
        limit(request, "suggest_entry", key=area.slug)
        values = {**form.suggestion(), "organisation": organisation}
        if carry_out(form, lambda: actions.suggest_entry(area=area, values=values, token=token, by=by)) is None:
            return None, []
    except AlreadySubmittedError:
        pass
    except ValidationError as error:
        form.add_error(None, error)
        return None, []
    say_done(request, draft_key, _("Wysłano. Dziękujemy."))
    return redirect(links.fate(area.slug, EntrySuggestion.secret_of(token))), []


def _answered(request: HttpRequest, suggestion: EntrySuggestion, form: AnswerForm) -> bool:
    answer = form.cleaned_data["answer"]
    try:
        limit(request, "answer_question")
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return bool(carry_out(form, lambda: actions.answer_question(suggestion, answer=answer, by=None)))


def _public(area_slug: str, slug: str) -> Organisation:
    rows = Organisation.objects.public().select_related("home_area")
    return get_object_or_404(rows, home_area__slug=area_slug, slug=slug)
