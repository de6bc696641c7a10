"""Who uses a data folder: whatever serves or works holds it together, whoever replaces it must be alone.

Imports no Django: the web server's slim process uses it too. The lock ends with its process, however that ends.
"""

import fcntl
from pathlib import Path
from typing import IO

LOCK = "running.lock"


class InUseError(Exception):
    """Another process uses the folder."""


def hold(folder: Path) -> IO[str]:
    """Say that this process uses the folder until the returned file is closed."""
    return _take(folder, fcntl.LOCK_SH)


def hold_alone(folder: Path) -> IO[str]:
    """Say that this process alone uses the folder; raise InUseError if another does."""
    return _take(folder, fcntl.LOCK_EX)


def _take(folder: Path, kind: int) -> IO[str]:
    file = (folder / LOCK).open("a")
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise InUseError(str(folder)) from error
    return file
