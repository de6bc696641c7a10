"""The page of the fast entry."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from podworko.core import submission
from podworko.core.answers import carry_out, say_saved
from podworko.core.forms import Caution
from podworko.organisations import links
from podworko.organisations.models import Organisation
from podworko.organisations.views import fetching
from podworko.places.models import Area
from podworko.resources import suggested
from podworko.resources.actions.entry import add_entry
from podworko.resources.actions.suggestion import take_entry
from podworko.resources.choices import SuggestionKind
from podworko.resources.forms.entry import EntryForm
from podworko.resources.models import EntrySuggestion


@fetching.show_and_save
def add_organisation(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Enter somebody who is here: a coordinator for others, a member of an organisation that is active here."""
    reach = fetching.reach(request)
    area = get_object_or_404(Area, slug=area_slug, pk__in=reach.coordinator_of | reach.partner_in)
    suggestion = _suggestion_asked_for(request, area)
    draft_key = f"organisation-new-{area.pk}" + (f"-{suggestion.pk}" if suggestion else "")
    values = suggested.for_entry_form(suggestion) if suggestion else None
    form = EntryForm(fetching.posted(request), area=area, reach=reach, suggested=values)
    try:
        made, cautions = _enter(request, form, area, suggestion)
    except submission.AlreadySubmittedError as twice:
        return _already(request, twice.made_id, area)
    if made:
        goes_on = "another" in request.POST and not suggestion
        said = _("Dodano wpis: %(name)s") % {"name": made.name} if goes_on else _("Dodano wpis.")
        say_saved(request, draft_key, said, remarks=form.read().remarks())
        return redirect(request.path if goes_on else links.keep_page(made))
    context = {"form": form, "cautions": cautions, "draft_key": draft_key, "area": area, "suggestion": suggestion}
    return render(request, "organisations/add_organisation.html", context)


def _enter(
    request: HttpRequest, form: EntryForm, area: Area, suggestion: EntrySuggestion | None
) -> tuple[Organisation | None, list[Caution]]:
    """Make the entry, unless something is wrong or should be looked at first."""
    if request.method != "POST" or not form.is_valid():
        return None, []
    by = fetching.person(request)
    # Before the cautions: the twin of a form sent twice would be warned of itself.
    submission.refuse_twice(form.cleaned_data["token"], by=by)
    if cautions := form.pending_cautions():
        return None, cautions
    if suggestion:
        return carry_out(form, lambda: take_entry(suggestion, area=area, by=by, **form.entry())), []
    # Whoever enters for others does not become one of them.
    is_kept_by_author = area.pk not in fetching.reach(request).coordinator_of
    return carry_out(
        form, lambda: add_entry(area=area, by=by, is_kept_by_author=is_kept_by_author, **form.entry())
    ), []


def _suggestion_asked_for(request: HttpRequest, area: Area) -> EntrySuggestion | None:
    """Return the suggestion that an address names by `?suggestion=12`, to who decides on it."""
    asked = request.GET.get("suggestion", "")
    if not asked:
        return None
    if not (asked.isdecimal() and len(asked) < 19):  # noqa: PLR2004 – what a column of ids holds
        raise Http404
    rows = EntrySuggestion.objects.decided_by(fetching.reach(request)).filter(area=area, kind=SuggestionKind.NEW)
    return get_object_or_404(rows.select_related("area"), pk=int(asked))


def _already(request: HttpRequest, made_id: int | None, area: Area) -> HttpResponse:
    """Lead a form that was sent twice to what its first sending made."""
    made = Organisation.objects.editable_by(fetching.reach(request)).filter(pk=made_id or 0).first()
    if made is None:
        return redirect("organisations:add_organisation", area.slug)
    messages.info(request, _("Ten wpis jest już zapisany."))
    return redirect(links.keep_page(made))
