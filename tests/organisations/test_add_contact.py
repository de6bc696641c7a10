from podworko.core.visibility import Visibility
from tests.register import form_on

ADDRESS = "/azory/organisations/szkola-nr-5/contacts/new/"


def send(client, **values):
    return client.post(ADDRESS, form_on(client.get(ADDRESS), having="role").filled(**values), follow=True)


def test_role_with_a_telephone_and_an_address(signed_in, estate):
    send(
        signed_in("editor"),
        role="sekretariat",
        new_phone_value="12 633 12 34",
        new_email_value="biuro@szkola.pl",
        new_other_value="www.szkola.pl",
        new_other_kind="website",
    )
    contact = estate.school.contacts.get()
    assert contact.role == "sekretariat"
    assert {(way.kind, way.value) for way in contact.fields.all()} == {
        ("phone", "+48 12 633 12 34"),
        ("email", "biuro@szkola.pl"),
        ("website", "https://www.szkola.pl"),
    }
    assert {way.visibility for way in contact.fields.all()} == {Visibility.ORGANISATION}


def test_public_one_needs_basis_and_notice_and_the_form_says_so(signed_in, estate):
    client = signed_in("editor")
    response = send(client, role="sekretariat", new_phone_value="12 633 12 34", new_phone_visibility="public")
    errors = response.context["form"].errors
    assert errors["new_phone_legal_basis"] == ["Żeby pokazać ten kontakt wszystkim, wybierz, na jakiej podstawie."]
    assert "dowiedziała się" in errors["new_phone_notice_date"][0]
    again = form_on(response, having="role")
    client.post(ADDRESS, again.filled(new_phone_legal_basis="not_personal", new_phone_notice_date="2026-01-02"))
    assert estate.school.contacts.get().fields.get().visibility == Visibility.PUBLIC


def test_role_is_asked_for(signed_in, estate):
    response = send(signed_in("editor"), role="", new_phone_value="12 633 12 34")
    assert "role" in response.context["form"].errors
    assert not estate.school.contacts.exists()


def test_form_sent_twice_makes_one(signed_in, estate):
    client = signed_in("editor")
    sent = form_on(client.get(ADDRESS), having="role").filled(role="biuro")
    client.post(ADDRESS, sent)
    client.post(ADDRESS, sent)
    assert estate.school.contacts.count() == 1
