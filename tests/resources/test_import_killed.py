"""A process killed in the middle of writing leaves all of an import, or nothing of it."""

import os
import signal
import subprocess
import sys
import time

ROWS = 1500
TABLE = "Nazwa;Ulica;Nr domu;Telefon\n" + "".join(
    f"Klub {number:05d} Sowa;Weissa;{number};12 633 {number % 90 + 10} 11\n" for number in range(ROWS)
)
ENTERED = (
    "from podworko.organisations.models import *; print(Organisation.objects.filter(name__contains='Sowa').count())"
)
FOUND = (
    "from podworko.core.models import SearchDocument;"
    " print(SearchDocument.objects.filter(kind='organisation', title__contains='Sowa').count())"
)
WORK = "from podworko.core.jobs.worker import run_all_due; print(run_all_due())"


def count(instance, code):
    shell = [sys.executable, "-m", "podworko.config.command", "manage", "shell", "-v0", "-c", code]
    said = subprocess.run(shell, env=instance.environment, capture_output=True, text=True, check=True)
    return int(said.stdout.split()[-1])


def kill(instance, file, word, pause):
    """Import a file and kill the process so long after it has said a word; say whether it was still at work."""
    command = [sys.executable, "-m", "podworko.config.command", "import", str(file), "--area", "azory"]
    with subprocess.Popen(
        command, env=instance.environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as running:
        for line in running.stderr:
            if word in line:
                break
        time.sleep(pause)
        was_running = running.poll() is None
        os.kill(running.pid, signal.SIGKILL)
    return was_running


def test_killed_while_writing_leaves_all_or_nothing(demo_instance, tmp_path):
    file = tmp_path / "spis.csv"
    file.write_text(TABLE, encoding="utf8")
    counts = []
    for pause in (0.3, 1.2):
        was_running = kill(demo_instance, file, "Zapisujemy", pause)
        counts.append((was_running, count(demo_instance, ENTERED)))
    assert all(count in {0, ROWS} for _was_running, count in counts), counts
    assert any(was_running and count == 0 for was_running, count in counts), "no kill came in the middle"


def test_killed_while_the_search_catches_up_leaves_the_rest_to_a_worker(demo_instance, tmp_path):
    file = tmp_path / "spis.csv"
    file.write_text(TABLE, encoding="utf8")
    assert kill(demo_instance, file, "Wyszukiwarka", 0.7)
    assert count(demo_instance, ENTERED) == ROWS
    assert count(demo_instance, FOUND) < ROWS
    count(demo_instance, WORK)
    assert count(demo_instance, FOUND) == ROWS
