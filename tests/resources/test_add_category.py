from podworko.resources.models import Category
from tests.factories import CategoryFactory
from tests.register import form_on

ADDRESS = "/azory/categories/new/"


def send(client, **values):
    form = form_on(client.get(ADDRESS), having="letter")
    return client.post(ADDRESS, form.filled(**{"name": "Sport", "letter": "b", "colour": "#1F5B47", **values}))


def test_new_one_stands_before_the_rest(signed_in, estate):
    CategoryFactory(area=estate.area, name="Inne", letter="I", is_fallback=True, position=9)
    assert send(signed_in("coordinator")).url == "/azory/categories/"
    assert list(estate.area.categories.values_list("name", flat=True))[-2:] == ["Sport", "Inne"]
    assert Category.objects.get(name="Sport").letter == "B"


def test_letter_that_is_taken_is_refused(signed_in, estate):
    response = send(signed_in("coordinator"), letter="E")
    assert response.context["form"].errors["letter"] == ["Tę literę ma już inna kategoria."]


def test_colour_that_cannot_be_read_in_grey_is_refused_with_its_contrast(signed_in, estate):
    response = send(signed_in("coordinator"), colour="#FFD400")
    assert "ma kontrast 1,4 : 1, a potrzeba 4,5 : 1" in response.context["form"].errors["colour"][0]
    response = send(signed_in("coordinator"), colour="zielony")
    assert "#" in response.context["form"].errors["colour"][0]
