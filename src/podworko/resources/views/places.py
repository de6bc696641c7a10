"""Pages that change what is told of a place here: categories, hours, accessibility."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from podworko.accounts.models import User
from podworko.core.answers import carry_out, say_saved
from podworko.core.forms import VersionedForm
from podworko.organisations import links
from podworko.organisations.models import Location
from podworko.organisations.views import fetching
from podworko.organisations.views.entries import about
from podworko.resources import hours_said
from podworko.resources.actions import accessibility, hours, listing
from podworko.resources.forms.hours import HoursForm
from podworko.resources.forms.place import AccessibilityForm, ListingForm

LOCATION = "organisations.location"


@dataclass(frozen=True)
class Part:
    """Something that is told of a place: the form that asks for it, the action that saves it, what is said then."""

    name: str
    """For the key of the draft."""
    template: str
    form: Callable[..., VersionedForm]
    save: Callable[[Location, Any, User], Any]
    said: Any


CATEGORIES = Part(
    "categories",
    "resources/set_categories.html",
    ListingForm,
    lambda location, form, by: listing.set_categories(
        location, category_ids=form.category_ids(), version=location.version, by=by
    ),
    _("Zapisano kategorie."),
)
HOURS = Part(
    "hours",
    "resources/set_opening_hours.html",
    HoursForm,
    lambda location, form, by: hours.set_opening_hours(
        location, table=form.read_table(), version=location.version, by=by
    ),
    _("Zapisano godziny."),
)
ACCESSIBILITY = Part(
    "accessibility",
    "resources/set_accessibility.html",
    AccessibilityForm,
    lambda location, form, by: accessibility.set_accessibility(
        location, answers=form.answers(), version=location.version, by=by
    ),
    _("Zapisano dostępność."),
)


@fetching.show_and_save
def set_categories(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """File a place under categories."""
    return _set(CATEGORIES, request, area_slug, slug, pk)


@fetching.show_and_save
def set_opening_hours(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """Write down when a place is open; `?suggestion=7`, `?reply=7`: beside the words in which somebody said that."""
    return _set(HOURS, request, area_slug, slug, pk)


@fetching.show_and_save
def set_accessibility(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """Write down how one gets into a place and uses it."""
    return _set(ACCESSIBILITY, request, area_slug, slug, pk)


def _set(part: Part, request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    location = fetching.location_to_edit(request, organisation, pk)
    draft_key = f"{part.name}-{pk}"
    said = hours_said.find(request.GET, organisation, pk, fetching.reach(request)) if part is HOURS else None
    form = part.form(fetching.posted(request), location=location)
    if request.method == "POST" and form.is_valid():
        saved = carry_out(form, lambda: part.save(location, form, fetching.person(request)))
        if saved:
            say_saved(request, draft_key, str(part.said), form=form)
            return redirect(said.back if said else links.keep_page(organisation))
    context = {"form": form, "draft_key": draft_key, "location": location, "said": said, **about(organisation)}
    if form.conflicts:
        context["last_change"] = fetching.last_change(LOCATION, pk)
    return render(request, part.template, context)
