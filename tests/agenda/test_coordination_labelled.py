"""How well what is noticed agrees with a person who labelled sixty pairs of events before; docs/coordination.md."""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from podworko.agenda.coordination.scan import check
from podworko.agenda.coordination.values import Limits
from podworko.resources.choices import Audience
from tests.agenda.coordination_calendars import at, whole_days

SET = json.loads((Path(__file__).parent / "coordination_pairs.json").read_text())
PRECISION, RECALL = 0.75, 0.67
NUMBERS = {}
"""Name → the number that stands for it, in the order in which they come."""


def number(name):
    return NUMBERS.setdefault(name, len(NUMBERS) + 1)


def occurrences(key):
    """Return the occurrences of an event of the set."""
    event = SET["events"][key]
    point = SET["places"][event["at"]]
    facts = {
        "audiences": event["audiences"],
        "organisers": frozenset(map(number, event["by"])),
        "kind": number(event["kind"]),
        "room": number(event["room"]) if "room" in event else None,
        "equipment": tuple(map(number, event.get("equipment", []))),
        "latitude": point and point[0],
        "longitude": point and point[1],
    }
    return [_once(number(key), event, date.fromisoformat(day), facts) for day in event["days"]]


def _once(key, event, day, facts):
    if not event["hours"]:
        return whole_days(key, day, event.get("whole_days", 1), is_tentative=event.get("pencilled", False), **facts)
    begin, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in event["hours"].split("-"))
    return at(key, day, event["hours"].split("-")[0], (end - begin) % (24 * 60), **facts)


def found(pair):
    return {each.kind.value for each in check(occurrences(pair["one"]), occurrences(pair["other"]), Limits())}


def outcome():
    """Return (label, „right” | „too much” | „missed”) → how often, and the pairs in which something differs."""
    counts, wrong = Counter(), []
    for pair in SET["pairs"]:
        labels, said = set(pair["labels"]), found(pair)
        counts.update((label, "right") for label in labels & said)
        counts.update((label, "too much") for label in said - labels)
        counts.update((label, "missed") for label in labels - said)
        if labels != said:
            wrong.append((pair["one"], pair["other"], sorted(labels), sorted(said)))
    return counts, wrong


def shares(counts):
    right, too_much, missed = (
        sum(count for (_label, what), count in counts.items() if what == wanted)
        for wanted in ("right", "too much", "missed")
    )
    return right / (right + too_much), right / (right + missed)


def test_what_is_noticed_agrees_with_a_person():
    counts, wrong = outcome()
    precision, recall = shares(counts)
    assert precision >= PRECISION, (counts, wrong)
    assert recall >= RECALL, (counts, wrong)


def test_the_set_is_sixty_different_pairs_with_reasons():
    pairs = {frozenset((pair["one"], pair["other"])) for pair in SET["pairs"]}
    assert len(pairs) == len(SET["pairs"]) == 60
    assert all(pair["why"] for pair in SET["pairs"])
    assert all(set(event["audiences"]) <= set(Audience.values) for event in SET["events"].values())


@pytest.mark.parametrize("pair", SET["pairs"], ids=lambda pair: f"{pair['one']}-{pair['other']}")
def test_no_event_of_the_set_is_without_days(pair):
    assert occurrences(pair["one"])
    assert occurrences(pair["other"])


def test_a_night_of_the_set_ends_on_the_next_day():
    (night,) = occurrences("noc")
    assert night.last_day == night.first_day + 1
    assert timedelta(seconds=night.ends - night.starts) == timedelta(hours=12)
