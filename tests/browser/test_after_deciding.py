"""What stands on the pages after a proposal was answered, or the joint event cancelled; and how mails are stopped."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from podworko.agenda.actions.event import cancel_event
from podworko.agenda.actions.finding_mails import mails_of, wanted_by
from podworko.agenda.actions.joining import answer_join, propose_join
from podworko.agenda.models import Event
from podworko.needs.actions.review_period import change_review_period
from podworko.needs.models import Problem
from tests.agenda.deciding import finding_of
from tests.factories import (
    AreaFactory,
    AreaRoleFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    ProblemFactory,
)

PHONE = {"width": 360, "height": 740, "color_scheme": "dark"}
DESK = {"width": 1280, "height": 800, "color_scheme": "light"}


@pytest.fixture
def area():
    return AreaFactory(name="Podwórze", slug="podworze")


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def look(request):
    return request.param


@pytest.fixture
def good(axe, sideways):
    def check(page):
        axe(page)
        assert sideways(page) <= 0

    return check


def event_of(area, name, title):
    club = OrganisationFactory(home_area=area, active_in=[area], name=name, visibility="public")
    starts = datetime.combine(timezone.localdate() + timedelta(days=6), time(11), tzinfo=UTC)
    values = {"starts": starts, "visibility": "public", "audiences": ["7-12"]}
    return EventFactory(area=area, organisation=club, title=title, **values)


def editor_of(event):
    return MembershipFactory(organisation=event.organisation, role="editor").user


@pytest.fixture
def both(area):
    return event_of(area, "Biblioteka", "Czytanie"), event_of(area, "Dom kultury", "Teatrzyk")


def answered(both, answer, reason=""):
    first, second = both
    asked = {"kept": first, "absorbed": second, "finding": finding_of(first, second), "values": {}, "by": None}
    join = propose_join(proposed_for=first.organisation, **asked)
    return answer_join(join, answer=answer, reason=reason, by=None)


def test_mails_are_stopped_started_again_and_chosen(both, open_page, good, look):
    user = editor_of(both[0])
    page = open_page(f"/accounts/mails/{mails_of(user).key}/", **look)
    good(page)
    page.get_by_role("button", name="Nie piszcie o tym").click()
    page.get_by_role("heading", name="Nie piszemy już o tym").wait_for()
    good(page)
    page.get_by_role("button", name="Cofnij").click()
    page.get_by_role("heading", name="Piszemy jak przedtem").wait_for()
    good(page)
    own = open_page("/accounts/", user=user, **look)
    own.get_by_label("najwyżej raz dziennie").check()
    good(own)
    own.get_by_role("button", name="Zapisz").click()
    own.get_by_text("Zapisano").wait_for()
    assert wanted_by(user) == "daily"


def test_answers_stand_on_the_desk(both, open_page, good, look):
    answered(both, "declined", "Mamy już scenę")
    page = open_page("/podworze/desk/", user=editor_of(both[0]), **look)
    good(page)
    page.get_by_role("link", name="Czytanie + Teatrzyk").click()
    page.get_by_text("Mamy już scenę").wait_for()


def test_a_cancelled_joint_event_leads_to_taking_it_apart(both, open_page, good, look):
    answered(both, "joined")
    first, second = (Event.objects.get(pk=event.pk) for event in both)
    cancel_event(first, reason="deszcz", by=None)
    theirs = open_page(f"/podworze/calendar/{second.pk}/", user=editor_of(second), **look)
    good(theirs)
    page = open_page(f"/podworze/calendar/{first.pk}/delete/", user=editor_of(first), **look)
    good(page)
    page.goto(f"/podworze/calendar/{first.pk}/")
    good(page)
    page.get_by_role("link", name=re.compile("Rozłącz.*Teatrzyk")).click()
    page.get_by_role("button", name="Rozłącz").click()
    page.get_by_text("znowu dwa wydarzenia").wait_for()
    assert Event.objects.get(pk=second.pk).joined_into is None


def test_coordinator_says_when_a_problem_is_out_of_date(area, open_page, good, look):
    problem = ProblemFactory(area=area, title="Ciemny przystanek", latitude=50.085, longitude=19.91, precision="exact")
    Problem.objects.filter(pk=problem.pk).update(created_at=problem.created_at - timedelta(days=200))
    change_review_period(area, months=3, by=None)
    page = open_page("/podworze/problems/", user=AreaRoleFactory(area=area).user, **look)
    good(page)
    page.get_by_role("link", name="Kiedy coś jest nieaktualne").click()
    good(page)
    page.get_by_label("Po ilu miesiącach").fill("5")
    page.get_by_role("button", name="Zapisz").click()
    page.get_by_text("Liczy się od razu").wait_for()
    page.goto(f"/podworze/problems/{problem.pk}/")
    page.get_by_text("nikt nie sprawdzał od 5 miesięcy").wait_for()
    page.goto("/podworze/problems/map/")
    page.get_by_text("Od ponad 5 miesięcy").wait_for()
    good(page)
    page.goto("/podworze/print/")
    page.get_by_role("heading", name="Mapa potrzeb").wait_for()
    good(page)
