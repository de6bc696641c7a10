from podworko.organisations.models import Location


def test_page_asks_and_then_deletes(signed_in, estate):
    page = f"/azory/organisations/szkola-nr-5/locations/{estate.place.pk}/delete/"
    client = signed_in("editor")
    assert "Usunąć miejsce?" in client.get(page).text
    assert client.post(page).url == "/azory/organisations/szkola-nr-5/keep/"
    assert not Location.objects.filter(pk=estate.place.pk).exists()
    assert client.post(page).status_code == 404


def test_neighbour_cannot(signed_in, estate):
    page = f"/azory/organisations/szkola-nr-5/locations/{estate.place.pk}/delete/"
    assert signed_in("neighbour").post(page).status_code == 404
    assert Location.objects.filter(pk=estate.place.pk).exists()
