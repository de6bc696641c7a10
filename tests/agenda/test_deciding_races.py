"""Two people who decide at the same moment: real threads, each with a connection of its own."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from podworko.agenda import finding_telling
from podworko.agenda.actions.finding import decide_finding
from podworko.agenda.actions.joining import answer_join, propose_join
from podworko.agenda.choices import JoinState
from podworko.agenda.models import Event, Finding, FindingNotice, Join
from tests.agenda.deciding import finding_of
from tests.agenda.test_registration_races import at_once
from tests.factories import AreaFactory, EventFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def finding():
    area = AreaFactory()
    starts = datetime.combine(timezone.localdate() + timedelta(days=9), time(11), tzinfo=UTC)
    both = [
        EventFactory(
            area=area,
            organisation=OrganisationFactory(home_area=area, active_in=[area], visibility="public"),
            starts=starts,
            visibility="public",
        )
        for _ in range(2)
    ]
    return finding_of(*both)


def proposal(finding, *, is_first=True):
    kept, absorbed = (finding.first, finding.second) if is_first else (finding.second, finding.first)
    return propose_join(
        kept=kept, absorbed=absorbed, finding=finding, proposed_for=kept.organisation, values={}, by=None
    )


def test_both_sides_propose_at_once_and_one_proposal_waits(finding):
    raised = at_once(lambda: proposal(finding), lambda: proposal(finding, is_first=False))
    assert [error.code for error in raised] == ["proposed"]
    assert Join.objects.count() == 1


def test_yes_and_withdrawn_at_once_is_one_of_both(finding):
    join = proposal(finding)
    raised = at_once(
        lambda: answer_join(join, answer=JoinState.JOINED, by=None),
        lambda: answer_join(join, answer=JoinState.WITHDRAWN, by=None),
    )
    assert [error.code for error in raised] == ["answered"]
    join.refresh_from_db()
    is_joined = Event.objects.filter(joined_into=finding.first).exists()
    assert is_joined is (join.state == JoinState.JOINED)


def test_the_same_word_twice_at_once_is_one_word(finding):
    def say():
        decide_finding(finding, organisation=finding.first.organisation, answer="ask", by=None)

    assert at_once(say, say) == []
    assert finding.decisions.count() == 1


def test_two_workers_send_one_mail(finding):
    user = MembershipFactory(organisation=finding.first.organisation, role="editor").user
    Finding.objects.update(found_at=timezone.now() - timedelta(days=2))
    outcomes = []
    assert at_once(*[lambda: outcomes.append(finding_telling.tell(user.pk, is_soon=False))] * 2) == []
    assert sorted(outcomes) == ["nothing", "sent"]
    assert len(mail.outbox) == 1
    assert FindingNotice.objects.count() == 1
