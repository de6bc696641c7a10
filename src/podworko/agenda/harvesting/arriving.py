"""Brings the calendar of a feed here: fetched from its address, read in a process that may be killed."""

import hashlib
import logging
import re
import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from podworko.agenda import ical_intake
from podworko.agenda.feed_models import Feed
from podworko.agenda.harvesting import reading
from podworko.agenda.harvesting.reading import Reading
from podworko.agenda.ical_reading import ProblemKind
from podworko.core import child, public_network
from podworko.core.fetching import FetchError, Limits, NotModified, fetch
from podworko.core.public_network import Network

logger = logging.getLogger(__name__)

SECONDS: Final = 10.0
"""What a calendar may cost in all, fetched and read."""
FETCHING: Final = Limits(seconds=7.0)
MEGABYTES: Final = 256
UNREADABLE: Final = _("Nie udało się odczytać tego kalendarza.")
# Programs write the time of the download into each event. Begins with what stands there: so it is found at once.
_STAMPS = re.compile(rb"\nDTSTAMP[:;][^\n]*")


class ArrivalError(Exception):
    """Nothing came that could be used; as a string, a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came from an address."""

    etag: str = ""
    last_modified: str = ""
    content_hash: str = ""
    reading: Reading | None = None
    """Nothing where the calendar is as it was."""


def fetched(address: str, now: datetime, *, known: Feed | None = None, network: Network | None = None) -> Arrival:
    """Return the calendar at an address; unread if it is what was applied to `known` last.

    Raises:
        ArrivalError: It cannot be had, is no calendar, ends too early, or takes too much to read.
    """
    began = time.monotonic()
    etag, last_modified = (known.etag, known.last_modified) if known else ("", "")
    try:
        answer = fetch(
            address,
            etag=etag,
            last_modified=last_modified,
            limits=FETCHING,
            network=network or public_network.PUBLIC,
        )
    except FetchError as error:
        raise ArrivalError(str(error)) from error
    if isinstance(answer, NotModified):
        return Arrival(etag, last_modified, known.content_hash if known else "")
    content_hash = hashlib.sha256(_STAMPS.sub(b"", answer.content)).hexdigest()
    arrived = Arrival(answer.etag[:500], answer.last_modified[:200], content_hash)
    if known and known.content_hash == content_hash:
        return arrived
    return replace(arrived, reading=read(answer.content, now, seconds=SECONDS - (time.monotonic() - began)))


def read(content: bytes, now: datetime, *, seconds: float = SECONDS) -> Reading:
    """Return what a calendar holds.

    Raises:
        ArrivalError: It is no calendar, ends too early, or takes too much to read.
    """
    allowance = child.Allowance(seconds=seconds, megabytes=MEGABYTES)
    try:
        plain = child.run(reading.read_to_plain, reading.with_moment(now, content), allowance=allowance)
    except child.ChildLimitError as error:
        raise ArrivalError(str(error)) from error
    except child.ChildError as error:
        logger.exception("a calendar could not be read")
        raise ArrivalError(str(UNREADABLE)) from error
    found = Reading.of_plain(plain)
    if not found.is_calendar:
        raise ArrivalError(str(ical_intake.SENTENCES[ProblemKind.NOT_A_CALENDAR]))
    if found.is_cut_off:
        raise ArrivalError(str(ical_intake.SENTENCES[ProblemKind.CUT_OFF]))
    return found
