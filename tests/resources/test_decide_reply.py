import pytest

from podworko.resources.actions.freshness import Said, record_reply
from podworko.resources.choices import ReplyChannel, ReplyKind
from tests.register import form_on, messages_on

RENAMED = {"name": {"label": "Nazwa", "was": "Szkoła nr 5", "now": "Szkoła 5"}}


@pytest.fixture
def reply(estate):
    return record_reply(estate.school, Said(ReplyKind.CHANGE, ReplyChannel.MAIL, RENAMED), by=None)


def decide(client, reply, decision):
    address = f"/azory/freshness/replies/{reply.pk}/decide/"
    return client.post(address, {"decision": decision, "back": "freshness_replies"}, follow=True)


def test_one_tap_accepts_and_another_takes_it_back(signed_in, estate, reply):
    client = signed_in("coordinator")
    decide(client, reply, "accept")
    estate.school.refresh_from_db()
    assert estate.school.name == "Szkoła 5"
    decide(client, reply, "undo")
    estate.school.refresh_from_db()
    assert estate.school.name == "Szkoła nr 5"


def test_two_coordinators_at_once_decide_once(signed_in, estate, reply):
    client = signed_in("coordinator")
    decide(client, reply, "decline")
    page = decide(client, reply, "accept")
    assert "Ktoś już o tym zdecydował." in messages_on(page)
    estate.school.refresh_from_db()
    assert estate.school.name == "Szkoła nr 5"


def test_declined_can_be_taken_back_too(signed_in, estate, reply):
    client = signed_in("coordinator")
    decide(client, reply, "decline")
    decide(client, reply, "undo")
    reply.refresh_from_db()
    assert reply.state == "undone"


@pytest.mark.parametrize("who", ["editor", "member", "stranger"])
def test_nobody_else_decides(signed_in, estate, reply, who):
    assert decide(signed_in(who), reply, "accept").status_code == 404


def test_hours_in_words_stand_beside_the_table_of_hours(signed_in, estate):
    client, pk = signed_in("coordinator"), estate.place.pk
    values = {f"hours-{pk}": {"label": "Godziny otwarcia", "was": "", "now": "co drugi czwartek po szkole"}}
    reply = record_reply(estate.school, Said(ReplyKind.CHANGE, ReplyChannel.MAIL, values), by=None)
    table = f"/azory/organisations/szkola-nr-5/locations/{pk}/hours/?reply={reply.pk}"
    assert f'href="{table}"' in client.get("/azory/freshness/replies/").text
    page = client.get(table)
    assert "co drugi czwartek po szkole" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    saved = client.post(table, form_on(page, having="day_0").filled(day_3="15-17"))
    assert saved.url == "/azory/freshness/replies/"
    # Who keeps the entry decides on no reply, and reads none.
    assert "co drugi" not in signed_in("editor").get(table).text
