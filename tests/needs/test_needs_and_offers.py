from podworko.needs.actions.asking import note_asking
from tests.factories import CardFactory, OrganisationFactory, ResourceFactory

LIST = "/podworze/offers/list/"


def text_of(response):
    return response.text.replace("\N{NO-BREAK SPACE}", " ")


def test_every_organisation_stands_there_with_an_answer_or_that_nobody_asked(client, organisation, school):
    ResourceFactory(organisation=organisation, name="Rzutnik", visibility="public")
    CardFactory(organisation=organisation, side="ask", visibility="public", title="Dwie osoby do pomocy")
    page = text_of(client.get(LIST))
    assert "Rzutnik" in page
    assert "Dwie osoby do pomocy" in page
    assert page.partition("Szkoła</a>")[2].count("jeszcze nie pytano") == 2


def test_resource_that_is_offered_stands_there_once(client, organisation, editor):
    from podworko.needs.actions.card import offer_resource

    resource = ResourceFactory(organisation=organisation, name="Rzutnik", visibility="public")
    offer_resource(resource, area=organisation.home_area, by=None)
    client.force_login(editor)
    assert text_of(client.get(LIST)).partition("<tbody")[2].count(">Rzutnik<") == 1


def test_asked_and_nothing_is_an_answer_for_partners(client, organisation, teacher):
    note_asking(organisation, values={"needs_nothing": True, "has_nothing": True, "note": "pani Ewa"}, by=None)
    assert "pytano: nic" not in text_of(client.get(LIST))
    client.force_login(teacher)
    page = text_of(client.get(LIST))
    assert page.count("pytano: nic") == 2
    assert "pani Ewa" not in page


def test_who_is_still_to_be_asked_is_found_at_once(keeper, organisation, school):
    note_asking(organisation, values={"needs_nothing": True, "has_nothing": True}, by=None)
    page = text_of(keeper.get(f"{LIST}?missing=unasked"))
    assert "Szkoła" in page
    assert "Świetlica</a>" not in page
    assert "Świetlica</a>" in text_of(keeper.get(f"{LIST}?missing=asked"))


def test_empty_area_says_so(client, area):
    assert "Nie ma tu jeszcze żadnej organizacji" in text_of(client.get(LIST))


def test_list_asks_as_often_for_three_as_for_one(client, area, organisation, queries):
    CardFactory(organisation=organisation, visibility="public")
    one = queries(LIST)
    for _number in range(2):
        other = OrganisationFactory(home_area=area, visibility="public")
        CardFactory(organisation=other, visibility="public")
    assert queries(LIST) == one
