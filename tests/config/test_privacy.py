import pytest
from django.utils.translation import override

from podworko.config.operator import Operator
from podworko.core.personal_data import register

pytestmark = pytest.mark.django_db

OPERATOR = Operator(
    name="Fundacja Trzepak",
    address="ul. Podwórkowa 1",
    email="dane@trzepak.example",
    phone="12 000 00 00",
    officer="iod@trzepak.example",
    accessibility_contact="Anna Nowak",
    building="Wejście bez schodów.",
    published_on=None,
)


def test_privacy_page_says_everything_that_the_register_holds(client):
    with override("pl"):
        page = client.get("/privacy/").text
        for kept in register().kept:
            for text in (kept.what, kept.basis, kept.retention, kept.erasure):
                assert str(text) in page


def test_privacy_page_names_the_operator(client, settings):
    settings.OPERATOR = OPERATOR
    page = client.get("/privacy/").text
    for text in ("Fundacja Trzepak", "dane@trzepak.example", "iod@trzepak.example"):
        assert text in page
    assert "nie podano" not in page


def test_privacy_page_says_that_nobody_has_said_who_keeps_the_site(client):
    page = client.get("/privacy/").text
    assert "nie podano" in page
    assert "jeszcze nie mówi, kto ją prowadzi" in page.replace("\xa0", " ")


def test_privacy_page_tells_of_a_foreign_server_only_where_there_is_one(client, settings):
    assert "Tło mapy" not in client.get("/privacy/").text
    settings.TILES = "https://tiles.example/{z}/{x}/{y}.png"
    assert "Tło mapy" in client.get("/privacy/").text


def test_privacy_page_names_every_cookie_that_is_set(client):
    from tests.agenda.visiting import fill_in
    from tests.factories import ProblemFactory, UserFactory

    user = UserFactory(email="anna@example.org")
    user.set_password("trzepak-na-podworku")
    user.save()
    client.get("/accounts/sign-in/password/")
    client.post("/accounts/sign-in/password/", {"email": "anna@example.org", "password": "trzepak-na-podworku"})
    client.get("/language/uk/")
    problem = ProblemFactory()
    fill_in(client, f"/{problem.area.slug}/problems/{problem.pk}/support/")
    page = client.get("/privacy/").text
    assert {"sessionid", "csrftoken", "django_language", "podworko_supports"} <= set(client.cookies)
    assert [name for name in client.cookies if name not in page] == []


def test_page_of_a_passer_by_sets_no_cookie(client):
    client.get("/privacy/")
    assert not client.cookies
