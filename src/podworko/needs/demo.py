"""Problems of the demo: those of Azory as the sources name them, and some of Trzepakowo, which does not exist."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from podworko.agenda.models import Event
from podworko.core import tokens
from podworko.core.text import sort_key
from podworko.core.visibility import Visibility
from podworko.needs import demo_exchange
from podworko.needs.actions.sought import key_of
from podworko.needs.actions.support import browser_digest
from podworko.needs.choices import CameBy, SoughtSource
from podworko.needs.models import Cause, Evidence, Problem, Report, Response, Sought, SoughtDay, Support
from podworko.organisations.demo import PRINTED_ON
from podworko.organisations.models import Location, Organisation
from podworko.places.demo_sample import SLUG, SOURCE
from podworko.places.models import Area

DATA = Path(__file__).parent / "demo_data"
_AS_THEY_STAND = frozenset(
    {"kind", "title", "description", "state", "state_reason", "came_by", "audiences", "place_name", "uncovered"}
    | {"latitude", "longitude", "precision", "is_own_judgement", "paper_supports"}
)
WAITING = "Kosz przy piaskownicy jest zawsze pełny"
SOUGHT = (
    ("dentysta dla dzieci", SoughtSource.PERSON, 2, "3-6"),
    ("dentysta dla dzieci", SoughtSource.PERSON, 9, "7-12"),
    ("dentysta dla dzieci", SoughtSource.SEARCH, 3, ""),
    ("basen", SoughtSource.SEARCH, 1, ""),
    ("basen", SoughtSource.SEARCH, 5, ""),
    ("basen", SoughtSource.SEARCH, 40, ""),
    ("ktoś, kto naprawi wózek inwalidzki", SoughtSource.PERSON, 4, "disabilities"),
    ("lekcje polskiego wieczorem", SoughtSource.PERSON, 33, "newcomers"),
)
"""Words, how that is known, days ago, for whom."""


def load() -> None:
    """Make what is missing; what is there stays as people have changed it."""
    for slug, file in (("azory", "azory.json"), (SLUG, "trzepakowo.json")):
        area = Area.objects.get(slug=slug)
        if Problem.objects.filter(area=area).exists():
            continue
        facts = json.loads((DATA / file).read_text(encoding="utf8"))
        problems = {each["key"]: _add(area, each) for each in facts}
        for each in facts:
            _join(problems, each)
    sample = Area.objects.get(slug=SLUG)
    _leave_report(sample)
    _log(sample)
    demo_exchange.load(sample)


def _add(area: Area, facts: dict[str, Any]) -> Problem:
    values = {name: value for name, value in facts.items() if name in _AS_THEY_STAND}
    if "at" in facts:
        values["location"] = Location.objects.get(area=area, reference=facts["at"])
    if not area.is_sample:
        values["came_by"] = CameBy.DOCUMENT
    problem = Problem.objects.create(
        area=area,
        sort_key=sort_key(facts["title"]),
        visibility=Visibility.PUBLIC,
        reviewed_on=_reviewed(area, facts),
        **values,
    )
    for each in facts.get("evidence", []):
        source = f"{each['source']} – {SOURCE}" if area.is_sample else each["source"]
        Evidence.objects.create(problem=problem, **{**each, "source": source})
    for number in range(facts.get("supports", 0)):
        Support.objects.create(problem=problem, browser_digest=browser_digest(f"demo-{facts['key']}-{number}"))
    for each in facts.get("responses", []):
        Response.objects.create(problem=problem, note=each["note"], **_target(area, each))
    return problem


def _reviewed(area: Area, facts: dict[str, Any]) -> date | None:
    """Return when somebody last looked: of Azory the day of its source, long ago."""
    if not area.is_sample:
        return PRINTED_ON
    days = facts.get("reviewed_days_ago")
    return timezone.localdate() - timedelta(days=days) if days is not None else None


def _target(area: Area, facts: dict[str, Any]) -> dict[str, Any]:
    if "event" in facts:
        return {"event": Event.objects.filter(area=area, title=facts["event"]).order_by("pk")[0]}
    return {"organisation": Organisation.objects.filter(name__startswith=facts["organisation"]).order_by("pk")[0]}


def _join(problems: dict[str, Problem], facts: dict[str, Any]) -> None:
    problem = problems[facts["key"]]
    for key in facts.get("causes", []):
        Cause.objects.create(cause=problems[key], effect=problem)
    if "merged_into" in facts:
        problem.merged_into = problems[facts["merged_into"]]
        problem.save(update_fields=["merged_into"])


def _leave_report(area: Area) -> None:
    """What waits for the coordinator of the sample; nobody exists who could ask after it."""
    if not Report.objects.filter(area=area).exists():
        digest = tokens.digest(Report.secret_of(uuid4()))
        Report.objects.create(area=area, title=WAITING, place_name="piaskownica", token_digest=digest)


def _log(area: Area) -> None:
    """What people of the sample looked for and did not find: some told it, some asked the search."""
    if Sought.objects.filter(area=area).exists():
        return
    today = timezone.localdate()
    for words, source, days_ago, audience in SOUGHT:
        key = key_of(words)
        one, _is_new = Sought.objects.get_or_create(area=area, key=key, defaults={"words": words})
        day = today - timedelta(days=days_ago)
        SoughtDay.objects.get_or_create(sought=one, day=day, source=source, audience=audience)
