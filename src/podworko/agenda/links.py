"""Addresses of the public pages of the calendar, which an upper row serves, and of the private ones in mails."""

from django.conf import settings
from django.urls import reverse

from podworko.agenda.models import Event, EventPicture, Finding, FindingMails, Follower, Join, PrivateCalendar, SignUp


def calendar(area_slug: str) -> str:
    """Return the address of the calendar of an area."""
    return reverse("portal:calendar", args=[area_slug])


def next_dates(area_slug: str) -> str:
    """Return the address that says which dates follow from a rule that is being chosen."""
    return reverse("agenda:next_dates", args=[area_slug])


def event_findings(area_slug: str) -> str:
    """Return the address that says what an event that is being typed would have to do with others."""
    return reverse("agenda:event_findings", args=[area_slug])


def page(event: Event) -> str:
    """Return the address of the page of an event."""
    return reverse("portal:event", args=[event.area.slug, event.pk])


def picture(event: Event, shown: EventPicture, size: str) -> str:
    """Return the address of a file of a picture; `size` as in `core.pictures`. It never shows anything else."""
    return reverse("agenda:picture", args=[event.area.slug, event.pk, shown.name, size])


def fate(area_slug: str, token: str) -> str:
    """Return the address on which the fate of a suggestion can be followed."""
    return reverse("agenda:suggestion_fate", args=[area_slug, token])


def following(follower: Follower) -> str:
    """Return the address on which a follower changes what they are told of."""
    return reverse("agenda:following", args=[follower.area.slug, follower.key])


def leaving(follower: Follower) -> str:
    """Return the address on which a follower leaves."""
    return reverse("agenda:stop_following", args=[follower.area.slug, follower.key])


def confirming(follower: Follower, token: str) -> str:
    """Return the address on which somebody confirms that an address is theirs."""
    return reverse("agenda:confirm_following", args=[follower.area.slug, token])


def whole(address: str) -> str:
    """Return an address of ours as a mail must say it."""
    return f"{settings.SITE.origin}{address}"


def suggestions(area_slug: str) -> str:
    """Return the address on which those who coordinate an area decide on suggestions."""
    return reverse("agenda:suggestions", args=[area_slug])


def register(event: Event) -> str:
    """Return the address on which anybody registers for an event."""
    return reverse("agenda:register", args=[event.area.slug, event.pk])


def registrations(event: Event) -> str:
    """Return the address of the list of those who have registered."""
    return reverse("agenda:registrations", args=[event.area.slug, event.pk])


def registration(sign_up: SignUp) -> str:
    """Return the address on which somebody sees and changes their own registration."""
    return reverse("agenda:registration", args=[sign_up.area.slug, sign_up.key])


def private(calendar: PrivateCalendar, area_slug: str) -> str:
    """Return the secret address of a private calendar."""
    return reverse("agenda:private_calendar_ics", args=[area_slug, calendar.key])


def change(event: Event) -> str:
    """Return the address on which those who keep an event change it."""
    return reverse("agenda:change_event", args=[event.area.slug, event.pk])


def findings(area_slug: str) -> str:
    """Return the address on which those who keep events of an area see what they have to do with others."""
    return reverse("agenda:findings", args=[area_slug])


def finding(found: Finding, area_slug: str) -> str:
    """Return the address of what two events have to do with each other."""
    return reverse("agenda:finding", args=[area_slug, found.pk])


def join(proposal: Join, area_slug: str) -> str:
    """Return the address of a proposal to make one event of two."""
    return reverse("agenda:join", args=[area_slug, proposal.pk])


def finding_mails(mails: FindingMails) -> str:
    """Return the address on which somebody stops the mails about findings, and starts them again."""
    return reverse("agenda:finding_mails", args=[mails.key])


def account() -> str:
    """Return the address of a person's own page, on which they choose what mails come."""
    return reverse("portal:account")
