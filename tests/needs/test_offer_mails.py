"""Who is told by mail of a talk, once; and the link that stops it."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from podworko.needs import talk_telling
from podworko.needs.actions.offer_mails import mails_of
from podworko.needs.actions.talk import answer_talk, propose_talk
from podworko.needs.models import OfferMails, TalkNotice, TalkPart
from podworko.needs.schedule import forget_talks
from podworko.organisations.actions.organisation import change_organisation


def told():
    mail.outbox.clear()
    for pk in talk_telling.whom():
        talk_telling.tell(pk)
    return sorted(letter.to[0] for letter in mail.outbox)


def test_the_side_that_is_to_answer_is_told_once(editor, teacher, offer, ask):
    propose_talk(cards=(offer, ask), proposed_by="ask", values={"words": "ola@example.org"}, by=teacher)
    assert told() == ["swietlica@example.org"]
    letter = mail.outbox[0]
    assert "ola@example.org" not in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert told() == []


def test_the_other_side_and_who_proposed_are_told_of_the_answer(editor, teacher, coordinator, offer, ask):
    talk = propose_talk(cards=(offer, ask), by=coordinator)
    assert told() == ["swietlica@example.org", "szkola@example.org"]
    answer_talk(talk, side="ask", values={"answer": "no", "reason": "nie teraz"}, by=teacher)
    assert told() == ["koordynator@example.org", "swietlica@example.org"]
    assert "nie teraz" in mail.outbox[0].body


def test_whoever_may_not_see_the_other_side_is_told_nothing(editor, talk, school):
    change_organisation(school, values={"visibility": "private"}, by=None)
    assert told() == []


def test_nobody_is_told_of_what_is_long_over(editor, talk, clock_at):
    with clock_at(days=8):
        assert told() == []


def test_mail_server_out_of_order_leaves_it_to_be_told(editor, talk, monkeypatch):
    def fail(*_args, **_options):
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", fail)
        with pytest.raises(ValidationError):
            talk_telling.tell(editor.pk)
    assert not TalkNotice.objects.filter(user=editor).exists()
    assert told() == ["swietlica@example.org"]


def test_opening_the_link_only_asks_and_the_button_stops(client, editor, talk):
    address = f"/accounts/offer-mails/{mails_of(editor).key}/"
    assert editor.email in client.get(address).text
    assert not OfferMails.objects.get().is_stopped
    assert "Nie piszemy już o tym" in client.post(address).text.replace("\N{NO-BREAK SPACE}", " ")
    assert told() == []
    client.post(address, {"resume": "1"})
    assert told() == ["swietlica@example.org"]


def test_mailbox_itself_stops_them_without_a_cookie(editor):
    address = f"/accounts/offer-mails/{mails_of(editor).key}/"
    answer = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert OfferMails.objects.get().is_stopped


def test_unknown_link_says_so(client, db):
    assert client.get("/accounts/offer-mails/nie-ma/").status_code == 404


def test_typed_contacts_are_forgotten_after_the_talk(agreed, clock_at):
    with clock_at(days=200):
        assert forget_talks.func() == 0
        type(agreed).objects.update(state="met", outcome_on=timezone.localdate(), changed_at=timezone.now())
        assert forget_talks.func() == 0
        type(agreed).objects.update(changed_at=timezone.now() - timedelta(days=181))
        assert forget_talks.func() == 1
    assert set(TalkPart.objects.values_list("words", flat=True)) == {""}
