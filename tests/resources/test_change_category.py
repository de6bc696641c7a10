from podworko.resources.actions.category import change_category
from podworko.resources.models import Category
from tests.factories import CategoryFactory
from tests.register import form_on


def page(category):
    return f"/azory/categories/{category.pk}/edit/"


def test_coordinator_renames_one_and_its_code_stays(signed_in, estate):
    client = signed_in("coordinator")
    code = estate.category.code
    client.post(
        page(estate.category), form_on(client.get(page(estate.category)), having="letter").filled(name="Nauka")
    )
    estate.category.refresh_from_db()
    assert (estate.category.name, estate.category.code) == ("Nauka", code)


def test_two_people_rename_one(signed_in, estate):
    client = signed_in("coordinator")
    opened = form_on(client.get(page(estate.category)), having="letter")
    change_category(estate.category, values={"name": "Szkoły"}, by=None)
    response = client.post(page(estate.category), opened.filled(name="Nauka"))
    assert "Szkoły" in response.text
    client.post(page(estate.category), form_on(response, having="letter").filled(keep_name="mine"))
    estate.category.refresh_from_db()
    assert estate.category.name == "Nauka"


def test_colour_that_the_browser_sends_back_in_small_letters_is_no_change(signed_in, estate):
    Category.objects.filter(pk=estate.category.pk).update(colour="#3F7A3A")
    client = signed_in("coordinator")
    opened = form_on(client.get(page(estate.category)), having="letter")
    assert opened.fields["colour"] == ["#3f7a3a"]
    client.post(page(estate.category), opened.filled(name="Nauka"))
    estate.category.refresh_from_db()
    assert (estate.category.name, estate.category.colour) == ("Nauka", "#3F7A3A")


def test_category_of_another_area_is_not_found(signed_in, estate):
    assert signed_in("coordinator").get(page(CategoryFactory())).status_code == 404
