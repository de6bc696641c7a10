"""Workers as processes: killed, stopped, several at once."""

import signal
import subprocess

from tests.instances import wait_for


def enqueue(instance, code):
    instance.shell(f"from tests.core import tasks\n{code}")


def lines(file):
    return file.read_text().splitlines() if file.exists() else []


def test_job_of_a_killed_worker_is_finished_by_another(instance, tmp_path):
    file = tmp_path / "lines"
    enqueue(instance, f"tasks.write_line_slowly.enqueue({str(file)!r}, 'x', 3)")
    first = instance.start("work", "--lease", "2")
    wait_for(lambda: lines(file) == ["began x"], first)
    first.kill()
    first.wait()
    second = instance.start("work", "--lease", "2")
    wait_for(lambda: lines(file) == ["began x", "began x", "ended x"], second)
    wait_for(lambda: "SUCCESSFUL 2" in statuses(instance), second)


def statuses(instance):
    return instance.shell(
        "from podworko.core.models import JobLease\n"
        "print([f'{lease.job.status} {lease.attempts}' for lease in JobLease.objects.all()])"
    )


def test_workers_at_once_do_each_job_once(instance, tmp_path):
    file = tmp_path / "lines"
    enqueue(instance, f"for n in range(60): tasks.write_line.enqueue({str(file)!r}, n)")
    workers = [instance.start("work") for _ in range(3)]
    wait_for(lambda: len(lines(file)) >= 60, workers[0])
    assert sorted(lines(file), key=int) == [str(n) for n in range(60)]


def test_stopped_worker_ends_its_job_first(instance, tmp_path):
    file = tmp_path / "lines"
    enqueue(instance, f"tasks.write_line_slowly.enqueue({str(file)!r}, 'x', 2)")
    worker = instance.start("work")
    wait_for(lambda: lines(file) == ["began x"], worker)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(60) == 0
    assert lines(file) == ["began x", "ended x"]
    assert "SUCCESSFUL 1" in statuses(instance)


def test_worker_ends_with_the_program_that_started_it(instance):
    code = "import subprocess, sys, time; p = subprocess.Popen(sys.argv[1:]); print(p.pid, flush=True); time.sleep(60)"
    parent = subprocess.Popen(
        ["python3", "-c", code, *instance.command("work", "--stop-with-parent")],
        env=instance.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    worker = int(parent.stdout.readline())
    wait_for(lambda: "-" in present(instance))
    parent.kill()
    parent.communicate()
    wait_for(lambda: not present(instance))
    assert worker


def present(instance):
    return instance.shell(
        "from podworko.core.models import WorkerPresence\n"
        "print(*WorkerPresence.objects.values_list('name', flat=True))"
    )
