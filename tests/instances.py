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

from tests.kept import SHARED, once

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("PODWORKO_TEST_DATABASE_URL", "")
DATABASES = f"podworko_{SHARED.name.rpartition('-')[2]}_"
"""How the names of the databases of a run begin."""


def _database_url(name):
    return re.sub(r"/[^/]*$", f"/{name}", POSTGRES)


def _administer(statement):
    with psycopg.connect(_database_url("postgres"), autocommit=True) as connection:
        done = connection.execute(statement)
        return done.fetchall() if done.description else []


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
            timeout=600,
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


def drop_databases():
    """Drop what a run has made, in the end: each drop alone would make PostgreSQL write everything out."""
    for (database,) in _administer(f"SELECT datname FROM pg_database WHERE starts_with(datname, '{DATABASES}')"):
        _administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def _fresh(folder, name, template=""):
    database = f"{DATABASES}{name}_{os.getpid()}_{time.monotonic_ns()}" if POSTGRES else ""
    if database:
        _administer(f'CREATE DATABASE "{database}"' + (f' TEMPLATE "{template}"' if template else ""))
        # It outlives a killed program, which is what is tested; that it outlives a power cut is not.
        _administer(f'ALTER DATABASE "{database}" SET synchronous_commit TO off')
    return Instance(folder, database)


def _copied(original, folder, name):
    shutil.copytree(original.folder, folder)
    return _fresh(folder, name, original.database)


def _once(name, prepare):
    """Return the instance that all workers copy from."""
    folder = SHARED / name
    return Instance(folder, once(name, lambda: prepare(folder).database))


@pytest.fixture(scope="session")
def fresh():
    """A function that makes an instance; whoever has this among their fixtures touches a database."""
    return _fresh


@pytest.fixture(scope="session")
def migrated(fresh):
    """An empty instance, migrated once in a run, to copy from; nothing may run in it."""

    def prepare(folder):
        folder.mkdir()
        made = fresh(folder, "migrated")
        made.run("manage", "migrate", "-v0")
        return made

    return _once("migrated", prepare)


@pytest.fixture(scope="session")
def with_demo(fresh):
    """An instance with the demo, made of nothing once in a run, to copy from; nothing may run in it."""

    def prepare(folder):
        folder.mkdir()
        made = fresh(folder, "demo")
        made.run("demo")
        return made

    return _once("demo", prepare)


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
    folder = tmp_path_factory.mktemp("backup")
    _copied(with_demo, folder / "data", "backup").run("backup", str(folder / "backup.zip"))
    return folder / "backup.zip"


@pytest.fixture
def demo_backup(backup_of_demo, tmp_path):
    """A backup of the demo, made once, of which the test may do what it likes to its copy."""
    return Path(shutil.copy(backup_of_demo, tmp_path / "backup.zip"))


@pytest.fixture
def bare(fresh, tmp_path):
    """An instance whose folder and database hold nothing yet."""
    (tmp_path / "bare").mkdir()
    made = fresh(tmp_path / "bare", "bare")
    yield made
    made.end()
