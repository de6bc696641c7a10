"""A card that ends tomorrow, the mail that asks about it, and the links in it."""

import re
from datetime import timedelta

from django.core import mail
from django.utils import timezone

from podworko.needs import card_telling
from tests.factories import CardFactory

MONDAY = "2026-11-23T10:00:00+01:00"


def ending_card(organisation):
    return CardFactory(organisation=organisation, title="Sala", valid_until=timezone.localdate() + timedelta(days=1))


def told():
    mail.outbox.clear()
    card_telling.find()
    for pk in card_telling.whom():
        card_telling.tell(pk)
    return sorted(letter.to[0] for letter in mail.outbox)


def link(name):
    return re.search(rf"http://localhost:8000(/podworze/offers/{name}/\S+)", mail.outbox[0].body)[1]


def press(client, address):
    shown = re.search(r'name="shown" value="(\d+)"', client.get(address).text)
    return client.post(address, {"shown": shown[1] if shown else ""}, follow=True).text
