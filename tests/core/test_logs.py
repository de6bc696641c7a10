import datetime as dt
import json
import logging

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from podworko.core import logs, middleware


@pytest.fixture
def log(tmp_path):
    handler = logs.DailyFile(tmp_path)
    handler.setFormatter(logs.LineFormatter("%(levelname)s %(name)s %(message)s %(request_id)s", timestamp="at"))
    handler.addFilter(logs.name_request)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield logger, lambda: [json.loads(line) for file in tmp_path.iterdir() for line in file.read_text().splitlines()]
    logger.removeHandler(handler)
    handler.close()


def test_line_is_json_and_bears_the_id_of_its_request(log):
    logger, read = log
    token = logs.request_id.set("abc")
    logger.warning("slow")
    logs.request_id.reset(token)
    assert read()[0]["message"] == "slow"
    assert read()[0]["request_id"] == "abc"


def test_address_of_a_page_gives_way_to_its_pattern(log, rf):
    logger, read = log
    request = rf.get("/azory/map/?q=anna")
    request.resolver_match = resolve("/azory/map/")
    logger.warning("%s: %s", "Not Found", request.path, extra={"request": request, "status_code": 404})
    line = read()[0]
    assert line["route"] == "<slug:area_slug>/map/"
    assert "azory" not in json.dumps(line)
    assert "anna" not in json.dumps(line)


def test_mail_addresses_are_struck_out_of_tracebacks(log):
    logger, read = log
    try:
        int("anna.kowalska@poczta.example")
    except ValueError:
        logger.exception("mail")
    assert "base 10: '[…@…]'" in read()[0]["exc_info"]


def test_full_disk_does_not_stop_the_page(tmp_path, monkeypatch):
    handler = logs.DailyFile(tmp_path / "gone")
    handler.emit(logging.makeLogRecord({"msg": "lost"}))
    assert not (tmp_path / "gone").exists()


def test_files_older_than_two_weeks_are_deleted(tmp_path):
    for name in ("podworko-2026-11-01.log", "podworko-2026-11-07.log", "podworko-2026-11-21.log", "other.txt"):
        (tmp_path / name).touch()
    assert logs.delete_old_logs(tmp_path, today=dt.date(2026, 11, 21)) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "other.txt",
        "podworko-2026-11-07.log",
        "podworko-2026-11-21.log",
    ]


def test_answer_bears_the_id_of_its_request(client, db):
    first, second = client.get("/healthz"), client.get("/healthz")
    assert len(first["X-Request-Id"]) == 12
    assert first["X-Request-Id"] != second["X-Request-Id"]


def test_quick_requests_leave_no_trace(rf, caplog):
    middleware.number_requests(lambda _: HttpResponse())(rf.get("/azory/map/?q=anna"))
    assert caplog.records == []


def test_slow_requests_are_logged(rf, caplog, monkeypatch):
    monkeypatch.setattr(middleware, "SLOW", -1)
    request = rf.get("/azory/map/")
    request.resolver_match = resolve("/azory/map/")
    middleware.number_requests(lambda _: HttpResponse())(request)
    assert caplog.records[0].route == "<slug:area_slug>/map/"


@pytest.mark.parametrize(
    "came_from", ["https://testserver", "https://zly.example/azory/calendar/registration/SECRET/"]
)
def test_refused_form_leaves_no_secret_link_behind(tmp_path, came_from):
    address = "/azory/calendar/registration/SECRET/withdraw/"
    handler = logs.DailyFile(tmp_path)
    handler.setFormatter(logs.LineFormatter("%(levelname)s %(name)s %(message)s %(request_id)s", timestamp="at"))
    handler.addFilter(logs.name_request)
    logger = logging.getLogger("django.security.csrf")
    logger.addHandler(handler)
    response = Client(enforce_csrf_checks=True).post(address, secure=True, headers={"referer": came_from})
    logger.removeHandler(handler)
    handler.close()
    assert response.status_code == 403
    said = "".join(file.read_text() for file in tmp_path.iterdir())
    assert "calendar/registration/<str:key>/withdraw/" in said
    assert "SECRET" not in said
