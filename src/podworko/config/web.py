"""The process that `podworko serve` turns into: the web server, and beside it one worker if asked.

It imports no Django, so that it takes little memory itself: the site lives in granian's worker
processes, the jobs in a process of their own.
"""

import ctypes
import os
import subprocess
import sys
import threading
from argparse import ArgumentParser
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from podworko.config import holding

if TYPE_CHECKING:
    from collections.abc import Iterator

PAUSE_BEFORE_RESTART = 5
"""Seconds between the unexpected end of the worker and its new start."""
PATIENCE = 30
"""Seconds that the worker gets to finish its job when everything stops."""


_M_ARENA_MAX = -8
"""The number of that setting in glibc's malloc.h."""


def main() -> None:
    """Serve until interrupted."""
    _share_memory()
    parser = ArgumentParser(prog="podworko serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--with-worker", action="store_true")
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    try:
        held = holding.hold(options.data)
    except holding.InUseError:
        sys.exit(f"Folder {options.data} jest właśnie odtwarzany z kopii. Poczekaj, aż się skończy.")
    with held, _worker_beside() if options.with_worker else nullcontext():
        _serve(options.host, options.port, options.workers, options.threads)


def _share_memory() -> None:
    """Let the threads of each process take memory from one place: each of its own keeps what it once needed.

    For those started anew as a setting, for those that are copies of this one as a call; only glibc knows either.
    """
    if "MALLOC_ARENA_MAX" in os.environ:
        return
    os.environ["MALLOC_ARENA_MAX"] = "1"
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)


def _serve(host: str, port: int, workers: int, threads: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "podworko.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        # A thread takes its database connection with it when it goes; granian's longest patience.
        blocking_threads_idle_timeout=600,
        backlog=1024,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        process_name=None,
    ).serve()


@contextmanager
def _worker_beside() -> "Iterator[None]":
    """Keep one worker running while the body runs; start it again if it ends by itself."""
    stopping = threading.Event()
    current: list[subprocess.Popen[bytes]] = []

    def keep_running() -> None:
        while not stopping.is_set():
            # `work` itself stops when its parent is gone, so a killed server leaves no worker behind.
            worker = subprocess.Popen([sys.executable, "-m", "podworko.config.command", "work", "--stop-with-parent"])
            current[:] = [worker]
            worker.wait()
            stopping.wait(PAUSE_BEFORE_RESTART)

    thread = threading.Thread(target=keep_running, name="worker-keeper", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        for worker in current:
            worker.terminate()
            try:
                worker.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                worker.kill()


if __name__ == "__main__":
    main()
