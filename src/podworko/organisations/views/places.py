"""Pages that add, change and delete the places of an organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from podworko.core.answers import carry_out, say_saved
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations import links
from podworko.organisations.actions import location as actions
from podworko.organisations.forms.location import LocationForm, NewLocationForm
from podworko.organisations.views import fetching
from podworko.organisations.views.entries import about


@fetching.show_and_save
def add_location(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Add a place."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    draft_key = f"location-new-{organisation.pk}"
    form = NewLocationForm(fetching.posted(request), organisation=organisation, reach=fetching.reach(request))
    cautions = form.pending_cautions() if request.method == "POST" and form.is_valid() else []
    if request.method == "POST" and form.is_valid() and not cautions:
        try:
            made = carry_out(
                form,
                lambda: actions.add_location(
                    organisation=organisation,
                    values=form.place_values(),
                    token=form.cleaned_data["token"],
                    by=fetching.person(request),
                ),
            )
        except AlreadySubmittedError:
            return redirect(links.keep_page(organisation))
        if made:
            say_saved(request, draft_key, _("Dodano miejsce."), remarks=form.read().remarks())
            return redirect(links.keep_page(organisation))
    context = {"form": form, "cautions": cautions, "draft_key": draft_key, **about(organisation)}
    return render(request, "organisations/add_location.html", context)


@fetching.show_and_save
def change_location(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """Change a place."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    location = fetching.location_to_edit(request, organisation, pk)
    draft_key = f"location-{location.pk}"
    form = LocationForm(fetching.posted(request), location=location, reach=fetching.reach(request))
    cautions = form.pending_cautions() if request.method == "POST" and form.is_valid() else []
    if request.method == "POST" and form.is_valid() and not cautions:
        saved = carry_out(
            form,
            lambda: actions.change_location(
                location, values=form.place_values(), version=location.version, by=fetching.person(request)
            ),
        )
        if saved:
            say_saved(request, draft_key, _("Zapisano miejsce."), form=form, remarks=form.read().remarks())
            return redirect(links.keep_page(organisation))
    context = {"form": form, "cautions": cautions, "draft_key": draft_key, "location": location, **about(organisation)}
    if form.conflicts:
        context["last_change"] = fetching.last_change("organisations.location", location.pk)
    return render(request, "organisations/change_location.html", context)


@fetching.show_and_save
def delete_location(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """Ask, then delete a place; the history brings it back."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    location = fetching.location_to_edit(request, organisation, pk)
    if request.method == "POST":
        actions.delete_location(location, by=fetching.person(request))
        messages.success(request, _("Usunięto miejsce. Można je przywrócić z historii zmian."))
        return redirect(links.keep_page(organisation))
    return render(request, "organisations/delete_location.html", {"location": location, **about(organisation)})
