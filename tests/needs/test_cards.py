import pytest

from podworko.core.visibility import Visibility
from podworko.needs.actions.card import close_card
from tests.factories import CardFactory

LIST = "/podworze/offers/"


def text_of(response):
    return response.text.replace("\N{NO-BREAK SPACE}", " ")


def test_empty_list_says_what_to_do(client, editor, area):
    assert "Nikt teraz niczego nie szuka" in client.get(LIST).text
    client.force_login(editor)
    page = client.get(LIST).text
    assert f"{LIST}new/" in page
    assert "wystarczy jedno zdanie" in page


def test_partners_see_what_passers_by_do_not(client, offer, teacher):
    assert offer.title not in text_of(client.get(f"{LIST}?side=offer"))
    client.force_login(teacher)
    assert offer.title in text_of(client.get(f"{LIST}?side=offer"))


def test_both_sides_have_a_list_each(client, teacher, offer, ask):
    client.force_login(teacher)
    asks = text_of(client.get(LIST))
    assert ask.title in asks
    assert offer.title not in asks
    assert "Mamy: 1" in asks
    assert offer.title in text_of(client.get(f"{LIST}?side=offer"))


@pytest.mark.parametrize(
    ("query", "shown"), [("kind=room", ["Sala"]), ("free=1", ["Stoły"]), ("kind=nic&category=x", ["Sala", "Stoły"])]
)
def test_filters_stand_in_the_address(client, organisation, query, shown):
    common = {"organisation": organisation, "visibility": Visibility.PUBLIC}
    CardFactory(**common, title="Sala")
    CardFactory(**common, kind="things", title="Stoły", terms="free")
    page = text_of(client.get(f"{LIST}?side=offer&{query}"))
    assert [title for title in ("Sala", "Stoły") if f">{title}</a>" in page] == shown


def test_what_is_over_goes_by_itself_and_whoever_keeps_it_finds_it(client, editor, offer, clock_at):
    close = CardFactory(organisation=offer.organisation, title="Zamknięte krzesła")
    close_card(close, closed_as="settled", by=None)
    with clock_at(days=91):
        client.force_login(editor)
        page = text_of(client.get(f"{LIST}?side=offer"))
        assert offer.title not in page
        assert close.title not in page
        ended = text_of(client.get(f"{LIST}?side=offer&ended=1"))
        assert offer.title in ended
        assert close.title in ended


def test_list_asks_as_often_for_three_as_for_one(client, teacher, organisation, queries):
    client.force_login(teacher)
    CardFactory(organisation=organisation)
    one = queries(f"{LIST}?side=offer")
    for _number in range(2):
        CardFactory(organisation=organisation)
    assert queries(f"{LIST}?side=offer") == one


def test_no_price_no_mark_and_no_number_stands_beside_an_organisation(client, offer, teacher):
    client.force_login(teacher)
    page = client.get(f"{LIST}?side=offer").text
    for word in ("zł", "ocena", "ranking", "gwiazd"):
        assert word not in page.partition("<main")[2].partition("Bez cen i ocen")[2]
