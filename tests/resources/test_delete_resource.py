from podworko.resources.models import Resource
from tests.factories import ResourceFactory


def test_page_asks_and_then_deletes(signed_in, estate):
    room = ResourceFactory(organisation=estate.school)
    page = f"/azory/organisations/szkola-nr-5/resources/{room.pk}/delete/"
    client = signed_in("editor")
    assert "Usunąć zasób?" in client.get(page).text
    client.post(page)
    assert not Resource.objects.exists()
