from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from podworko.agenda.actions.suggestion import suggest_event
from podworko.agenda.choices import Review
from podworko.core.visibility import Visibility
from podworko.organisations.models import Activity, Organisation
from tests.factories import EventFactory, EventPictureFactory, FeedFactory, HarvestedEventFactory, OrganisationFactory
from tests.portal.pages import words
from tests.register import make_estate

ADDRESS = "/azory/desk/"


@pytest.fixture
def estate(db):
    return make_estate()


def open_as(client, user):
    client.force_login(user)
    return client.get(ADDRESS)


def test_editor_finds_what_they_keep_and_what_waits(client, estate):
    text = open_as(client, estate.editor).text
    assert "Wpisy, które prowadzę" in text
    assert "Szkoła nr 5" in text
    assert "Sklep" not in text


def test_coordinator_finds_all_that_was_not_checked_for_a_year(client, estate):
    Organisation.objects.filter(name="Sklep").update(assured_date=timezone.localdate() - timedelta(days=364))
    desk = open_as(client, estate.coordinator).context["desk"]
    assert [row.name for row in desk.unchecked] == ["Szkoła nr 5"]
    Organisation.objects.update(assured_date=timezone.localdate() - timedelta(days=366))
    desk = open_as(client, estate.coordinator).context["desk"]
    assert desk.unchecked.paginator.count == 2


def test_many_that_wait_stand_on_pages(client, estate):
    for number in range(10):
        OrganisationFactory(home_area=estate.area, name=f"Klub {number}")
    client.force_login(estate.coordinator)
    first, second = (client.get(ADDRESS, {"page": page}) for page in (1, 2))
    assert (len(first.context["desk"].unchecked), len(second.context["desk"].unchecked)) == (10, 2)
    assert 'href="?page=2"' in first.text
    assert len(client.get(ADDRESS, {"page": "dużo"}).context["desk"].unchecked) == 10


def test_what_has_closed_waits_for_nobody(client, estate):
    Organisation.objects.update(status="closed", status_note="kartka na drzwiach")
    assert list(open_as(client, estate.coordinator).context["desk"].unchecked) == []


def test_empty_is_a_good_state(client, estate):
    Organisation.objects.update(assured_date=timezone.localdate())
    assert "Nic nie czeka" in open_as(client, estate.coordinator).text
    assert "Nic nie czeka" in open_as(client, estate.stranger).text


def test_stranger_is_offered_nothing_they_may_not_do(client, estate):
    assert "/azory/organisations/new/" not in open_as(client, estate.stranger).text
    assert "/azory/organisations/new/" in open_as(client, estate.member).text


def test_one_click_checks_an_entry_and_comes_back(client, estate):
    client.force_login(estate.coordinator)
    response = client.post("/azory/organisations/szkola-nr-5/assure/", {"desk": "azory"}, follow=True)
    assert response.redirect_chain[-1][0] == ADDRESS
    assert [row.name for row in response.context["desk"].unchecked] == ["Sklep"]


def test_member_finds_what_they_belong_to(client, estate):
    text = open_as(client, estate.member).text
    assert "Organizacje, do których należę" in text
    assert "nic od Ciebie nie zależy" in text
    assert "Organizacje, do których należę" not in open_as(client, estate.editor).text


def test_coordinator_of_an_empty_area_is_shown_how_to_begin(client, estate):
    Activity.objects.all().delete()
    text = open_as(client, estate.coordinator).text
    assert "Dodaj pierwszy wpis" in text
    assert "Wpisy do potwierdzenia" not in text
    assert "Dodaj pierwszy wpis" not in open_as(client, estate.stranger).text


def test_photos_that_wait_lead_to_where_they_are_shown(client, estate):
    event = EventFactory(organisation=estate.school, title="Festyn szkolny", visibility=Visibility.PUBLIC)
    EventPictureFactory(event=event)
    EventPictureFactory(event=event, shown=True)
    for user in (estate.editor, estate.coordinator):
        response = open_as(client, user)
        assert [(row.title, count) for row, count in response.context["desk"].photos] == [("Festyn szkolny", 1)]
        assert f"/azory/calendar/{event.pk}/pictures/" in response.text
    assert open_as(client, estate.stranger).context["desk"].photos == []


def test_what_waits_for_the_calendar_leads_to_where_it_is_decided(client, estate):
    feed = FeedFactory(organisation=estate.school, last_error="Nie ma takiej strony.")
    HarvestedEventFactory(feed=feed, review=Review.WAITING)
    HarvestedEventFactory(feed=feed)
    values = {"title": "Zbieranie liści", "place_name": "park", "day": timezone.localdate() + timedelta(days=3)}
    suggest_event(area=estate.school.home_area, values=values, token=uuid4(), by=None)
    shown = open_as(client, estate.coordinator)
    assert "Propozycje mieszkańców czeka: 1" in words(shown)
    assert "Kalendarze instytucji do sprawdzenia: 1" in words(shown)
    assert "nie działa: 1" in words(shown)
    assert "/azory/calendar/suggestions/" in shown.text
    assert "Propozycje mieszkańców" not in words(open_as(client, estate.editor))
    assert "nie działa" not in words(open_as(client, estate.stranger))


def test_coordinator_finds_what_was_decided_when_nothing_waits(client, estate):
    client.force_login(estate.coordinator)
    text = client.get("/azory/desk/").text
    assert "/azory/duplicates/" in text
    assert "/azory/suggestions/" in text
    assert text.count("/azory/organisations/deleted/") == 1
    client.force_login(estate.editor)
    assert "/azory/duplicates/" not in client.get("/azory/desk/").text
