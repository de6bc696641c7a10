import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from podworko.core.jobs import queue
from podworko.core.jobs.worker import run_all_due
from podworko.core.models import AuditEntry
from tests.core import tasks
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def given_up():
    tasks.fail.enqueue("boom")
    for _ in range(queue.ATTEMPTS):
        run_all_due()
        DBTaskResult.objects.update(run_after=timezone.now())
    job = DBTaskResult.objects.get()
    assert job.status == "FAILED"
    return job


def test_administrator_lets_a_job_run_again(client, given_up):
    client.force_login(UserFactory(is_administrator=True))
    response = client.post(f"/jobs/{given_up.pk}/retry/")
    assert response.status_code == 302
    given_up.refresh_from_db()
    assert (given_up.status, given_up.lease.attempts) == ("READY", 0)
    assert run_all_due() == 1
    assert AuditEntry.objects.filter(verb="retry_job").count() == 1


def test_second_click_changes_nothing_more(client, given_up):
    client.force_login(UserFactory(is_administrator=True))
    for _ in range(2):
        assert client.post(f"/jobs/{given_up.pk}/retry/").status_code == 302
    assert AuditEntry.objects.filter(verb="retry_job").count() == 1


def test_running_job_is_left_alone(client):
    tasks.fail.enqueue("boom")
    job = queue.claim("worker")
    client.force_login(UserFactory(is_administrator=True))
    response = client.post(f"/jobs/{job.pk}/retry/", follow=True)
    assert "właśnie wykonywane" in str(next(iter(response.context["messages"])))
    assert DBTaskResult.objects.get().status == "RUNNING"


def test_others_may_not(client, given_up):
    client.force_login(UserFactory())
    assert client.post(f"/jobs/{given_up.pk}/retry/").status_code == 403
    given_up.refresh_from_db()
    assert given_up.status == "FAILED"


def test_looking_does_not_retry(client, given_up):
    client.force_login(UserFactory(is_administrator=True))
    assert client.get(f"/jobs/{given_up.pk}/retry/").status_code == 405
