"""Prints: a typst template and data make a tagged PDF (PDF/UA-1, ISO 14289-1:2014).

Templates lie in the apps' `print/` folders. Data travel as JSON and meet the template as values, never
as markup, so no text can change the document. Every figure needs an alternative text, every document a
title, a language and a first heading: typst refuses to compile without them. The work is done in a
process of its own (`typst_process`), which costs some 20 ms.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from podworko.core import glyphs

PACKAGE = Path(__file__).resolve().parent.parent
FONTS = PACKAGE / "core" / "fonts"
LONGEST = 30.0
"""Seconds after which a print is given up."""

_turns = BoundedSemaphore(2)
"""So many prints are set at once per server process; the others wait for their turn."""

logger = logging.getLogger(__name__)


class PrintError(Exception):
    """A print that could not be made: what typst says, with its hints."""


@dataclass(frozen=True, slots=True)
class Document:
    """A template and what it is filled with."""

    template: str
    """Path below the package, e.g. `portal/print/list.typ`."""
    data: Mapping[str, Any]
    """Values that JSON knows; the template reads them as `document-data` of `core/print/base.typ`."""
    title: str
    language: str
    """ISO 639-1 code."""
    made_at: datetime
    """An aware moment for the file's metadata; the same document makes the same bytes."""


def undrawable(text: str) -> str:
    """Return the characters that a print replaces because no font that the program ships has them, each once."""
    return glyphs.undrawable(text, glyphs.common_characters(tuple(sorted(FONTS.glob("*.ttf")))))


def render(document: Document) -> bytes:
    """Return the document as a tagged PDF.

    Raises:
        PrintError: The template or a value does not make a valid PDF/UA-1 file.
    """
    return _run(document, task="render", made_at=int(document.made_at.timestamp()))


def preview(document: Document, *, dots_per_inch: float) -> bytes:
    """Return the first page of the document as a PNG picture.

    Raises:
        PrintError: The template does not compile.
    """
    return _run(document, task="preview", dots_per_inch=dots_per_inch)


def measure(document: Document, *, label: str) -> Any:
    """Return the value that a template has put under a label with `metadata`, without making a file.

    Raises:
        PrintError: The template does not compile, or holds no such label.
    """
    return json.loads(_run(document, task="measure", label=label))


def _run(document: Document, **job: Any) -> bytes:
    template = PACKAGE / document.template
    if not template.is_file():
        raise PrintError(f"{document.template}: no such template")
    job |= {
        "template": str(template),
        "root": str(PACKAGE),
        "fonts": str(FONTS),
        "data": {"title": document.title, "language": document.language, **document.data},
    }
    # -P: nothing in the folder that the server was started from can take the place of a module.
    command = [sys.executable, "-P", "-m", "podworko.core.typst_process"]
    try:
        with _turns:
            done = subprocess.run(  # noqa: S603 – our own interpreter and module, no shell
                command, input=json.dumps(job).encode(), capture_output=True, timeout=LONGEST, check=False
            )
    except subprocess.TimeoutExpired as error:
        raise PrintError(f"{document.template}: not ready after {LONGEST:.0f} s") from error
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode:
        raise PrintError(f"{document.template}: {said.splitlines()[-1] if said else done.returncode}")
    if said:
        logger.warning("%s: %s", document.template, said)
    return done.stdout
