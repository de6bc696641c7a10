def test_two_change_places(signed_in, estate):
    client = signed_in("coordinator")
    names = estate.area.categories.values_list("name", flat=True)
    before = list(names)
    last = estate.area.categories.get(name=before[-1])
    client.post(f"/azory/categories/{last.pk}/move/", {"way": "up"})
    assert list(names.all()) == before[::-1]
    client.post(f"/azory/categories/{last.pk}/move/", {"way": "up"})
    assert list(names.all()) == before[::-1]


def test_editor_cannot(signed_in, estate):
    assert signed_in("editor").post(f"/azory/categories/{estate.category.pk}/move/").status_code == 404
