"""Reads a mail as a mail server hands it over: who, what about, its text, calendars that hang on it.

Strangers wrote it: `receiving` runs this in a process that may be killed.
"""

import base64
import hashlib
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Any

from podworko.agenda.ical_reading.texts import plain

LONGEST_TEXT, LONGEST_TITLE, LONGEST_SENDER = 5_000, 200, 200
"""Characters."""
_LONGEST_ID = 998
_MOST_PARTS = 200
_MOST_CALENDARS, _LARGEST_CALENDAR = 3, 1_000_000
_ANSWERS = frozenset({"reply", "counter", "declinecounter", "refresh", "cancel"})
"""Methods of calendars that announce nothing (RFC 5546)."""
_MACHINES = ("mailer-daemon@", "postmaster@")
_UNREADABLE = {"is_readable": False}


def read_to_plain(data: bytes) -> dict[str, Any]:
    """Return what a mail says, as JSON keeps it; `is_readable` alone, and false, if it is built beyond measure."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        parts = [part for part in message.walk() if not part.is_multipart()][:_MOST_PARTS]
    except RecursionError:
        return _UNREADABLE
    name, address = parseaddr(_raw(message, "From"))
    return {
        "is_readable": True,
        "is_automatic": _is_automatic(message, address),
        "message_id": _raw(message, "Message-ID").strip()[:_LONGEST_ID] or hashlib.sha256(data).hexdigest(),
        "subject": plain(_decoded(_raw(message, "Subject")), LONGEST_TITLE),
        "sender": _sender(plain(_decoded(name), LONGEST_SENDER), plain(address, LONGEST_SENDER)),
        "text": _text_of(parts),
        "calendars": _calendars_of(parts),
    }


def _is_automatic(message: Message, address: str) -> bool:
    """Say whether no person has sent it: bounces and automatic answers (RFC 3834, RFC 3464)."""
    submitted = _raw(message, "Auto-Submitted").strip().lower()
    is_answer = bool(submitted) and not submitted.startswith("no")
    is_bounce = _raw(message, "Return-Path").strip() == "<>" or message.get_content_type() == "multipart/report"
    return is_answer or is_bounce or address.lower().startswith(_MACHINES) or "X-Autoreply" in message


def _text_of(parts: list[Message]) -> str:
    """Return the text of a mail, else its page put into text."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() != kind or part.get_content_disposition() == "attachment":
                continue
            text = plain(_letters(_payload(part), part.get_content_charset()), LONGEST_TEXT, has_lines=True)
            if text:
                return text
    return ""


def _calendars_of(parts: list[Message]) -> list[str]:
    found = []
    for part in parts:
        is_calendar = part.get_content_type() == "text/calendar" or _file_name(part).endswith(".ics")
        if is_calendar and str(part.get_param("method", "")).lower() not in _ANSWERS:
            data = _payload(part)
            if data and len(data) <= _LARGEST_CALENDAR:
                found.append(base64.b64encode(data).decode())
    # A program often sends the same twice: in the mail, and as a file on it.
    return list(dict.fromkeys(found))[:_MOST_CALENDARS]


def _file_name(part: Message) -> str:
    try:
        return str(part.get_filename() or "").lower()
    except (LookupError, ValueError, TypeError):
        return ""


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (LookupError, ValueError):
        return b""
    return data if isinstance(data, bytes) else b""


def _letters(data: bytes, charset: str | None) -> str:
    """Return text whatever was said of its encoding, and whether that was true."""
    for name in filter(None, (charset, "utf-8", "cp1250")):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def _raw(message: Message, name: str) -> str:
    """Return a header as it stands; bytes beyond ASCII are understood, which should not be there."""
    for known, value in message.raw_items():
        if known.lower() == name.lower():
            return _letters(str(value).encode("utf-8", "surrogateescape"), None)
    return ""


def _decoded(header: str) -> str:
    try:
        return str(make_header(decode_header(header)))
    except (LookupError, ValueError, HeaderParseError):
        return header


def _sender(name: str, address: str) -> str:
    whole = f"{name} <{address}>" if name and address else address or name
    return whole if len(whole) <= LONGEST_SENDER else address
