import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings

from podworko.agenda.actions import change_event
from podworko.core.visibility import Visibility
from tests.factories import EventFactory, MembershipFactory, OrganisationFactory
from tests.portal.pages import titles

ADDRESS = "/podworze/calendar/embed/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


@pytest.fixture
def december():
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def organisation(area):
    return OrganisationFactory(home_area=area, active_in=[area], name="Świetlica", visibility=Visibility.PUBLIC)


@pytest.fixture
def make(organisation):
    def make(title="Festyn", **values):
        common = {"organisation": organisation, "visibility": Visibility.PUBLIC}
        return EventFactory(**{**common, "title": title, **values})

    return make


def test_list_stands_in_a_frame_without_the_sites_navigation(client, make):
    make()
    response = client.get(ADDRESS)
    assert titles(response) == ["Festyn"]
    assert response.text.count("<h1>") == 1
    assert "Przejdź do treści" not in response.text
    assert "<form" not in response.text
    assert "<script" not in response.text


def test_links_open_the_whole_page_and_other_days_stay_in_the_frame(client, make):
    event = make()
    text = client.get(ADDRESS).text
    assert '<base target="_top">' in text
    assert f'href="/podworze/calendar/{event.pk}/?day=2026-12-08"' in text
    around = re.findall(r'<a href="\?[^"]*" rel="(?:prev|next)" target="_self">', text)
    assert len(around) == 2


def test_month_leads_from_a_full_day_to_the_calendar_itself(client, make):
    for number in range(6):
        make(f"Zajęcia {number}")
    text = client.get(f"{ADDRESS}?view=month").text
    assert "Zajęcia 4" in text
    assert 'href="/podworze/calendar/?view=map&amp;day=2026-12-08"' in text


@pytest.mark.parametrize("view", ["list", "month"])
def test_it_is_narrowed_to_what_an_institution_does(client, make, organisation, area, view):
    make("Nasze", audiences=["seniors"])
    make("Nasze dla dzieci", audiences=["7-12"])
    other = OrganisationFactory(home_area=area, active_in=[area], visibility=Visibility.PUBLIC)
    EventFactory(organisation=other, title="Cudze", visibility=Visibility.PUBLIC)
    text = client.get(f"{ADDRESS}?view={view}&organiser={organisation.slug}&for=seniors").text
    assert "Nasze<" in text
    assert "Cudze" not in text
    assert "dla dzieci" not in text
    assert "organizuje: Świetlica" in text


@pytest.mark.parametrize("view", ["map", "week", "nic"])
def test_another_view_is_the_list(client, make, view):
    make()
    assert titles(client.get(f"{ADDRESS}?view={view}")) == ["Festyn"]


def test_only_this_page_may_be_framed_and_stays_so_when_unchanged(client, make):
    event = make()
    response = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    for answer in (response, again):
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer
    whole = client.get("/podworze/calendar/")
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
    assert whole["X-Frame-Options"] == "DENY"
    change_event(event, values={"title": "Piknik"}, by=None)
    assert titles(client.get(ADDRESS, headers={"If-None-Match": response["ETag"]})) == ["Piknik"]


def test_it_leaves_no_cookie_and_shows_members_what_everybody_sees(client, make, organisation):
    make("Narada", visibility=Visibility.ORGANISATION)
    make()
    assert not client.get(ADDRESS).cookies
    client.force_login(MembershipFactory(organisation=organisation).user)
    response = client.get(ADDRESS)
    assert titles(response) == ["Festyn"]
    assert settings.SESSION_COOKIE_NAME not in response.cookies


def test_made_up_area_says_so_here_too(client, make, area):
    make()
    assert "wymyślone" not in client.get(ADDRESS).text
    area.is_sample = True
    area.save()
    assert "Osiedle przykładowe, wymyślone" in client.get(ADDRESS).text.replace("\xa0", " ")


def test_empty_calendar_says_so(client, area):
    assert "nikt niczego nie zapowiedział" in client.get(ADDRESS).text


def test_text_of_people_is_text(client, make):
    make("<script>alert(1)</script>")
    for view in ("list", "month"):
        assert "<script>" not in client.get(f"{ADDRESS}?view={view}").text
