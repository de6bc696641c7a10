from podworko.needs.actions.talk import dismiss_match
from podworko.needs.models import Talk


def test_what_was_not_that_is_shown_again(client, editor, offer, ask):
    dismissed = dismiss_match(offer=offer, ask=ask, by=None)
    client.force_login(editor)
    address = f"/podworze/offers/talks/{dismissed.pk}/reconsider/"
    assert address in client.get(f"/podworze/offers/{offer.pk}/").text
    client.post(address)
    assert not Talk.objects.exists()
    assert ask.title in client.get(f"/podworze/offers/{offer.pk}/").text.replace("\N{NO-BREAK SPACE}", " ")


def test_talk_that_is_going_on_stays(client, editor, talk):
    client.force_login(editor)
    client.post(f"/podworze/offers/talks/{talk.pk}/reconsider/")
    assert Talk.objects.get().state == "asked"
