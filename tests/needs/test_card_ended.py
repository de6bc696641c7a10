"""The link by which somebody takes an ask or an offer off the list, once and without signing in."""

from podworko.needs.models import Card
from podworko.organisations.models import Membership
from tests.needs.asked import link, press, told


def test_link_takes_it_off_the_list_and_the_other_link_does_nothing_then(client, ending):
    told()
    assert "nie ma już na liście" in press(client, link("ended")).replace("\N{NO-BREAK SPACE}", " ")
    assert Card.objects.get().closed_as == "out_of_date"
    client.post(link("still"), {"shown": str(Card.objects.get().version)})
    assert Card.objects.get().closed_as == "out_of_date"


def test_link_of_somebody_who_keeps_the_entry_no_more_opens_nothing(client, ending, editor):
    told()
    Membership.objects.filter(user=editor).delete()
    assert client.get(link("still")).status_code == 404
    assert client.post(link("ended"), {"shown": "1"}).status_code == 404
    assert not Card.objects.get().closed_as
