"""CPU time of a server per request, and its memory, as the kernel accounts for them."""

import http.client
import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

REPETITIONS = 5
"""Each figure is the median of so many runs."""


class Server:
    """A server process with its children, on loopback."""

    def __init__(self, name: str, command: list[str], port: int, environment: dict[str, str]) -> None:
        self.name, self.port = name, port
        self.process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
        self._wait()

    def _wait(self) -> None:
        for _ in range(300):
            try:
                self.connection().close()
            except OSError:
                time.sleep(0.1)
                if self.process.poll() is not None:
                    sys.exit(f"{self.name} ended with {self.process.returncode}")
            else:
                return
        sys.exit(f"{self.name} does not answer on port {self.port}")

    def connection(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.connect()
        return connection

    def processes(self) -> list[int]:
        found, queue = [], [self.process.pid]
        while queue:
            pid = queue.pop()
            found.append(pid)
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                queue += [int(child) for child in task.read_text().split()]
        return found

    def cpu(self, *, without: str = " work ") -> float:
        """Return the seconds that all threads of all web processes have run, to the nanosecond."""
        total = 0
        for pid in self.processes():
            if without in Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " "):
                continue
            for file in Path(f"/proc/{pid}/task").glob("*/schedstat"):
                total += int(file.read_text().split()[0])
        return total / 1e9

    def memory(self) -> float:
        """Return the proportional set size of all processes in MB (10⁶ bytes)."""
        total = 0
        for pid in self.processes():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
        return total / 1e6

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(40)


@contextmanager
def serving(*servers):
    """Stop the servers at the end, whatever happens."""
    try:
        yield servers
    finally:
        for server in servers:
            server.stop()


def cost(server: Server, path: str, *, requests: int, headers=None, status: int = 200) -> tuple[float, int]:
    """Return CPU milliseconds per request (median of five runs) and the size of the answer in bytes."""
    headers = {"Host": "localhost", "Accept-Language": "pl", **(headers or {})}
    connection = server.connection()

    def ask() -> bytes:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read()
        if response.status != status:
            sys.exit(f"{server.name}{path} answered {response.status} instead of {status}: {body[:300]!r}")
        return body

    size = 0
    for _ in range(max(5, requests // 10)):
        size = len(ask())
    figures = []
    for _ in range(REPETITIONS):
        before = server.cpu()
        for _ in range(requests):
            ask()
        figures.append((server.cpu() - before) / requests * 1000)
    connection.close()
    return statistics.median(figures), size


def tag_of(server: Server, path: str) -> str:
    """Return the ETag under which a page can be asked for again."""
    connection = server.connection()
    connection.request("GET", path, headers={"Host": "localhost", "Accept-Language": "pl"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.headers.get("ETag") or sys.exit(f"{path} carries no ETag")
