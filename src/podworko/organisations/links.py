"""Addresses of the pages about an organisation, some of which upper rows serve."""

from django.urls import reverse

from podworko.organisations.models import Organisation


def page(organisation: Organisation) -> str:
    """Return the address of the page that everybody may see."""
    return _address("portal:organisation_page", organisation)


def keep_page(organisation: Organisation) -> str:
    """Return the address of the page from which an editor changes all that belongs to the entry."""
    return _address("portal:keep_organisation", organisation)


def desk(area_slug: str) -> str:
    """Return the address of the desk of an area."""
    return reverse("portal:desk", args=[area_slug])


def network(area_slug: str) -> str:
    """Return the address of the page that says who works with whom in an area."""
    return reverse("portal:network", args=[area_slug])


def register(area_slug: str) -> str:
    """Return the address of the list of all entries of an area."""
    return reverse("portal:organisation_list", args=[area_slug])


def _address(name: str, organisation: Organisation) -> str:
    return reverse(name, args=[organisation.home_area.slug, organisation.slug])
