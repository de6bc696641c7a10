import pytest

from podworko.needs.actions.card import change_card
from podworko.needs.models import Card


@pytest.fixture
def form(client, editor, offer):
    """What the page of the form would send, as somebody opens it."""
    client.force_login(editor)
    page = client.get(f"/podworze/offers/{offer.pk}/edit/")
    initial = page.context["form"].initial
    data = {name: value for name, value in initial.items() if value not in (None, [], "")}
    return {**data, "valid_until": offer.valid_until.isoformat()}


def test_change_is_saved_and_stands_in_the_history_of_the_organisation(client, editor, offer, form):
    client.post(f"/podworze/offers/{offer.pk}/edit/", {**form, "title": "Dwanaście stołów"})
    assert Card.objects.get().title == "Dwanaście stołów"
    history = client.get(f"/podworze/organisations/{offer.organisation.slug}/history/").text
    assert "Dwanaście stołów" in history


def test_two_people_at_once_are_asked_what_stays(client, editor, offer, form):
    change_card(offer, values={"title": "Osiem stołów"}, by=None)
    page = client.post(f"/podworze/offers/{offer.pk}/edit/", {**form, "title": "Dwanaście stołów"}).text
    assert "Osiem stołów" in page
    assert "Dwanaście stołów" in page
    assert Card.objects.get().title == "Osiem stołów"


def test_other_words_are_read_anew(offer):
    change_card(offer, values={"when_said": "maj 2027"}, by=None)
    change_card(Card.objects.get(), values={"when_said": "czerwiec 2027"}, by=None)
    assert Card.objects.get().first_day.isoformat() == "2027-06-01"


def test_days_given_apart_hold_whatever_the_words_say(offer):
    import datetime as dt

    change_card(offer, values={"when_said": "maj 2027", "first_day": dt.date(2027, 6, 7)}, by=None)
    assert Card.objects.get().first_day == dt.date(2027, 6, 7)


def test_partner_changes_nothing(client, teacher, offer):
    client.force_login(teacher)
    assert client.get(f"/podworze/offers/{offer.pk}/edit/").status_code == 404
