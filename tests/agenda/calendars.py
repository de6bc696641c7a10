"""Calendars of others for tests: what they say, and a server on this machine that gives them."""

import ipaddress
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from podworko.core.public_network import Network

LOOPBACK = ipaddress.ip_address("127.0.0.1")
TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)


def in_days(days, hour=17):
    """A wall-clock time, so many days from now."""
    return TODAY + timedelta(days=days, hours=hour)


def vevent(uid, title, starts, *lines, place="Biblioteka", hours=1):
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20261101T000000Z",
            f"DTSTART;TZID=Europe/Warsaw:{starts:%Y%m%dT%H%M%S}",
            f"DTEND;TZID=Europe/Warsaw:{starts + timedelta(hours=hours):%Y%m%dT%H%M%S}",
            f"SUMMARY:{title}",
            f"LOCATION:{place}",
            *lines,
            "END:VEVENT",
        ]
    )


def calendar(*vevents, name="Biblioteka Azory"):
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//", f"X-WR-CALNAME:{name}"]
    return "\r\n".join([*head, *vevents, "END:VCALENDAR", ""]).encode()


class Source:
    """A server whose answer may be changed between two requests."""

    def __init__(self, content=b"", *, status=200, etag=""):
        self.content, self.status, self.etag = content, status, etag
        self.asked = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.append(dict(self.headers))
                is_known = outer.etag and self.headers.get("If-None-Match") == outer.etag
                content = b"" if is_known else outer.content
                self.send_response(304 if is_known else outer.status)
                self.send_header("Content-Length", str(len(content)))
                if outer.etag:
                    self.send_header("ETag", outer.etag)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *said):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def give(self, *vevents):
        self.content = calendar(*vevents)

    @property
    def address(self):
        return f"http://biblioteka.example:{self.server.server_port}/kalendarz.ics"

    @property
    def network(self):
        return Network(
            resolve=lambda *_asked: [LOOPBACK],
            is_allowed=lambda address: address == LOOPBACK,
            ports=frozenset({self.server.server_port}),
        )

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(3)


@contextmanager
def serving(content=b"", **options):
    source = Source(content, **options)
    try:
        yield source
    finally:
        source.close()
