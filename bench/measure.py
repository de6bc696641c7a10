"""CPU time of a server per request, and its memory, as the kernel accounts for them."""

import http.client
import itertools
import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

REPETITIONS = 5
"""Each figure is the median of so many runs, unless more are asked for."""


class Server:
    """A server process with its children, on loopback."""

    def __init__(
        self, name: str, command: list[str], port: int, environment: dict[str, str], *, begins_threads: bool = False
    ) -> None:
        self.name, self.port, self.begins_threads = name, port, begins_threads
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
        """Return the seconds that all threads of all web processes have run, to the nanosecond.

        Of a server that begins a thread with each request, to a hundredth of a second: those that ended count too.
        """
        if self.begins_threads:
            ticks = [
                Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13] for pid in self.processes()
            ]
            return sum(int(part) for both in ticks for part in both) / os.sysconf("SC_CLK_TCK")
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


class Page:
    """A page of a server that is asked for again and again over one connection."""

    def __init__(self, server: Server, path: str, *, headers=None, status: int = 200, changing: bool = False) -> None:
        """`changing`: the path has a place for a number that rises with each request."""
        self.server, self.path, self.status = server, path, status
        self.numbers = itertools.count(1) if changing else None
        self.headers = {"Host": "localhost", "Accept-Language": "pl", **(headers or {})}
        self.connection = server.connection()
        self.size = 0

    def ask(self, times: int) -> None:
        for _ in range(times):
            path = self.path.format(next(self.numbers)) if self.numbers else self.path
            self.connection.request("GET", path, headers=self.headers)
            response = self.connection.getresponse()
            body = response.read()
            if response.status != self.status:
                where = f"{self.server.name}{self.path}"
                sys.exit(f"{where} answered {response.status} instead of {self.status}: {body[:300]!r}")
            self.size = len(body)

    def cost(self, requests: int) -> float:
        """Return CPU milliseconds per request."""
        before = self.server.cpu()
        self.ask(requests)
        return (self.server.cpu() - before) / requests * 1000


def compare(page: Page, reference: Page, requests: int, rounds: int = REPETITIONS) -> tuple[float, float]:
    """Return CPU milliseconds per request of a page and their ratio to the reference's: medians of some rounds.

    Each round asks for both, one after the other: what a machine does besides, it does to both.
    """
    for each in (page, reference):
        each.ask(max(5, requests // 10))
    costs = [(page.cost(requests), reference.cost(requests)) for _ in range(rounds)]
    return statistics.median(own for own, _ in costs), statistics.median(own / other for own, other in costs)


def tag_of(server: Server, path: str) -> str:
    """Return the ETag under which a page can be asked for again."""
    connection = server.connection()
    connection.request("GET", path, headers={"Host": "localhost", "Accept-Language": "pl"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.headers.get("ETag") or sys.exit(f"{path} carries no ETag")
