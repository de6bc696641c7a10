from podworko.resources.models import Category
from tests.factories import CategoryFactory, ResourceFactory
from tests.register import messages_on


def delete(client, category):
    return client.post(f"/azory/categories/{category.pk}/delete/", follow=True)


def test_empty_one_goes(signed_in, estate):
    empty = estate.area.categories.get(name="Zdrowie")
    delete(signed_in("coordinator"), empty)
    assert not Category.objects.filter(pk=empty.pk).exists()


def test_one_with_places_or_resources_stays(signed_in, estate):
    response = delete(signed_in("coordinator"), estate.category)
    assert messages_on(response) == ["Do tej kategorii coś należy. Najpierw przenieś to do innej."]
    used = CategoryFactory(area=estate.area, letter="U")
    ResourceFactory().categories.add(used)
    delete(signed_in("coordinator"), used)
    assert Category.objects.filter(pk__in=[estate.category.pk, used.pk]).count() == 2


def test_the_rest_must_stay(signed_in, estate):
    rest = CategoryFactory(area=estate.area, letter="I", is_fallback=True)
    response = delete(signed_in("coordinator"), rest)
    assert "Musi zostać" in messages_on(response)[0]
    assert Category.objects.filter(pk=rest.pk).exists()
