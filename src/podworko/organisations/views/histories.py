"""The change history of an entry, and going back to an earlier version."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from podworko.core import history
from podworko.organisations import links
from podworko.organisations.actions import restoring
from podworko.organisations.models import Organisation
from podworko.organisations.views import fetching
from podworko.organisations.views.entries import about

PER_PAGE = 20


@require_safe
def organisation_history(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Show who changed what and when, what before and what after."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    pages = Paginator(fetching.readable_history(request, organisation), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    items = history.items(page.object_list, fetching.reach(request))
    context = {"items": items, "page": page, **about(organisation)}
    return render(request, "organisations/organisation_history.html", context)


@fetching.show_and_save
def restore_version(request: HttpRequest, area_slug: str, slug: str, entry_id: int) -> HttpResponse:
    """Show what going back would change, then go back."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    entry = get_object_or_404(fetching.readable_history(request, organisation), pk=entry_id)
    reach = fetching.reach(request)
    if request.method == "POST":
        try:
            restoring.restore_version(entry, by=fetching.person(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Przywrócono wcześniejszą wersję. Poprzednia jest w historii."))
        fresh = Organisation.objects.editable_by(reach).filter(pk=organisation.pk).first()
        return redirect(links.keep_page(fresh) if fresh else "/")
    try:
        changes = restoring.preview(entry, reach)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("organisations:organisation_history", area_slug, slug)
    context = {"entry": entry, "changes": changes, **about(organisation)}
    return render(request, "organisations/restore_version.html", context)
