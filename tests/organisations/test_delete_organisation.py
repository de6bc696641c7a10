from podworko.organisations.models import Location, Organisation
from tests.register import messages_on

ADDRESS = "/azory/organisations/szkola-nr-5/delete/"


def test_the_page_asks_first(signed_in, estate):
    response = signed_in("editor").get(ADDRESS)
    assert "Usunąć wpis?" in response.text
    assert Organisation.objects.filter(pk=estate.school.pk).exists()


def test_deleted_entry_can_be_brought_back_from_the_next_page(signed_in, estate):
    response = signed_in("editor").post(ADDRESS, follow=True)
    assert not Organisation.objects.filter(pk=estate.school.pk).exists()
    assert not Location.objects.filter(pk=estate.place.pk).exists()
    assert response.redirect_chain[-1][0] == "/azory/organisations/deleted/"
    assert "Szkoła nr 5" in response.text
    assert messages_on(response) == ["Usunięto: Szkoła nr 5. Można to cofnąć."]


def test_member_cannot_delete(signed_in, estate):
    assert signed_in("member").post(ADDRESS).status_code == 404
    assert Organisation.objects.filter(pk=estate.school.pk).exists()
