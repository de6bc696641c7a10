import pytest
from django.core import mail
from django.core.cache import cache

from podworko.resources.actions import suggestion as actions
from podworko.resources.actions.correcting import Correction
from podworko.resources.mails import tell_fate
from podworko.resources.models import EntrySuggestion
from tests.resources.suggesting import correct, hidden_fields, leave


@pytest.fixture(autouse=True)
def nobody_counted(estate):
    cache.clear()


def address(one):
    return f"/azory/suggestions/fate/{one.secret}/"


def text(client, one):
    return client.get(address(one)).text.replace("\N{NO-BREAK SPACE}", " ")


def test_fate_says_what_has_become_of_it(client, estate):
    assert "Czeka na decyzję" in text(client, leave(estate.area))
    declined = actions.decline_entry_suggestion(leave(estate.area), reason="To inne osiedle.", by=None)
    assert "To inne osiedle." in text(client, declined)
    aside = actions.set_aside(leave(estate.area), by=None)
    assert "wygląda na reklamę" in text(client, aside)
    joined = actions.join_suggestion(leave(estate.area), organisation=estate.school, by=None)
    assert "/azory/organisations/szkola-nr-5/" in text(client, joined)
    taken = correct(estate, name="Szkoła nr 6")
    correction = Correction(own={"name": "Szkoła nr 6"})
    actions.accept_correction(taken, correction=correction, seen={"name": "Szkoła nr 5"}, by=None)
    assert "Przyjęte" in text(client, taken)


def test_wrong_secret_opens_nothing(client, estate):
    one = leave(estate.area)
    assert client.get(f"/azory/suggestions/fate/{one.token_digest}/").status_code == 404
    assert client.get(f"/azory/suggestions/fate/{one.seed}/").status_code == 404
    assert client.get(address(one)).headers["Cache-Control"].count("no-store") == 1


def test_hidden_entry_is_not_given_away(client, estate):
    one = actions.join_suggestion(leave(estate.area), organisation=estate.school, by=None)
    estate.school.visibility = "organisation"
    estate.school.save()
    assert "Szkoła nr 5" not in text(client, one)


def test_question_is_answered_once_under_the_secret_address(client, estate):
    one = actions.ask_about_suggestion(leave(estate.area), question="Który to numer?", by=None)
    page = client.get(address(one)).text
    assert "Który to" in page
    data = {**hidden_fields(page), "answer": "Dwanaście."}
    assert client.post(address(one), data).status_code == 302
    one.refresh_from_db()
    assert one.answer == "Dwanaście."
    assert "Dziękujemy za odpowiedź" in text(client, one)
    assert "Dwanaście" not in text(client, one)


def test_answer_without_a_question_is_refused(client, estate):
    one = leave(estate.area)
    client.post(address(one), {"answer": "Kup teraz"})
    one.refresh_from_db()
    assert one.answer == ""


def test_mail_tells_where_to_read_and_not_a_word_that_a_stranger_wrote(estate):
    one = leave(estate.area, contact="ewa@example.org", note="Kup u Jana")
    actions.decline_entry_suggestion(one, reason="Nie reklamujemy.", by=None)
    tell_fate.call(one.pk)
    sent = mail.outbox[-1]
    assert sent.to == ["ewa@example.org"]
    assert address(one) in sent.body
    assert "Azory" in sent.subject
    assert not {word for word in ("Jana", "Szewc", "reklamujemy") if word in sent.body + sent.subject}


def test_nobody_is_written_to_about_an_advertisement_or_by_telephone(estate, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.set_aside(leave(estate.area, contact="ewa@example.org"), by=None)
        actions.decline_entry_suggestion(leave(estate.area, contact="600 100 200"), reason="nie", by=None)
    forgotten = leave(estate.area, contact="ewa@example.org")
    EntrySuggestion.objects.filter(pk=forgotten.pk).update(contact="")
    assert tell_fate.call(forgotten.pk) == "forgotten"
    assert mail.outbox == []
