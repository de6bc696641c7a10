"""The page of the fast entry."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from podworko.core import submission
from podworko.core.answers import carry_out, say_saved
from podworko.core.forms import Caution
from podworko.organisations import links
from podworko.organisations.models import Organisation
from podworko.organisations.views import fetching
from podworko.places.models import Area
from podworko.resources.actions.entry import add_entry
from podworko.resources.forms.entry import EntryForm


@fetching.show_and_save
def add_organisation(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Enter somebody who is here: a coordinator for others, a member of an organisation that is active here."""
    reach = fetching.reach(request)
    area = get_object_or_404(Area, slug=area_slug, pk__in=reach.coordinator_of | reach.partner_in)
    draft_key = f"organisation-new-{area.pk}"
    form = EntryForm(fetching.posted(request), area=area, reach=reach)
    try:
        made, cautions = _enter(request, form, area)
    except submission.AlreadySubmittedError as twice:
        return _already(request, twice.made_id, area)
    if made:
        goes_on = "another" in request.POST
        said = _("Dodano wpis: %(name)s") % {"name": made.name} if goes_on else _("Dodano wpis.")
        say_saved(request, draft_key, said, remarks=form.read().remarks())
        return redirect(request.path if goes_on else links.keep_page(made))
    context = {"form": form, "cautions": cautions, "draft_key": draft_key, "area": area}
    return render(request, "organisations/add_organisation.html", context)


def _enter(request: HttpRequest, form: EntryForm, area: Area) -> tuple[Organisation | None, list[Caution]]:
    """Make the entry, unless something is wrong or should be looked at first."""
    if request.method != "POST" or not form.is_valid():
        return None, []
    by = fetching.person(request)
    # Before the cautions: the twin of a form sent twice would be warned of itself.
    submission.refuse_twice(form.cleaned_data["token"], by=by)
    if cautions := form.pending_cautions():
        return None, cautions
    # Whoever enters for others does not become one of them.
    is_kept_by_author = area.pk not in fetching.reach(request).coordinator_of
    return carry_out(
        form, lambda: add_entry(area=area, by=by, is_kept_by_author=is_kept_by_author, **form.entry())
    ), []


def _already(request: HttpRequest, made_id: int | None, area: Area) -> HttpResponse:
    """Lead a form that was sent twice to what its first sending made."""
    made = Organisation.objects.editable_by(fetching.reach(request)).filter(pk=made_id or 0).first()
    if made is None:
        return redirect("organisations:add_organisation", area.slug)
    messages.info(request, _("Ten wpis jest już zapisany."))
    return redirect(links.keep_page(made))
