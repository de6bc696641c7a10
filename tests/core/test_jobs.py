import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from podworko.core.jobs import queue
from podworko.core.jobs.worker import run_all_due
from podworko.core.schedule import prune_jobs
from tests.core import tasks
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(is_administrator=True)


def test_person_who_does_not_keep_the_instance_is_refused(client):
    client.force_login(UserFactory())
    assert client.get("/jobs/").status_code == 403


def test_empty_queue_is_shown(client, administrator):
    client.force_login(administrator)
    response = client.get("/jobs/")
    assert response.status_code == 200
    assert "Zadania w tle" in response.text


def test_failed_job_is_shown_with_its_error(client, administrator):
    tasks.fail.enqueue("the printer is out of paper")
    run_all_due()
    client.force_login(administrator)
    response = client.get("/jobs/")
    assert "fail" in response.text
    assert "the printer is out of paper" in response.text


def test_page_costs_the_same_for_one_and_three_jobs(client, administrator):
    client.force_login(administrator)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            tasks.fail.enqueue("boom")
        run_all_due()
        with CaptureQueriesContext(connection) as queries:
            client.get("/jobs/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_failed_ones_stand_before_waiting_ones(client, administrator):
    tasks.fail.enqueue("given up")
    for _ in range(queue.ATTEMPTS):
        run_all_due()
        DBTaskResult.objects.update(run_after=timezone.now())
    tasks.write_line.enqueue("nowhere", "later")
    client.force_login(administrator)
    text = client.get("/jobs/").text
    assert text.index("given up") < text.index("write_line")


def test_recurring_job_is_named_in_words(client, administrator):
    prune_jobs.enqueue()
    client.force_login(administrator)
    text = client.get("/jobs/").text
    assert "Usuwa stare zadania" in text
    assert "prune_jobs" not in text
