"""Pages that change an organisation itself: its data, its end."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.core import restoring
from podworko.core.answers import carry_out, say_saved
from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.organisations import links
from podworko.organisations.actions import organisation as actions
from podworko.organisations.forms.organisation import OrganisationForm
from podworko.organisations.models import Organisation
from podworko.organisations.views import fetching
from podworko.places.models import Area

DELETED_SHOWN = 100


@fetching.show_and_save
def change_organisation(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Change the data of an organisation."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    draft_key = f"organisation-{organisation.pk}"
    form = OrganisationForm(fetching.posted(request), organisation=organisation, reach=fetching.reach(request))
    if request.method == "POST" and form.is_valid():
        saved = carry_out(
            form,
            lambda: actions.change_organisation(
                organisation, values=form.values(), version=organisation.version, by=fetching.person(request)
            ),
        )
        if saved:
            say_saved(request, draft_key, _("Zapisano."), form=form, remarks=form.remarks())
            return redirect(links.keep_page(organisation))
    context = {"form": form, "draft_key": draft_key, **about(organisation)}
    if form.conflicts:
        context["last_change"] = fetching.last_change("organisations.organisation", organisation.pk)
    return render(request, "organisations/change_organisation.html", context)


@fetching.show_and_save
def delete_organisation(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Ask, then delete an entry; it can be brought back."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    if request.method == "POST":
        actions.delete_organisation(organisation, by=fetching.person(request))
        messages.success(request, _("Usunięto: %(name)s. Można to cofnąć.") % {"name": organisation.name})
        return redirect("organisations:deleted_organisations", area_slug)
    context = {"places": organisation.locations.count(), "contacts": organisation.contacts.count()}
    return render(request, "organisations/delete_organisation.html", {**context, **about(organisation)})


@require_safe
def deleted_organisations(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List the deleted entries of an area that the person may bring back."""
    area = get_object_or_404(Area, slug=area_slug)
    entries = list(_deleted(request, area))
    return render(request, "organisations/deleted_organisations.html", {"area": area, "entries": entries})


@require_POST
def restore_organisation(request: HttpRequest, area_slug: str, entry_id: int) -> HttpResponse:
    """Bring a deleted entry back."""
    area = get_object_or_404(Area, slug=area_slug)
    entry = next((each for each in _deleted(request, area) if each.pk == entry_id), None)
    if entry is None:
        raise Http404
    try:
        restored = restoring.restore_version(entry, by=fetching.person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("organisations:deleted_organisations", area_slug)
    messages.success(request, _("Przywrócono: %(name)s.") % {"name": restored})
    # Whoever may see it now is seen anew: the memberships have only just come back.
    return redirect(links.keep_page(Organisation.objects.select_related("home_area").get(pk=restored.pk)))


def about(organisation: Organisation) -> dict[str, Any]:
    """Return what the frame of a page about an entry needs."""
    return {
        "area": organisation.home_area,
        "organisation": organisation,
        "public_page": links.page(organisation),
        "keep_page": links.keep_page(organisation),
    }


def _deleted(request: HttpRequest, area: Area) -> list[AuditEntry]:
    """Return the deletions in an area that were not taken back: a coordinator's, or one's own."""
    reach = fetching.reach(request)
    own = Q(actor_id=reach.user_id)
    if area.pk in reach.coordinator_of:
        own |= ~Q(visibility=Visibility.PRIVATE) | Q(author_id=reach.user_id)
    rows = AuditEntry.objects.filter(
        own, model="organisations.organisation", after__isnull=True, part_of=None, before__home_area_id=area.pk
    ).order_by("-pk")[:DELETED_SHOWN]
    entries = list({row.object_id: row for row in reversed(rows)}.values())[::-1]
    there = set(Organisation.objects.filter(pk__in=[row.object_id for row in entries]).values_list("pk", flat=True))
    return [row for row in entries if row.object_id not in there]
