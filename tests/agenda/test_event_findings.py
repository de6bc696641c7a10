"""While an event is typed, whoever types learns what else there is then, and no more than they may read."""

import pytest
import time_machine
from django.test import Client

from podworko.agenda.actions.event import change_event
from podworko.agenda.models import Event
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from tests.agenda.test_findings import CLOCK, HERE, NEAR, planned
from tests.factories import LocationFactory, MembershipFactory, OrganisationFactory, ResourceFactory, UserFactory
from tests.portal.pages import text_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(CLOCK, tick=False):
        yield


@pytest.fixture
def school(area):
    return OrganisationFactory(home_area=area, active_in=[area], name="Szkoła", visibility=Visibility.PUBLIC)


@pytest.fixture
def yard(school, area):
    return LocationFactory(
        organisation=school, area=area, latitude=HERE[0], longitude=HERE[1], visibility=Visibility.PUBLIC
    )


@pytest.fixture
def typing(school):
    client = Client()
    client.force_login(MembershipFactory(organisation=school, role=MembershipRole.EDITOR).user)
    return client


@pytest.fixture
def typed(school, yard):
    return {
        "day": "2026-12-08",
        "time_from": "17:00",
        "organisation_id": school.pk,
        "location_id": yard.pk,
        "audiences": ["7-12"],
    }


def ask(client, area, **typed):
    return client.get(f"/{area.slug}/calendar/new/findings/", typed)


def said(response):
    return text_of(response.text)


def test_what_can_be_joined_stands_beside_the_form(area, typing, typed):
    planned(area, NEAR, title="Festyn w parku")
    page = said(ask(typing, area, **typed))
    assert "można połączyć" in page
    assert "Festyn w parku" in page
    assert "7–12 lat" in page


def test_unfinished_form_asks_for_more(area, typing, typed):
    planned(area, NEAR)
    assert "Wpisz dzień" in said(ask(typing, area))
    assert "Wpisz dzień" in said(ask(typing, area, day="31.02", audiences=["7-12"]))


def test_nothing_is_said_as_such(area, typing, typed):
    assert "Nic się z tym nie zbiega" in said(ask(typing, area, **typed))


@pytest.mark.parametrize("hidden", [Visibility.ORGANISATION, Visibility.PRIVATE])
def test_hidden_plans_are_neither_shown_nor_hinted_at(area, typing, typed, hidden):
    before = ask(typing, area, **typed).text
    planned(area, NEAR, title="Tajny festyn", visibility=hidden)
    assert ask(typing, area, **typed).text == before


def test_tentative_plans_of_partners_count(area, typing, typed):
    planned(
        area,
        NEAR,
        title="Ołówkiem",
        visibility=Visibility.PARTNERS,
        starts=None,
        ends=None,
        pencil="w tym tygodniu",
        candidate_days=["2026-12-08", "2026-12-09"],
    )
    page = said(ask(typing, area, **typed))
    assert "Ołówkiem" in page
    assert "bez pewnej daty" in page


def test_event_that_is_changed_is_not_compared_with_itself(area, typing, typed, school, yard):
    own = planned(area, title="Nasze", organisation=school)
    assert "Nasze" not in said(ask(typing, area, event=own.pk, **typed))


def test_event_of_others_cannot_be_named(area, typing, typed):
    other = planned(area, FAR_AWAY)
    assert ask(typing, area, event=other.pk, **typed).status_code == 404


FAR_AWAY = (50.2, 20.2)


def test_numbers_in_the_address_that_are_not_for_this_person_tell_nothing(area, typing, typed):
    hidden = ResourceFactory(
        kind="room", organisation=OrganisationFactory(home_area=area), visibility=Visibility.PRIVATE, name="Skarbiec"
    )
    planned(area, FAR_AWAY, room_id=hidden.pk, title="Narada")
    assert "Narada" not in said(ask(typing, area, **{**typed, "room_id": hidden.pk}))


def test_room_that_one_may_not_see_is_not_named(area, typing, school):
    hidden = ResourceFactory(
        kind="room", organisation=OrganisationFactory(home_area=area), visibility=Visibility.PRIVATE, name="Skarbiec"
    )
    planned(area, FAR_AWAY, room_id=hidden.pk, title="Narada")
    own = planned(area, title="Nasze", organisation=school, room_id=hidden.pk)
    page = typing.get(f"/{area.slug}/calendar/{own.pk}/edit/").text
    assert "Narada" in page
    assert "Skarbiec" not in page


def test_series_that_is_typed_is_compared_with_all_its_dates(area, typing, typed):
    planned(area, NEAR, title="Zajęcia", rule="FREQ=WEEKLY;COUNT=3")
    page = said(ask(typing, area, **{**typed, "repeats": "weekly", "weekdays": ["1"], "repeats_times": "3"}))
    assert "Terminy: 3" in page


def test_nonsense_is_answered(area, typing, typed):
    ids = ("location_id", "room_id", "organisation_id", "co_organisers", "event", "kind_id")
    for name in (*ids, "equipment", "helpers"):
        for value in ("x", "-1", "9" * 30, "٣"):
            assert ask(typing, area, **{**typed, name: value}).status_code in {200, 404}


def test_without_script_a_button_shows_it_and_saves_nothing(area, typing, typed):
    planned(area, NEAR, title="Festyn w parku")
    sent = {
        **typed,
        "title": "Gry",
        "visibility": "public",
        "cost": "not_asked",
        "registration": "not_asked",
        "status": "planned",
        "look": "1",
    }
    page = typing.post(f"/{area.slug}/calendar/new/", sent)
    assert page.status_code == 200
    assert "Festyn w parku" in words(page)
    assert 'value="Gry"' in page.text
    assert not Event.objects.filter(title="Gry").exists()


def test_form_of_an_event_that_is_there_shows_it_at_once(area, typing, school, yard):
    planned(area, NEAR, title="Festyn w parku")
    own = planned(area, title="Nasze", organisation=school)
    page = typing.get(f"/{area.slug}/calendar/{own.pk}/edit/")
    assert "Festyn w parku" in words(page)


def test_strangers_are_turned_away(area, client):
    client.force_login(UserFactory())
    assert ask(client, area).status_code == 404


def test_only_equipment_that_both_need_is_named(area, typing, typed, school):
    shared = ResourceFactory(kind="equipment", organisation=school, name="Rzutnik", visibility=Visibility.PUBLIC)
    other = planned(area, FAR_AWAY, title="Kino")
    hidden = ResourceFactory(
        kind="equipment", organisation=other.organisation, name="Sejf", visibility=Visibility.PRIVATE
    )
    change_event(other, values={"equipment": [shared.pk, hidden.pk]}, by=None)
    page = said(ask(typing, area, **{**typed, "equipment": [shared.pk]}))
    assert "Rzutnik" in page
    assert "Sejf" not in page
