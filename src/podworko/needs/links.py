"""Addresses of pages about problems, and of those of other rows that they lead to."""

from django.conf import settings
from django.urls import reverse

from podworko.agenda import links as agenda
from podworko.needs.models import Card, Problem, Response, Talk
from podworko.organisations.models import Organisation


def problems(area_slug: str) -> str:
    """Return the address of the list of problems of an area."""
    return reverse("needs:problems", args=[area_slug])


def page(problem: Problem) -> str:
    """Return the address of the page of a problem."""
    return reverse("needs:problem", args=[problem.area.slug, problem.pk])


def reports(area_slug: str) -> str:
    """Return the address on which those who coordinate an area decide on reports."""
    return reverse("needs:reports", args=[area_slug])


def not_found(area_slug: str, month: str = "") -> str:
    """Return the address of the log of what was looked for and not found; `month`: `2026-11`."""
    address = reverse("needs:not_found", args=[area_slug])
    return f"{address}?month={month}" if month else address


def fate(area_slug: str, token: str) -> str:
    """Return the address on which the fate of a report can be followed."""
    return reverse("needs:report_fate", args=[area_slug, token])


def needs_map(area_slug: str) -> str:
    """Return the address of the map of problems, which an upper row serves."""
    return reverse("portal:needs_map", args=[area_slug])


def cards(area_slug: str) -> str:
    """Return the address of the list of asks and offers of an area."""
    return reverse("needs:cards", args=[area_slug])


def card(one: Card) -> str:
    """Return the address of the page of an ask or an offer."""
    return reverse("needs:card", args=[one.area.slug, one.pk])


def card_still(area_slug: str, token: str) -> str:
    """Return the address by which it is said that an ask or an offer still holds."""
    return reverse("needs:card_still", args=[area_slug, token])


def card_ended(area_slug: str, token: str) -> str:
    """Return the address by which it is said that an ask or an offer holds no more."""
    return reverse("needs:card_ended", args=[area_slug, token])


def talk(one: Talk) -> str:
    """Return the address of the page of a talk."""
    return reverse("needs:talk", args=[one.area.slug, one.pk])


def talks(area_slug: str) -> str:
    """Return the address on which those who coordinate an area see what goes together and who is to be rung."""
    return reverse("needs:talks", args=[area_slug])


def needs_and_offers(area_slug: str) -> str:
    """Return the address of the list of what every organisation of an area has and needs."""
    return reverse("needs:needs_and_offers", args=[area_slug])


def offer_mails(key: str) -> str:
    """Return the address on which mails about asks and offers are stopped."""
    return reverse("needs:offer_mails", args=[key])


def print_cards(area_slug: str) -> str:
    """Return the address of the print of asks and offers."""
    return reverse("needs:print_cards", args=[area_slug])


def desk(area_slug: str) -> str:
    """Return the address of the desk of an area, which an upper row serves."""
    return reverse("portal:desk", args=[area_slug])


def organisation(one: Organisation) -> str:
    """Return the address of the page of an organisation."""
    return reverse("portal:organisation_page", args=[one.home_area.slug, one.slug])


def target(response: Response) -> str:
    """Return the address of the page of what answers a problem."""
    if response.event:
        return agenda.page(response.event)
    owner = response.organisation or (response.resource.organisation if response.resource else None)
    return organisation(owner) if owner else ""


def whole(address: str) -> str:
    """Return an address of ours with everything that a telephone needs to open it."""
    return f"{settings.SITE.origin}{address}"
