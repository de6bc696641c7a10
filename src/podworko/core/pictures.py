"""Pictures that people upload: refused with a sentence, or made anew as two plain files and kept.

They lie in the folder of uploads, `pictures/ab/abcd…/large.jpg` and `small.jpg`, under random names that never get
another content. Only whoever knows who may see a picture serves it; the web server never reads this folder.
"""

import base64
import logging
import os
import re
import secrets
import shutil
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Lock
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from podworko.core import child, health, picture_work

LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes."""
ALLOWANCE: Final = child.Allowance(seconds=60, processor_seconds=20, megabytes=768)
LARGE, SMALL = "large", "small"
SIZES: Final = (LARGE, SMALL)
_NAME = re.compile(r"[0-9a-f]{32}")
_GONE = "gone"
"""A file beside a picture that belongs to nothing: since when."""
_REFUSED: Final = {
    "pixels": _("Ten obrazek jest za duży: ma więcej niż 40 milionów punktów. Zmniejsz go i wybierz jeszcze raz."),
    "small": _("Ten obrazek jest za mały: powinien mieć co najmniej 200 punktów szerokości i wysokości."),
    "broken": _("Tego obrazka nie da się odczytać: jest uszkodzony albo urwany. Otwórz go i zapisz jeszcze raz."),
}
_TOO_LARGE: Final = _("Ten plik jest za duży: ma więcej niż 10 MB.")
_HEIC: Final = _(
    "To zdjęcie jest w formacie HEIC, którego wiele urządzeń nie pokaże. Zapisz je jako JPEG i wybierz jeszcze raz."
    " W iPhonie: Ustawienia, Aparat, Formaty, „Najbardziej zgodne”."
)
_PDF: Final = _("To jest PDF. Zapisz stronę jako obrazek (JPEG albo PNG) i wybierz ten obrazek.")
_UNKNOWN: Final = _("To nie jest obrazek JPEG, PNG ani WebP.")
_NO_SPACE: Final = _("Na dysku serwera nie ma już miejsca na obrazki. Powiedz o tym osobie, która prowadzi tę stronę.")
# Reading one takes hundreds of megabytes; two at the same time would take twice that.
_one_at_a_time = Lock()
logger = logging.getLogger(__name__)


class PictureError(Exception):
    """A file is no picture that can be kept; as a string, a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Made:
    """A picture made anew, not yet kept."""

    width: int
    height: int
    """Of the large one; the small one has the same proportions."""
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture that lies on the disk."""

    name: str
    width: int
    height: int


def take_in(data: bytes) -> Made:
    """Make a picture anew from what somebody sent; raise PictureError with a sentence if that cannot be done."""
    _check_kind(data)
    try:
        with _one_at_a_time:
            found = child.run(picture_work.make, data, allowance=ALLOWANCE)
    except child.ChildLimitError as error:
        raise PictureError(str(error)) from error
    except child.ChildError as error:
        logger.warning("a picture could not be read", extra={"said": str(error)})
        raise PictureError(str(_REFUSED["broken"])) from error
    if "refused" in found:
        raise PictureError(str(_REFUSED[found["refused"]]))
    width, height, _file = found[LARGE]
    return Made(width, height, {size: base64.b64decode(found[size][2]) for size in SIZES})


def _check_kind(data: bytes) -> None:
    """Refuse by its first bytes what is no picture of a known kind; its name and what a browser says count nothing."""
    if len(data) > LARGEST_FILE:
        raise PictureError(str(_TOO_LARGE))
    if data[4:8] == b"ftyp":
        raise PictureError(str(_HEIC))
    if data.startswith(b"%PDF"):
        raise PictureError(str(_PDF))
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if not is_webp and not data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise PictureError(str(_UNKNOWN))


def keep(made: Made) -> Kept:
    """Write a picture to the disk under a new name; what no row comes to name is swept away later."""
    if health.free_space(settings.MEDIA_ROOT.parent) < health.NO_SPACE:
        raise PictureError(str(_NO_SPACE))
    name = secrets.token_hex(16)
    folder = _folder(name)
    folder.mkdir(parents=True, mode=0o750)
    for size, data in made.files.items():
        _write(folder / f"{size}.jpg", data)
    _settle(folder)
    return Kept(name, made.width, made.height)


def copy(name: str) -> str:
    """Keep a picture once more, under a new name, and return that."""
    other = secrets.token_hex(16)
    shutil.copytree(_folder(name), _folder(other), ignore=shutil.ignore_patterns(_GONE))
    return other


def file(name: str, size: str) -> Path | None:
    """Return where a picture lies; nothing if it is not there, or if that is no name of a picture."""
    if not _NAME.fullmatch(name) or size not in SIZES:
        return None
    found = _folder(name) / f"{size}.jpg"
    return found if found.is_file() else None


def read(name: str, size: str) -> bytes | None:
    """Return a file of a picture; nothing if it is not there."""
    found = file(name, size)
    try:
        return found.read_bytes() if found else None
    except FileNotFoundError:
        # Removed in this very moment.
        return None


def small_size(width: int, height: int) -> tuple[int, int]:
    """Return the width and height of the small file of a picture whose large one has these."""
    share = min(1.0, picture_work.SMALL[0] / width, picture_work.SMALL[1] / height)
    return max(1, round(width * share)), max(1, round(height * share))


def destroy(name: str) -> None:
    """Remove a picture from the disk at once, for good."""
    if _NAME.fullmatch(name):
        shutil.rmtree(_folder(name), ignore_errors=True)


def sweep(known: Collection[str], *, keep_for: timedelta) -> int:
    """Remove the pictures that nothing has named for so long; return how many.

    One that is named again, since what it belonged to came back, stays.
    """
    swept = 0
    for folder in _folders():
        gone = folder / _GONE
        if folder.name in known:
            gone.unlink(missing_ok=True)
        elif not gone.exists():
            gone.touch()
        elif time.time() - gone.stat().st_mtime > keep_for.total_seconds():
            destroy(folder.name)
            swept += 1
    return swept


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "pictures"


def _folder(name: str) -> Path:
    return _root() / name[:2] / name


def _folders() -> Iterator[Path]:
    return (folder for folder in sorted(_root().glob("*/*")) if folder.is_dir() and _NAME.fullmatch(folder.name))


def _write(target: Path, data: bytes) -> None:
    with target.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    target.chmod(0o640)


def _settle(folder: Path) -> None:
    """Wait until the disk knows the folder: the row that names the picture must not outlive it."""
    for each in (folder, folder.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
