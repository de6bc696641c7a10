"""What goes together is found once and kept, until something changes that decides about it."""

import pytest

from podworko.needs import matches_found, matching
from podworko.needs.actions.card import change_card, close_card
from podworko.needs.actions.talk import dismiss_match, reconsider_match
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.reach import reach_of
from tests.factories import CardFactory, OrganisationFactory


@pytest.fixture
def searches(monkeypatch):
    """How often the cards were compared."""
    done, find = [], matching.matches
    monkeypatch.setattr(matching, "matches", lambda *args, **options: done.append(1) or find(*args, **options))
    return done


def found(area, user):
    del user.__dict__["_reach"]
    return [(row.offer.title, row.ask.title) for row in matches_found.matches_in(area, reach_of(user))]


@pytest.fixture
def reader(coordinator):
    reach_of(coordinator)
    return coordinator


def test_second_view_compares_nothing(area, reader, offer, ask, searches):
    assert found(area, reader) == found(area, reader) == [("Dziesięć stołów", "Potrzebne stoły na kiermasz")]
    assert len(searches) == 1


def test_what_has_changed_shows_at_once(area, reader, offer, ask):
    assert found(area, reader)
    change_card(offer, values={"title": "Dziesięć ławek"}, by=None)
    assert not found(area, reader)
    change_card(offer, values={"title": "Dziesięć stołów"}, by=None)
    talk = dismiss_match(offer=offer, ask=ask, by=None)
    assert not found(area, reader)
    reconsider_match(talk, by=None)
    assert found(area, reader)
    close_card(ask, closed_as="settled", by=None)
    assert not found(area, reader)


def test_what_was_hidden_since_is_not_shown(area, reader, offer, ask, organisation):
    assert found(area, reader)
    change_organisation(organisation, values={"visibility": "private"}, by=None)
    assert not found(area, reader)


def test_a_card_names_the_best_ten_also_where_it_fits_everybody(area, reader, offer):
    for number in range(12):
        school = OrganisationFactory(home_area=area, active_in=[area], visibility="public")
        CardFactory(organisation=school, side="ask", kind="things", title=f"Stoły na kiermasz nr {number}")
    assert len(matches_found.matches_of(offer, reach_of(reader))) == 10


def test_where_many_ask_fewer_offers_are_compared_with_each(area, reader, offer, ask, monkeypatch):
    looked = []
    find = matching.matches
    monkeypatch.setattr(matching, "matches", lambda *a, **o: looked.append(o["look"]) or find(*a, **o))
    monkeypatch.setattr(matches_found, "MOST_JUDGED", 5)
    assert found(area, reader)
    assert looked == [5]
