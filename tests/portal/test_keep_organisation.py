import pytest

from podworko.core.visibility import Visibility
from podworko.resources.actions.hours import set_opening_hours
from tests.factories import ContactFactory, ContactFieldFactory, ResourceFactory
from tests.register import make_estate

ADDRESS = "/azory/organisations/szkola-nr-5/keep/"


@pytest.fixture
def estate(db):
    return make_estate()


def open_as(client, user):
    client.force_login(user)
    return client.get(ADDRESS)


def test_all_that_belongs_to_an_entry_with_a_way_to_change_it(client, estate):
    set_opening_hours(estate.place, table={"spans": [{"weekday": 0, "opens": "08:00", "closes": "16:00"}]}, by=None)
    ContactFieldFactory(contact=ContactFactory(organisation=estate.school))
    ResourceFactory(organisation=estate.school, name="Sala")
    text = open_as(client, estate.editor).text
    assert "Wojciecha Weissa 8" in text
    assert "pn 8:00–16:00" in text
    assert "sekretariat" in text
    assert "12 000 00 00" in text
    assert "Sala" in text
    assert f"/azory/organisations/szkola-nr-5/locations/{estate.place.pk}/hours/" in text


def test_what_was_never_asked_says_so(client, estate):
    text = open_as(client, estate.editor).text
    assert text.count("jeszcze nie pytano") >= 2
    assert "do potwierdzenia" in text


def test_coordinator_sees_nothing_private(client, estate):
    contact = ContactFactory(
        organisation=estate.school, holder_name="Anna Zielna", holder_visibility=Visibility.PRIVATE
    )
    ContactFieldFactory(contact=contact, value="+48 600 000 001", visibility=Visibility.PRIVATE)
    ResourceFactory(organisation=estate.school, name="Sejf", visibility=Visibility.PRIVATE)
    own, others = open_as(client, estate.editor).text, open_as(client, estate.coordinator).text
    for secret in ("Anna Zielna", "600 000 001", "Sejf"):
        assert secret in own
        assert secret not in others


@pytest.mark.parametrize("who", ["member", "neighbour", "stranger"])
def test_others_find_no_such_page(client, estate, who):
    assert open_as(client, getattr(estate, who)).status_code == 404


def test_number_of_queries_does_not_grow(client, estate, django_assert_max_num_queries):
    for number in range(4):
        ContactFieldFactory(contact=ContactFactory(organisation=estate.school, role=f"rola {number}"))
        ResourceFactory(organisation=estate.school)
    client.force_login(estate.editor)
    with django_assert_max_num_queries(30):
        client.get(ADDRESS)
    for number in range(4, 12):
        ContactFieldFactory(contact=ContactFactory(organisation=estate.school, role=f"rola {number}"))
        ResourceFactory(organisation=estate.school)
    with django_assert_max_num_queries(30):
        client.get(ADDRESS)
