"""A full disk, a read-only database, a database that is away: a clear message, and no half-done change."""

import pytest
from django.db import OperationalError, connection
from django_tasks_db.models import DBTaskResult

from podworko.core.models import AuditEntry
from tests.core import tasks
from tests.factories import AdministratorFactory

REFUSALS = [
    "attempt to write a readonly database",
    "database or disk is full",
    "could not extend file: No space left on device",
]


def refusing(message, beginning):
    def wrapper(execute, sql, parameters, many, context):
        if sql.startswith(beginning):
            raise OperationalError(message)
        return execute(sql, parameters, many, context)

    return connection.execute_wrapper(wrapper)


@pytest.fixture
def job(db):
    tasks.fail.enqueue("boom")
    return DBTaskResult.objects.get()


@pytest.mark.parametrize("message", REFUSALS)
def test_change_that_fails_half_way_leaves_nothing(client, job, message):
    client.force_login(AdministratorFactory())
    client.raise_request_exception = False
    # The row goes first, then its history: the disk is full in between.
    with refusing(message, 'INSERT INTO "core_auditentry"'):
        response = client.post(f"/jobs/{job.pk}/discard/")
    assert response.status_code == 503
    assert "Nic się nie zapisało" in response.text
    assert response["Retry-After"] == "60"
    assert DBTaskResult.objects.filter(pk=job.pk).exists()
    assert not AuditEntry.objects.filter(verb="discard_job").exists()


def test_database_that_is_away_is_said_without_asking_it(client, db):
    client.force_login(AdministratorFactory())
    client.raise_request_exception = False
    with refusing("connection refused", ("SELECT", "INSERT", "UPDATE")):
        response = client.get("/jobs/")
    assert response.status_code == 503
    assert "Baza danych nie odpowiada" in response.text


def test_fault_of_the_program_is_not_blamed_on_the_database(client, db, monkeypatch):
    monkeypatch.setattr("podworko.core.health.examine_lately", lambda: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/healthz")
    assert response.status_code == 500
    assert "U nas coś się zepsuło" in response.text
