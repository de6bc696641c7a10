"""Addresses of pages about suggestions, and of those of upper rows that they lead to."""

from django.conf import settings
from django.urls import reverse

from podworko.organisations.models import Organisation


def suggestions(area_slug: str) -> str:
    """Return the address of the list of what was suggested in an area."""
    return reverse("resources:entry_suggestions", args=[area_slug])


def suggestion(area_slug: str, pk: int) -> str:
    """Return the address on which one suggestion is decided on."""
    return reverse("resources:entry_suggestion", args=[area_slug, pk])


def fate(area_slug: str, token: str) -> str:
    """Return the address on which the fate of a suggestion can be followed."""
    return reverse("resources:entry_suggestion_fate", args=[area_slug, token])


def organisation(one: Organisation) -> str:
    """Return the address of the page of an organisation."""
    return reverse("portal:organisation_page", args=[one.home_area.slug, one.slug])


def organisations(area_slug: str) -> str:
    """Return the address of the list of the organisations of an area."""
    return reverse("portal:organisation_list", args=[area_slug])


def whole(address: str) -> str:
    """Return an address of ours with everything that a telephone needs to open it."""
    return f"{settings.SITE.origin}{address}"
