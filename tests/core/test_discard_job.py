import uuid

import pytest
from django_tasks_db.models import DBTaskResult

from podworko.core.jobs import queue
from podworko.core.models import AuditEntry
from tests.core import tasks
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_administrator_throws_a_job_away(client):
    tasks.fail.enqueue("boom")
    client.force_login(UserFactory(is_administrator=True))
    assert client.post(f"/jobs/{DBTaskResult.objects.get().pk}/discard/").status_code == 302
    assert not DBTaskResult.objects.exists()
    assert "tests.core.tasks.fail" in str(AuditEntry.objects.get(verb="discard_job").before)


def test_job_that_is_gone_is_not_found(client):
    client.force_login(UserFactory(is_administrator=True))
    assert client.post(f"/jobs/{uuid.uuid4()}/discard/").status_code == 404


def test_running_job_is_left_alone(client):
    tasks.fail.enqueue("boom")
    job = queue.claim("worker")
    client.force_login(UserFactory(is_administrator=True))
    client.post(f"/jobs/{job.pk}/discard/")
    assert DBTaskResult.objects.filter(pk=job.pk).exists()


def test_others_may_not(client):
    tasks.fail.enqueue("boom")
    client.force_login(UserFactory())
    assert client.post(f"/jobs/{DBTaskResult.objects.get().pk}/discard/").status_code == 403
