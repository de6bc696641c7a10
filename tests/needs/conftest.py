from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from podworko.core.visibility import Visibility
from podworko.needs.actions.talk import answer_talk, propose_talk
from podworko.needs.models import Talk
from podworko.organisations.choices import MembershipRole
from tests.factories import (
    AreaFactory,
    AreaRoleFactory,
    CardFactory,
    ContactFactory,
    ContactFieldFactory,
    MembershipFactory,
    OrganisationFactory,
    ProblemFactory,
)
from tests.needs.asked import MONDAY, ending_card

SEEN = {"kind": "observation", "text": "Dwie lampy nie świecą.", "source": "spacer z mieszkańcami"}


@pytest.fixture
def area(db):
    return AreaFactory(slug="podworze", name="Podwórze", parent=AreaFactory(slug="dzielnica", name="Dzielnica"))


@pytest.fixture
def organisation(area):
    return OrganisationFactory(home_area=area, active_in=[area], name="Świetlica", visibility=Visibility.PUBLIC)


@pytest.fixture
def hidden(area):
    """An organisation that only its own people see."""
    return OrganisationFactory(home_area=area, active_in=[area], name="Cicha grupa", visibility=Visibility.PRIVATE)


@pytest.fixture
def member(organisation):
    return MembershipFactory(organisation=organisation, role=MembershipRole.MEMBER, user__name="Maria Członkini").user


@pytest.fixture
def coordinator(area):
    return AreaRoleFactory(area=area, user__email="koordynator@example.org", user__name="Kora Koordynator").user


@pytest.fixture
def keeper(client, coordinator):
    """A browser in which the coordinator has signed in."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def make(area):
    def make(title="Ciemny przystanek", **values):
        return ProblemFactory(**{"area": area, "title": title, **values})

    return make


@pytest.fixture
def nobody_counted(db):
    """No attempts of other tests stand in the way."""
    cache.clear()


@pytest.fixture
def form():
    """What the form of a problem sends from a coordinator: the least that it must."""
    return {
        "kind": "problem",
        "title": "Ciemny przystanek",
        "visibility": "public",
        "state": "acknowledged",
        "came_by": "paper",
    }


@pytest.fixture
def editor(organisation):
    """Keeps the entry of „Świetlica”."""
    return MembershipFactory(
        organisation=organisation, role=MembershipRole.EDITOR, user__email="swietlica@example.org"
    ).user


@pytest.fixture
def school(area):
    return OrganisationFactory(home_area=area, active_in=[area], name="Szkoła", visibility=Visibility.PUBLIC)


@pytest.fixture
def teacher(school):
    """Keeps the entry of „Szkoła”."""
    return MembershipFactory(organisation=school, role=MembershipRole.EDITOR, user__email="szkola@example.org").user


@pytest.fixture
def offer(organisation):
    """„Świetlica” has tables."""
    return CardFactory(organisation=organisation, kind="things", title="Dziesięć stołów", terms="free")


@pytest.fixture
def ask(school):
    """„Szkoła” looks for tables."""
    return CardFactory(organisation=school, side="ask", kind="things", title="Potrzebne stoły na kiermasz")


@pytest.fixture
def clock_at():
    """A function: `with clock_at(days=90):` is so many days later."""

    def later(**distance):
        return time_machine.travel(timezone.now() + timedelta(**distance), tick=False)

    return later


@pytest.fixture
def queries(client):
    """A function that says how often a page asks the database."""

    def count(address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    return count


@pytest.fixture
def talk(offer, ask):
    """What the coordinator has proposed to both."""
    return propose_talk(cards=(offer, ask), by=None)


@pytest.fixture
def phone(school):
    """A telephone of „Szkoła” that only the school itself sees."""
    contact = ContactFactory(organisation=school, role="sekretariat")
    return ContactFieldFactory(contact=contact, kind="phone", value="12 345 67 89", visibility="organisation")


@pytest.fixture
def agreed(talk, phone):
    """Both have said yes; the school lets its telephone pass, the other side typed an address."""
    answer_talk(talk, side="ask", values={"answer": "yes", "passes": [phone.pk]}, by=None)
    answer_talk(talk, side="offer", values={"answer": "yes", "words": "ola@example.org"}, by=None)
    return Talk.objects.get()


@pytest.fixture
def monday():
    """A Monday morning on which mails go out."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def ending(monday, organisation, editor):
    """„Świetlica” has a hall until tomorrow."""
    return ending_card(organisation)
