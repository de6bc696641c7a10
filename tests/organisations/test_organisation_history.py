import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.actions.contact import Ways, add_contact, change_contact, delete_contact
from podworko.organisations.actions.location import change_location
from podworko.organisations.actions.organisation import change_organisation
from podworko.resources.actions.accessibility import set_accessibility
from podworko.resources.actions.hours import set_opening_hours
from podworko.resources.actions.listing import set_categories
from podworko.resources.actions.resource import add_resource

ADDRESS = "/azory/organisations/szkola-nr-5/history/"


def test_nobody_has_changed_anything_yet(signed_in, estate):
    assert "Jeszcze nic nie zmieniono" in signed_in("editor").get(ADDRESS).text


def test_who_when_what_before_and_after_in_words(signed_in, estate):
    change_organisation(estate.school, values={"status": "uncertain", "description": "Uczymy."}, by=estate.coordinator)
    (item,) = signed_in("editor").get(ADDRESS).context["items"]
    assert item.verb == "zmiana wpisu"
    assert item.entry.actor_label == "Kora"
    assert {(change.label, change.before, change.after) for change in item.changes} == {
        ("stan", "działa", "nie wiadomo, czy działa"),
        ("czym się zajmuje", "", "Uczymy."),
    }


def test_what_belongs_to_the_entry_is_told_in_words_too(signed_in, estate):
    set_opening_hours(
        estate.place,
        table={"spans": [{"weekday": 0, "opens": "08:00", "closes": "16:00"}], "closed_on_holidays": "yes"},
        by=None,
    )
    set_accessibility(estate.place, answers={"lift": {"answer": "no", "note": "parter"}}, by=None)
    set_categories(estate.place, category_ids=[estate.area.categories.last().pk, estate.category.pk], by=None)
    change_location(estate.place, values={"latitude": 50.085, "longitude": 19.91, "precision": "exact"}, by=None)
    add_resource(
        organisation=estate.school,
        values={"kind": "room", "name": "Sala", "audiences": ["60+"], "languages": ["uk"]},
        by=None,
    )
    response = signed_in("editor").get(ADDRESS)
    said = {change.label: change.after for item in response.context["items"] for change in item.changes}
    assert said["godziny otwarcia"] == "pn 8:00–16:00; zamknięte w święta: tak"
    assert said["dostępność"] == "winda: nie (parter)"
    assert said["kategorie"] == "Zdrowie, Edukacja"
    assert said["jak dokładne jest położenie"] == "położenie dokładne"
    assert said["dla kogo"] == "60+"
    assert said["języki"] == "ukraiński"
    assert "system" in response.text


def test_no_technical_column_is_shown(signed_in, estate):
    change_organisation(estate.school, values={"name": "Szkoła"}, by=None)
    (item,) = signed_in("editor").get(ADDRESS).context["items"]
    assert [change.label for change in item.changes] == ["nazwa"]


@pytest.mark.parametrize("who", ["member", "neighbour", "stranger"])
def test_only_those_who_keep_the_entry_read_it(signed_in, estate, who):
    assert signed_in(who).get(ADDRESS).status_code == 404


def private_phone(estate):
    way = {"kind": "phone", "value": "600 000 001", "visibility": Visibility.PRIVATE}
    return add_contact(
        organisation=estate.school,
        values={"role": "dyrekcja", "holder_name": "Anna Zielna", "holder_visibility": Visibility.PRIVATE},
        ways=Ways(added=[way]),
        by=estate.editor,
    )


def test_private_things_are_shown_to_the_organisation_alone(signed_in, estate):
    contact = private_phone(estate)
    way = contact.fields.get()
    change_contact(contact, values={}, ways=Ways(changed={way.pk: {"value": "600 000 002"}}), by=estate.editor)
    delete_contact(contact, by=estate.editor)
    own = signed_in("editor").get(ADDRESS).text
    assert "+48 600 000 001" in own
    assert "Anna Zielna" in own
    others = signed_in("coordinator").get(ADDRESS).text
    assert "600 000 00" not in others
    assert "Anna Zielna" not in others


def test_what_was_private_once_stays_hidden_after_it_is_shown(signed_in, estate):
    contact = private_phone(estate)
    way = contact.fields.get()
    shown = {"visibility": Visibility.PUBLIC, "legal_basis": "consent", "notice_date": "2026-01-02"}
    change_contact(
        contact, values={}, ways=Ways(changed={way.pk: {**shown, "value": "12 000 00 00"}}), by=estate.editor
    )
    others = signed_in("coordinator").get(ADDRESS).text
    assert "600 000 001" not in others


def test_long_history_is_paged(signed_in, estate):
    for number in range(45):
        change_organisation(estate.school, values={"description": f"wersja {number}"}, by=None)
    client = signed_in("editor")
    first, last = client.get(ADDRESS), client.get(f"{ADDRESS}?page=3")
    assert len(first.context["items"]) == 20
    assert len(last.context["items"]) == 5
    assert "wersja 44" in first.text
    assert "Starsze" in first.text
    assert "Nowsze" in last.text


def test_number_of_queries_does_not_grow(signed_in, estate, django_assert_max_num_queries):
    client = signed_in("editor")
    for number in range(3):
        change_organisation(estate.school, values={"description": f"wersja {number}"}, by=None)
    with django_assert_max_num_queries(20):
        client.get(ADDRESS)
    for number in range(15):
        change_organisation(estate.school, values={"description": f"dalsza {number}"}, by=None)
    with django_assert_max_num_queries(20):
        client.get(ADDRESS)
