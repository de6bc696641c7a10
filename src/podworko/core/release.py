"""What runs: its version and, for a checkout between two versions, when its files last changed."""

from pathlib import Path

from podworko import __version__

PACKAGE = Path(__file__).resolve().parent.parent
_READ = {".py", ".html", ".mo", ".css", ".js", ".svg"}


def _fingerprint() -> str:
    newest = max(file.stat().st_mtime_ns for file in PACKAGE.rglob("*") if file.suffix in _READ)
    return f"{__version__}-{newest // 1_000_000:x}"


RELEASE = _fingerprint()
"""Differs between any two states of the program, so that no page of an older one is taken for unchanged."""
