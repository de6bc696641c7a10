"""Whom to ring: no address, no answer, or nobody is written to; the longest unconfirmed first, with what to say."""

from datetime import date

import time_machine
from django.utils import timezone

from podworko.core.visibility import Visibility
from tests.factories import ContactFactory, ContactFieldFactory
from tests.resources.fresh import TUESDAY, an_entry, give_address, turn_on

ADDRESS = "/azory/freshness/phone/"


def names_on(page):
    return [call.organisation.name for call in page.context["calls"]]


@time_machine.travel(TUESDAY, tick=False)
def test_longest_unconfirmed_come_first_with_number_and_words(signed_in, estate):
    estate.school.assured_date = date(2020, 5, 1)
    estate.school.save()
    ContactFieldFactory(contact=ContactFactory(organisation=estate.school), public=True, value="+48 12 000 00 07")
    an_entry(estate.area, "Świeży klub", assured_date=date(2026, 11, 1))
    page = signed_in("coordinator").get(ADDRESS)
    assert names_on(page) == ["Sklep", "Szkoła nr 5"]
    assert 'href="tel:+48120000007"' in page.text
    assert "Dzień dobry, dzwonię" in page.text
    assert "nie mamy numeru" in page.text


@time_machine.travel(TUESDAY, tick=False)
def test_who_can_be_asked_by_mail_is_not_rung(signed_in, estate):
    turn_on(estate.area)
    give_address(an_entry(estate.area, "Klub"))
    assert "Klub" not in names_on(signed_in("coordinator").get(ADDRESS))


@time_machine.travel(TUESDAY, tick=False)
def test_private_numbers_are_not_read_out(signed_in, estate):
    contact = ContactFactory(organisation=estate.school)
    ContactFieldFactory(contact=contact, value="500 600 700", visibility=Visibility.PRIVATE)
    assert "500 600 700" not in signed_in("coordinator").get(ADDRESS).text


def test_nobody_to_ring_is_a_good_state(signed_in, estate):
    estate.area.organisations.update(assured_date=timezone.localdate())
    assert "Nie ma do kogo dzwonić" in signed_in("coordinator").get(ADDRESS).text
