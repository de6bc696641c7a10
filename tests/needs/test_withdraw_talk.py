from podworko.needs.actions.talk import settle_talk
from podworko.needs.models import Talk, TalkPart


def test_consent_taken_back_hides_the_contacts_of_both(client, editor, teacher, agreed):
    client.force_login(teacher)
    client.post(f"/podworze/offers/talks/{agreed.pk}/ask/withdraw/")
    assert Talk.objects.get().state == "withdrawn"
    assert TalkPart.objects.get(side="ask").passes == []
    assert "ola@example.org" not in client.get(f"/podworze/offers/talks/{agreed.pk}/").text
    client.force_login(editor)
    assert "12 345 67 89" not in client.get(f"/podworze/offers/talks/{agreed.pk}/").text


def test_what_came_of_it_stays(client, teacher, agreed):
    settle_talk(agreed, state="met", values={"outcome_note": "Stoły były na kiermaszu."}, by=None)
    client.force_login(teacher)
    client.post(f"/podworze/offers/talks/{agreed.pk}/ask/withdraw/")
    assert Talk.objects.get().state == "met"
    page = client.get(f"/podworze/offers/talks/{agreed.pk}/").text
    assert "ola@example.org" not in page
    assert "Stoły były na" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_done_twice_it_is_done_once(client, teacher, agreed):
    client.force_login(teacher)
    for _time in range(2):
        assert client.post(f"/podworze/offers/talks/{agreed.pk}/ask/withdraw/").status_code == 302


def test_nobody_withdraws_for_the_other_side(client, teacher, agreed):
    client.force_login(teacher)
    assert client.post(f"/podworze/offers/talks/{agreed.pk}/offer/withdraw/").status_code == 404
    assert Talk.objects.get().state == "agreed"
