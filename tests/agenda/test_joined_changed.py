"""Events that became one are taken apart again after much has been changed in between."""

from datetime import timedelta

import pytest
import time_machine

from podworko.agenda.actions.event import change_event
from podworko.agenda.actions.following import change_following
from podworko.agenda.actions.joining import answer_join, propose_join, undo_join
from podworko.agenda.choices import JoinState, OrganiserRole
from podworko.agenda.models import Event, EventOrganiser, Occurrence
from tests.agenda.test_findings import CLOCK, NEAR, planned
from tests.agenda.test_joining import joined
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(CLOCK, tick=False) as traveller:
        yield traveller


@pytest.fixture
def helper(area):
    return OrganisationFactory(home_area=area)


@pytest.fixture
def series(area):
    """Two weekly series, of which one became a part of the other, and the proposal."""
    weekly = planned(area, title="Zajęcia", rule="FREQ=WEEKLY;COUNT=4")
    games = planned(area, NEAR, title="Gry", rule="FREQ=WEEKLY;COUNT=4")
    return weekly, games, joined(games, weekly)


def fresh(event):
    return Event.objects.get(pk=event.pk)


def added_to(kept, absorbed):
    asked = propose_join(
        kept=kept, absorbed=absorbed, finding=None, proposed_for=kept.organisation, values={}, by=None
    )
    return answer_join(asked, answer=JoinState.JOINED, by=None)


def helped(area, title, helper):
    event = planned(area, NEAR, title=title)
    EventOrganiser.objects.create(event=event, organisation=helper, role=OrganiserRole.CO_ORGANISER)
    return event


def test_a_text_that_went_through_a_form_loses_what_joining_told(area):
    feast = planned(area, title="Festyn", description="Gry.")
    play = planned(area, NEAR, title="Teatrzyk", description="Lalki.\r\nWstęp wolny.")
    join = joined(feast, play)
    as_sent = "\r\n".join(fresh(feast).description.splitlines()) + "\r\nParking za szkołą."
    change_event(feast, values={"description": as_sent}, by=None)
    undo_join(join, by=None)
    assert fresh(feast).description == "Gry.\r\nParking za szkołą."


def test_the_first_part_leaves_no_empty_lines(area):
    feast = planned(area, title="Festyn", description="")
    first = added_to(feast, planned(area, NEAR, title="Teatrzyk"))
    other = planned(area, NEAR, title="Warsztaty")
    added_to(fresh(feast), other)
    undo_join(first, by=None)
    assert fresh(feast).description == f"{other.organisation}: Warsztaty"


def test_what_two_parts_bring_stays_until_both_have_left(area, helper):
    feast = planned(area, title="Festyn")
    first = added_to(feast, helped(area, "Teatrzyk", helper))
    second = added_to(fresh(feast), helped(area, "Warsztaty", helper))
    undo_join(first, by=None)
    assert feast.organisers.filter(organisation=helper).count() == 1
    undo_join(second, by=None)
    assert not feast.organisers.exists()


def test_dates_come_back_where_a_series_has_moved(series):
    weekly, _games, join = series
    later = {name: getattr(weekly, name) + timedelta(hours=1) for name in ("starts", "ends")}
    change_event(fresh(weekly), values=later, by=None)
    undo_join(join, by=None)
    assert not Occurrence.objects.filter(is_cancelled=True).exists()


def test_dates_come_back_where_a_series_was_divided(series):
    weekly, _games, join = series
    change_following(fresh(weekly), weekly.starts + timedelta(days=14), values={"title": "Dalej"}, by=None)
    undo_join(join, by=None)
    assert not Occurrence.objects.filter(is_cancelled=True).exists()


def test_what_the_kept_series_goes_on_as_is_its_own_again(series):
    _weekly, games, join = series
    onwards = change_following(fresh(games), games.starts + timedelta(days=14), values={"title": "Dalej"}, by=None)
    assert onwards.organisers.exists()
    undo_join(join, by=None)
    assert not onwards.organisers.exists()
    assert "Zajęcia" not in fresh(onwards).description


@pytest.mark.parametrize("is_own", [True, False])
def test_who_stands_twice_at_a_part_stands_once_at_the_whole(area, helper, is_own):
    feast, play = planned(area, title="Festyn"), planned(area, NEAR, title="Teatrzyk")
    who = play.organisation if is_own else helper
    for role in (OrganiserRole.ORGANISER, OrganiserRole.CO_ORGANISER):
        EventOrganiser.objects.create(event=play, organisation=who, role=role)
    joined(feast, play)
    assert feast.organisers.filter(organisation=who).count() == 1
