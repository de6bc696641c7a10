from podworko.resources.models import IgnoredProblem


def test_a_problem_that_was_let_be_is_asked_about_again(keeper, make_entry):
    place = make_entry("Szkoła", flat_number="5")
    base = f"/podworze/quality/l{place.pk}/flat_number"
    keeper.post(f"{base}/ignore/", {"reason": "Lokal."})
    for _ in range(2):
        keeper.post(f"{base}/heed/", {"back": "/podworze/quality/"})
    assert not IgnoredProblem.objects.exists()
    assert f"/l{place.pk}/flat_number/" in keeper.get("/podworze/quality/").text


def test_nobody_else_does(make_entry, is_closed_to_others):
    assert is_closed_to_others(f"/podworze/quality/l{make_entry('Szkoła').pk}/stale/heed/")
