"""What the columns of a file mean: recognised, corrected by hand, remembered."""

import pytest

from podworko.organisations.models import ContactField, Organisation
from podworko.resources.models import Listing, RegisterImport
from tests.resources.importing import brought, columns_form, committed, previewed

TABLE = "Jednostka;Ulica;Nr domu;Dzwonić\nKlub Sowa;Weissa;3;12 633 12 34\n"


@pytest.fixture
def coordinator(signed_in):
    return signed_in("coordinator")


def test_unknown_heading_is_left_out_until_somebody_says_what_it_is(coordinator):
    made, answer = brought(coordinator, TABLE)
    sent = columns_form(coordinator, made)
    assert sent["column_0"] == ""
    refused = coordinator.post(answer.url, sent)
    assert "Wskaż kolumnę z nazwą" in refused.text
    coordinator.post(answer.url, {**sent, "column_0": "name", "column_3": "phone"})
    made.refresh_from_db()
    assert made.columns["fields"] == ["name", "street", "house", "phone"]


def test_what_was_said_is_remembered_for_the_same_headings(coordinator):
    previewed(coordinator, TABLE, column_0="name", column_3="phone")
    again, _answer = brought(coordinator, TABLE.replace("Sowa", "Kruk"))
    assert again.columns["fields"] == ["name", "street", "house", "phone"]
    other, _answer = brought(coordinator, TABLE.replace("Jednostka", "Placówka"))
    assert other.columns["fields"][3] == ""


def test_column_cannot_mean_what_another_means(coordinator):
    made, answer = brought(coordinator, "Nazwa;Ulica;Coś\nKlub;Weissa;Elsnera\n")
    refused = coordinator.post(answer.url, {**columns_form(coordinator, made), "column_2": "street"})
    assert "Dwie kolumny mają to samo znaczenie: ulica" in refused.text


def test_other_row_may_hold_the_headings(coordinator):
    _made, answer = brought(coordinator, "Nazwa;Ulica\nspis dawny;x\nNazwa;Telefon\nKlub;12 633 12 34\n")
    page = coordinator.get(answer.url, {"sheet": "0", "row": "3"})
    assert page.context["columns"].fields == ("name", "phone")


def test_name_of_a_category_nobody_knows_is_asked_about(coordinator, estate):
    table = "Nazwa;Kategoria\nKlub Sowa;Szkółki\nKlub Kruk;Edukacja\n"
    _made, answer = brought(coordinator, table)
    assert "Szkółki" in coordinator.get(answer.url).text
    made = previewed(coordinator, table, category_0=str(estate.category.pk))
    committed(coordinator, made)
    assert Listing.objects.filter(category=estate.category, location__organisation__name="Klub Sowa").exists()


def test_public_contacts_need_a_basis_and_a_notice(coordinator):
    table = "Nazwa;Telefon\nKlub Sowa;12 633 12 34\n"
    made, answer = brought(coordinator, table)
    sent = {**columns_form(coordinator, made), "contact_visibility": "public"}
    assert "Tego potrzeba, żeby pokazać kontakty wszystkim." in coordinator.post(answer.url, sent).text
    sent |= {"legal_basis": "not_personal", "notice_date": "2026-01-05", "visibility": "public"}
    assert coordinator.post(answer.url, sent).status_code == 302
    made = RegisterImport.objects.get(pk=made.pk)
    committed(coordinator, made)
    way = ContactField.objects.get(contact__organisation__name="Klub Sowa")
    assert (way.visibility, way.legal_basis, str(way.notice_date)) == ("public", "not_personal", "2026-01-05")
    assert Organisation.objects.get(name="Klub Sowa").visibility == "public"


def test_new_entries_are_not_public_unless_somebody_says_so(coordinator):
    committed(coordinator, previewed(coordinator, "Nazwa\nKlub Sowa\n"))
    assert Organisation.objects.get(name="Klub Sowa").visibility == "organisation"
