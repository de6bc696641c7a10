"""What tests of people without an account share: events to be told of, and forms as a person sends them."""

import re
from datetime import UTC, datetime, time, timedelta

import time_machine
from django.core.mail import EmailMultiAlternatives

from podworko.agenda.actions import event as events
from podworko.core.visibility import Visibility

THURSDAY = datetime(2026, 11, 26, 7, 30, tzinfo=UTC)
"""Half past eight in Kraków."""


def announce(area, title="Koncert", *, days=2, clock=time(18), by=None, **values):
    """Enter an event some days from today, for everybody unless told otherwise."""
    start = datetime.combine(datetime.now(UTC).date() + timedelta(days=days), clock, tzinfo=UTC)
    own = {"starts": start, "ends": start + timedelta(hours=2), "visibility": Visibility.PUBLIC}
    return events.add_event(
        area=area, values={"title": title, "organiser_name": "Dom kultury", **own, **values}, by=by
    )


def hidden_fields(page):
    """What a form carries unseen."""
    return dict(re.findall(r'<input type="hidden" name="(token|shown_at)" value="([^"]*)"', page))


def fill_in(client, address, *, seconds=20, **values):
    """Open a page, type for some seconds, send it."""
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        data = {**hidden_fields(client.get(address).text), **values}
        clock.shift(timedelta(seconds=seconds))
        return client.post(address, data)


def link_in(mail: EmailMultiAlternatives, part: str) -> str:
    """Return the path of the link in a mail that holds this."""
    return re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", mail.body)[1]
