from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from podworko.core.models import AuditEntry
from podworko.needs.actions import sought as actions
from podworko.needs.models import Sought, SoughtDay
from tests.factories import OrganisationFactory
from tests.register import form_on

ADDRESS = "/podworze/problems/not-found/"


def plain(answer):
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def send(client, **values):
    return client.post(ADDRESS, form_on(client.get(ADDRESS), having="words").filled(**values))


def searched(area, words, *, days):
    for number in range(days):
        actions.count_search(area_id=area.pk, words=words, day=timezone.localdate() - timedelta(days=number))


def test_a_word_is_enough(keeper):
    assert send(keeper, words="dentysta dla dzieci").status_code == 302
    assert "dentysta dla dzieci" in plain(keeper.get(ADDRESS))


def test_same_thing_typed_otherwise_is_counted_together(keeper, area):
    for words in ("Dentysta?", "dentysta", " DENTYSTA "):
        send(keeper, words=words)
    assert Sought.objects.get().words == "Dentysta?"
    assert SoughtDay.objects.get().count == 3


def test_a_double_click_counts_once(keeper):
    sent = form_on(keeper.get(ADDRESS), having="words").filled(words="szewc")
    keeper.post(ADDRESS, sent)
    keeper.post(ADDRESS, sent)
    assert SoughtDay.objects.get().count == 1


def test_empty_page_says_so(keeper):
    assert "nikt jeszcze niczego nie zapisał" in plain(keeper.get(ADDRESS))


@pytest.mark.parametrize(
    "words", ["ewa@example.org", "telefon 600 100 200", "Jan Kowalski", "kowalska anna", "ul. Weissa 8, 12-345-67-89"]
)
def test_what_looks_like_personal_data_is_asked_about_first(keeper, words):
    answer = send(keeper, words=words)
    assert "To wygląda na:" in plain(answer)
    assert not Sought.objects.exists()
    keeper.post(ADDRESS, form_on(answer, having="words").filled())
    assert Sought.objects.count() == 1


def test_pesel_is_refused(keeper):
    answer = send(keeper, words="44051401359")
    again = keeper.post(ADDRESS, form_on(answer, having="words").filled())
    assert "Tu stoi numer PESEL" in plain(again)
    assert not Sought.objects.exists()


@pytest.mark.parametrize("words", ["", "   ", "?!", "x" * 121])
def test_nothing_and_too_much_are_refused(keeper, words):
    assert send(keeper, words=words).status_code == 200
    assert not Sought.objects.exists()


def test_day_that_is_not_yet_is_refused(keeper):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "dopiero będzie" in plain(send(keeper, words="szewc", day=tomorrow))


def test_history_holds_no_word(keeper):
    send(keeper, words="szewc od butów")
    said = str(list(AuditEntry.objects.values()))
    assert "log_not_found" in said
    assert "szewc" not in said


def test_search_is_read_from_its_second_day(keeper, area):
    searched(area, "Basen", days=1)
    assert "basen" not in plain(keeper.get(ADDRESS))
    searched(area, "basen?", days=2)
    assert "basen" in plain(keeper.get(ADDRESS))


@pytest.mark.parametrize(
    "words",
    [
        "ewa@example.org",
        "600100200",
        "600 100 200",
        "44051401359",
        "Jan Kowalski",
        "nowak zofia",
        "ab",
        "123",
        "x" * 61,
        "",
    ],
)
def test_search_that_looks_like_a_person_is_never_kept(area, words):
    searched(area, words, days=3)
    assert not Sought.objects.exists()


def test_search_is_counted_once_a_day(area):
    searched(area, "basen", days=1)
    searched(area, "basen", days=1)
    assert SoughtDay.objects.get().count == 1


def test_flood_of_words_ends_somewhere(area, monkeypatch):
    monkeypatch.setattr(actions, "MOST_NEW", 3)
    for number in range(9):
        searched(area, f"słowo{'x' * number}", days=1)
    assert Sought.objects.count() == 3


def test_most_asked_stands_first_and_what_is_settled_last(keeper, area, organisation):
    for words, times in (("szewc", 1), ("dentysta", 3), ("basen", 2)):
        for _ in range(times):
            actions.log_not_found(area=area, words=words, by=None)
    actions.answer_sought(Sought.objects.get(key="dentysta"), organisation=organisation, by=None)
    page = plain(keeper.get(ADDRESS)).partition("<tbody>")[2]
    assert page.index("basen") < page.index("szewc") < page.index("dentysta")
    assert "Świetlica" in page


def test_months_stand_apart(keeper, area):
    long_ago = timezone.localdate().replace(day=1) - timedelta(days=40)
    actions.log_not_found(area=area, words="szewc", by=None, day=long_ago)
    page = plain(keeper.get(ADDRESS))
    assert "szewc" not in page
    assert f"?month={long_ago:%Y-%m}" in page
    assert "szewc" in plain(keeper.get(f"{ADDRESS}?month={long_ago:%Y-%m}"))
    for odd in ("x", "2026-13", "0000-00", "9" * 40):
        assert keeper.get(ADDRESS, {"month": odd}).status_code == 200


def test_member_writes_and_reads_and_marks_nothing(client, area, member, organisation):
    client.force_login(member)
    assert send(client, words="szewc").status_code == 302
    page = client.get(ADDRESS).text
    assert "szewc" in page
    assert "sought=" not in page


def test_entry_that_the_reader_may_not_see_is_not_named(client, area, member, hidden):
    actions.answer_sought(actions.log_not_found(area=area, words="szewc", by=None), organisation=hidden, by=None)
    client.force_login(member)
    assert "Cicha grupa" not in client.get(ADDRESS).text


def test_need_is_written_down_with_what_shows_it(keeper, area):
    one = actions.log_not_found(area=area, words="dentysta dla dzieci", by=None, audience="3-6")
    searched(area, "dentysta dla dzieci", days=2)
    address = f"/podworze/problems/new/?sought={one.pk}"
    form = form_on(keeper.get(address), having="title")
    assert form.fields["title"] == ["dentysta dla dzieci"]
    assert "2" in form.fields["evidence_text"][0]
    assert keeper.post(address, form.filled(title="Brakuje dentysty dla dzieci")).status_code == 302
    one.refresh_from_db()
    assert one.problem.title == "Brakuje dentysty dla dzieci"
    assert one.problem.evidence.get().source == "dziennik „nie znaleziono”"
    assert "Brakuje dentysty dla dzieci" in plain(keeper.get(ADDRESS))


def test_number_of_queries_does_not_grow(keeper, area):
    def look():
        with CaptureQueriesContext(connection) as found:
            keeper.get(ADDRESS)
        return len(found)

    def add(words):
        one = actions.log_not_found(area=area, words=words, by=None)
        actions.answer_sought(one, organisation=OrganisationFactory(home_area=area, visibility="public"), by=None)

    add("szewc")
    look()
    before = look()
    for words in ("dentysta", "basen"):
        add(words)
    assert look() == before
