from django_tasks_db.models import DBTaskResult

from podworko.organisations.duplicate_jobs import find_all_duplicates, find_duplicates
from tests.factories import OrganisationFactory


def waiting():
    return DBTaskResult.objects.filter(task_path=find_duplicates.module_path)


def test_two_clicks_put_one_look_into_the_queue(keeper, area):
    for _ in range(2):
        response = keeper.post("/podworze/duplicates/look/")
        assert response.headers["location"] == "/podworze/duplicates/"
    assert waiting().count() == 1


def test_nobody_else_starts_a_look(is_closed_to_others):
    assert is_closed_to_others("/podworze/duplicates/look/")


def test_every_night_all_registers_are_compared(area):
    OrganisationFactory(home_area=area)
    assert find_all_duplicates.call() == 1
    assert waiting().count() == 1
