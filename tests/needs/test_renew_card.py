import datetime as dt

from django.utils import timezone

from podworko.needs.actions.card import close_card
from podworko.needs.models import Card


def test_one_click_says_that_it_still_holds(client, editor, offer, clock_at):
    with clock_at(days=85):
        client.force_login(editor)
        client.post(f"/podworze/offers/{offer.pk}/still/")
        assert Card.objects.get().valid_until == timezone.localdate() + dt.timedelta(days=90)


def test_longer_term_is_not_made_shorter(client, editor, offer):
    long = timezone.localdate() + dt.timedelta(days=300)
    Card.objects.update(valid_until=long)
    client.force_login(editor)
    client.post(f"/podworze/offers/{offer.pk}/still/")
    assert Card.objects.get().valid_until == long


def test_closed_one_is_taken_up_again(client, editor, offer):
    close_card(offer, closed_as="mistake", by=None)
    client.force_login(editor)
    client.post(f"/podworze/offers/{offer.pk}/still/")
    assert Card.objects.standing().exists()
