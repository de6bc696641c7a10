"""Mail of an instance on one's own machine: kept as files that a page shows, sent to nobody."""

import datetime as dt
import email.policy
from collections.abc import Sequence
from email.message import EmailMessage as ParsedMessage
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.crypto import get_random_string

KEPT_MESSAGES = 200


class KeptMessage(NamedTuple):
    """A message as the mailbox page shows it."""

    name: str
    at: dt.datetime
    to: str
    subject: str
    body: str


class Mailbox(BaseEmailBackend):
    """Writes each message to `mailbox/` in the data folder, and its text onto the terminal."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages; return how many."""
        for message in email_messages:
            now = timezone.now()
            file = folder() / f"{now:%Y%m%dT%H%M%S%f}-{get_random_string(6)}.eml"
            file.write_bytes(message.message().as_bytes())
            print(f"— list do {', '.join(message.to)}: {message.subject}\n{message.body}")  # noqa: T201
        for old in _files()[KEPT_MESSAGES:]:
            old.unlink(missing_ok=True)
        return len(email_messages)


class NoMail(BaseEmailBackend):
    """Stands where a public instance has been given no mail server: refuses, so that nobody waits in vain."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Raise: nothing can be sent."""
        raise ConnectionError("EMAIL_URL is not set: this instance has no mail server.")


def folder() -> Path:
    """Return the folder of kept messages, made if it is not there."""
    path: Path = settings.DATA / "mailbox"
    try:
        path.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        msg = f"PODWORKO_DATA: cannot make the folder {path}: {error.strerror}"
        raise ImproperlyConfigured(msg) from error
    return path


def messages() -> list[KeptMessage]:
    """Return the kept messages, the latest first."""
    return [_read(file) for file in _files()]


def _files() -> list[Path]:
    return sorted(folder().glob("*.eml"), reverse=True)


def _read(file: Path) -> KeptMessage:
    message = email.message_from_bytes(file.read_bytes(), _class=ParsedMessage, policy=email.policy.default)
    body = message.get_body(("plain",)) if isinstance(message, ParsedMessage) else None
    return KeptMessage(
        name=file.stem,
        at=dt.datetime.strptime(file.stem.partition("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=dt.UTC),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        body=body.get_content() if body else "",
    )
