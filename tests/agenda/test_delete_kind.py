import pytest

from podworko.agenda.models import EventKind
from podworko.core.models import AuditEntry
from tests.factories import FeedFactory, FollowerFactory
from tests.portal.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def page(kind):
    return f"/podworze/calendar/kinds/{kind.pk}/delete/"


@pytest.fixture
def keeper(client, area_coordinator):
    client.force_login(area_coordinator)
    return client


def test_events_stay_without_a_kind(keeper, kinds, make):
    event = make(kind=kinds["konkurs"])
    assert "Wydarzeń tego rodzaju: 1" in words(keeper.get(page(kinds["konkurs"])))
    keeper.post(page(kinds["konkurs"]), {"into": ""})
    event.refresh_from_db()
    assert event.kind is None
    assert "CATEGORIES" not in event.block


def test_events_go_to_another_kind_and_their_history_says_so(keeper, kinds, make):
    event = make(kind=kinds["konkurs"])
    keeper.post(page(kinds["konkurs"]), {"into": kinds["turniej"].pk})
    event.refresh_from_db()
    assert event.kind == kinds["turniej"]
    assert "CATEGORIES:Turniej" in event.block
    assert not EventKind.objects.filter(code="konkurs").exists()
    assert AuditEntry.objects.filter(about=event.history_of, verb="delete_kind").exists()


def test_what_points_at_it_points_at_the_other(keeper, kinds, organisation, area):
    rules = [{"text": "szachy", "audiences": [], "kind_id": kinds["konkurs"].pk}]
    feed = FeedFactory(organisation=organisation, area=area, kind=kinds["konkurs"], rules=rules)
    follower = FollowerFactory(area=area, kinds=["konkurs", "kurs"])
    keeper.post(page(kinds["konkurs"]), {"into": kinds["turniej"].pk})
    feed.refresh_from_db()
    follower.refresh_from_db()
    assert (feed.kind, feed.rules[0]["kind_id"]) == (kinds["turniej"], kinds["turniej"].pk)
    assert follower.kinds == ["kurs", "turniej"]


def test_nothing_points_at_what_is_gone(keeper, kinds, organisation, area):
    rules = [{"text": "szachy", "audiences": ["seniors"], "kind_id": kinds["konkurs"].pk}]
    feed = FeedFactory(organisation=organisation, area=area, kind=kinds["konkurs"], rules=rules)
    follower = FollowerFactory(area=area, kinds=["konkurs"])
    keeper.post(page(kinds["konkurs"]), {"into": ""})
    feed.refresh_from_db()
    follower.refresh_from_db()
    assert (feed.kind, feed.rules[0]["kind_id"], follower.kinds) == (None, None, [])


def test_it_cannot_be_moved_into_itself(keeper, kinds):
    response = keeper.post(page(kinds["konkurs"]), {"into": kinds["konkurs"].pk})
    assert response.context["form"].errors["into"]
    assert EventKind.objects.filter(code="konkurs").exists()
