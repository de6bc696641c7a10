from django.test import Client


def test_withdrawn_placement_leaves_the_grid_and_comes_back(keeper, placed, club):
    row = placed(club, 4, 4)
    for _click in range(2):
        response = keeper.post(f"/azory/stakeholders/placed/{row.pk}/withdraw/", follow=True)
    assert "wycofana" in response.text
    assert "Siatka jest pusta" in keeper.get("/azory/stakeholders/").text
    keeper.post(f"/azory/stakeholders/placed/{row.pk}/withdraw/", {"back": "1"})
    assert "Siatka jest pusta" not in keeper.get("/azory/stakeholders/").text


def test_insider_cannot_withdraw_what_was_said_of_their_own(placed, club, insider):
    row, client = placed(club, 4, 4), Client()
    client.force_login(insider)
    assert client.post(f"/azory/stakeholders/placed/{row.pk}/withdraw/").status_code == 404
    row.refresh_from_db()
    assert row.withdrawn_at is None
