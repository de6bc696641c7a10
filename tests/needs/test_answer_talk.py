import pytest

from podworko.needs.models import Talk, TalkPart


def url(talk, side):
    return f"/podworze/offers/talks/{talk.pk}/{side}/answer/"


def test_yes_chooses_what_passes(client, teacher, talk, phone):
    client.force_login(teacher)
    assert "12 345 67 89" in client.get(url(talk, "ask")).text
    client.post(url(talk, "ask"), {"answer": "yes", "passes": [phone.pk]})
    part = TalkPart.objects.get(side="ask")
    assert (part.answer, part.passes, part.is_by_phone) == ("yes", [phone.pk], False)
    assert Talk.objects.get().state == "asked"


def test_no_needs_a_reason_that_the_other_side_reads(client, teacher, editor, talk):
    client.force_login(teacher)
    assert "Napisz w paru słowach dlaczego" in client.post(url(talk, "ask"), {"answer": "no"}).text
    client.post(url(talk, "ask"), {"answer": "no", "reason": "Już pożyczyliśmy od parafii."})
    assert Talk.objects.get().state == "declined"
    client.force_login(editor)
    page = client.get(f"/podworze/offers/talks/{talk.pk}/").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Już pożyczyliśmy od parafii." in page


def test_later_leaves_it_open(client, teacher, talk):
    client.force_login(teacher)
    client.post(url(talk, "ask"), {"answer": "later", "words": "ola@example.org"})
    part = TalkPart.objects.get(side="ask")
    assert (part.answer, part.words, Talk.objects.get().state) == ("later", "", "asked")


def test_coordinator_writes_down_what_was_said_on_the_phone(keeper, coordinator, talk):
    page = keeper.get(url(talk, "ask")).text
    assert "Odpowiedziano przez telefon" in page
    keeper.post(url(talk, "ask"), {"answer": "yes", "words": "12 000 00 00", "is_by_phone": "on"})
    part = TalkPart.objects.get(side="ask")
    assert (part.is_by_phone, part.entered_by) == (True, coordinator)


@pytest.mark.parametrize("side", ["offer", "kto"])
def test_nobody_answers_for_the_other_side(client, teacher, talk, side):
    client.force_login(teacher)
    assert client.get(url(talk, side)).status_code == 404
    assert client.post(url(talk, side), {"answer": "yes"}).status_code == 404


def test_talk_that_is_over_is_not_answered(client, teacher, talk):
    Talk.objects.update(state="withdrawn")
    client.force_login(teacher)
    assert "już zakończona" in client.post(url(talk, "ask"), {"answer": "yes"}).text
