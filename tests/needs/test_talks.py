from datetime import date

from podworko.needs.actions.talk import propose_talk, settle_talk
from podworko.needs.talk_reading import met_by_month
from tests.factories import CardFactory, ContactFactory, ContactFieldFactory

PAGE = "/podworze/offers/talks/"


def text_of(client):
    return client.get(PAGE).text.replace("\N{NO-BREAK SPACE}", " ")


def test_nothing_new_says_so_and_where_to_go_on(keeper):
    page = text_of(keeper)
    assert "Nic nowego do siebie nie pasuje" in page
    assert "missing=unasked" in page


def test_what_goes_together_stands_with_its_reason(keeper, offer, ask):
    page = text_of(keeper)
    assert ask.title in page
    assert offer.title in page
    assert "to samo słowo: stoły" in page.lower()


def test_whom_no_mail_reaches_stands_with_the_telephone(keeper, talk, phone):
    page = text_of(keeper).partition("Do telefonu")[2]
    assert "12 345 67 89" in page
    assert "brak telefonu w rejestrze" in page


def test_whom_a_mail_reaches_is_not_to_be_rung(keeper, talk, editor, teacher):
    assert "Do telefonu" not in text_of(keeper)
    assert "Czeka na zgodę" in text_of(keeper)


def test_ask_that_nobody_meets_becomes_a_need_with_one_click(keeper, coordinator, ask, clock_at):
    assert "Długo bez odpowiedzi" not in text_of(keeper)
    with clock_at(weeks=7):
        keeper.force_login(coordinator)
        page = text_of(keeper)
        assert "Długo bez odpowiedzi" in page
        assert f"/podworze/offers/{ask.pk}/need/" in page


def test_months_count_without_naming_anybody(keeper, agreed, school):
    settle_talk(agreed, state="met", values={}, by=None)
    months = text_of(keeper).partition('id="months"')[2]
    assert school.name not in months
    assert '<td class="figure">1</td>' in months


def test_every_month_of_a_year_is_told():
    months = met_by_month(
        [(date(2026, 3, 9), "met"), (date(2026, 3, 1), "not_met"), (None, "agreed")], date(2026, 4, 2)
    )
    assert months[0] == (date(2026, 4, 1), 0, 0)
    assert months[1] == (date(2026, 3, 1), 1, 1)
    assert (len(months), months[-1][0]) == (12, date(2025, 5, 1))


def test_page_asks_as_often_for_three_as_for_one(keeper, organisation, school, queries):
    def add(number):
        CardFactory(organisation=organisation, kind="room", title=f"Sala {number}")
        CardFactory(organisation=school, side="ask", kind="room", title=f"Szukamy {number}")

    add(1)
    one = queries(PAGE)
    add(2)
    add(3)
    assert queries(PAGE) == one


def test_desk_tells_each_side_what_is_new_what_waits_and_what_ends(client, editor, teacher, offer, ask):
    client.force_login(editor)
    assert "Pasuje:" in client.get("/podworze/desk/").text
    propose_talk(cards=(offer, ask), proposed_by="ask", by=teacher)
    page = client.get("/podworze/desk/").text
    assert "Pasuje:" not in page
    assert "Czeka na Waszą odpowiedź:" in page
    client.force_login(teacher)
    assert "Czeka na Waszą odpowiedź:" not in client.get("/podworze/desk/").text


def test_desk_asks_whether_it_still_holds(client, editor, offer, clock_at):
    with clock_at(days=80):
        client.force_login(editor)
        assert "Czy nadal:" in client.get("/podworze/desk/").text


def test_phone_that_is_hidden_from_the_coordinator_is_not_shown(keeper, talk, school):
    contact = ContactFactory(organisation=school, role="woźny")
    ContactFieldFactory(contact=contact, kind="phone", value="600 111 222", visibility="private")
    assert "600 111 222" not in text_of(keeper)


def test_desk_of_the_coordinator_leads_to_what_waits(keeper, offer, ask):
    said = "Rozmowy, które czekają na czyjąś zgodę"
    assert said not in keeper.get("/podworze/desk/").text
    propose_talk(cards=(offer, ask), by=None)
    assert said in keeper.get("/podworze/desk/").text
