import pytest

from podworko.agenda.actions import change_occurrence
from podworko.agenda.models import Event
from podworko.core import restoring
from podworko.core.models import AuditEntry
from tests.agenda.test_change_following import THIRD
from tests.factories import UserFactory
from tests.portal.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def page(event, original="20261215T1700"):
    return f"/podworze/calendar/{event.pk}/on/{original}/following/cancel/"


def marks(event):
    return [(row.day.day, row.is_cancelled) for row in event.occurrences.order_by("starts")]


@pytest.fixture
def weekly(make):
    return make(rule="FREQ=WEEKLY;COUNT=4")


def test_page_says_how_many_dates_it_is_about(client, editor, weekly):
    client.force_login(editor)
    assert "Terminów: 3, od 15 grudnia 2026 do 29 grudnia 2026." in words(client.get(page(weekly)))


def test_endless_series_is_said_to_be_endless(client, editor, make):
    client.force_login(editor)
    assert "bez końca" in words(client.get(page(make(rule="FREQ=WEEKLY"))))


def test_this_and_the_following_stay_marked(client, editor, weekly):
    client.force_login(editor)
    response = client.post(page(weekly), {"ending": "cancelled", "reason": "remont"})
    rest = Event.objects.get(continues=weekly)
    assert response.url == f"/podworze/calendar/{rest.pk}/"
    assert (marks(weekly), marks(rest)) == ([(8, False)], [(15, True), (22, True), (29, True)])
    assert "remont" in words(client.get(response.url))
    assert "Odwołanie tego terminu i następnych" in words(client.get(f"/podworze/calendar/{weekly.pk}/changes/"))


def test_reason_is_asked_for(client, editor, weekly):
    client.force_login(editor)
    response = client.post(page(weekly), {"ending": "cancelled", "reason": " "})
    assert response.context["form"].errors["reason"] == ["Napisz, dlaczego to się nie odbędzie."]
    assert not Event.objects.filter(continues=weekly).exists()


def test_series_ends_and_its_later_dates_leave_the_calendar(client, editor, weekly):
    moved = {"starts": THIRD.replace(day=23), "ends": THIRD.replace(day=23, hour=18)}
    change_occurrence(weekly, THIRD, values=moved, by=None)
    client.force_login(editor)
    response = client.post(page(weekly), {"ending": "gone"})
    assert response.url == f"/podworze/calendar/{weekly.pk}/"
    assert marks(weekly) == [(8, False)]
    assert Event.objects.count() == 1


def test_end_of_a_series_is_taken_back_from_its_history(client, editor, weekly):
    client.force_login(editor)
    client.post(page(weekly), {"ending": "gone"})
    restoring.restore_version(AuditEntry.objects.filter(verb="end_series").latest("pk"), by=editor)
    assert [day for day, _cancelled in marks(weekly)] == [8, 15, 22, 29]


def test_from_the_first_of_all_it_is_the_whole_series(client, editor, weekly):
    client.force_login(editor)
    assert client.get(page(weekly, "20261208T1700")).url == f"/podworze/calendar/{weekly.pk}/cancel/"


def test_stranger_finds_no_such_page(client, weekly):
    client.force_login(UserFactory())
    assert client.post(page(weekly), {"ending": "gone"}).status_code == 404
    assert len(marks(weekly)) == 4
