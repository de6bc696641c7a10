"""Mails to the address of an area: what becomes of them, and what the mail server is told."""

import io
import sys
from datetime import UTC, date, datetime, time
from email.message import EmailMessage

import pytest
from django.core.management import CommandError, call_command

from podworko.agenda import receiving
from podworko.agenda.models import Event, Suggestion
from podworko.core import child
from podworko.core.models import AuditEntry
from tests.agenda.calendars import calendar, vevent
from tests.portal.pages import words
from tests.register import form_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december", "area")]

PAGE = "/podworze/calendar/suggestions/"
TEXT = "Dzień dobry,\n\nzapraszamy seniorów w środę 9 grudnia o godz. 17.00 w Klubie Azory.\nWstęp wolny.\n"


def mail(text=TEXT, **headers):
    message = EmailMessage()
    known = {"Subject": "Warsztaty ceramiczne", "From": "Ewa Nowak <ewa@example.org>", "Message-ID": "<1@example.org>"}
    for name, value in {**known, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
        if value:
            message[name] = value
    message.set_content(text)
    return message


@pytest.fixture
def receive(monkeypatch, capsys):
    """Hand a mail over as a mail server does; gives what is said, or the exit code of a refusal."""

    def receive(message, area="podworze"):
        data = message if isinstance(message, bytes) else message.as_bytes()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        try:
            call_command("receive_mail", area)
        except CommandError as error:
            return error.returncode
        return capsys.readouterr().out.strip()

    return receive


def test_mail_waits_among_the_suggestions_with_what_was_understood(receive, client, area_coordinator):
    assert receive(mail()) == "Czeka wśród propozycji."
    one = Suggestion.objects.get()
    assert (one.title, one.day, one.time_from, one.cost) == (
        "Warsztaty ceramiczne",
        date(2026, 12, 9),
        time(17),
        "free",
    )
    assert one.contact == "Ewa Nowak <ewa@example.org>"
    client.force_login(area_coordinator)
    shown = words(client.get(PAGE))
    assert "przyszło e-mailem" in shown
    assert "ewa@example.org" in shown


def test_coordinator_makes_an_event_of_it_with_the_text_beside(receive, client, area_coordinator, organisation):
    receive(mail())
    client.force_login(area_coordinator)
    address = f"/podworze/calendar/new/?suggestion={Suggestion.objects.get().pk}"
    opened = client.get(address)
    assert "Tekst, z którego to jest" in words(opened)
    client.post(address, form_on(opened, having="title").filled(organisation_id=str(organisation.pk)))
    assert Event.objects.get().title == "Warsztaty ceramiczne"
    assert Suggestion.objects.get().event == Event.objects.get()


def test_mail_without_a_day_waits_too(receive, client, area_coordinator):
    receive(mail("Zapraszamy, szczegóły wkrótce."))
    client.force_login(area_coordinator)
    assert "Kiedy nie odczytano" in words(client.get(PAGE))


def test_same_mail_twice_is_one_also_after_it_was_decided_on(receive):
    receive(mail())
    assert receive(mail()) == "Ten list już przyszedł."
    assert receive(mail(Message_ID="<2@example.org>")) == "Czeka wśród propozycji."
    assert Suggestion.objects.count() == 2


def test_same_mail_to_two_areas_waits_in_both(receive, area):
    receive(mail())
    receive(mail(), area=area.parent.slug)
    assert set(Suggestion.objects.values_list("area__slug", flat=True)) == {"podworze", "dzielnica"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated (vacation)"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@example.org"},
    ],
)
def test_what_a_machine_sends_by_itself_is_passed_over(receive, headers):
    assert receive(mail(**headers)) == "List wysłany przez automat. Pomijam."
    assert not Suggestion.objects.exists()


def test_person_may_say_that_no_machine_sent_it(receive):
    assert receive(mail(Auto_Submitted="no", Return_Path="<ewa@example.org>")) == "Czeka wśród propozycji."


def test_calendar_on_the_mail_gives_an_event_each(receive):
    def event(number, day):
        return vevent(str(number), f"Próba {number}", datetime(2026, 12, day, 17, tzinfo=UTC), place="Sala")

    message = mail()
    data = calendar(event(1, 10), event(2, 17), event(3, 1))
    message.add_attachment(data, maintype="text", subtype="calendar", filename="proby.ics")
    assert receive(message) == "Czeka wśród propozycji."
    assert receive(message) == "Ten list już przyszedł."
    rows = Suggestion.objects.order_by("day")
    assert [(one.title, one.day.day, one.time_from, one.time_to) for one in rows] == [
        ("Próba 1", 10, time(17), time(18)),
        ("Próba 2", 17, time(17), time(18)),
    ]


def test_page_becomes_text_and_nothing_in_it_runs(receive):
    message = mail("<html><head><title>x</title></head><p>W sobotę 12 grudnia</p><script>alert(1)</script></html>")
    message.replace_header("Content-Type", 'text/html; charset="utf-8"')
    receive(message)
    one = Suggestion.objects.get()
    assert (one.day, one.description) == (date(2026, 12, 12), "W sobotę 12 grudnia")


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-2", "nieznane", "us-ascii", "rot13"])
def test_letters_of_a_broken_encoding_are_read(receive, charset):
    octets = "Zażółć gęślą jaźń 12 grudnia".encode("iso-8859-2" if charset == "iso-8859-2" else "utf-8")
    head = f"Subject: Zażółć\nFrom: ewa@example.org\nContent-Type: text/plain; charset={charset}\n\n"
    receive(head.encode() + octets)
    one = Suggestion.objects.get()
    assert (one.title, one.description) == ("Zażółć", "Zażółć gęślą jaźń 12 grudnia")


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00 nic",
        b"Subject: =?utf-8?b?!!!?=\nFrom: =?x?q?=\n\n12 grudnia",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x",
        b"From nobody Sat Nov 21\nSubject: x\r\nSubject: y\n\x00\n",
        b"Content-Transfer-Encoding: base64\n\n%%%%",
        b"Content-Type: text/plain; charset*=utf-8''%ff\nSubject: x\n\n12 grudnia",
        b"Subject: x\nContent-Disposition: attachment; filename*0*=utf-8''%zz; filename*1=.ics\n\n12 grudnia",
    ],
)
def test_whatever_comes_is_answered(receive, data):
    assert isinstance(receive(data), str)


def test_mail_nested_without_end_goes_back(receive):
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n) for n in range(3000))
    assert receive(nested + b"\n12 grudnia") == 65


def test_too_large_a_mail_goes_back(receive, monkeypatch):
    monkeypatch.setattr(receiving, "LARGEST", 100)
    assert receive(mail()) == 65


def test_unknown_area_goes_back(receive):
    assert receive(mail(), area="nigdzie") == 67


def test_too_many_that_wait_stay_with_the_mail_server(receive, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_WAITING", 1)
    receive(mail())
    assert receive(mail(Message_ID="<2@example.org>")) == 75
    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize("failure", [child.ChildError("coś"), RuntimeError("coś")])
def test_whatever_fails_the_mail_stays_with_the_mail_server(receive, monkeypatch, failure):
    def fail(*_given):
        raise failure

    monkeypatch.setattr(receiving, "_suggestions", fail)
    assert receive(mail()) == 75
    assert not Suggestion.objects.exists()


def test_nothing_of_the_mail_goes_into_the_history(receive):
    receive(mail())
    entry = AuditEntry.objects.get(verb="suggest_event")
    assert "Warsztaty" not in f"{entry.after} {entry.object_label}"
    assert "ewa@" not in f"{entry.after} {entry.object_label}"


def test_declining_says_that_the_sender_will_not_read_it(receive, client, area_coordinator):
    receive(mail())
    client.force_login(area_coordinator)
    address = f"/podworze/calendar/suggestions/{Suggestion.objects.get().pk}/decline/"
    assert "nadawca nie przeczyta powodu" in words(client.get(address))
