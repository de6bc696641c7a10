"""Let a function work on what strangers sent in a process of its own, which is killed when it takes too much.

The function takes bytes and returns what JSON can say; its module imports nothing that needs Django set up.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from podworko.core import child_process

_KEPT = ("PATH", "PYTHONPATH", "PYTHONTZPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""What of the environment a child gets; the rest holds secrets."""
# Python and the C library end like this when they are refused memory at a bad moment.
_WITHOUT_MEMORY = {-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS}


class Excess(StrEnum):
    """What a child can take too much of."""

    TIME = "time"
    MEMORY = "memory"


SENTENCES: Final = {
    Excess.TIME: _("Ten plik jest zbyt złożony: jego czytanie trwało za długo."),
    Excess.MEMORY: _("Ten plik jest zbyt złożony: jego czytanie zajęło za dużo pamięci."),
}


class ChildError(Exception):
    """The function failed; says the last line that it left on standard error."""


class ChildLimitError(Exception):
    """The function took too much time or memory; as a string, a sentence for a person."""

    def __init__(self, excess: Excess) -> None:
        super().__init__(excess)
        self.excess = excess

    def __str__(self) -> str:
        return str(SENTENCES[self.excess])


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a child may use."""

    seconds: float = 30.0
    """By the clock on the wall; generous, since a child gives way to all else that the machine does."""
    processor_seconds: int = 10
    megabytes: int = 256
    """Beyond what it holds once its modules are imported."""


USUAL = Allowance()


def run(
    function: Callable[[bytes], Any],
    data: bytes,
    *,
    allowance: Allowance = USUAL,
) -> Any:
    """Return what a function of a module (no closure, no method) makes of the data, through JSON.

    Raises:
        ChildLimitError: It took more than it is allowed.
        ChildError: It failed otherwise.
    """
    # -P: nothing in the folder that the server was started from can take the place of a module.
    command = [sys.executable, "-P", "-m", child_process.__name__, function.__module__, function.__qualname__]
    command += [str(allowance.processor_seconds), str(allowance.megabytes)]
    try:
        done = subprocess.run(  # noqa: S603 – our own interpreter and module, no shell
            command,
            input=data,
            capture_output=True,
            timeout=allowance.seconds,
            check=False,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
        )
    except subprocess.TimeoutExpired as error:
        raise ChildLimitError(Excess.TIME) from error
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise ChildLimitError(Excess.TIME)
    if done.returncode == child_process.TOO_MUCH_MEMORY or done.returncode in _WITHOUT_MEMORY:
        raise ChildLimitError(Excess.MEMORY)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise ChildError(said[-1] if said else str(done.returncode))
    return json.loads(done.stdout)
