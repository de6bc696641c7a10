from datetime import date, timedelta

from django.utils import timezone

from podworko.core import versions
from podworko.core.visibility import Visibility
from tests.factories import EventFactory, OrganisationFactory
from tests.portal.pages import words

ADDRESS = "/podworze/"


def test_azory_says_who_is_there_and_how_fresh_that_is(client, azory, time_machine):
    time_machine.move_to("2026-11-21 12:00+01:00")
    response = client.get("/azory/")
    text = words(response)
    assert text.startswith("Kraków · dzielnica IV Prądnik Biały Osiedle Azory")
    for count in ("R Rekreacja 0", "E Edukacja 10", "Z Ochrona zdrowia 8", "S Życie społeczne 7"):
        assert count in text
    assert "Organizacje i grupy 34" in text
    assert "Sprawdzone dawniej 23 " in text
    assert "najdawniej 20.03.2019" in text
    assert "Granica jest na mapie" in text
    assert response.text.count("map-marker ") == 24


def test_city_lists_the_areas_inside_it(client, azory):
    assert "dzielnica IV Prądnik Biały (wpisy: 25)" in words(client.get("/krakow/"))
    assert "Granica jeszcze jej nie mamy" in words(client.get("/krakow/"))


def test_empty_area_says_that_nobody_is_there(client, area):
    text = words(client.get(ADDRESS)).replace("\xa0", " ")
    assert "Na mapie nie ma jeszcze nikogo" in text
    assert "Nie ma jeszcze czego sprawdzać." in text


def test_checking_is_counted_by_age(client, area, time_machine):
    time_machine.move_to("2026-11-21 12:00+01:00")
    for number, day in enumerate([date(2026, 1, 1), date(2019, 3, 20), None]):
        OrganisationFactory(home_area=area, name=f"O{number}", assured_date=day, visibility=Visibility.PUBLIC)
    OrganisationFactory(home_area=area)
    text = words(client.get(ADDRESS))
    assert "Organizacje i grupy 3 " in text
    assert "Sprawdzone w ostatnim roku 1 Sprawdzone dawniej 1 " in text
    assert "Nigdy niesprawdzone 1" in text


def test_page_is_unchanged_until_something_changes_in_the_area(client, area, django_assert_num_queries):
    versions.bump(["area:podworze"])
    tag = client.get(ADDRESS)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304
    versions.bump(["area:podworze"])
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 200


def test_unknown_area_is_not_found(client, db):
    assert client.get("/nigdzie/").status_code == 404


def test_front_page_says_what_takes_place_next(client, area):
    organisation = OrganisationFactory(home_area=area, active_in=[area], visibility=Visibility.PUBLIC)
    address = f"/{area.slug}/"
    assert "Najbliższe dni" not in words(client.get(address))
    starts = timezone.now() + timedelta(days=3)
    for number in range(7):
        begins = starts + timedelta(hours=number)
        EventFactory(organisation=organisation, title=f"Festyn {number}", visibility=Visibility.PUBLIC, starts=begins)
    EventFactory(organisation=organisation, title="Narada", visibility=Visibility.PARTNERS, starts=starts)
    shown = words(client.get(address))
    assert "Najbliższe dni" in shown
    assert "Festyn 4" in shown
    assert "Festyn 5" not in shown
    assert "Narada" not in shown
