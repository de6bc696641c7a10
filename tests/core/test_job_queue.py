from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from podworko.core.jobs import queue
from podworko.core.jobs.models import JobLease
from podworko.core.jobs.worker import run_all_due
from tests.core import tasks

pytestmark = pytest.mark.django_db


def only_job():
    return DBTaskResult.objects.get()


def test_job_runs_and_keeps_its_result(tmp_path):
    tasks.write_line.enqueue(str(tmp_path / "lines"), "one")
    assert run_all_due() == 1
    assert (tmp_path / "lines").read_text() == "one\n"
    assert only_job().status == "SUCCESSFUL"
    assert only_job().lease.deadline is None


def test_job_of_a_change_taken_back_does_not_exist(tmp_path):
    with transaction.atomic():
        tasks.write_line.enqueue(str(tmp_path / "lines"), "one")
        transaction.set_rollback(True)
    assert run_all_due() == 0


def test_job_that_takes_context_gets_it():
    tasks.tell_attempt.enqueue()
    run_all_due()
    assert only_job().return_value == 1


def test_failed_job_is_tried_again_after_a_pause():
    tasks.fail.enqueue("boom")
    assert run_all_due() == 1
    job = only_job()
    assert job.status == "READY"
    assert job.lease.attempts == 1
    assert "ValueError: boom" in job.lease.last_error
    assert timezone.now() + timedelta(seconds=20) < job.run_after < timezone.now() + timedelta(seconds=40)
    assert run_all_due() == 0


def test_job_is_given_up_after_five_tries():
    tasks.fail.enqueue("boom")
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        for _ in range(queue.ATTEMPTS):
            assert run_all_due() == 1
            traveller.shift(timedelta(hours=2))
        assert run_all_due() == 0
    job = only_job()
    assert job.status == "FAILED"
    assert job.exception_class_path == "builtins.ValueError"
    assert "boom" in job.traceback


def test_addresses_do_not_stay_in_the_text_of_an_error():
    tasks.fail.enqueue("550 anna.kowalska@poczta.example refused")
    run_all_due()
    assert "anna" not in only_job().lease.last_error
    assert "[…@…] refused" in only_job().lease.last_error


def test_job_whose_task_is_gone_fails_with_the_reason():
    tasks.fail.enqueue("boom")
    DBTaskResult.objects.update(task_path="tests.core.tasks.was_here")
    run_all_due()
    assert "was_here" in only_job().lease.last_error


def test_claimed_job_is_not_given_to_another():
    tasks.fail.enqueue("boom")
    assert queue.claim("first") is not None
    assert queue.claim("second") is None


def test_job_of_a_silent_worker_goes_to_another(tmp_path):
    tasks.write_line.enqueue(str(tmp_path / "lines"), "one")
    queue.claim("first")
    assert queue.reap() == 0
    with time_machine.travel(timezone.now() + queue.LEASE + timedelta(seconds=1)):
        assert queue.reap() == 1
        assert "first" in only_job().lease.last_error
        assert run_all_due() == 1
    assert only_job().status == "SUCCESSFUL"
    assert only_job().lease.attempts == 2


def test_heartbeat_keeps_a_long_job():
    tasks.fail.enqueue("boom")
    job = queue.claim("first")
    with time_machine.travel(timezone.now() + queue.LEASE / 2):
        assert queue.renew(job, "first") is True
        assert queue.renew(job, "second") is False
    with time_machine.travel(timezone.now() + queue.LEASE + timedelta(seconds=1)):
        assert queue.reap() == 0


def test_result_of_a_worker_that_lost_its_job_does_not_count(tmp_path):
    tasks.fail.enqueue("late")
    late = queue.claim("first")
    with time_machine.travel(timezone.now() + queue.LEASE + timedelta(seconds=1)):
        queue.reap()
        assert queue.claim("second") is not None
        queue.perform(late, "first")
    lease = JobLease.objects.get()
    assert lease.worker == "second"
    assert only_job().status == "RUNNING"
    assert "late" not in lease.last_error


def test_job_that_kills_its_workers_is_given_up():
    tasks.fail.enqueue("boom")
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        for _ in range(queue.ATTEMPTS):
            assert queue.claim("worker") is not None
            traveller.shift(queue.LEASE + timedelta(seconds=1))
            assert queue.reap() == 1
        assert queue.claim("worker") is None
    assert only_job().status == "FAILED"
    assert "worker" in only_job().traceback


def test_old_jobs_are_deleted_and_young_ones_stay(tmp_path):
    tasks.write_line.enqueue(str(tmp_path / "lines"), "one")
    run_all_due()
    kept = {"done": timedelta(days=14), "failed": timedelta(days=90)}
    assert queue.prune(**kept) == 0
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert queue.prune(**kept) == 1
    assert not JobLease.objects.exists()


@given(attempts=st.integers(1, queue.ATTEMPTS - 1), spread=st.floats(0, 1))
def test_pauses_grow_and_never_meet(attempts, spread):
    pause = queue.pause_before_next(attempts, spread)
    assert pause > timedelta()
    if attempts > 1:
        assert pause > queue.pause_before_next(attempts - 1, 1)
