from podworko.needs.models import Talk


def test_not_that_is_remembered_for_both(client, editor, teacher, offer, ask):
    client.force_login(editor)
    client.post(f"/podworze/offers/{offer.pk}/not-with/{ask.pk}/")
    assert "Na razie nic" in client.get(f"/podworze/offers/{offer.pk}/").text.replace("\N{NO-BREAK SPACE}", " ")
    client.force_login(teacher)
    page = client.get(f"/podworze/offers/{ask.pk}/").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Na razie nic" in page
    assert "Jednak pasuje" in page


def test_done_twice_it_is_said_once(client, editor, offer, ask):
    client.force_login(editor)
    for _time in range(2):
        client.post(f"/podworze/offers/{offer.pk}/not-with/{ask.pk}/")
    assert Talk.objects.get().state == "dismissed"


def test_talk_that_is_going_on_stays(client, editor, talk, offer, ask):
    client.force_login(editor)
    answer = client.post(f"/podworze/offers/{offer.pk}/not-with/{ask.pk}/", follow=True)
    assert "O tym już jest rozmowa" in answer.text
    assert Talk.objects.get().state == "asked"
