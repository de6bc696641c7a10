"""Two events of two organisations, with what was found about them, for the pages on which that is decided."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from django.utils import timezone

from podworko.agenda.actions.finding import decide_finding
from podworko.agenda.actions.joining import answer_join, propose_join
from podworko.agenda.models import Finding
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from tests.factories import EventFactory, MembershipFactory, OrganisationFactory, UserFactory

STARTS = datetime(2026, 12, 12, 10, tzinfo=UTC)


def pair(area, **values):
    """Return two events of 12 December 2026 that can be joined, and who keeps them."""
    clubs = [
        OrganisationFactory(home_area=area, active_in=[area], name=name, visibility=Visibility.PUBLIC)
        for name in ("Biblioteka", "Dom kultury")
    ]
    first, second = (
        EventFactory(
            area=area,
            organisation=club,
            title=title,
            starts=STARTS,
            visibility=Visibility.PUBLIC,
            audiences=["7-12"],
        )
        for club, title in zip(clubs, ("Czytanie", "Teatrzyk"), strict=True)
    )
    editors = [MembershipFactory(organisation=club, role=MembershipRole.EDITOR).user for club in clubs]
    found = finding_of(first, second, **values)
    return SimpleNamespace(
        finding=found,
        first=first,
        second=second,
        one=editors[0],
        other=editors[1],
        stranger=UserFactory(),
        address=f"/{area.slug}/calendar/findings/{found.pk}/",
    )


def finding_of(first, second, **values):
    start = timezone.localtime(first.occurrences.order_by("starts").first().starts).astimezone(UTC)
    facts = {
        "kind": "join",
        "strength": 2,
        "metres": 150,
        "audiences": ["7-12"],
        "dates": [[start.isoformat(), start.isoformat()]],
        "first_at": start,
        "last_at": start + timedelta(hours=1),
        "facts_hash": "pierwsze",
    }
    return Finding.objects.create(first=first, second=second, **{**facts, **values})


def decided(both, *, answer="ask", reason="", by=None):
    return decide_finding(both.finding, organisation=both.first.organisation, answer=answer, reason=reason, by=by)


def proposed(both, *, by=None, **values):
    said = {"message": "Zróbmy to razem", "kept_brings": "scena", "absorbed_brings": "stroje", **values}
    return propose_join(
        kept=both.first,
        absorbed=both.second,
        finding=both.finding,
        proposed_for=both.first.organisation,
        values=said,
        by=by or both.one,
    )


def joined(both):
    return answer_join(proposed(both), answer="joined", by=both.other)
