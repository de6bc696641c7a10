"""Two events become one common action, and can be taken apart again."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from podworko.agenda import findings
from podworko.agenda.actions.event import add_event, bring_back_event, change_event, delete_event
from podworko.agenda.actions.joining import answer_join, propose_join, undo_join
from podworko.agenda.choices import JoinState, OrganiserRole
from podworko.agenda.common_actions import common
from podworko.agenda.models import Event, Finding, Occurrence, Withdrawn
from podworko.core.visibility import Visibility
from tests.agenda.test_findings import CLOCK, NEAR, planned
from tests.factories import OrganisationFactory, SignUpFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(CLOCK, tick=False) as traveller:
        yield traveller


def pay(event, source):
    change_event(event, values={"funding": [{"source": source}]}, by=None)
    return Event.objects.get(pk=event.pk)


@pytest.fixture
def picnic(area):
    return pay(planned(area, title="Piknik", description="Gry i zabawy."), "budżet dzielnicy")


@pytest.fixture
def feast(area):
    return pay(planned(area, NEAR, title="Festyn", description="Kiełbaski.", audiences=["7-12", "families"]), "grant")


def proposed(kept, absorbed, **values):
    findings.refresh([kept.pk])
    finding = Finding.objects.present().filter(kind="join").first()
    return propose_join(
        kept=kept, absorbed=absorbed, finding=finding, proposed_for=kept.organisation, values=values, by=None
    )


def joined(kept, absorbed):
    return answer_join(proposed(kept, absorbed), answer=JoinState.JOINED, by=None)


def actions():
    return common(Event.objects.all()).count()


def test_one_event_with_two_organisers_and_two_sources(picnic, feast):
    joined(picnic, feast)
    fresh = Event.objects.get(pk=picnic.pk)
    roles = dict(fresh.organisers.values_list("organisation", "role"))
    assert (fresh.organisation, roles) == (picnic.organisation, {feast.organisation_id: OrganiserRole.CO_ORGANISER})
    assert sorted(fresh.funding.values_list("source", flat=True)) == ["budżet dzielnicy", "grant"]
    assert fresh.funding.get(source="grant").organisation == feast.organisation
    assert fresh.audiences == ["7-12", "families"]
    assert "Gry i zabawy." in fresh.description
    assert "Kiełbaski." in fresh.description
    assert list(Occurrence.objects.values_list("event", flat=True)) == [picnic.pk]


def test_common_actions_rise_by_one_and_fall_by_one(picnic, feast):
    assert actions() == 0
    join = joined(picnic, feast)
    assert actions() == 1
    undo_join(join, by=None)
    assert actions() == 0


def test_undoing_gives_back_exactly_what_there_was(picnic, feast):
    def state(pk):
        event = Event.objects.get(pk=pk)
        values = {name: getattr(event, name) for name in ("description", "audiences", "joined_into_id", "status")}
        organisers = list(event.organisers.values_list("organisation", "role"))
        funding = list(event.funding.values_list("source", "organisation"))
        return values, organisers, funding, list(event.occurrences.values_list("starts", flat=True))

    before = state(picnic.pk), state(feast.pk)
    join = joined(picnic, feast)
    assert (state(picnic.pk), state(feast.pk)) != before
    undo_join(join, by=None)
    assert (state(picnic.pk), state(feast.pk)) == before
    join.refresh_from_db()
    assert join.state == JoinState.UNDONE


def test_undoing_keeps_what_was_changed_since(picnic, feast):
    join = joined(picnic, feast)
    helper = OrganisationFactory(home_area=picnic.area)
    fresh = Event.objects.get(pk=picnic.pk)
    organisers = [{"organisation": row.organisation_id, "role": row.role} for row in fresh.organisers.all()]
    organisers.append({"organisation": helper.pk, "role": "partner"})
    change_event(fresh, values={"organisers": organisers, "description": "Zupełnie inaczej."}, by=None)
    undo_join(join, by=None)
    fresh = Event.objects.get(pk=picnic.pk)
    assert list(fresh.organisers.values_list("organisation", flat=True)) == [helper.pk]
    assert fresh.description == "Zupełnie inaczej."


def test_calendars_of_others_are_told(picnic, feast):
    join = joined(picnic, feast)
    assert Withdrawn.objects.filter(uid=feast.uid).exists()
    assert not Event.objects.get(pk=feast.pk).block
    undo_join(join, by=None)
    assert not Withdrawn.objects.filter(uid=feast.uid).exists()
    assert Event.objects.get(pk=feast.pk).block


def test_finding_is_gone_once_both_are_one(picnic, feast):
    joined(picnic, feast)
    findings.refresh([picnic.pk, feast.pk])
    assert not Finding.objects.present().exists()


def test_both_histories_stay(picnic, feast):
    from podworko.core.models import AuditEntry

    joined(picnic, feast)
    for event in (picnic, feast):
        verbs = set(AuditEntry.objects.filter(about=event.history_of).values_list("verb", flat=True))
        assert {"add_event", "join_events"} <= verbs


def test_single_event_joined_with_a_series_takes_one_of_its_times(area):
    weekly = planned(area, title="Zajęcia", rule="FREQ=WEEKLY;COUNT=4")
    feast = planned(area, NEAR, title="Festyn", starts=weekly.starts + timedelta(days=7))
    join = joined(feast, weekly)
    assert join.covered == [(weekly.starts + timedelta(days=7)).isoformat()]
    cancelled = weekly.occurrences.filter(is_cancelled=True)
    assert list(cancelled.values_list("original", flat=True)) == [weekly.starts + timedelta(days=7)]
    assert "Festyn" in weekly.exceptions.get().reason
    assert Event.objects.get(pk=weekly.pk).joined_into is None
    assert actions() == 1
    undo_join(join, by=None)
    assert not weekly.occurrences.filter(is_cancelled=True).exists()
    assert actions() == 0


def test_nothing_changes_until_the_other_side_says_yes(picnic, feast):
    join = proposed(picnic, feast, message="Zróbmy to razem", kept_brings="scena", absorbed_brings="jedzenie")
    assert actions() == 0
    answer_join(join, answer=JoinState.LATER, by=None)
    assert actions() == 0
    answer_join(join, answer=JoinState.DECLINED, reason="inny park", by=None)
    assert actions() == 0
    with pytest.raises(ValidationError, match="już odpowiedziano"):
        answer_join(join, answer=JoinState.JOINED, by=None)


def test_no_needs_a_reason(picnic, feast):
    with pytest.raises(ValidationError, match="dlaczego nie"):
        answer_join(proposed(picnic, feast), answer=JoinState.DECLINED, reason=" ", by=None)


def test_same_pair_is_proposed_once(picnic, feast):
    proposed(picnic, feast)
    with pytest.raises(ValidationError, match="czeka na odpowiedź"):
        proposed(feast, picnic)


def test_yes_said_twice_joins_once(picnic, feast):
    join = proposed(picnic, feast)
    answer_join(join, answer=JoinState.JOINED, by=None)
    with pytest.raises(ValidationError, match="już odpowiedziano"):
        answer_join(join, answer=JoinState.JOINED, by=None)
    assert Event.objects.get(pk=picnic.pk).organisers.count() == 1


def test_people_who_have_registered_are_not_lost(picnic, feast):
    change_event(feast, values={"registration": "here"}, by=None)
    SignUpFactory(event=Event.objects.get(pk=feast.pk))
    with pytest.raises(ValidationError, match="odwrotnie"):
        proposed(picnic, Event.objects.get(pk=feast.pk))
    joined(Event.objects.get(pk=feast.pk), picnic)
    assert actions() == 1


def test_organiser_outside_the_register_is_entered_first(picnic, area):
    values = {"title": "Gry", "organiser_name": "pan Jan", "starts": picnic.starts, "ends": picnic.ends}
    game = add_event(area=area, values={**values, "visibility": Visibility.PUBLIC}, by=None)
    with pytest.raises(ValidationError, match="w rejestrze"):
        proposed(picnic, game)


def test_deleting_the_joint_event_lets_the_other_take_place_again(picnic, feast):
    joined(picnic, feast)
    entry = delete_event(Event.objects.get(pk=picnic.pk), by=None)
    assert list(Occurrence.objects.values_list("event", flat=True)) == [feast.pk]
    bring_back_event(entry, by=None)
    assert list(Occurrence.objects.values_list("event", flat=True)) == [picnic.pk]


def test_one_organiser_is_never_common(area, picnic):
    hosts = [{"organisation": OrganisationFactory(home_area=area).pk, "role": role} for role in ("host", "funder")]
    hosts.append({"organisation": picnic.organisation_id, "role": "co_organiser"})
    change_event(picnic, values={"organisers": hosts}, by=None)
    assert actions() == 0


def test_event_of_nobody_in_the_register_needs_two(area):
    values = {
        "title": "Gry",
        "starts": datetime(2026, 12, 8, 17, tzinfo=UTC),
        "ends": datetime(2026, 12, 8, 18, tzinfo=UTC),
    }
    one, other = OrganisationFactory(home_area=area), OrganisationFactory(home_area=area)
    rows = [{"organisation": row.pk, "role": "co_organiser"} for row in (one, other)]
    event = add_event(area=area, values={**values, "organisers": rows[:1]}, by=None)
    assert actions() == 0
    change_event(event, values={"organisers": rows}, by=None)
    assert actions() == 1
