"""What is open in an area when somebody hands it over: how much waits, and where."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.agenda.choices import Review
from podworko.agenda.finding_page import in_area
from podworko.agenda.models import Event, Feed, Finding, Suggestion
from podworko.core.visibility import Reach, Visibility
from podworko.needs.choices import OPEN_STATES
from podworko.needs.models import Problem, Report, Sought
from podworko.organisations.models import Invitation, Organisation
from podworko.places.models import Area
from podworko.portal import keeping
from podworko.resources.said import waiting

MOST = 200
"""Rows of one list."""


def counts(area: Area, reach: Reach) -> list[list[str]]:
    """Return what waits, how much of it, and the address where it is decided on."""
    feeds = Feed.objects.editable_by(reach).filter(area=area)
    findings = in_area(Finding.objects.visible_to(reach), area).present().undecided()
    sought = Sought.objects.visible_to(reach).readable().filter(area=area, problem=None, organisation=None)
    rows = [
        (_("Zbiegi wydarzeń do rozstrzygnięcia"), findings.count(), "agenda:findings"),
        (_("Wydarzenia zaproponowane bez konta"), _events(area, reach), "agenda:suggestions"),
        (_("Co mówią o wpisach: propozycje i odpowiedzi"), waiting(area, reach).total, "resources:entry_suggestions"),
        (_("Zgłoszenia problemów"), _reports(area, reach), "needs:reports"),
        (
            _("Wydarzenia z kalendarzy innych, do przejrzenia"),
            Event.objects.filter(feed__in=feeds, review=Review.WAITING).count(),
            "agenda:review_events",
        ),
        (_("Kalendarze innych, których nie udało się pobrać"), feeds.exclude(last_error="").count(), "agenda:feeds"),
        (_("Szukane i nieznalezione, bez odpowiedzi"), sought.count(), "needs:not_found"),
    ]
    return [
        [label, str(count), settings.PODWORKO_URL + reverse(name, args=[area.slug])] for label, count, name in rows
    ]


def problems(area: Area, reach: Reach) -> list[list[str]]:
    """Return the problems of an area with which something is still to be done."""
    rows = Problem.objects.visible_to(reach).exclude(visibility=Visibility.PRIVATE).kept()
    found = rows.filter(area=area, state__in=OPEN_STATES).order_by("sort_key", "pk")
    return [[each.title, str(each.get_state_display())] for each in found[:MOST]]


def unconfirmed(area: Area, reach: Reach) -> list[list[str]]:
    """Return the entries that nobody has checked for a year, the oldest first."""
    rows = Organisation.objects.visible_to(reach).exclude(visibility=Visibility.PRIVATE)
    found = keeping.unchecked(rows, area)
    return [
        [each.name, date_format(each.assured_date) if each.assured_date else _("jeszcze nie")] for each in found[:MOST]
    ]


def invitations(area: Area, reach: Reach) -> list[list[str]]:
    """Return the invitations that can still be accepted; without the addresses to which they went."""
    rows = Invitation.objects.open().editable_by(reach).select_related("organisation", "area")
    active = Organisation.objects.visible_to(reach).exclude(visibility=Visibility.PRIVATE).active_in(area)
    here = rows.filter(area=area) | rows.filter(organisation__in=active.values("pk"))
    return [
        [
            each.label or "–",
            str(each.organisation or each.get_area_role_display()),
            date_format(each.expires_at.date()),
        ]
        for each in here.order_by("expires_at")[:MOST]
    ]


def _events(area: Area, reach: Reach) -> int:
    return Suggestion.objects.editable_by(reach).waiting().filter(area=area).count()


def _reports(area: Area, reach: Reach) -> int:
    return Report.objects.editable_by(reach).waiting().filter(area=area).count()
