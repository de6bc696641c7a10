import pytest

from tests.factories import AreaFactory

PATH = "/podworze/settings/address/"


def test_old_address_leads_to_the_new_one(keeper, client):
    assert keeper.post(PATH, {"slug": "podworko-1"})["Location"] == "/podworko-1/settings/"
    response = client.get("/podworze/history/?street=Niska")
    assert response["Location"] == "/podworko-1/history/?street=Niska"
    assert client.get("/podworze/map/", follow=True).status_code == 200


def test_area_may_go_back_to_an_address_it_had(keeper, client):
    keeper.post(PATH, {"slug": "inny"})
    keeper.post("/inny/settings/address/", {"slug": "podworze"})
    assert client.get("/podworze/history/").status_code == 200
    assert client.get("/inny/history/")["Location"] == "/podworze/history/"


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("areas", "używa sama strona"),
        ("accounts", "używa sama strona"),
        ("styleguide", "używa sama strona"),
        ("zajety", "ma już inne miejsce"),
        ("Ż", "małe litery bez ogonków"),
        ("", "To pole jest wymagane"),
    ],
)
def test_address_that_cannot_be_is_refused_in_words(keeper, area, slug, sentence):
    AreaFactory(slug="zajety")
    assert sentence in keeper.post(PATH, {"slug": slug}).text
    area.refresh_from_db()
    assert area.slug == "podworze"


def test_page_is_for_who_may_change_the_area(is_closed_to_others):
    assert is_closed_to_others(PATH)
