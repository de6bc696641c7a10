"""Registering for an event as a person does it: on a phone, impatiently."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from podworko.agenda.models import SignUp
from podworko.core import traps
from podworko.core.visibility import Visibility
from tests.factories import AreaFactory, EventFactory, OrganisationFactory


@pytest.fixture
def event():
    start = datetime.now(UTC) + timedelta(days=9)
    organisation = OrganisationFactory(home_area=AreaFactory(name="Azory"), visibility=Visibility.PUBLIC)
    return EventFactory(
        organisation=organisation,
        title="Warsztaty",
        visibility=Visibility.PUBLIC,
        starts=start,
        registration="here",
        capacity=3,
    )


def test_somebody_impatient_registers_once(open_page, event, monkeypatch):
    monkeypatch.setattr(traps, "FASTEST", -1)
    page = open_page(f"/azory/calendar/{event.pk}/", width=360)
    page.get_by_role("link", name="Zapisz się").click()
    page.get_by_label("Imię i nazwisko").fill("Ewa Nowak")
    page.get_by_label("Telefon").fill("12 633 12 34")
    page.get_by_role("button", name="Zapisz mnie").dblclick()
    expect(page.get_by_role("heading", name="Twój zapis")).to_be_visible()
    expect(page.get_by_text("Masz miejsce")).to_be_visible()
    assert SignUp.objects.get().people == 1
