"""What people are told of their asks and offers by mail: whether they hold, and what goes with them; once a day."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from podworko.needs import card_telling
from podworko.needs.actions.card import change_card, close_card
from podworko.needs.actions.offer_mails import choose_mails
from podworko.needs.actions.talk import dismiss_match
from podworko.needs.models import Card, CardNews
from podworko.needs.schedule import forget_talks, tell_cards
from tests.factories import CardFactory, MembershipFactory
from tests.needs.asked import told

pytestmark = pytest.mark.usefixtures("monday")


def test_who_keeps_it_is_asked_once_whether_it_holds(ending, monday):
    assert told() == ["swietlica@example.org"]
    assert "Czy to nadal aktualne?" in mail.outbox[0].subject
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert told() == []
    monday.shift(timedelta(days=1))
    assert told() == []


def test_what_still_stands_for_long_or_ended_long_ago_is_not_asked_about(organisation, editor):
    today = timezone.localdate()
    CardFactory(organisation=organisation, valid_until=today + timedelta(days=10))
    old = CardFactory(organisation=organisation, valid_until=today)
    Card.objects.filter(pk=old.pk).update(valid_until=today - timedelta(days=30))
    close_card(CardFactory(organisation=organisation, valid_until=today), closed_as="settled", by=None)
    assert told() == []


def test_the_author_is_asked_alone(ending, organisation, editor):
    MembershipFactory(organisation=organisation, role="editor", user__email="druga@example.org")
    assert told() == ["druga@example.org", "swietlica@example.org"]
    CardNews.objects.all().delete()
    Card.objects.filter(pk=ending.pk).update(entered_by=editor)
    assert told() == ["swietlica@example.org"]


def test_coordinator_sees_whom_to_ring_where_no_mail_goes(keeper, ending, editor, phone):
    school = phone.contact.organisation
    CardFactory(organisation=school, title="Ławki", valid_until=timezone.localdate() + timedelta(days=2))
    phone.visibility = "partners"
    phone.save()
    page = keeper.get("/podworze/offers/talks/").text
    assert "Pytamy e-mailem." in page
    assert "sekretariat: 12 345 67 89" in page
    choose_mails(editor, wanted="never", by=editor)
    assert "Pytamy e-mailem." not in keeper.get("/podworze/offers/talks/").text


def test_both_owners_are_told_what_goes_together_once(editor, teacher, offer, ask, monday):
    assert told() == ["swietlica@example.org", "szkola@example.org"]
    letter = next(letter for letter in mail.outbox if letter.to == ["szkola@example.org"])
    assert "Dziesięć stołów" in letter.body
    assert "To samo słowo" in letter.body
    monday.shift(timedelta(days=1))
    assert told() == []


def test_at_most_one_mail_a_day(editor, offer, ask, monday):
    told()
    CardFactory(organisation=offer.organisation, side="ask", title="Sala", valid_until=timezone.localdate())
    assert told() == []
    monday.shift(timedelta(days=1))
    assert told() == ["swietlica@example.org"]


def test_whoever_may_not_see_the_other_card_is_told_nothing(editor, teacher, offer, ask):
    change_card(offer, values={"visibility": "organisation"}, by=None)
    assert told() == ["swietlica@example.org"]


def test_what_was_refused_or_is_old_is_no_news(editor, teacher, offer, ask, monday):
    dismiss_match(offer=offer, ask=ask, by=None)
    assert told() == []
    CardNews.objects.all().delete()
    Card.objects.update(changed_at=timezone.now() - timedelta(days=8))
    assert card_telling.find() == 0


def test_wish_for_talks_only_leaves_questions(editor, teacher, offer, ask):
    choose_mails(editor, wanted="talks", by=editor)
    assert told() == ["szkola@example.org"]
    choose_mails(teacher, wanted="never", by=teacher)
    CardNews.objects.all().delete()
    change_card(offer, values={"valid_until": timezone.localdate()}, by=None)
    assert told() == ["swietlica@example.org"]
    assert "PASUJE" not in mail.outbox[0].body


@pytest.mark.parametrize("quiet", ["2026-11-22T10:00", "2026-11-11T10:00", "2026-11-23T22:00"])
def test_nobody_is_written_to_on_sundays_holidays_and_by_night(editor, ending, monday, quiet):
    monday.move_to(f"{quiet}:00+01:00")
    assert tell_cards.call() == 0
    assert not CardNews.objects.exists()


def test_by_day_everybody_gets_one_job(editor, teacher, offer, ask):
    assert tell_cards.call() == 2


def test_mail_server_out_of_order_leaves_it_to_be_told(ending, editor, monkeypatch):
    def fail(*_args, **_options):
        raise smtplib.SMTPServerDisconnected

    card_telling.find()
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", fail)
        with pytest.raises(ValidationError):
            card_telling.tell(editor.pk)
    assert told() == ["swietlica@example.org"]


def test_that_somebody_was_told_is_forgotten_after_a_year(ending, editor, monday):
    told()
    monday.shift(timedelta(days=366))
    forget_talks.call()
    assert not CardNews.objects.exists()
