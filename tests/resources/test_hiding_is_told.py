"""Before a contact that nobody confirms is hidden, its organisation is told: by mail, or by whoever rings."""

import pytest
import time_machine
from django.utils import timezone

from podworko.core.visibility import Visibility
from podworko.organisations.choices import LegalBasis
from podworko.resources import freshness_due
from podworko.resources.models import FreshnessSettings
from podworko.resources.schedule import hide_unconfirmed
from tests.factories import AreaFactory, AreaRoleFactory, ContactFactory, ContactFieldFactory
from tests.resources.fresh import an_entry, give_address, run_asking, turn_on

TUESDAY = "2026-11-24 10:00+01:00"


@pytest.fixture
def azory(db):
    with time_machine.travel(TUESDAY, tick=False):
        yield AreaFactory(name="Azory")


@pytest.fixture
def school(azory):
    """A school that was checked lately, with a telephone that nobody has confirmed for nearly a year."""
    row = an_entry(azory, "Szkoła", assured_date="2026-11-01")
    values = {"kind": "phone", "visibility": Visibility.PUBLIC, "legal_basis": LegalBasis.NOT_PERSONAL}
    contact = ContactFactory(organisation=row)
    ContactFieldFactory(contact=contact, value="+48 12 345 67 89", notice_date="2025-12-10", **values)
    return row


def rung(area):
    return list(freshness_due.to_ring(FreshnessSettings.of(area), timezone.localdate()))


def page_of(client, area):
    client.force_login(AreaRoleFactory(area=area).user)
    return client.get(f"/{area.slug}/freshness/phone/").text.replace("\xa0", " ")


def test_mail_says_from_when_on_it_is_hidden(azory, school, mailoutbox):
    give_address(school)
    turn_on(azory)
    hide_unconfirmed.call()
    run_asking()
    assert "od dnia: 11 grudnia 2026" in mailoutbox[0].body.replace("\xa0", " ")
    assert rung(azory) == []


@pytest.mark.parametrize("is_on", [True, False])
def test_without_mail_somebody_rings_and_says_so(client, azory, school, is_on):
    turn_on(azory, is_on=is_on)
    assert rung(azory) == []
    hide_unconfirmed.call()
    run_asking()
    assert rung(azory) == [school]
    assert "zniknie ze stron 11.12.2026" in page_of(client, azory)


def test_in_a_month_without_mails_somebody_rings(client, azory, school, mailoutbox):
    give_address(school)
    turn_on(azory, paused_months=[11])
    hide_unconfirmed.call()
    run_asking()
    assert mailoutbox == []
    assert rung(azory) == [school]


def test_what_is_hidden_already_is_said_too(client, azory, school):
    hide_unconfirmed.call()
    with time_machine.travel("2026-12-15 10:00+01:00", tick=False):
        hide_unconfirmed.call()
        assert "ukryty przed wszystkimi od 15.12.2026" in page_of(client, azory)
