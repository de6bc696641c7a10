"""What a person may change here: what cannot be fetched is not found."""

from typing import cast

from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from podworko.accounts.models import User
from podworko.core import history
from podworko.core.models import AuditEntry
from podworko.core.visibility import Reach
from podworko.organisations import merging
from podworko.organisations.models import Contact, Location, Organisation
from podworko.organisations.reach import reach_of

show_and_save = require_http_methods(["GET", "HEAD", "POST"])


def person(request: HttpRequest) -> User:
    """Return who has signed in; pages that change things are open to nobody else."""
    return cast("User", request.user)


def reach(request: HttpRequest) -> Reach:
    """Return what the person belongs to."""
    return reach_of(request.user)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when it is empty; nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def organisation_to_edit(request: HttpRequest, area_slug: str, slug: str) -> Organisation:
    """Return an entry that the person may change."""
    rows = Organisation.objects.editable_by(reach(request)).select_related("home_area", "parent")
    return get_object_or_404(rows, home_area__slug=area_slug, slug=slug)


def location_to_edit(request: HttpRequest, organisation: Organisation, pk: int) -> Location:
    """Return a place of an entry that the person may change."""
    rows = Location.objects.editable_by(reach(request)).select_related("area", "organisation__home_area")
    return get_object_or_404(rows, organisation=organisation, pk=pk)


def contact_to_edit(request: HttpRequest, organisation: Organisation, pk: int) -> Contact:
    """Return a contact of an entry that the person may change; one at a hidden place is hidden with it."""
    rows = Contact.objects.visible_to(reach(request)).select_related("organisation__home_area")
    return get_object_or_404(rows, organisation=organisation, pk=pk)


def is_own_editor(request: HttpRequest, organisation: Organisation) -> bool:
    """Say whether the person keeps the entry for the organisation itself, and so sees what is private."""
    return organisation.pk in reach(request).editor_of


def last_change(model: str, pk: int) -> AuditEntry | None:
    """Return the latest change of a row, to say who was faster."""
    return AuditEntry.objects.filter(model=model, object_id=pk).order_by("-pk").first()


def readable_history(request: HttpRequest, organisation: Organisation) -> "history.Entries":
    """Return the changes of an entry that the person may read, latest first."""
    return history.readable_about(
        organisation.history_of,
        reach(request),
        is_editor=is_own_editor(request, organisation),
        also=merging.merged_into(organisation.pk),
    )
