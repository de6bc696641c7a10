"""What is noticed about two events is kept, for those whose business it is, until it is no longer so."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from podworko.agenda import finding_jobs, finding_words, findings
from podworko.agenda.actions.event import cancel_event, change_event
from podworko.agenda.actions.finding import decide_finding
from podworko.agenda.actions.joining import answer_join
from podworko.agenda.actions.occurrence import change_occurrence
from podworko.agenda.choices import FindingKind
from podworko.agenda.models import Event, Finding
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from podworko.organisations.reach import reach_of
from tests.agenda.deciding import decided, finding_of, pair, proposed
from tests.factories import (
    AreaRoleFactory,
    EventFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
CLOCK = datetime(2026, 11, 30, 12, tzinfo=UTC)
HERE, NEAR, FAR = (50.09, 19.91), (50.0912, 19.9115), (50.2, 20.2)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(CLOCK, tick=False) as traveller:
        yield traveller


def planned(area, point=HERE, **values):
    organisation = values.pop("organisation", None) or OrganisationFactory(
        home_area=area, visibility=Visibility.PUBLIC
    )
    location = LocationFactory(
        organisation=organisation, area=area, latitude=point[0], longitude=point[1], visibility=Visibility.PUBLIC
    )
    values = {"visibility": Visibility.PUBLIC, "audiences": ["7-12"], **values}
    return EventFactory(area=area, organisation=organisation, location=location, **values)


def look(*events):
    findings.refresh([event.pk for event in events or Event.objects.all()])
    return list(Finding.objects.filter(gone_at=None))


def editor_of(event):
    user = UserFactory()
    MembershipFactory(user=user, organisation=event.organisation, role=MembershipRole.EDITOR)
    return user


def test_two_near_events_for_the_same_children_can_be_joined(area):
    one, other = planned(area), planned(area, NEAR)
    (found,) = look(one)
    assert (found.kind, found.first, found.second) == (FindingKind.JOIN, one, other)
    assert 100 < found.metres < 300
    assert found.audiences == ["7-12"]
    assert found.first_at == one.starts.replace(tzinfo=UTC) - timedelta(hours=1)


def test_what_is_far_cancelled_or_of_one_organiser_is_not_found(area):
    one = planned(area)
    planned(area, FAR)
    planned(area, NEAR, organisation=one.organisation, starts=one.starts + timedelta(hours=5))
    cancel_event(planned(area, NEAR), reason="deszcz", by=None)
    assert look() == []


def test_series_against_series_is_one_finding_with_its_dates(area):
    planned(area, rule="FREQ=WEEKLY;COUNT=6")
    planned(area, NEAR, rule="FREQ=WEEKLY;COUNT=4")
    (found,) = look()
    assert found.count == 4
    assert len(found.dates) == 4


def test_finding_goes_when_the_event_moves_and_comes_back(area):
    one, other = planned(area), planned(area, NEAR)
    look()
    change_event(one, values={"starts": one.starts + timedelta(days=8), "ends": one.ends + timedelta(days=8)}, by=None)
    assert look(one) == []
    fresh = Event.objects.get(pk=other.pk)
    change_event(
        fresh, values={"starts": one.starts + timedelta(days=8), "ends": one.ends + timedelta(days=8)}, by=None
    )
    assert len(look(fresh)) == 1
    assert Finding.objects.count() == 1


def test_each_change_of_an_event_puts_a_look_into_the_queue(area):
    planned(area)
    other = planned(area, NEAR)
    jobs = DBTaskResult.objects.filter(task_path__endswith="find_coincidences").order_by("enqueued_at")
    *_earlier, last = [job.args_kwargs["args"][0] for job in jobs]
    assert last == [other.pk]
    finding_jobs.find_coincidences.call(last)
    assert Finding.objects.present().count() == 1


def test_every_night_everything_is_looked_at_anew(area):
    planned(area)
    planned(area, NEAR)
    DBTaskResult.objects.all().delete()
    assert finding_jobs.find_all_coincidences.call() == 2
    (job,) = DBTaskResult.objects.all()
    finding_jobs.find_coincidences.call(*job.args_kwargs["args"])
    assert Finding.objects.count() == 1


def test_only_those_whose_business_it_is_see_it(area):
    one, other = planned(area), planned(area, NEAR)
    stranger = planned(area, FAR)
    look()
    for event in (one, other):
        assert Finding.objects.visible_to(reach_of(editor_of(event))).count() == 1
    assert Finding.objects.visible_to(reach_of(editor_of(stranger))).count() == 0


@pytest.mark.parametrize("hidden", [Visibility.ORGANISATION, Visibility.PRIVATE])
def test_what_somebody_may_not_read_is_not_hinted_at(area, hidden):
    one, other = planned(area), planned(area, NEAR, visibility=hidden)
    look()
    assert Finding.objects.visible_to(reach_of(editor_of(one))).count() == 0
    assert Finding.objects.visible_to(reach_of(editor_of(other))).count() == 1
    own = editor_of(one)
    draft = findings.Draft(Event.objects.get(pk=one.pk), frozenset({one.organisation_id}))
    assert findings.of_draft(draft, area, reach_of(own)) == []


def test_time_that_was_moved_in_private_is_nobody_elses_business(area):
    weekly = planned(area, rule="FREQ=WEEKLY;COUNT=2")
    first = weekly.starts
    moved = {"starts": first + timedelta(days=1), "ends": first + timedelta(days=1, hours=1), "visibility": "private"}
    change_occurrence(weekly, first, values=moved, by=None)
    planned(area, NEAR, starts=first + timedelta(days=1))
    assert look() == []


def test_draft_is_compared_before_anything_is_saved(area):
    other = planned(area, NEAR)
    organisation = OrganisationFactory(home_area=area)
    draft = Event(
        area=area,
        organisation=organisation,
        title="Gry",
        starts=other.starts,
        ends=other.ends,
        audiences=["7-12"],
        latitude=HERE[0],
        longitude=HERE[1],
        precision="exact",
        visibility=Visibility.ORGANISATION,
    )
    user = UserFactory()
    MembershipFactory(user=user, organisation=organisation, role=MembershipRole.EDITOR)
    (pair,) = findings.of_draft(findings.Draft(draft), area, reach_of(user))
    assert (pair.kind, pair.first, pair.second) == (FindingKind.JOIN, 0, other.pk)
    assert Finding.objects.count() == 0


def test_decided_finding_comes_back_only_if_the_facts_change(area, clock):
    one, _other = planned(area, rule="FREQ=WEEKLY;COUNT=6"), planned(area, NEAR, rule="FREQ=WEEKLY;COUNT=6")
    (found,) = look()
    decide_finding(found, organisation=one.organisation, answer="fine", reason="inne dzieci", by=None)
    assert not Finding.objects.undecided().exists()
    clock.move_to(CLOCK + timedelta(days=10))
    look()
    assert not Finding.objects.undecided().exists()
    fresh = Event.objects.get(pk=one.pk)
    change_event(fresh, values={"audiences": ["7-12", "13-17"]}, by=None)
    look()
    assert Finding.objects.undecided().count() == 1


def test_saying_let_us_join_decides_nothing_until_it_is_proposed(area):
    both = pair(area)
    decided(both, answer="join")
    assert Finding.objects.undecided().get() == both.finding
    join = proposed(both)
    assert not Finding.objects.undecided().exists()
    answer_join(join, answer="withdrawn", by=both.one)
    assert Finding.objects.undecided().exists()
    answer_join(proposed(both), answer="declined", reason="mamy już salę", by=both.other)
    assert not Finding.objects.undecided().exists()


# The page


def listed(client, area, user, **asked):
    client.force_login(user)
    return client.get(f"/{area.slug}/calendar/findings/", asked)


def test_each_side_and_the_coordinator_read_the_list(area, area_coordinator, client):
    both = pair(area)
    for user in (both.one, both.other, area_coordinator):
        page = listed(client, area, user).text
        assert f'href="{both.address}"' in page
        assert "Czytanie + Teatrzyk" in page
        assert "150 m od siebie" in page.replace("\xa0", " ")
        assert "12 grudnia 2026" in page


def test_who_keeps_no_events_here_has_no_such_page(area, client):
    both = pair(area)
    assert client.get(f"/{area.slug}/calendar/findings/").status_code == 302
    assert listed(client, area, both.stranger).status_code == 404


def test_an_empty_list_says_that_it_is_good(area, editor, client):
    pair(area)
    page = listed(client, area, editor).text
    assert "Nic się nie zbiega" in page
    assert "Czytanie" not in page


def test_what_nobody_has_decided_comes_first_whatever_its_date(area, client):
    both = pair(area)
    decided(both)
    later = planned(area, title="Później", starts=both.first.starts + timedelta(days=30))
    finding_of(later, planned(area, title="Też później", starts=later.starts))
    finding_of(both.first, planned(area, title="Drugie", starts=both.first.starts), kind="compete")
    page = listed(client, area, both.one).text
    assert page.index("Czytanie + Drugie") < page.index("Czytanie + Teatrzyk")
    assert "Później" not in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["join", "compete"]),
        ({"kind": "join"}, ["join"]),
        ({"kind": "nonsense", "state": "nonsense"}, ["join", "compete"]),
        ({"state": "undecided"}, ["compete"]),
        ({"state": "decided"}, ["join"]),
        ({"state": "gone"}, ["room"]),
        ({"state": "gone", "kind": "join"}, []),
        ({"event": "nonsense"}, ["join", "compete"]),
    ],
)
def test_the_address_says_which_are_shown(area, client, asked, expected):
    both = pair(area)
    decided(both)
    finding_of(both.first, both.second, kind="compete")
    finding_of(both.first, both.second, kind="room", gone_at=CLOCK)
    rows = listed(client, area, both.one, **asked).context["rows"]
    assert sorted(row.finding.kind for row in rows) == sorted(expected)


def test_a_long_list_has_pages_and_as_many_questions_as_a_short_one(area, client, django_assert_max_num_queries):
    both = pair(area)
    listed(client, area, both.one)
    with CaptureQueriesContext(connection) as short:
        listed(client, area, both.one)
    few = len(short)
    for number in range(20):
        finding_of(both.first, planned(area, title=f"Inne {number}", starts=both.first.starts))
    assert len(listed(client, area, both.one).context["rows"]) == 20
    assert len(listed(client, area, both.one, page="2").context["rows"]) == 1
    with django_assert_max_num_queries(few):
        listed(client, area, both.one)


def test_proposals_that_wait_for_an_answer_stand_above(area, client):
    both = pair(area)
    join = proposed(both)
    address = f"/{area.slug}/calendar/joins/{join.pk}/"
    assert address in listed(client, area, both.other).text
    assert address not in listed(client, area, both.one).text


def test_too_much_and_nothing_stand_below_unless_something_is_asked_for(area, client):
    both = pair(area)
    assert "Za dużo naraz, albo nic" in listed(client, area, both.one).text
    assert "Za dużo naraz, albo nic" not in listed(client, area, both.one, kind="join").text


def test_who_coordinates_finds_the_limits_and_everybody_the_report(area, area_coordinator, client):
    both = pair(area)
    for user, is_coordinator in ((both.one, False), (area_coordinator, True)):
        page = listed(client, area, user).text
        assert f"/{area.slug}/calendar/report/" in page
        assert (f"/{area.slug}/calendar/limits/" in page) is is_coordinator


def test_nothing_of_it_stands_on_public_pages(area, client):
    both = pair(area)
    decided(both, answer="fine", reason="inne dzieci")
    proposed(both)
    client.logout()
    for address in ("", f"{both.first.pk}/", f"{both.second.pk}/"):
        page = client.get(f"/{area.slug}/calendar/{address}").text
        for word in ("/findings/", "/joins/", "zbiega", "inne dzieci", "Zróbmy to razem"):
            assert word not in page


def test_the_calendar_leads_there_for_who_may_announce(area, client):
    both = pair(area)
    client.force_login(both.one)
    assert f"/{area.slug}/calendar/findings/" in client.get(f"/{area.slug}/calendar/").text


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "Tego samego dnia, 150 m od siebie, dla tych samych osób: 7–12 lat."),
        ({"is_same_theme": True}, "Tego samego dnia i tego samego rodzaju, 150 m od siebie"),
        ({"metres": 0}, "Tego samego dnia, w tym samym miejscu"),
        ({"kind": "compete", "minutes": 60}, "W tym samym czasie (wspólne: 60 min), 150 m od siebie"),
        ({"kind": "compete", "minutes": -1}, "Jedno zaraz po drugim (przerwa 1 min, pieszo 2 min)"),
        ({"kind": "room"}, "W tym samym czasie ta sama sala."),
        ({"kind": "equipment"}, "W tym samym czasie ten sam sprzęt."),
        ({"kind": "person"}, "Za mało czasu, żeby być na obu, a potrzebna jest ta sama osoba."),
        ({"kind": "needed"}, "Za mało czasu, żeby być na obu, a organizują te same osoby."),
    ],
)
def test_sentence_says_why(area, facts, expected):
    both = pair(area, **facts)
    names = finding_words.names_for([both.finding], area, reach_of(both.one))
    assert finding_words.why(both.finding, names).startswith(expected)


def test_many_dates_are_named_in_part_and_counted(area):
    starts = [CLOCK + timedelta(days=7 * week) for week in range(12)]
    both = pair(area, dates=[[at.isoformat(), at.isoformat()] for at in starts], count=12)
    said = finding_words.dates(both.finding)
    assert said.endswith("i dalej, wszystkich terminów: 12")
    assert said.count("2026") == 3


def test_from_an_event_only_its_own_are_shown(area, client):
    both, third = pair(area), planned(area, title="Trzecie")
    finding_of(both.second, third, kind="compete")
    page = listed(client, area, AreaRoleFactory(area=area).user, event=third.pk)
    assert [row.finding.kind for row in page.context["rows"]] == ["compete"]
    assert "Tylko z tym wydarzeniem" in page.text
    assert "Tylko z tym wydarzeniem" not in listed(client, area, both.one, event=third.pk).text


def test_page_of_an_event_leads_its_keepers_there(area, client):
    both = pair(area)
    address = f"/{area.slug}/calendar/{both.first.pk}/"
    client.force_login(both.one)
    assert f"/findings/?event={both.first.pk}" in client.get(address).text
    client.force_login(both.other)
    assert "/findings/" not in client.get(address).text
