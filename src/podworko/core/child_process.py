"""The process in which one function works on what strangers sent: bytes on standard input, JSON on standard output.

Knows nothing of the program but the module that it is told; started with nothing else, it is there in some 50 ms.
"""

import gc
import importlib
import json
import os
import resource
import sys
from pathlib import Path

TOO_MUCH_MEMORY = 3
"""What the process returns when memory did not suffice."""
_UNITS_OF_MEMORY = 1024 * 1024


def main(module: str, function: str, seconds: int, megabytes: int) -> int:
    """Call the function with all of standard input; return 0, or `TOO_MUCH_MEMORY`."""
    work = getattr(importlib.import_module(module), function)
    _limit(seconds, megabytes)
    # A short life with many small values: looking for rings among them would take half of it.
    gc.disable()
    try:
        answer = json.dumps(work(sys.stdin.buffer.read()), ensure_ascii=False, check_circular=False)
        sys.stdout.buffer.write(answer.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except MemoryError:
        return TOO_MUCH_MEMORY
    return 0


def _limit(seconds: int, megabytes: int) -> None:
    # The web is served first.
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    size = Path("/proc/self/statm")
    # Elsewhere than on Linux the limit of memory is not known to work; time then has to do.
    if size.exists():
        used = int(size.read_text().split()[0]) * resource.getpagesize()
        most = used + megabytes * _UNITS_OF_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
