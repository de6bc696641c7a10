import pytest
from django_tasks_db.models import DBTaskResult

from podworko.agenda import findings
from podworko.agenda.coordination.values import Limits
from podworko.agenda.models import CoordinationLimits
from tests.agenda.test_findings import planned
from tests.factories import AreaFactory
from tests.portal.pages import words

pytestmark = pytest.mark.django_db
SENT = {
    "join_metres": "150",
    "catchment_metres": "1000",
    "walking_speed": "50",
    "crowded_from": "3",
    "empty_days": "14",
}


@pytest.fixture
def page(area):
    return f"/{area.slug}/calendar/limits/"


def test_coordinator_sets_them_and_everything_is_looked_at_anew(client, area, area_coordinator, page, december):
    event = planned(area)
    DBTaskResult.objects.all().delete()
    client.force_login(area_coordinator)
    assert 'value="300"' in client.get(page).text
    answer = client.post(page, SENT, follow=True)
    assert "Zapisano" in words(answer)
    assert findings.limits_of(area).join_metres == 150
    assert [job.args_kwargs["args"] for job in DBTaskResult.objects.all()] == [[[event.pk]]]
    assert 'value="150"' in client.get(page).text


def test_area_without_its_own_has_those_of_the_area_round_it(area):
    assert findings.limits_of(area) == Limits()
    CoordinationLimits.objects.create(area=area.parent, join_metres=500)
    assert findings.limits_of(area).join_metres == 500
    CoordinationLimits.objects.create(area=area, join_metres=100)
    assert findings.limits_of(area).join_metres == 100
    assert findings.limits_of(AreaFactory(parent=area)).join_metres == 100


@pytest.mark.parametrize("wrong", [{"join_metres": "0"}, {"walking_speed": "x"}, {"empty_days": "9" * 30}])
def test_what_cannot_be_is_told_and_nothing_changes(client, area, area_coordinator, page, wrong):
    client.force_login(area_coordinator)
    answer = client.post(page, SENT | wrong)
    assert 'class="error' in answer.text or "error" in answer.text
    assert not CoordinationLimits.objects.exists()


def test_two_coordinators_at_once_are_told(client, area, area_coordinator, page):
    row = CoordinationLimits.objects.create(area=area)
    client.force_login(area_coordinator)
    sent = SENT | {"version": str(row.version), "shown": '{"join_metres": "300"}'}
    CoordinationLimits.objects.filter(pk=row.pk).update(join_metres=700, version=2)
    assert "W tym czasie ktoś zmienił" in words(client.post(page, sent))
    assert CoordinationLimits.objects.get().join_metres == 700
