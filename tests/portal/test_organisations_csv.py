import csv
import io

from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole, Status
from tests.factories import ContactFactory, ContactFieldFactory, MembershipFactory, OrganisationFactory
from tests.portal.conftest import MIDDLE

ADDRESS = "/podworze/organisations.csv"


def raw(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return response.getvalue()


def rows(client, address=ADDRESS):
    text = raw(client, address).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_azory_has_a_row_per_place_and_one_for_who_has_none(client, azory):
    content = raw(client, "/azory/organisations.csv")
    assert content.startswith(b"\xef\xbb\xbfNumer na mapie;Nazwa;")
    assert content.count(b"\r\n") == content.count(b"\n")
    found = rows(client, "/azory/organisations.csv")
    assert sum(row["Numer na mapie"] != "" for row in found) == 25
    assert len({row["Nazwa"] for row in found}) == 34
    assert sum("Pod Owieczką" in row["Nazwa"] for row in found) == 3
    council = next(row for row in found if row["Nazwa"] == "Rada Dzielnicy IV")
    assert (council["Adres"], council["Położenie"]) == ("", "położenie nieznane")
    assert b"4/62" not in content
    assert client.get("/azory/organisations.csv")["Content-Disposition"] == (
        'attachment; filename="azory-organizacje.csv"'
    )


def test_row_says_what_everybody_may_know(client, make_entry):
    location = make_entry(number=3, postcode="31-227", city="Kraków", **MIDDLE)
    contact = ContactFactory(organisation=location.organisation)
    ContactFieldFactory(contact=contact, value="12 000 00 00", public=True)
    ContactFieldFactory(contact=contact, value="600 000 000", visibility=Visibility.PARTNERS)
    (row,) = rows(client)
    assert row["Numer na mapie"] == "3"
    assert (row["Adres"], row["Kod pocztowy"], row["Miejscowość"]) == ("Długa 1", "31-227", "Kraków")
    assert (row["Szerokość geograficzna"], row["Długość geograficzna"]) == ("50,0866", "19,9062")
    assert row["Telefon"] == "12 000 00 00"
    assert row["Strona wpisu"] == "http://localhost:8000/podworze/organisations/szkola/"


def test_phone_of_a_place_goes_before_that_of_the_organisation(client, make_entry):
    location = make_entry()
    for place, value in ((None, "12 000 00 01"), (location, "12 000 00 02")):
        contact = ContactFactory(organisation=location.organisation, location=place)
        ContactFieldFactory(contact=contact, value=value, public=True)
    assert rows(client)[0]["Telefon"] == "12 000 00 02"


def test_contact_whose_holder_has_left_is_not_given(client, make_entry):
    contact = ContactFactory(organisation=make_entry().organisation, held_until="2020-01-01")
    ContactFieldFactory(contact=contact, public=True)
    assert rows(client)[0]["Telefon"] == ""


def test_member_gets_the_public_file_too(client, make_entry):
    hidden = make_entry("Ukryta", owner=Visibility.ORGANISATION)
    make_entry("Jawna")
    client.force_login(MembershipFactory(organisation=hidden.organisation, role=MembershipRole.EDITOR).user)
    assert [row["Nazwa"] for row in rows(client)] == ["Jawna"]


def test_no_cell_is_a_formula(client, area):
    for number, start in enumerate("=+-@"):
        OrganisationFactory(home_area=area, name=f"{start}1+1", slug=f"o{number}", visibility=Visibility.PUBLIC)
    assert {row["Nazwa"] for row in rows(client)} == {"'=1+1", "'+1+1", "'-1+1", "'@1+1"}


def test_name_with_signs_of_the_format_stays_one_cell(client, area):
    name = 'Klub "Pod; dębem"\nnowy'
    OrganisationFactory(home_area=area, name=name, slug="klub", visibility=Visibility.PUBLIC)
    assert rows(client)[0]["Nazwa"] == 'Klub "Pod; dębem" nowy'


def test_closed_organisation_is_left_out(client, area):
    OrganisationFactory(home_area=area, status=Status.CLOSED, visibility=Visibility.PUBLIC)
    assert rows(client) == []


def test_number_of_queries_does_not_grow_with_organisations(client, make_entry, django_assert_num_queries):
    make_entry()
    with django_assert_num_queries(6):
        assert len(rows(client)) == 1
    make_entry("Druga")
    make_entry("Trzecia")
    with django_assert_num_queries(6):
        assert len(rows(client)) == 3
