"""Whole instances in folders of their own, driven by the command `podworko` in processes of their own."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from urllib.error import URLError

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("PODWORKO_TEST_DATABASE_URL", "")


def _database_url(name):
    return re.sub(r"/[^/]*$", f"/{name}", POSTGRES)


def _administer(statement):
    with psycopg.connect(_database_url("postgres"), autocommit=True) as connection:
        connection.execute(statement)


class Instance:
    def __init__(self, folder, database="", **settings):
        self.folder = Path(folder)
        self.database = database
        self.settings = settings
        self.started = []

    @property
    def environment(self):
        # What the tests set for themselves alone is not the instance's.
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("PODWORKO_") and name != "DJANGO_ALLOW_ASYNC_UNSAFE"
        }
        url = _database_url(self.database) if self.database else ""
        return kept | {
            "PODWORKO_DATA": str(self.folder),
            "DATABASE_URL": url,
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "default",
            **self.settings,
        }

    def command(self, *words):
        return [sys.executable, "-m", "podworko.config.command", *words]

    def run(self, *words, expect=0, **settings):
        done = subprocess.run(
            self.command(*words),
            env=self.environment | settings,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done

    def shell(self, code):
        """Run Python inside the instance; return what it printed."""
        return self.run("manage", "shell", "--no-imports", "-c", code).stdout.strip()

    def sql(self, statement):
        """Run a statement without a process of its own; return the first value that it gives, 0 for none."""
        if self.database:
            connection = psycopg.connect(_database_url(self.database), autocommit=True)
        else:
            connection = sqlite3.connect(self.folder / "podworko.sqlite3", isolation_level=None)
        with closing(connection):
            cursor = connection.execute(statement)
            row = cursor.fetchone() if cursor.description else None
        return row[0] if row else 0

    def start(self, *words, **settings):
        log = (self.folder / f"process-{len(self.started)}.txt").open("w+")
        process = subprocess.Popen(
            self.command(*words), env=self.environment | settings, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
        process.log = log
        self.started.append(process)
        return process

    def serve(self, *words):
        """Serve on a free port; return its address once pages answer."""
        port = free_port()
        process = self.start("serve", "--port", str(port), *words)
        address = f"http://127.0.0.1:{port}"
        wait_for(lambda: answers(f"{address}/healthz"), process)
        return address

    def end(self):
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
            process.log.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 – our own address
            return response.status < 500
    except (URLError, OSError):
        return False


def fetch(address):
    with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 – our own address
        return response.read().decode()


def wait_for(condition, process=None, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        if process is not None and process.poll() is not None:
            process.log.seek(0)
            pytest.fail(f"ended with {process.returncode}: {process.log.read()}")
        time.sleep(0.1)
    pytest.fail("waited in vain")


_made = []


@pytest.fixture(scope="session", autouse=True)
def no_database_stays():
    """Drop what the tests have made in the end: each drop alone would make PostgreSQL write everything out."""
    yield
    for database in _made:
        _administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def _fresh(folder, name, template=""):
    database = f"podworko_{name}_{os.getpid()}_{time.monotonic_ns()}" if POSTGRES else ""
    if database:
        _administer(f'CREATE DATABASE "{database}"' + (f' TEMPLATE "{template}"' if template else ""))
        # It outlives a killed program, which is what is tested; that it outlives a power cut is not.
        _administer(f'ALTER DATABASE "{database}" SET synchronous_commit TO off')
        _made.append(database)
    return Instance(folder, database)


def _copied(original, folder, name):
    shutil.copytree(original.folder, folder)
    return _fresh(folder, name, original.database)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """An empty instance, migrated once, to copy from."""
    made = _fresh(tmp_path_factory.mktemp("migrated"), "migrated")
    made.run("manage", "migrate", "-v0")
    yield made
    made.end()


@pytest.fixture(scope="session")
def with_demo(migrated, tmp_path_factory):
    """An instance with the demo, loaded once, to copy from."""
    made = _copied(migrated, tmp_path_factory.mktemp("demo") / "data", "demo")
    made.run("demo")
    yield made
    made.end()


@pytest.fixture
def instance(migrated, tmp_path):
    """An empty, migrated instance of the test's own."""
    made = _copied(migrated, tmp_path / "data", "empty")
    yield made
    made.end()


@pytest.fixture
def demo_instance(with_demo, tmp_path):
    """An instance of the test's own that holds the demo."""
    made = _copied(with_demo, tmp_path / "demo", "filled")
    yield made
    made.end()


@pytest.fixture(scope="session")
def backup_of_demo(with_demo, tmp_path_factory):
    file = tmp_path_factory.mktemp("backup") / "backup.zip"
    with_demo.run("backup", str(file))
    return file


@pytest.fixture
def demo_backup(backup_of_demo, tmp_path):
    """A backup of the demo, made once, of which the test may do what it likes to its copy."""
    return Path(shutil.copy(backup_of_demo, tmp_path / "backup.zip"))


@pytest.fixture
def bare(tmp_path):
    """An instance whose folder and database hold nothing yet."""
    (tmp_path / "bare").mkdir()
    made = _fresh(tmp_path / "bare", "bare")
    yield made
    made.end()
