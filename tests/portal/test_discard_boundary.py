from podworko.places.models import BoundaryDraft

PATH = "/podworze/settings/boundary/discard/"
POINTS = {"points": "50.08, 19.90\n50.08, 19.92\n50.09, 19.92"}


def test_boundary_that_waits_is_forgotten(keeper, area):
    keeper.post("/podworze/settings/boundary/", POINTS)
    assert "Granicy nie zapisano" in keeper.post(PATH, follow=True).text
    assert not BoundaryDraft.objects.exists()
    assert keeper.post(PATH).status_code == 302


def test_looking_forgets_nothing(keeper):
    keeper.post("/podworze/settings/boundary/", POINTS)
    assert keeper.get(PATH).status_code == 405
    assert BoundaryDraft.objects.exists()


def test_page_is_for_who_may_change_the_area(is_closed_to_others):
    assert is_closed_to_others(PATH)
