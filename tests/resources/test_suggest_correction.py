import json

import pytest
from django.core.cache import cache

from podworko.core.visibility import Visibility
from podworko.organisations.actions.organisation import change_organisation
from podworko.resources.models import EntrySuggestion
from tests.factories import ContactFactory, ContactFieldFactory, OrganisationFactory
from tests.register import form_on
from tests.resources.suggesting import SHOWN, office, patiently

ADDRESS = "/azory/organisations/szkola-nr-5/suggest/"


@pytest.fixture(autouse=True)
def nobody_counted(estate, monkeypatch):
    cache.clear()
    patiently(monkeypatch)


def shown_form(client):
    return form_on(client.get(ADDRESS), having="note")


def test_form_holds_what_everybody_reads_and_nothing_more(client, estate):
    public = office(estate)
    hidden = ContactFieldFactory(
        contact=public.contact, kind="phone", value="+48 600 100 200", visibility="organisation"
    )
    estate.school.editor_note = "tajna notatka"
    estate.school.save()
    page = client.get(ADDRESS).text
    assert public.value in page
    assert hidden.value not in page
    assert "tajna notatka" not in page
    assert "Wojciecha Weissa 8" in page


def test_only_what_was_changed_is_sent(client, estate):
    way = office(estate)
    sent = shown_form(client).filled(**{f"way_{way.pk}": "12 345 67 80", f"hours_{estate.place.pk}": "pn-pt 8-16"})
    answer = client.post(ADDRESS, sent)
    left = EntrySuggestion.objects.get()
    assert left.changes == {
        f"way:{way.pk}": ["+48 12 345 67 89", "12 345 67 80"],
        f"hours:{estate.place.pk}": ["", "pn-pt 8-16"],
    }
    assert left.organisation == estate.school
    assert "Czeka na decyzję" in client.get(answer.url).text


def test_nothing_changed_is_not_sent(client):
    answer = client.post(ADDRESS, shown_form(client).filled())
    assert "Nic tu się nie zmienia" in answer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert not EntrySuggestion.objects.exists()


def test_a_remark_alone_is_enough(client):
    client.post(ADDRESS, shown_form(client).filled(note="Wejście jest z drugiej strony."))
    assert EntrySuggestion.objects.get().changes == {}


def test_change_that_somebody_makes_meanwhile_is_not_sent_back(client, estate):
    form = shown_form(client)
    change_organisation(estate.school, values={"description": "Nowy opis."}, by=None)
    client.post(ADDRESS, form.filled(website="szkola5.example"))
    assert set(EntrySuggestion.objects.get().changes) == {"website"}


@pytest.mark.parametrize(
    "shown", ["", "[]", "{", "[" * 9000, json.dumps({"name": ["x"], "way:1": None}), '{"name": "\\ud800"}']
)
def test_damaged_hidden_field_changes_nothing(client, shown):
    sent = shown_form(client).filled(name="Szkoła nr 6", shown=shown)
    assert client.post(ADDRESS, sent).status_code == 302
    assert EntrySuggestion.objects.get().changes["name"][1] == "Szkoła nr 6"


def test_entry_that_not_everybody_sees_cannot_be_corrected_here(client, estate):
    for level in (Visibility.PARTNERS, Visibility.ORGANISATION, Visibility.PRIVATE):
        hidden = OrganisationFactory(home_area=estate.area, visibility=level, slug=f"ukryta-{level}")
        client.force_login(estate.coordinator)
        assert client.get(f"/azory/organisations/{hidden.slug}/suggest/").status_code == 404


def test_former_holders_contact_is_not_offered(client, estate):
    gone = ContactFactory(organisation=estate.school, held_until="2020-01-01")
    way = ContactFieldFactory(contact=gone, kind="phone", value="+48 12 000 00 07", **SHOWN)
    assert way.value not in client.get(ADDRESS).text


def test_page_of_the_organisation_leads_here(client):
    page = client.get("/azory/organisations/szkola-nr-5/").text
    assert ADDRESS in page
    assert "/azory/organisations/szkola-nr-5/suggest-closure/" in page
