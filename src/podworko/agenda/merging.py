"""What becomes of events, calendars and what was said about them when entries or places are merged."""

from podworko.agenda.models import EventOrganiser
from podworko.organisations.moving import Rule


def _is_its_own(row: EventOrganiser, kept: int) -> bool:
    """Say whether the event is of the kept one already: it does not help itself."""
    return row.event.organisation_id == kept


POINTERS = {
    "agenda.Event.organisation": Rule(),
    "agenda.Event.location": Rule(),
    "agenda.EventFunding.organisation": Rule(),
    "agenda.EventOrganiser.organisation": Rule(once=("organiser_once_per_role",), stays=_is_its_own),
    "agenda.Feed.organisation": Rule(),
    "agenda.FindingDecision.organisation": Rule(),
    "agenda.Follower.near": Rule(),
    "agenda.Join.proposed_for": Rule(),
}
