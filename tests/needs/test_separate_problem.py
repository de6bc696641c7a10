from podworko.needs.actions.problem import merge_problem


def test_it_stands_by_itself_again(keeper, make):
    first, second = make("Ciemno"), make()
    merge_problem(first, into=second, by=None)
    assert "Rozłącz" in keeper.get(f"/podworze/problems/{second.pk}/").text
    answer = keeper.post(f"/podworze/problems/{first.pk}/separate/")
    assert answer.url == f"/podworze/problems/{first.pk}/"
    assert keeper.get(answer.url).status_code == 200


def test_setting_apart_twice_changes_nothing(keeper, make):
    problem = make()
    assert keeper.post(f"/podworze/problems/{problem.pk}/separate/").status_code == 302
    problem.refresh_from_db()
    assert problem.version == 1
