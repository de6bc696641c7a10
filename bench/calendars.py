"""Measures what calendars cost that come from elsewhere and go elsewhere, in this process, as ratios.

Usage: script/bench runs it; alone, with `PODWORKO_DATA` naming a folder that `script/bench --keep` has filled:
.venv/bin/python -m bench.calendars
"""

import gc
import os
import resource
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

import icalendar  # noqa: E402 – Django must be ready

from bench.events import CALENDAR_ESTATE  # noqa: E402
from podworko.agenda import feeds  # noqa: E402
from podworko.agenda.actions import change_event  # noqa: E402
from podworko.agenda.actions.feed import add_feed, delete_feed  # noqa: E402
from podworko.agenda.actions.harvest import harvest_feed  # noqa: E402
from podworko.agenda.harvesting import arriving  # noqa: E402
from podworko.agenda.models import Event  # noqa: E402
from podworko.agenda.wanted import Wanted  # noqa: E402
from podworko.core.feed_files import File  # noqa: E402
from podworko.core.public_network import Network  # noqa: E402
from podworko.places.models import Area  # noqa: E402

LOOPBACK = IPv4Address("127.0.0.1")
SOURCE_EVENTS = 1_000
HARVESTS = 100
WARSAW = ZoneInfo("Europe/Warsaw")


def cpu(function, times=1):
    """Return the least CPU milliseconds of several runs, with those of the processes that a run starts."""
    took = []
    for _ in range(times):
        before = _spent()
        function()
        took.append(_spent() - before)
    return min(took) * 1000


def _spent():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def say(name, figure, ratio, limit, *, of):
    print(
        f"{name:<34}{figure:8.1f} ms            {ratio:7.4f} × {of} (≤ {limit}){'' if ratio <= limit else '   over'}"
    )


def feed_after_a_change():
    """A feed of 10,000 events brought up to date after one change, against `icalendar` building it."""
    city = Area.objects.get(slug="wielkie-miasto")
    event = Event.objects.filter(listings__area__path__startswith=city.path).order_by("pk").first()
    numbers = iter(range(1_000))

    def changed():
        fresh = Event.objects.get(pk=event.pk)
        change_event(fresh, values={"title": f"Koncert nr {next(numbers)}"}, by=None)
        return File.of(feeds.of_area(city, Wanted()))

    rows = list(Event.objects.filter(listings__area__path__startswith=city.path).select_related("organisation"))
    own, other = cpu(changed, 3), cpu(lambda: built(rows), 2)
    say(f"feed of {len(rows):,} after one change", own, own / other, 0.05, of="icalendar")


def built(rows):
    """Return the same events as `icalendar` writes them."""
    whole = icalendar.Calendar()
    whole.add("prodid", "-//bench//")
    whole.add("version", "2.0")
    for row in rows:
        event = icalendar.Event()
        event.add("uid", row.uid)
        event.add("summary", row.title)
        event.add("description", row.description)
        event.add("dtstart", row.starts.replace(tzinfo=WARSAW))
        event.add("dtend", row.ends.replace(tzinfo=WARSAW))
        event.add("dtstamp", row.changed_at)
        event.add("last-modified", row.changed_at)
        event.add("created", row.created_at)
        event.add("sequence", row.sequence)
        event.add("status", "CONFIRMED")
        event.add("location", str(row.location_id))
        event.add("geo", (row.latitude, row.longitude))
        event.add("url", f"https://podworko.example/{row.pk}/")
        event.add("organizer", "mailto:bench@podworko.example")
        event.add("categories", ["spotkanie"])
        if row.rule:
            event.add("rrule", icalendar.vRecur.from_ical(row.rule))
        whole.add_component(event)
    return whole.to_ical()


class Source:
    """A web server of its own that gives a calendar, with a tag or without; at a port where the web is usual."""

    PROGRAM = """
import http.server, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        content = open(sys.argv[1], "rb").read()
        tag = '"%d"' % hash(content)
        is_known = self.path == "/tagged.ics" and self.headers.get("If-None-Match") == tag
        self.send_response(304 if is_known else 200)
        if self.path == "/tagged.ics":
            self.send_header("ETag", tag)
        self.send_header("Content-Length", "0" if is_known else str(len(content)))
        self.end_headers()
        if not is_known:
            self.wfile.write(content)
    def log_message(self, *said):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 8080), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""

    def __init__(self, file):
        self.process = subprocess.Popen(
            [sys.executable, "-c", self.PROGRAM, str(file)], stdout=subprocess.PIPE, text=True
        )
        self.port = int(self.process.stdout.readline())

    @property
    def network(self):
        """Where this machine counts as public."""
        ports = frozenset({self.port})
        return Network(resolve=lambda *_asked: [LOOPBACK], is_allowed=lambda found: found == LOOPBACK, ports=ports)

    def address(self, name):
        return f"http://library.example:{self.port}/{name}"

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


def calendar_of(count, turn=0):
    """Return a calendar of so many events of the next weeks; from turn to turn, one of them is another."""
    whole = icalendar.Calendar()
    whole.add("prodid", "-//bench//")
    whole.add("version", "2.0")
    today = datetime.now(WARSAW).replace(hour=17, minute=0, second=0, microsecond=0)
    for number in range(count):
        event = icalendar.Event()
        event.add("uid", f"{number}@library.example")
        event.add("dtstamp", datetime.now(UTC))
        event.add("summary", f"Czytanie nr {number}" if number else f"Czytanie po raz {turn}")
        event.add("description", "Czytamy na głos, każdy może przyjść. " * 4)
        event.add("dtstart", today + timedelta(days=number % 60 + 1))
        event.add("dtend", today + timedelta(days=number % 60 + 1, hours=1))
        event.add("location", "Biblioteka, Azory")
        whole.add_component(event)
    return whole.to_ical()


def harvests(folder):
    """An unchanged calendar harvested against parsing it, and the memory that a hundred harvests leave taken."""
    file = folder / "source.ics"
    file.write_bytes(calendar_of(SOURCE_EVENTS))
    source, made = Source(file), []
    try:
        area = Area.objects.get(slug=CALENDAR_ESTATE)
        content = file.read_bytes()
        parsing = cpu(lambda: arriving.read(content, datetime.now(UTC)), 3)
        other = cpu(lambda: icalendar.Calendar.from_ical(content), 3)
        for name, said in (("tagged.ics", "unchanged, tagged"), ("plain.ics", "unchanged, no tag")):
            values = {"organiser_name": "Biblioteka", "label": name, "address": source.address(name)}
            feed = add_feed(area=area, values=values, by=None)
            made.append(feed)

            def again(feed=feed):
                harvest_feed(feed, by=None, network=source.network)

            again()
            feed.refresh_from_db()
            assert not feed.last_error, feed.last_error
            own = min(cpu(lambda: [again() for _ in range(20)]) / 20 for _ in range(3))
            say(f"harvest {said}", own, own / parsing, 0.01, of="parsing")
        print(f"{'parsing ' + str(SOURCE_EVENTS) + ' events':<34}{parsing:8.1f} ms here, {other:.1f} ms icalendar")
        _memory(source, file, made[0])
    finally:
        source.stop()
        for feed in made:
            Event.objects.filter(feed=feed).delete()
            feed.refresh_from_db()
            delete_feed(feed, by=None)


def _memory(source, file, feed):
    taken = []
    for turn in range(1, HARVESTS + 1):
        file.write_bytes(calendar_of(100, turn))
        feed.refresh_from_db()
        harvest_feed(feed, by=None, is_sure=True, network=source.network)
        gc.collect()
        taken.append(resident())
    tenth = HARVESTS // 10
    begun, ended = statistics.median(taken[tenth : 2 * tenth]), statistics.median(taken[-tenth:])
    print(f"{f'memory over {HARVESTS} harvests':<34}{begun:8.1f} MB, then {ended:.1f} MB ({ended - begun:+.1f})")


def resident():
    """Return the proportional set size of this process in MB (10⁶ bytes)."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


def main():
    began = time.monotonic()
    feed_after_a_change()
    harvests(Path(os.environ["PODWORKO_DATA"]))
    print(f"calendars measured in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
