"""Podwórko: the courtyard where the institutions of a neighbourhood see each other and plan together."""

from podworko import sqlite_library

__version__ = "0.1.0"

sqlite_library.prefer_bundled()
