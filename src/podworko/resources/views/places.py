"""Pages that change what is told of a place here: categories, hours, accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from podworko.core.answers import carry_out, say_saved
from podworko.organisations import links
from podworko.organisations.views import fetching
from podworko.organisations.views.entries import about
from podworko.resources.actions import accessibility, hours, listing
from podworko.resources.forms.hours import HoursForm
from podworko.resources.forms.place import AccessibilityForm, ListingForm

LOCATION = "organisations.location"


@fetching.show_and_save
def set_categories(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """File a place under categories."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    location = fetching.location_to_edit(request, organisation, pk)
    draft_key = f"categories-{pk}"
    form = ListingForm(fetching.posted(request), location=location)
    if request.method == "POST" and form.is_valid():
        saved = carry_out(
            form,
            lambda: listing.set_categories(
                location, category_ids=form.category_ids(), version=location.version, by=fetching.person(request)
            ),
        )
        if saved:
            say_saved(request, draft_key, _("Zapisano kategorie."), form=form)
            return redirect(links.keep_page(organisation))
    context = {"form": form, "draft_key": draft_key, "location": location, **about(organisation)}
    return render(request, "resources/set_categories.html", context)


@fetching.show_and_save
def set_opening_hours(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """Write down when a place is open."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    location = fetching.location_to_edit(request, organisation, pk)
    draft_key = f"hours-{pk}"
    form = HoursForm(fetching.posted(request), location=location)
    if request.method == "POST" and form.is_valid():
        saved = carry_out(
            form,
            lambda: hours.set_opening_hours(
                location, table=form.read_table(), version=location.version, by=fetching.person(request)
            ),
        )
        if saved:
            say_saved(request, draft_key, _("Zapisano godziny."), form=form)
            return redirect(links.keep_page(organisation))
    context = {"form": form, "draft_key": draft_key, "location": location, **about(organisation)}
    if form.conflicts:
        context["last_change"] = fetching.last_change(LOCATION, pk)
    return render(request, "resources/set_opening_hours.html", context)


@fetching.show_and_save
def set_accessibility(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """Write down how one gets into a place and uses it."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    location = fetching.location_to_edit(request, organisation, pk)
    draft_key = f"accessibility-{pk}"
    form = AccessibilityForm(fetching.posted(request), location=location)
    if request.method == "POST" and form.is_valid():
        saved = carry_out(
            form,
            lambda: accessibility.set_accessibility(
                location, answers=form.answers(), version=location.version, by=fetching.person(request)
            ),
        )
        if saved:
            say_saved(request, draft_key, _("Zapisano dostępność."), form=form)
            return redirect(links.keep_page(organisation))
    context = {"form": form, "draft_key": draft_key, "location": location, **about(organisation)}
    if form.conflicts:
        context["last_change"] = fetching.last_change(LOCATION, pk)
    return render(request, "resources/set_accessibility.html", context)
