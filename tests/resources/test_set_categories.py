from tests.factories import CategoryFactory
from tests.register import form_on


def page(estate):
    return f"/azory/organisations/szkola-nr-5/locations/{estate.place.pk}/categories/"


def test_place_stands_under_many_and_under_one_first(signed_in, estate):
    health = estate.area.categories.get(name="Zdrowie")
    client = signed_in("editor")
    form = form_on(client.get(page(estate)), having="primary")
    client.post(page(estate), form.filled(primary=str(health.pk), others=[str(estate.category.pk)]))
    assert {(row.category.name, row.is_primary) for row in estate.place.listings.all()} == {
        ("Zdrowie", True),
        ("Edukacja", False),
    }


def test_place_may_leave_the_map(signed_in, estate):
    client = signed_in("editor")
    client.post(page(estate), form_on(client.get(page(estate)), having="primary").filled(primary=""))
    assert not estate.place.listings.exists()


def test_which_is_first_is_asked(signed_in, estate):
    client = signed_in("editor")
    form = form_on(client.get(page(estate)), having="primary")
    response = client.post(page(estate), form.filled(primary="", others=[str(estate.category.pk)]))
    assert "Wybierz, która kategoria jest główna." in response.text


def test_category_of_another_area_is_refused(signed_in, estate):
    client = signed_in("editor")
    form = form_on(client.get(page(estate)), having="primary")
    response = client.post(page(estate), form.filled(primary=str(CategoryFactory().pk)))
    assert "primary" in response.context["form"].errors


def test_neighbour_finds_no_such_page(signed_in, estate):
    assert signed_in("neighbour").get(page(estate)).status_code == 404
