import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives

from podworko.core import mailbox


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path / "mailbox"


def test_message_is_kept_and_printed(capsys):
    mailbox.Mailbox().send_messages(
        [EmailMessage("Kod do logowania", "Twój kod: 12345678\n", "dom@podworko.example", ["anna@poczta.example"])]
    )
    (message,) = mailbox.messages()
    assert (message.to, message.subject) == ("anna@poczta.example", "Kod do logowania")
    assert message.body == "Twój kod: 12345678\n"
    assert "Twój kod: 12345678" in capsys.readouterr().out


def test_latest_message_stands_first():
    for number in range(3):
        mailbox.Mailbox().send_messages([EmailMessage(f"list {number}", "", "a@b.example", ["c@d.example"])])
    assert [message.subject for message in mailbox.messages()] == ["list 2", "list 1", "list 0"]


def test_old_messages_make_room(monkeypatch):
    monkeypatch.setattr(mailbox, "KEPT_MESSAGES", 2)
    for number in range(4):
        mailbox.Mailbox().send_messages([EmailMessage(f"list {number}", "", "a@b.example", ["c@d.example"])])
    assert [message.subject for message in mailbox.messages()] == ["list 3", "list 2"]


def test_text_of_a_message_with_html_is_shown():
    message = EmailMultiAlternatives("dwa ciała", "zwykły tekst\n", "a@b.example", ["c@d.example"])
    message.attach_alternative("<b>tekst</b>", "text/html")
    mailbox.Mailbox().send_messages([message])
    assert mailbox.messages()[0].body == "zwykły tekst\n"


def test_folder_is_closed_to_other_users(folder):
    mailbox.Mailbox().send_messages([EmailMessage("x", "", "a@b.example", ["c@d.example"])])
    assert folder.stat().st_mode & 0o077 == 0


def test_public_instance_without_mail_server_says_so():
    with pytest.raises(ConnectionError, match="EMAIL_URL"):
        mailbox.NoMail().send_messages([EmailMessage("x", "", "a@b.example", ["c@d.example"])])
