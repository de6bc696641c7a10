from podworko.needs.actions.talk import propose_talk
from podworko.needs.models import Card, Talk


def test_closed_one_leaves_the_list_and_says_why(client, editor, teacher, offer):
    client.force_login(editor)
    answer = client.post(f"/podworze/offers/{offer.pk}/close/", {"closed_as": "out_of_date"}, follow=True)
    assert "już nieaktualne" in answer.text
    assert not Card.objects.standing().exists()
    client.force_login(teacher)
    assert client.get(f"/podworze/offers/{offer.pk}/").status_code == 404


def test_reason_is_asked_for(client, editor, offer):
    client.force_login(editor)
    assert "Dlaczego" in client.get(f"/podworze/offers/{offer.pk}/close/").text
    client.post(f"/podworze/offers/{offer.pk}/close/", {"closed_as": "nic"})
    assert Card.objects.standing().exists()


def test_talk_that_has_begun_goes_on(client, editor, teacher, offer, ask):
    talk = propose_talk(cards=(offer, ask), by=None)
    client.force_login(editor)
    client.post(f"/podworze/offers/{offer.pk}/close/", {"closed_as": "settled"})
    client.force_login(teacher)
    page = client.get(f"/podworze/offers/talks/{talk.pk}/").text
    assert "Rozmowa może trwać dalej" in page.replace("\N{NO-BREAK SPACE}", " ")
    client.post(f"/podworze/offers/talks/{talk.pk}/ask/answer/", {"answer": "yes"})
    assert Talk.objects.get().parts.get(side="ask").answer == "yes"
