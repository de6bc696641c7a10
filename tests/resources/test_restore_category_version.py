import pytest

from podworko.core.models import AuditEntry
from podworko.resources.actions import category as categories
from podworko.resources.models import Category
from tests.factories import CategoryFactory
from tests.register import messages_on


def address(entry):
    return f"/azory/categories/changes/{entry.pk}/restore/"


def latest(**values):
    return AuditEntry.objects.filter(**values).latest("pk")


def order(estate):
    return [each.letter for each in estate.area.categories.all()]


def test_earlier_values_come_back_as_a_new_version(signed_in, estate):
    categories.change_category(estate.category, values={"name": "Nauka", "letter": "N"}, by=None)
    client, entry = signed_in("coordinator"), latest()
    shown = {(one.label, one.before, one.after) for one in client.get(address(entry)).context["changes"]}
    assert ("nazwa", "Nauka", "Edukacja") in shown
    client.post(address(entry))
    estate.category.refresh_from_db()
    assert (estate.category.name, estate.category.letter, estate.category.version) == ("Edukacja", "E", 3)
    assert latest().verb == "restore_version"


def test_letter_that_another_has_now_is_refused_in_words(signed_in, estate):
    categories.change_category(estate.category, values={"letter": "N"}, by=None)
    entry = latest()
    CategoryFactory(area=estate.area, letter="E")
    response = signed_in("coordinator").post(address(entry), follow=True)
    assert messages_on(response) == ["Tę literę ma już inna kategoria."]


def test_place_among_the_others_comes_back(signed_in, estate):
    for position, each in enumerate(estate.area.categories.order_by("letter")):
        Category.objects.filter(pk=each.pk).update(position=position)
    assert order(estate) == ["E", "Z"]
    categories.move_category(estate.category, up=False, by=None)
    assert order(estate) == ["Z", "E"]
    signed_in("coordinator").post(address(latest(object_id=estate.category.pk)))
    assert order(estate) == ["E", "Z"]


def test_deleted_category_comes_back(signed_in, estate):
    empty = estate.area.categories.get(name="Zdrowie")
    gone = categories.delete_category(empty, by=None)
    client = signed_in("coordinator")
    assert "Zdrowie" in client.get(address(gone)).text
    client.post(address(gone))
    assert Category.objects.get(pk=empty.pk).name == "Zdrowie"


@pytest.mark.parametrize(
    ("taken", "sentence"),
    [
        ({"letter": "Z"}, "Tę literę ma już inna kategoria."),
        ({"name": "Zdrowie", "letter": "X"}, "Taka kategoria już jest."),
    ],
)
def test_deleted_category_whose_place_was_taken_is_refused_in_words(signed_in, estate, taken, sentence):
    gone = categories.delete_category(estate.area.categories.get(name="Zdrowie"), by=None)
    CategoryFactory(area=estate.area, **taken)
    assert messages_on(signed_in("coordinator").post(address(gone), follow=True)) == [sentence]


def test_deleted_category_whose_code_was_taken_gets_another(signed_in, estate):
    empty = estate.area.categories.get(name="Zdrowie")
    gone = categories.delete_category(empty, by=None)
    CategoryFactory(area=estate.area, letter="X", name="Inna", code=empty.code)
    signed_in("coordinator").post(address(gone))
    assert Category.objects.get(pk=empty.pk).code == f"{empty.code}-2"


@pytest.mark.parametrize("who", ["editor", "member", "neighbour", "stranger"])
def test_nobody_else_goes_back(signed_in, estate, who):
    gone = categories.delete_category(estate.area.categories.get(name="Zdrowie"), by=None)
    assert signed_in(who).post(address(gone)).status_code == 404
    assert estate.area.categories.count() == 1
