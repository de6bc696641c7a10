from datetime import UTC, datetime

import pytest

from podworko.agenda.actions import cancel_event, cancel_occurrence, change_event
from podworko.agenda.models import EventOrganiser
from podworko.core.visibility import Visibility
from tests.agenda.deciding import joined, pair
from tests.factories import OrganisationFactory
from tests.portal.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def test_history_says_who_what_and_what_before(client, editor, make):
    client.force_login(editor)
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    moved = {"starts": datetime(2026, 12, 8, 18, tzinfo=UTC), "ends": datetime(2026, 12, 8, 19, tzinfo=UTC)}
    change_event(event, values={**moved, "audiences": ["seniors"]}, by=editor)
    cancel_occurrence(event, datetime(2026, 12, 15, 18, tzinfo=UTC), reason="remont", by=editor)
    cancel_event(event, reason="deszcz", by=editor)
    shown = words(client.get(f"/podworze/calendar/{event.pk}/changes/"))
    for said in ("Zmiana wydarzenia", "17:00", "18:00", "seniorzy", "Odwołanie jednego terminu", "remont", "deszcz"):
        assert said in shown
    assert editor.get_short_name() in shown


def test_a_proposal_stands_there_without_its_codes(client, area):
    both = pair(area)
    joined(both)
    client.force_login(both.one)
    shown = words(client.get(f"/podworze/calendar/{both.first.pk}/changes/"))
    assert "Propozycja połączenia wydarzeń" in shown
    for code in ("proposed", "joined", f"{both.first.pk} + {both.second.pk}"):
        assert code not in shown


def test_an_organisation_that_the_reader_may_not_see_is_not_named(client, area):
    both = pair(area)
    quiet = OrganisationFactory(home_area=area, active_in=[area], name="Cicha grupa", visibility=Visibility.PRIVATE)
    EventOrganiser.objects.create(event=both.second, organisation=quiet)
    joined(both)
    client.force_login(both.one)
    text = client.get(f"/podworze/calendar/{both.first.pk}/changes/").text
    assert "Dom kultury (współorganizuje)" in text
    assert "Cicha grupa" not in text
