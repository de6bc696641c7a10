"""What becomes of resources, hours and categories when entries or places are merged; see `organisations.moving`."""

from typing import Any

from podworko.organisations.moving import Rule
from podworko.resources.choices import Answer
from podworko.resources.models import Accessibility, FreshnessAsk, Listing


def _not_primary(row: Listing, kept: int) -> dict[str, Any]:
    """Let a place have one primary category only: its own."""
    has_own = Listing.objects.filter(location=kept, is_primary=True).exists()
    return {"is_primary": False} if row.is_primary and has_own else {}


def _asked(row: Accessibility, twin: Accessibility) -> dict[str, Any]:
    """Let an answer stand where nobody had asked."""
    return {"answer": row.answer, "note": row.note} if twin.answer == Answer.NOT_ASKED else {}


def _mail(row: FreshnessAsk, twin: FreshnessAsk) -> dict[str, Any]:
    """Let the asking go on by mail where the kept one has no address of its own."""
    if twin.mailbox_id or not row.mailbox_id:
        return {}
    names = ("mailbox_id", "opened_on", "mails", "last_mail_on", "next_on")
    return {name: getattr(row, name) for name in names}


POINTERS = {
    "resources.Resource.organisation": Rule(),
    "resources.Resource.location": Rule(),
    "resources.Listing.location": Rule(once=("listed_once_per_category", "one_primary_category"), also=_not_primary),
    "resources.Accessibility.location": Rule(once=("feature_asked_once",), twin_takes=_asked),
    "resources.OpeningHours.location": Rule(once=("hours_once",), as_one=True),
    "resources.HoursException.location": Rule(as_one=True),
    "resources.HoursState.location": Rule(is_copied=True),
    # Whoever was asked about the merged one is asked about the kept one, once: the links of both mails work.
    "resources.FreshnessAsk.organisation": Rule(
        once=("asked_once_at_a_time",), twin_takes=_mail, carries=("resources.FreshnessLink.ask",)
    ),
    "resources.FreshnessReply.organisation": Rule(),
    "resources.FreshnessSignal.organisation": Rule(once=("signals_once_per_browser",)),
    "resources.EntrySuggestion.organisation": Rule(),
    "resources.IgnoredProblem.organisation": Rule(once=("ignored_once_of_entry",)),
    "resources.IgnoredProblem.location": Rule(once=("ignored_once_of_place",)),
}
