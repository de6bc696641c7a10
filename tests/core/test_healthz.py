import pytest
from django.db import connection
from django.db.utils import OperationalError

from podworko.core import health
from podworko.core.jobs.models import WorkerPresence


@pytest.fixture(autouse=True)
def asked_for_the_first_time():
    health.forget()
    yield
    health.forget()


def test_healthy_instance_answers_anybody(client, db):
    WorkerPresence.objects.create(name="one")
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.text == "ok\ndatabase: ok\nmigrations: ok\nwriting: ok\nworker: ok\ndisk: ok\n"


def test_program_that_asks_for_json_gets_it(client, db):
    WorkerPresence.objects.create(name="one")
    response = client.get("/healthz", headers={"accept": "application/json"})
    assert response.json()["status"] == "ok"
    assert response.json()["parts"]["disk"] == "ok"


def test_missing_worker_is_a_warning_and_pages_go_on(client, db):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert "worker: warning" in response.text


def test_full_disk_is_an_error(client, db, monkeypatch):
    monkeypatch.setattr(health, "free_space", lambda _: 1000)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert "disk: error" in response.text


def test_almost_full_disk_is_a_warning(client, db, monkeypatch):
    monkeypatch.setattr(health, "free_space", lambda _: health.LITTLE_SPACE - 1)
    assert client.get("/healthz").status_code == 200
    assert "disk: warning" in client.get("/healthz").text


def test_database_that_takes_no_writes_is_an_error(client, db):
    def refuse_writes(execute, sql, parameters, many, context):
        if sql.startswith("INSERT"):
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(refuse_writes):
        response = client.get("/healthz")
    assert response.status_code == 503
    assert response.text.startswith("error\n")
    assert "writing: error" in response.text


def test_database_older_than_the_program_is_an_error(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core'")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert "migrations: error" in response.text


def test_asking_leaves_nothing_in_the_database(client, db):
    client.get("/healthz")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_version WHERE name = 'healthz'")
        assert cursor.fetchone() == (0,)


def test_asking_again_at_once_costs_no_query(client, db, django_assert_num_queries):
    client.get("/healthz")
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_plain_http_is_answered_where_pages_insist_on_https(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/nigdzie/").status_code == 301
