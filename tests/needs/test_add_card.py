from uuid import uuid4

import pytest

from podworko.needs.models import Card
from tests.factories import LocationFactory, OrganisationFactory, ProblemFactory

ADD = "/podworze/offers/new/"


def sent(organisation, **values):
    return {
        "token": uuid4(),
        "organisation_id": organisation.pk,
        "side": "offer",
        "kind": "room",
        "title": "Sala na 20 osób",
        "terms": "free",
        "visibility": "partners",
        "valid_until": "2099-01-01",
        "came_by": "member",
        **values,
    }


@pytest.fixture
def soon(organisation):
    """What is sent, with a day that is not too far away."""
    from podworko.needs.exchange_models import good_until

    return lambda **values: sent(organisation, **{"valid_until": good_until().isoformat(), **values})


def test_one_sentence_is_enough(client, editor, organisation, soon):
    client.force_login(editor)
    answer = client.post(ADD, soon())
    card = Card.objects.get()
    assert answer.url == f"/podworze/offers/{card.pk}/"
    assert (card.title, card.visibility, card.entered_by) == ("Sala na 20 osób", "partners", editor)


def test_sent_twice_it_is_written_once(client, editor, soon):
    client.force_login(editor)
    data = soon()
    assert client.post(ADD, data).url == client.post(ADD, data).url
    assert Card.objects.count() == 1


def test_own_words_are_read_as_days_and_hours(client, editor, soon):
    client.force_login(editor)
    client.post(ADD, soon(when_said="weekendy w maju 2027, przedpołudnia"))
    card = Card.objects.get()
    assert (card.first_day.isoformat(), card.last_day.isoformat()) == ("2027-05-01", "2027-05-30")
    assert card.weekdays == [5, 6]
    assert (card.starts.hour, card.ends.hour) == (6, 12)


def test_words_that_name_no_day_are_kept_as_they_are(client, editor, soon):
    client.force_login(editor)
    client.post(ADD, soon(when_said="jak się umówimy"))
    card = Card.objects.get()
    assert (card.when_said, card.first_day, card.weekdays) == ("jak się umówimy", None, [])


def test_days_in_the_wrong_order_are_refused_and_nothing_typed_is_lost(client, editor, soon):
    client.force_login(editor)
    page = client.post(ADD, soon(first_day="2026-12-10", last_day="2026-12-01", title="Namiot")).text
    assert "Koniec jest przed początkiem" in page
    assert "Namiot" in page
    assert not Card.objects.exists()


def test_place_of_another_organisation_is_refused(client, coordinator, organisation, school, soon):
    client.force_login(coordinator)
    place = LocationFactory(organisation=school, visibility="public")
    assert "należy do innej organizacji" in client.post(ADD, soon(location_id=place.pk)).text


def test_day_that_is_over_is_warned_of_once(client, editor, soon):
    client.force_login(editor)
    data = soon(valid_until="2020-01-01")
    page = client.post(ADD, data).text
    assert "Ten dzień już minął" in page
    accepted = page.partition('name="accepted" value="')[2].partition('"')[0]
    assert client.post(ADD, {**data, "accepted": accepted}).status_code == 302


def test_coordinator_writes_it_down_for_somebody_on_the_phone(client, keeper, coordinator, soon):
    assert '<option value="phone" selected' in client.get(ADD).text
    client.post(ADD, soon(side="ask", came_by="phone"))
    assert (Card.objects.get().came_by, Card.objects.get().entered_by) == ("phone", coordinator)


def test_organisation_and_side_come_out_of_the_address(keeper, school):
    OrganisationFactory(home_area=school.home_area, visibility="public")
    page = keeper.get(f"{ADD}?side=ask&organisation={school.pk}").text
    assert f'<option value="{school.pk}" selected' in page
    assert 'value="ask" checked' in page.replace(" required", "").replace('id="id_side_1" ', "") or "checked" in page


def test_problem_begins_an_ask_and_stays_with_it(client, keeper, area, soon):
    problem = ProblemFactory(area=area, title="Brak stołów na festyn")
    assert "Brak stołów na festyn" in keeper.get(f"{ADD}?problem={problem.pk}").text
    keeper.post(f"{ADD}?problem={problem.pk}", soon(side="ask"))
    assert Card.objects.get().problem == problem


@pytest.mark.parametrize("query", ["?problem=²", "?problem=99999999999999999999", "?organisation=x&side=y"])
def test_nonsense_in_the_address_is_passed_over(keeper, organisation, query):
    assert keeper.get(f"{ADD}{query}").status_code == 200


def test_organisation_that_others_do_not_see_is_warned_of(keeper, hidden, coordinator, soon):
    from podworko.organisations.actions.organisation import change_organisation

    change_organisation(hidden, values={"visibility": "organisation"}, by=None)
    assert "Tej organizacji inni nie widzą" in keeper.post(ADD, soon(organisation_id=hidden.pk)).text


def test_member_who_keeps_no_entry_writes_nothing(client, member):
    client.force_login(member)
    assert client.get(ADD).status_code == 404
