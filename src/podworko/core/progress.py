"""How far a step is into whose transaction nobody can look: told by a small file in the data folder.

On SQLite the database has one writer, and whoever writes for half a minute cannot tell of it there. The file is read
by other processes of the same instance; it holds a number and nothing else.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

KEPT = 24 * 60 * 60
"""Seconds after which a file is one that a killed process has left."""


class Teller:
    """Tells one step's percent; as often as it is asked to, but writes only what is new."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._told = -1

    def tell(self, percent: int) -> None:
        """Tell how far the step is, 0 to 100."""
        if percent == self._told:
            return
        self._told = percent
        # Written beside and moved: whoever reads meets the old number or the new one.
        beside = self._file.with_suffix(".new")
        beside.write_text(str(percent), encoding="ascii")
        beside.replace(self._file)


@contextmanager
def telling(name: str) -> Iterator[Teller]:
    """Give something to tell with, and forget what it told when the step has ended."""
    file = _file(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    teller = Teller(file)
    teller.tell(0)
    try:
        yield teller
    finally:
        file.unlink(missing_ok=True)


def told(name: str) -> int | None:
    """Return how far a step is; nothing where none is under way."""
    try:
        return int(_file(name).read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None


def forget_old() -> int:
    """Delete what killed processes have left; return how many files."""
    old = [file for file in _folder().glob("*") if file.stat().st_mtime < time.time() - KEPT]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    return Path(settings.DATA) / "progress"


def _file(name: str) -> Path:
    return _folder() / f"{name}.percent"
