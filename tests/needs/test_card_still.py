"""The link by which somebody says, once and without signing in, that an ask or an offer still holds."""

from datetime import timedelta

from django.utils import timezone

from podworko.needs.actions.card import change_card, close_card
from podworko.needs.models import Card
from tests.needs.asked import link, press, told


def test_link_says_once_that_it_holds(client, ending, editor):
    told()
    address = link("still")
    assert "Sala" in client.get(address).text
    ending.refresh_from_db()
    assert ending.valid_until == timezone.localdate() + timedelta(days=1), "opening does nothing"
    assert "Dziękujemy" in press(client, address)
    ending.refresh_from_db()
    assert ending.valid_until == timezone.localdate() + timedelta(days=90)
    change_card(ending, values={"valid_until": timezone.localdate()}, by=None)
    client.post(address, {"shown": str(Card.objects.get().version)})
    assert Card.objects.get().valid_until == timezone.localdate()


def test_link_asks_again_about_what_has_changed(client, ending):
    told()
    address, shown = link("still"), str(ending.version)
    change_card(ending, values={"title": "Mała sala"}, by=None)
    assert "ktoś zmienił wpis" in client.post(address, {"shown": shown}, follow=True).text
    assert Card.objects.get().valid_until == timezone.localdate() + timedelta(days=1)
    assert "Dziękujemy" in press(client, address)


def test_link_is_over_in_time_and_where_somebody_else_has_answered(client, ending, monday):
    told()
    address = link("still")
    close_card(ending, closed_as="settled", by=None)
    assert "Ktoś już na to odpowiedział" in client.get(address).text
    Card.objects.update(closed_as="")
    monday.shift(timedelta(days=61))
    assert "Czas tego odnośnika minął" in client.get(address).text
    client.post(address, {"shown": str(Card.objects.get().version)})
    assert Card.objects.get().has_run_out
