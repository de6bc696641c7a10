"""One run of every action of `core`; see tests/test_actions_are_recorded.py."""

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from podworko.core import actions
from podworko.core.jobs.worker import run_all_due
from tests.core import tasks


def retry_job(by):
    tasks.fail.enqueue("boom")
    run_all_due()
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    actions.retry_job(DBTaskResult.objects.get(), by=by)


def discard_job(by):
    tasks.fail.enqueue("boom")
    actions.discard_job(DBTaskResult.objects.get(), by=by)


SCENARIOS = {"core/actions.py::retry_job": retry_job, "core/actions.py::discard_job": discard_job}
