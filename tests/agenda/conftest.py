from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache

from podworko.agenda.actions import create_default_kinds
from podworko.agenda.choices import FeedTrust
from podworko.core import public_network
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from tests.agenda.calendars import serving
from tests.factories import (
    AreaFactory,
    AreaRoleFactory,
    EventFactory,
    FeedFactory,
    MembershipFactory,
    OrganisationFactory,
    SignUpFactory,
)
from tests.register import make_estate


@pytest.fixture
def december():
    """Monday morning, 7 December 2026."""
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def area(db):
    return AreaFactory(slug="podworze", name="Podwórze", parent=AreaFactory(slug="dzielnica", name="Dzielnica"))


@pytest.fixture
def organisation(area):
    return OrganisationFactory(home_area=area, active_in=[area], name="Świetlica", visibility=Visibility.PUBLIC)


@pytest.fixture
def editor(organisation):
    """Who keeps the organisation's entry, and so its events."""
    return MembershipFactory(organisation=organisation, role=MembershipRole.EDITOR).user


@pytest.fixture
def area_coordinator(area):
    return AreaRoleFactory(area=area).user


@pytest.fixture
def make(organisation):
    def make(title="Festyn", **values):
        common = {"organisation": organisation, "visibility": Visibility.PUBLIC}
        return EventFactory(**{**common, "title": title, **values})

    return make


@pytest.fixture
def form(organisation):
    """What the form of an event sends: the least that it must."""
    return {
        "title": "Festyn",
        "day": "2026-12-12",
        "time_from": "10:00",
        "organisation_id": organisation.pk,
        "visibility": "public",
        "cost": "not_asked",
        "registration": "not_asked",
        "status": "planned",
    }


@pytest.fixture
def azory(db):
    return AreaFactory(name="Azory")


@pytest.fixture
def coordinator(azory):
    return AreaRoleFactory(area=azory, user__email="koordynator@example.org", user__name="Kora Koordynator").user


@pytest.fixture
def nobody_counted(db):
    """No attempts of other tests stand in the way."""
    cache.clear()


@pytest.fixture
def source(monkeypatch):
    """A calendar at an address of this machine, which alone can be reached."""
    with serving() as found:
        monkeypatch.setattr(public_network, "PUBLIC", found.network)
        yield found


@pytest.fixture
def estate(db):
    return make_estate()


@pytest.fixture
def signed_in(client, estate):
    """A function that signs one of the estate's people in: `signed_in("editor")`."""

    def sign_in(who):
        client.force_login(getattr(estate, who))
        return client

    return sign_in


@pytest.fixture
def feed(estate, source):
    """The school's calendar, whose new events wait."""
    return FeedFactory(
        organisation=estate.school, address=source.address, label="Kalendarz szkoły", trust=FeedTrust.REVIEW
    )


@pytest.fixture
def kinds(area):
    """The usual kinds of events of the area, by code."""
    return {kind.code: kind for kind in create_default_kinds(area, by=None)}


@pytest.fixture
def workshop(make, area):
    """On Saturday, 12 December 2026, with three places and registration here."""
    start = datetime(2026, 12, 12, 10, tzinfo=UTC)
    return make("Warsztaty", starts=start, registration="here", capacity=3, place_name="sala na piętrze")


@pytest.fixture
def course(make, area):
    """Every Tuesday at 17:00 from 8 December 2026, four times, with two places each."""
    return make("Kurs", rule="FREQ=WEEKLY;COUNT=4", registration="here", capacity=2)


@pytest.fixture
def sign_up(workshop):
    """A function that registers somebody for the workshop, or for another `event`."""

    def sign_up(name="Ewa Nowak", **values):
        return SignUpFactory(**{"event": workshop, "name": name, **values})

    return sign_up
