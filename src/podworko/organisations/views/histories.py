"""The change history of an entry, and going back to an earlier version."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from podworko.core import history_page
from podworko.organisations import links
from podworko.organisations.models import Organisation
from podworko.organisations.views import fetching
from podworko.organisations.views.entries import about


@require_safe
def organisation_history(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Show who changed what and when, what before and what after."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    entries = fetching.readable_history(request, organisation)
    context = history_page.listed(request, entries, fetching.reach(request)) | about(organisation)
    return render(request, "organisations/organisation_history.html", {"subject": organisation.name, **context})


@fetching.show_and_save
def restore_version(request: HttpRequest, area_slug: str, slug: str, entry_id: int) -> HttpResponse:
    """Show what going back would change, then go back."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    entry = get_object_or_404(fetching.readable_history(request, organisation), pk=entry_id)
    reach = fetching.reach(request)
    if request.method == "POST":
        history_page.go_back(request, entry, by=fetching.person(request))
        fresh = Organisation.objects.editable_by(reach).filter(pk=organisation.pk).first()
        return redirect(links.keep_page(fresh) if fresh else "/")
    context = history_page.offered(request, entry, reach)
    if context is None:
        return redirect("organisations:organisation_history", area_slug, slug)
    context |= {"subject": organisation.name, **about(organisation)}
    return render(request, "organisations/restore_version.html", context)
