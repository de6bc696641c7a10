from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail

from podworko.agenda.models import SignUp

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def kept(client, editor):
    client.force_login(editor)
    return client


def address(row):
    return f"/podworze/calendar/{row.sign_up_list.event_id}/registrations/{row.pk}/remove/"


def test_it_asks_first(kept, sign_up):
    row = sign_up()
    assert "Wypisać tę osobę?" in kept.get(address(row)).text
    assert SignUp.objects.exists()


def test_the_person_is_told_and_the_next_moves_up(kept, sign_up):
    row, waiting = sign_up(people=3, email="ewa@example.org"), sign_up("Jan Kowal")
    assert kept.post(address(row)).url.endswith("/registrations/?date=20261212T1000")
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["ewa@example.org"], "Wypisano z listy: Warsztaty")
    ]
    waiting.refresh_from_db()
    assert (waiting.place, SignUp.objects.count()) == ("taken", 1)


def test_who_has_no_e_mail_is_to_be_rung(kept, sign_up):
    row = sign_up(email="", phone="+48 12 633 12 34")
    assert "zadzwoń" in kept.get(address(row)).text
    kept.post(address(row))
    assert mail.outbox == []


def test_a_letter_that_does_not_go_is_said(kept, sign_up, monkeypatch):
    def send(self, **_options):
        raise SMTPServerDisconnected("nie ma")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", send)
    page = kept.post(address(sign_up(email="ewa@example.org")), follow=True)
    assert "Wiadomość nie wyszła. Daj znać tej osobie: ewa@example.org" in page.text
    assert not SignUp.objects.exists()
