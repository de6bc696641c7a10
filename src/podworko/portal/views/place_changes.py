"""The change histories of areas and communities, and going back to an earlier version."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from podworko.core import history_page
from podworko.organisations.reach import reach_of
from podworko.places.models import Area, Community
from podworko.portal import changes
from podworko.portal.kept_area import actor, kept_area
from podworko.portal.views.communities import kept_community


@kept_area
def area_changes(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Show who changed what of an area and when, what before and what after."""
    context = history_page.listed(request, changes.of_area(area), reach_of(request.user))
    return render(request, "portal/area_changes.html", context | _about(area))


@kept_area
def restore_area_version(request: HttpRequest, area: Area, entry_id: int) -> HttpResponseBase:
    """Show what going back would change of an area, then go back."""
    entry = get_object_or_404(changes.of_area(area), pk=entry_id)
    if not changes.may_take_back(entry, area, reach_of(request.user)):
        messages.error(request, _("Przenieść może tylko ten, kto prowadzi także miejsce szersze, albo administrator."))
        return redirect("portal:area_changes", area.slug)
    if request.method == "POST":
        history_page.go_back(request, entry, by=actor(request))
        # Its address may be another one now.
        return redirect("portal:area_settings", Area.objects.get(pk=area.pk).slug)
    context = history_page.offered(request, entry, reach_of(request.user))
    if context is None:
        return redirect("portal:area_changes", area.slug)
    return render(request, "portal/restore_area_version.html", context | _about(area))


@kept_area
def community_changes(request: HttpRequest, area: Area, slug: str) -> HttpResponseBase:
    """Show who changed what of a community and when, what before and what after."""
    community = kept_community(request, area, slug)
    context = history_page.listed(request, changes.of_community(community), reach_of(request.user))
    return render(request, "portal/community_changes.html", context | _about(area, community))


@kept_area
def restore_community_version(request: HttpRequest, area: Area, slug: str, entry_id: int) -> HttpResponseBase:
    """Show what going back would change of a community, then go back."""
    community = kept_community(request, area, slug)
    entry = get_object_or_404(changes.of_community(community), pk=entry_id)
    if request.method == "POST":
        history_page.go_back(request, entry, by=actor(request))
        # It may be told of elsewhere now.
        is_here = Community.objects.around(area).filter(pk=community.pk).exists()
        return redirect("portal:community", area.slug, slug) if is_here else redirect("portal:area_history", area.slug)
    context = history_page.offered(request, entry, reach_of(request.user))
    if context is None:
        return redirect("portal:community_changes", area.slug, slug)
    return render(request, "portal/restore_community_version.html", context | _about(area, community))


def _about(area: Area, community: Community | None = None) -> dict[str, Any]:
    if community is None:
        back = reverse("portal:area_changes", args=[area.slug])
        return {"area": area, "subject": area.full_label, "keep_page": back}
    back = reverse("portal:community_changes", args=[area.slug, community.slug])
    return {"area": area, "community": community, "subject": community.name, "keep_page": back}
