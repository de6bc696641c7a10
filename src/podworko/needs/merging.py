"""What becomes of problems and answers to them when entries or places are merged; see `organisations.moving`."""

from typing import Any

from podworko.needs.models import Response, Talk
from podworko.organisations.moving import Rule


def _both_said(row: Response, twin: Response) -> dict[str, Any]:
    """Keep what both have said of how they answer, as far as it fits."""
    if not row.note or row.note in twin.note:
        return {}
    return {"note": f"{twin.note}; {row.note}".strip("; ")[:300]}


def _of_the_taker(row: Talk, kept: int) -> bool:
    # Nobody talks with themselves.
    return row.taker_id == kept


def _of_the_giver(row: Talk, kept: int) -> bool:
    return row.giver_id == kept


POINTERS = {
    "needs.Asking.organisation": Rule(is_copied=True),
    "needs.Card.organisation": Rule(),
    "needs.Card.location": Rule(),
    "needs.Card.contact": Rule(),
    "needs.Sought.organisation": Rule(),
    "needs.Talk.giver": Rule(once=("one_talk_about_an_ask",), stays=_of_the_taker),
    "needs.Talk.taker": Rule(once=("one_talk_about_an_offer",), stays=_of_the_giver),
    "needs.Problem.organisation": Rule(),
    "needs.Problem.location": Rule(),
    "needs.Response.organisation": Rule(once=("organisation_responds_once",), twin_takes=_both_said),
}
