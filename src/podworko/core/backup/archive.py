"""The file of a backup: a ZIP with the database, the uploads, and a manifest that counts and sums up all of it."""

import hashlib
import json
import os
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = 1
"""Raised when the layout changes so that an older program cannot read it."""
MANIFEST = "manifest.json"
SQLITE_MEMBER = "database.sqlite3"
KEY_MEMBER = "secret.key"
UPLOADS, TABLES = "uploads/", "tables/"
CHUNK = 1 << 20
Progress = Callable[[int], object]


class BackupError(Exception):
    """A backup cannot be made or restored; says why, in Polish, to whoever typed the command."""


@dataclass
class Member:
    """One file inside, as the manifest knows it."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """What a backup holds, to be compared with what is found."""

    program: str
    made_at: str
    database: str
    migrations: list[tuple[str, str]]
    rows: dict[str, int] = field(default_factory=dict)
    """Table → number of rows."""
    members: dict[str, Member] = field(default_factory=dict)
    lost_uploads: list[str] = field(default_factory=list)
    """Uploads that were deleted while the backup was being made."""
    format: int = FORMAT


class Writer:
    """Writes members one after another, summing each up."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def add_file(self, name: str, file: Path, progress: Progress) -> None:
        """Add a file of the disk."""
        with file.open("rb") as stream:
            self.add_pieces(name, iter(lambda: stream.read(CHUNK), b""), progress)

    def add_pieces(self, name: str, pieces: Iterable[bytes], progress: Progress) -> None:
        """Add what comes in pieces, without holding it all."""
        digest, size = hashlib.sha256(), 0
        entry = zipfile.ZipInfo(name, time.localtime()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        with self._archive.open(entry, "w", force_zip64=True) as stream:
            for piece in pieces:
                stream.write(piece)
                digest.update(piece)
                size += len(piece)
                progress(len(piece))
        self.manifest.members[name] = Member(size, digest.hexdigest())


@contextmanager
def writing(target: Path, manifest: Manifest) -> Iterator[Writer]:
    """Write a backup beside its final name and put it there when it is whole; nothing is left of a failed one."""
    partial = target.with_name(target.name + ".part")
    try:
        descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w+b") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
                writer = Writer(archive, manifest)
                yield writer
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise BackupError(f"Kopii nie da się zapisać w {target}: {error.strerror or error}.") from error
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


class Reader:
    """Reads a backup and refuses one that is damaged or means harm."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def check(self, progress: Progress) -> None:
        """Sum all members up again; raise BackupError at the first that differs."""
        present = {name for name in self._archive.namelist() if not name.endswith("/")} - {MANIFEST}
        if present != set(self.manifest.members):
            raise BackupError("Plik kopii jest uszkodzony: brakuje części albo jest ich za dużo.")
        for name, member in self.manifest.members.items():
            digest, size = hashlib.sha256(), 0
            try:
                with self.open(name) as stream:
                    # No further than it should go: what is small in a ZIP may be endless outside.
                    while size <= member.size and (piece := stream.read(CHUNK)):
                        digest.update(piece)
                        size += len(piece)
                        progress(len(piece))
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
                raise BackupError(f"Plik kopii jest uszkodzony w części {name}.") from error
            if (size, digest.hexdigest()) != (member.size, member.sha256):
                raise BackupError(f"Plik kopii jest uszkodzony w części {name}.")

    def open(self, name: str) -> IO[bytes]:
        """Open one member."""
        return self._archive.open(name)

    def extract(self, name: str, target: Path, progress: Progress) -> None:
        """Write one member to a file of the disk."""
        try:
            target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
            with self.open(name) as source, target.open("wb") as stream:
                while piece := source.read(CHUNK):
                    stream.write(piece)
                    progress(len(piece))
        except OSError as error:
            raise BackupError(f"Nie da się zapisać {target}: {error.strerror or error}. Nic nie zmieniono.") from error

    def uploads(self) -> list[str]:
        """Return the names of the members that are uploads."""
        return [name for name in self.manifest.members if name.startswith(UPLOADS)]

    def total_size(self) -> int:
        """Return the bytes of all members together."""
        return sum(member.size for member in self.manifest.members.values())


@contextmanager
def reading(source: Path) -> Iterator[Reader]:
    """Open a backup; raise BackupError if it is none, or if a newer program made it."""
    try:
        archive = zipfile.ZipFile(source)
    except FileNotFoundError as error:
        raise BackupError(f"Nie ma pliku {source}.") from error
    except (OSError, zipfile.BadZipFile) as error:
        raise BackupError(f"{source} nie jest plikiem kopii albo jest uszkodzony.") from error
    with archive:
        yield Reader(archive, _read_manifest(archive, source))


_NO_MANIFEST = (
    *(KeyError, TypeError, ValueError, AttributeError, OverflowError),
    *(zipfile.BadZipFile, zlib.error, OSError, RuntimeError),
)
"""Whatever reading a manifest raises that a stranger has written, or a disk has spoilt."""


def _read_manifest(archive: zipfile.ZipFile, source: Path) -> Manifest:
    try:
        values = json.loads(archive.read(MANIFEST))
        found = int(values["format"])
        if found > FORMAT:
            raise BackupError(f"{source} pochodzi z nowszej wersji programu. Najpierw zaktualizuj program.")
        values["members"] = {
            _safe(name): Member(int(member["size"]), str(member["sha256"]))
            for name, member in values["members"].items()
        }
        values["migrations"] = [(str(app), str(name)) for app, name in values["migrations"]]
        values["rows"] = {str(name): int(count) for name, count in values["rows"].items()}
        return Manifest(**values)
    except _NO_MANIFEST as error:
        raise BackupError(f"{source} nie jest kopią Podwórka albo jest uszkodzony.") from error


def _safe(name: str) -> str:
    # A name such as ../../etc/passwd would be written outside the data folder.
    path = PurePosixPath(name)
    known = name in {SQLITE_MEMBER, KEY_MEMBER} or name.startswith((UPLOADS, TABLES))
    if not known or path.is_absolute() or ".." in path.parts or "\\" in name:
        raise BackupError(f"W kopii jest plik o niedozwolonej nazwie: {name}.")
    return name
