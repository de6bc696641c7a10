import pytest

from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.organisations.models import Contact, Location, Membership, Organisation
from tests.factories import CategoryFactory, OrganisationFactory
from tests.register import form_on, messages_on

ADDRESS = "/azory/organisations/new/"


def send(client, **values):
    response = client.get(ADDRESS)
    return client.post(ADDRESS, form_on(response, having="name").filled(**values), follow=True)


def test_coordinator_enters_somebody_in_one_page(signed_in, estate):
    response = send(
        signed_in("coordinator"),
        name="  Apteka   Słoneczna ",
        category=str(estate.category.pk),
        address="ul. Elsnera 3",
        phone="12 345 67 89",
    )
    apteka = Organisation.objects.get(name="Apteka Słoneczna")
    place = apteka.locations.get()
    assert (place.street_name, place.house_number, place.area) == ("Józefa Elsnera", "3", estate.area)
    assert apteka.visibility == place.visibility == Visibility.PUBLIC
    assert place.listings.get().category == estate.category
    way = apteka.contacts.get().fields.get()
    assert (way.value, way.visibility, way.legal_basis) == ("+48 12 345 67 89", Visibility.PUBLIC, "not_personal")
    assert way.notice_date is not None
    assert response.redirect_chain[-1][0].startswith("/azory/organisations/apteka-sloneczna/")
    assert "Dodano wpis." in messages_on(response)
    assert not Membership.objects.filter(organisation=apteka).exists()


def test_who_has_a_pile_of_cards_goes_on_to_the_next_one(signed_in, estate):
    response = send(signed_in("coordinator"), name="Apteka Słoneczna", category=str(estate.category.pk), another="1")
    assert response.redirect_chain[-1][0] == ADDRESS
    assert "Dodano wpis: Apteka Słoneczna" in messages_on(response)
    assert form_on(response, having="name").fields["name"] == [""]


def test_member_of_an_organisation_becomes_the_editor_of_what_they_enter(signed_in, estate):
    response = send(signed_in("member"), name="Klub szachowy", category=str(estate.category.pk))
    club = Organisation.objects.get(name="Klub szachowy")
    assert response.status_code == 200
    assert club.visibility == Visibility.ORGANISATION
    assert Membership.objects.get(organisation=club).user == estate.member


@pytest.mark.parametrize("who", ["stranger"])
def test_person_of_nowhere_finds_no_such_page(signed_in, who):
    assert signed_in(who).get(ADDRESS).status_code == 404
    assert signed_in(who).post(ADDRESS, {"name": "X"}).status_code == 404


def test_name_and_category_are_enough(signed_in, estate):
    send(signed_in("coordinator"), name="Ławeczka sąsiadów", category=str(estate.category.pk))
    bench = Organisation.objects.get(name="Ławeczka sąsiadów")
    assert bench.locations.get().street_name == ""
    assert not bench.contacts.exists()


def test_missing_name_is_said_beside_the_field_and_nothing_is_lost(signed_in, estate):
    response = send(signed_in("coordinator"), name="", address="Elsnera 3", category=str(estate.category.pk))
    assert response.status_code == 200
    assert response.context["form"].errors["name"] == ["To pole jest wymagane."]
    assert form_on(response, having="name").fields["address"] == ["Elsnera 3"]
    assert Organisation.objects.count() == 2


def test_wrong_telephone_is_said_in_words(signed_in, estate):
    response = send(signed_in("coordinator"), name="Kiosk", category=str(estate.category.pk), phone="zapytaj")
    assert "To nie wygląda na numer telefonu" in response.text


def test_public_telephone_without_basis_is_refused_in_words(signed_in, estate):
    response = send(
        signed_in("coordinator"),
        name="Kiosk",
        category=str(estate.category.pk),
        phone="12 345 67 89",
        legal_basis="",
        notice_date="",
    )
    assert "wybierz, na jakiej podstawie" in response.text
    assert "Podaj dzień, w którym powiadomiono" in response.text
    assert not Contact.objects.exists()


def test_form_sent_twice_makes_one(signed_in, estate):
    client = signed_in("coordinator")
    sent = form_on(client.get(ADDRESS), having="name").filled(name="Kiosk", category=str(estate.category.pk))
    first = client.post(ADDRESS, sent)
    second = client.post(ADDRESS, sent)
    third = client.post(ADDRESS, sent | {"accepted": "nothing"}, follow=True)
    assert Organisation.objects.filter(name="Kiosk").count() == 1
    assert second.url == first.url
    assert third.status_code == 200
    assert "Ten wpis jest już zapisany." in messages_on(third)


def test_similar_name_is_warned_of_and_can_be_saved_all_the_same(signed_in, estate):
    client = signed_in("coordinator")
    response = send(client, name="SZKOŁA NR 5", category=str(estate.category.pk))
    assert "Podobny wpis już jest" in response.text
    assert Organisation.objects.count() == 2
    again = client.post(ADDRESS, form_on(response, having="name").filled(), follow=True)
    assert "Dodano wpis." in messages_on(again)
    assert Organisation.objects.filter(name="SZKOŁA NR 5").exists()


def test_warning_gives_no_hidden_entry_away(signed_in, estate):
    OrganisationFactory(home_area=estate.area, name="Tajny klub", visibility=Visibility.PRIVATE)
    response = send(signed_in("coordinator"), name="Tajny klub", category=str(estate.category.pk))
    assert "Dodano wpis." in messages_on(response)


def test_unknown_street_is_no_error_and_the_likely_one_is_offered(signed_in, estate):
    client = signed_in("coordinator")
    response = send(client, name="Kiosk", category=str(estate.category.pk), address="Czerwińskiego 1")
    assert "Tej ulicy nie ma na naszej liście: Czerwińskiego" in response.text
    form = form_on(response, having="name")
    client.post(ADDRESS, form.filled(street_answer="Bolesława Czerwieńskiego"))
    assert Location.objects.get(organisation__name="Kiosk").street_name == "Bolesława Czerwieńskiego"


def test_unknown_street_can_stay(signed_in, estate):
    client = signed_in("coordinator")
    response = send(client, name="Kiosk", category=str(estate.category.pk), address="Czerwińskiego 1")
    response = client.post(ADDRESS, form_on(response, having="name").filled(), follow=True)
    assert Location.objects.get(organisation__name="Kiosk").street_name == "Czerwińskiego"
    assert any("Tej ulicy nie ma na naszej liście" in said for said in messages_on(response))


def test_street_unlike_any_other_needs_no_question(signed_in, estate):
    send(signed_in("coordinator"), name="Kiosk", category=str(estate.category.pk), address="Marszałkowska 1")
    assert Location.objects.get(organisation__name="Kiosk").street_name == "Marszałkowska"


def test_flat_number_is_kept_but_not_confirmed(signed_in, estate):
    response = send(signed_in("coordinator"), name="Kiosk", category=str(estate.category.pk), address="Elsnera 4/62")
    place = Location.objects.get(organisation__name="Kiosk")
    assert (place.house_number, place.flat_number, place.is_flat_confirmed) == ("4", "62", False)
    assert place.public_address == "Józefa Elsnera 4"
    assert any("Numer mieszkania (62)" in said for said in messages_on(response))


def test_typed_coordinates_need_a_precision(signed_in, estate):
    client = signed_in("coordinator")
    response = send(client, name="Kiosk", category=str(estate.category.pk), coordinates="50.085, 19.91")
    assert "Wybierz, jak dokładny jest ten punkt." in response.text
    client.post(ADDRESS, form_on(response, having="name").filled(precision="street"))
    place = Location.objects.get(organisation__name="Kiosk")
    assert (place.latitude, place.longitude, place.precision) == (50.085, 19.91, "street")


def test_point_outside_the_boundary_is_warned_of(signed_in, estate):
    values = {"name": "Kiosk", "category": str(estate.category.pk), "precision": "exact"}
    response = send(signed_in("coordinator"), coordinates="52.23, 21.01", **values)
    assert "poza granicą" in response.text
    response = send(signed_in("coordinator"), coordinates="19.91, 50.085", **values)
    assert "zamienione miejscami: wpisz 50.085000, 19.910000" in response.text
    assert not Location.objects.filter(organisation__name="Kiosk").exists()


def test_category_of_another_area_is_refused(signed_in, estate):
    response = send(signed_in("coordinator"), name="Kiosk", category=str(CategoryFactory().pk))
    assert "category" in response.context["form"].errors


def test_history_says_who_entered_it(signed_in, estate):
    send(signed_in("coordinator"), name="Kiosk", category=str(estate.category.pk))
    kiosk = Organisation.objects.get(name="Kiosk")
    entry = AuditEntry.objects.get(verb="add_organisation", object_id=kiosk.pk)
    assert entry.actor_id == estate.coordinator.pk
    assert kiosk.entered_by == estate.coordinator
