"""Contacts pass when both sides have said yes, and not a moment before."""

from podworko.core.models import AuditEntry
from podworko.needs.actions.talk import answer_talk
from podworko.organisations.actions.organisation import change_organisation, delete_organisation
from podworko.organisations.models import ContactField

PHONE, ADDRESS = "12 345 67 89", "ola@example.org"


def read(client, user, talk):
    client.force_login(user)
    return client.get(f"/podworze/offers/talks/{talk.pk}/").text.replace("\N{NO-BREAK SPACE}", " ")


def test_before_both_agree_each_sees_its_own_contacts_only(client, editor, teacher, talk, phone):
    answer_talk(talk, side="ask", values={"answer": "yes", "passes": [phone.pk]}, by=None)
    assert PHONE in read(client, teacher, talk)
    page = read(client, editor, talk)
    assert PHONE not in page
    assert "gdy obie strony powiedzą „tak”" in page


def test_when_both_agree_both_see_what_was_passed(client, editor, teacher, agreed):
    assert PHONE in read(client, editor, agreed)
    assert ADDRESS in read(client, teacher, agreed)


def test_contact_that_was_not_passed_stays_hidden(client, editor, agreed, phone):
    ContactField.objects.create(contact=phone.contact, kind="phone", value="600 000 000", visibility="organisation")
    assert "600 000 000" not in read(client, editor, agreed)


def test_contact_deleted_from_the_register_is_gone_here(client, editor, agreed, phone):
    phone.delete()
    assert PHONE not in read(client, editor, agreed)


def test_typed_contact_is_for_both_sides_and_for_whoever_typed_it(client, coordinator, teacher, agreed):
    assert ADDRESS in read(client, teacher, agreed)
    assert ADDRESS not in read(client, coordinator, agreed)
    answer_talk(agreed, side="offer", values={"answer": "yes", "words": ADDRESS}, by=coordinator)
    assert ADDRESS in read(client, coordinator, agreed)


def test_no_contact_and_no_name_of_a_person_stands_in_the_history(client, coordinator, editor, agreed):
    entries = AuditEntry.objects.filter(about=agreed.history_of)
    assert entries.count() >= 4
    assert ADDRESS not in str([(entry.before, entry.after) for entry in entries])
    answer_talk(agreed, side="ask", values={"answer": "yes"}, by=coordinator)
    assert (
        "Kora Koordynator" not in read(client, editor, agreed).partition("Co było po kolei")[2].partition("<footer")[0]
    )


def test_strangers_and_members_find_nothing(client, member, talk):
    client.force_login(member)
    assert client.get(f"/podworze/offers/talks/{talk.pk}/").status_code == 404


def test_talk_with_a_hidden_organisation_is_hidden_with_it(client, editor, agreed, school):
    change_organisation(school, values={"visibility": "private"}, by=None)
    client.force_login(editor)
    assert client.get(f"/podworze/offers/talks/{agreed.pk}/").status_code == 404


def test_talk_goes_with_a_deleted_organisation(client, editor, agreed, school, offer):
    delete_organisation(school, by=None)
    client.force_login(editor)
    assert client.get(f"/podworze/offers/talks/{agreed.pk}/").status_code == 404
    assert client.get(f"/podworze/offers/{offer.pk}/").status_code == 200


def test_side_without_a_mail_is_answered_for_by_the_coordinator(client, coordinator, talk):
    page = read(client, coordinator, talk)
    assert page.count("/answer/") == 2


def test_coordinator_who_answers_again_neither_reads_nor_loses_what_was_typed(client, coordinator, teacher, agreed):
    client.force_login(coordinator)
    address = f"/podworze/offers/talks/{agreed.pk}/offer/answer/"
    answer_talk(agreed, side="offer", values={"answer": "yes", "words": ADDRESS}, by=teacher)
    assert ADDRESS not in client.get(address).text
    client.post(address, {"answer": "yes", "is_by_phone": "on"})
    assert ADDRESS in read(client, teacher, agreed)
