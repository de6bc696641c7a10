from podworko.organisations.models import Contact
from tests.factories import ContactFactory


def test_page_asks_and_then_deletes(signed_in, estate):
    contact = ContactFactory(organisation=estate.school)
    page = f"/azory/organisations/szkola-nr-5/contacts/{contact.pk}/delete/"
    client = signed_in("editor")
    assert "Usunąć kontakt?" in client.get(page).text
    client.post(page)
    assert not Contact.objects.exists()


def test_member_cannot(signed_in, estate):
    contact = ContactFactory(organisation=estate.school)
    page = f"/azory/organisations/szkola-nr-5/contacts/{contact.pk}/delete/"
    assert signed_in("member").post(page).status_code == 404
    assert Contact.objects.exists()
