"""What becomes of an event that was made a part of another one, when that is deleted or cancelled."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from podworko.agenda import findings
from podworko.agenda.actions.event import bring_back_event, cancel_event, change_event, delete_event
from podworko.agenda.actions.harvest import undo_import
from podworko.agenda.actions.joining import answer_join, propose_join, undo_join
from podworko.agenda.actions.occurrence import change_occurrence
from podworko.agenda.choices import JoinState
from podworko.agenda.common_actions import common
from podworko.agenda.models import Event, Finding, Join, Occurrence
from podworko.core.models import AuditEntry
from tests.agenda.test_findings import CLOCK, NEAR, planned
from tests.factories import FeedFactory, SignUpFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(CLOCK, tick=False) as traveller:
        yield traveller


@pytest.fixture
def picnic(area):
    return planned(area, title="Piknik")


@pytest.fixture
def feast(area):
    return planned(area, NEAR, title="Festyn")


@pytest.fixture
def weekly(area):
    return planned(area, title="Zajęcia", rule="FREQ=WEEKLY;COUNT=4")


@pytest.fixture
def once(area, weekly):
    """A feast on the day of the second lesson."""
    return planned(area, NEAR, title="Festyn", starts=weekly.starts + WEEK)


def fresh(event):
    return Event.objects.get(pk=event.pk)


def joined(kept, absorbed):
    findings.refresh([kept.pk])
    finding = Finding.objects.present().filter(kind="join").first()
    asked = {"kept": kept, "absorbed": absorbed, "finding": finding, "proposed_for": kept.organisation, "values": {}}
    return answer_join(propose_join(**asked, by=None), answer=JoinState.JOINED, by=None)


def actions():
    return common(Event.objects.all()).count()


def cancelled(event):
    return list(event.occurrences.filter(is_cancelled=True).values_list("original", flat=True))


def verbs(event):
    return list(AuditEntry.objects.filter(about=event.history_of).order_by("pk").values_list("verb", flat=True))


def state_of(event):
    event = fresh(event)
    return event.description, list(event.organisers.values_list("organisation", flat=True)), event.joined_into_id


def test_deleting_lets_the_time_of_a_series_take_place_again(weekly, once):
    joined(once, weekly)
    assert (cancelled(weekly), actions()) == ([weekly.starts + WEEK], 1)
    delete_event(fresh(once), by=None)
    assert (cancelled(weekly), actions()) == ([], 0)
    assert weekly.occurrences.count() == 4
    assert verbs(weekly)[-1] == "put_back_occurrence"


def test_deleting_lets_the_whole_event_take_place_again_and_tells_its_history(picnic, feast):
    before = state_of(feast)
    joined(picnic, feast)
    assert actions() == 1
    delete_event(fresh(picnic), by=None)
    assert (state_of(feast), actions()) == (before, 0)
    assert list(Occurrence.objects.values_list("event", flat=True)) == [feast.pk]
    assert verbs(feast)[-1] == "undo_join"


def test_bringing_it_back_joins_the_series_again_and_that_can_be_undone(weekly, once):
    join = joined(once, weekly)
    alone = state_of(weekly)
    together = state_of(once)
    entry = delete_event(fresh(once), by=None)
    bring_back_event(entry, by=None)
    assert (cancelled(weekly), actions()) == ([weekly.starts + WEEK], 1)
    assert state_of(once) == together
    assert Join.objects.get(pk=join.pk).state == JoinState.JOINED
    undo_join(join, by=None)
    assert (cancelled(weekly), actions(), state_of(weekly)) == ([], 0, alone)


def test_bringing_it_back_joins_the_whole_event_again(picnic, feast):
    join = joined(picnic, feast)
    together = state_of(picnic)
    bring_back_event(delete_event(fresh(picnic), by=None), by=None)
    assert (state_of(picnic), actions()) == (together, 1)
    assert fresh(feast).joined_into_id == picnic.pk
    undo_join(join, by=None)
    assert (fresh(feast).joined_into_id, actions()) == (None, 0)
    assert fresh(picnic).organisers.count() == 0


@pytest.mark.parametrize("since", ["cancelled", "joined with another", "deleted", "hidden"])
def test_where_something_else_has_become_of_the_other_both_stay_apart(area, picnic, feast, since):
    join = joined(picnic, feast)
    entry = delete_event(fresh(picnic), by=None)
    if since == "cancelled":
        cancel_event(fresh(feast), reason="deszcz", by=None)
    elif since == "deleted":
        delete_event(fresh(feast), by=None)
    elif since == "hidden":
        change_event(fresh(feast), values={"visibility": "organisation"}, by=None)
    else:
        joined(planned(area, title="Jarmark"), fresh(feast))
    before = actions()
    bring_back_event(entry, by=None)
    assert fresh(picnic).organisers.count() == 0
    assert fresh(picnic).occurrences.count() == 1
    assert actions() == before
    if since != "deleted":
        assert fresh(feast).joined_into_id != picnic.pk
        assert Join.objects.get(pk=join.pk).state == JoinState.UNDONE
    else:
        assert not Join.objects.filter(pk=join.pk).exists()


def test_a_time_that_was_cancelled_in_the_meantime_is_not_taken_for_joined(weekly, once):
    join = joined(once, weekly)
    entry = delete_event(fresh(once), by=None)
    cancel_event(fresh(weekly), reason="remont", by=None)
    bring_back_event(entry, by=None)
    assert Join.objects.get(pk=join.pk).state == JoinState.UNDONE
    assert not fresh(weekly).exceptions.exists()
    assert fresh(once).organisers.count() == 0


def test_a_time_that_had_been_moved_comes_back_moved(weekly, once):
    second = weekly.starts + WEEK
    hour = timedelta(hours=1)
    values = {"starts": second + hour, "ends": second + 2 * hour, "title": "Zajęcia w parku"}
    change_occurrence(weekly, second, values=values, by=None)
    join = joined(once, weekly)
    assert cancelled(weekly) == [second]
    undo_join(join, by=None)
    row = fresh(weekly).exceptions.get()
    assert (row.kind, row.starts, row.ends, row.title) == (
        "changed",
        second + hour,
        second + 2 * hour,
        values["title"],
    )
    assert row.reason == ""
    assert cancelled(weekly) == []


def test_refused_deletion_leaves_them_joined(picnic, feast):
    change_event(picnic, values={"registration": "here"}, by=None)
    joined(fresh(picnic), feast)
    SignUpFactory(event=fresh(picnic))
    with pytest.raises(ValidationError, match="zapisany"):
        delete_event(fresh(picnic), by=None)
    assert fresh(feast).joined_into_id == picnic.pk
    assert actions() == 1


def test_taking_back_an_import_lets_the_time_take_place_again(weekly, once):
    feed = FeedFactory(organisation=once.organisation, area=once.area, address="")
    Event.objects.filter(pk=once.pk).update(feed=feed)
    joined(fresh(once), weekly)
    undo_import(feed, by=None)
    assert not Event.objects.filter(pk=once.pk).exists()
    assert (cancelled(weekly), actions()) == ([], 0)


def test_what_was_taken_apart_before_stays_apart(picnic, feast):
    join = joined(picnic, feast)
    undo_join(join, by=None)
    bring_back_event(delete_event(fresh(picnic), by=None), by=None)
    assert fresh(feast).joined_into_id is None
    assert Join.objects.get(pk=join.pk).state == JoinState.UNDONE


def test_cancelling_changes_nothing_of_the_other_until_somebody_takes_them_apart(weekly, once):
    join = joined(once, weekly)
    cancel_event(fresh(once), reason="deszcz", by=None)
    assert (cancelled(weekly), actions()) == ([weekly.starts + WEEK], 0)
    undo_join(join, by=None)
    assert (cancelled(weekly), actions()) == ([], 0)
    assert fresh(once).status == "cancelled"


def test_two_that_became_a_part_both_come_back(area, picnic, feast):
    market = planned(area, NEAR, title="Jarmark")
    joined(picnic, feast)
    joined(fresh(picnic), market)
    entry = delete_event(fresh(picnic), by=None)
    assert sorted(Occurrence.objects.values_list("event", flat=True)) == [feast.pk, market.pk]
    bring_back_event(entry, by=None)
    assert list(Occurrence.objects.values_list("event", flat=True)) == [picnic.pk]
    assert fresh(picnic).organisers.count() == 2
