"""Serves a generated city and the references side by side, and prints what each page costs as a ratio."""

import argparse
import base64
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

from bench.measure import REPETITIONS, Page, Server, compare, serving, tag_of

PORT = 8790
CITY = "/wielkie-miasto"
DICTIONARY_SECONDS = 10
SPAN, LONGEST_ROW = 300, 30
"""Seconds for which a page may say „open now”, and that a row of what is unchanged takes at most."""
UNCHANGED = 1.2
LOW_ZOOM = "?bbox=19.5,49.8,20.5,50.3&zoom=11"
WINDOW = (20.0, 50.05, 20.0215, 50.058)
"""Holds about 250 of the 100,000 points: west, south, east, north."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--keep", metavar="FOLDER", help="generate into this folder, or use what it holds")
    parser.add_argument("--only", metavar="WORD", default="", help="measure the pages whose row holds this word")
    options = parser.parse_args()
    # On one core, who asks and who answers take turns; woken up on another one, a request costs up to half more.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    folder = Path(options.keep or tempfile.mkdtemp(prefix="podworko-bench-")).absolute()
    try:
        _bench(folder, options)
    finally:
        if not options.keep:
            shutil.rmtree(folder)


def _bench(folder: Path, options: argparse.Namespace) -> None:
    os.environ.update(PODWORKO_DATA=str(folder), DJANGO_SETTINGS_MODULE="bench.settings")
    os.environ["PYTHONPATH"] = str(Path.cwd())
    if not (folder / "generated").exists():
        _generate(options.places)
        (folder / "generated").touch()
    if not (folder / "generated-events").exists():
        _generate_events(options.events)
        (folder / "generated-events").touch()
    web = [sys.executable, "-m", "podworko.config.web", "--data", str(folder), "--port"]
    without = {"DJANGO_SETTINGS_MODULE": "bench.settings_without_middleware"}
    commands = [
        ("podworko", [*web, str(PORT), "--with-worker"], PORT, {}),
        ("without middleware", [*web, str(PORT + 1)], PORT + 1, without),
        (
            "answering anew",
            [*web, str(PORT + 4)],
            PORT + 4,
            {"DJANGO_SETTINGS_MODULE": "bench.settings_answering_anew"},
        ),
    ]
    if not os.environ.get("DATABASE_URL"):
        command = [".venv-bench/bin/datasette", "serve", str(folder / "podworko.sqlite3"), "-p", str(PORT + 2)]
        commands.append(("datasette", [*command, "--setting", "max_returned_rows", "2000"], PORT + 2, {}))
    # Entered one by one: when one does not start, those before it are stopped all the same.
    with ExitStack() as running:
        servers = [running.enter_context(serving(Server(*command)))[0] for command in commands]
        calendars = Server("radicale", _radicale(folder, PORT + 3), PORT + 3, {}, begins_threads=True)
        running.enter_context(serving(calendars))
        _measure(servers, calendars, options.requests, options.only)
    if options.only:
        return
    subprocess.run([sys.executable, "-m", "bench.poster"], check=True)
    subprocess.run([sys.executable, "-m", "bench.calendars"], check=True)
    subprocess.run([sys.executable, "-m", "bench.coordination"], check=True)


def _generate(places: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from bench.generate import generate

    call_command("migrate", verbosity=0)
    generate(places)


def _generate_events(events: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from bench.events import generate_events
    from podworko.core.search import fulltext

    call_command("migrate", verbosity=0)
    generate_events(events)
    # As every night.
    fulltext.tidy()


def _radicale(folder: Path, port: int) -> list[str]:
    """Return the command of another calendar server that holds the same thousand events."""
    import django

    django.setup()
    from bench.events import CALENDAR_ESTATE
    from podworko.agenda import feeds
    from podworko.agenda.models import Event

    collection = folder / "radicale" / "collection-root" / "bench" / "calendar"
    if not collection.exists():
        collection.mkdir(parents=True)
        for event in Event.objects.filter(area__slug=CALENDAR_ESTATE).select_related("area"):
            (collection / f"{event.pk}.ics").write_text(feeds.of_event(event), newline="")
        (collection / ".Radicale.props").write_text('{"tag": "VCALENDAR"}')
    command = [".venv-bench/bin/radicale", "--storage-filesystem-folder", str(folder / "radicale")]
    given = {"server-hosts": f"127.0.0.1:{port}", "auth-type": "none", "logging-level": "error"}
    return [*command, *(word for name, value in given.items() for word in (f"--{name}", value))]


def _measure(servers: list[Server], radicale: Server, requests: int, only: str) -> None:
    ours, plain, forgetful, *others = servers
    bare = Page(ours, "/bench-bare/")
    # The first question makes a process read its dictionary, once and aside; that is not what a question costs.
    Page(ours, f"{CITY}/search/?q=szkola").ask(1)
    time.sleep(DICTIONARY_SECONDS)

    def row(name: str, path: str, limit: float, reference: Page = bare, of: str = "bare", server=ours, **more) -> None:
        if only not in name:
            return
        page = Page(server, path, **more)
        figure, ratio = compare(page, reference, requests)
        verdict = "" if ratio <= limit else "   over"
        print(f"{name:<34}{figure:8.3f} ms  {page.size:7} B   {ratio:5.2f} × {of} (≤ {limit}){verdict}")

    row("bare", bare.path, 2.5, Page(plain, bare.path), "without middleware")
    row("clusters at low zoom", f"{CITY}/map/clusters.json{LOW_ZOOM}", 2)
    bbox = ",".join(map(str, WINDOW))
    for datasette in others:
        row(
            "window of 250 points", f"{CITY}/map.geojson?bbox={bbox}", 1, Page(datasette, _window_query()), "datasette"
        )
    organisation = f"{CITY}/organisations/organizacja-777/"

    def unchanged(name: str, path: str) -> None:
        if only not in f"{name}, unchanged":
            return
        # What says „open now” is made anew every five minutes: not in the middle of a row.
        if (left := SPAN - time.time() % SPAN) < LONGEST_ROW:
            time.sleep(left + 1)
        page = Page(ours, path, headers={"If-None-Match": tag_of(ours, path)}, status=304)
        # Little is done per request, so it takes more rounds to tell the ratio from chance.
        figure, ratio = compare(page, bare, requests, rounds=5 * REPETITIONS)
        verdict = "" if ratio <= UNCHANGED else "   over"
        told = f"{figure:8.3f} ms  {page.size:7} B   {ratio:5.2f} × bare (≤ {UNCHANGED}){verdict}"
        print(f"{name + ', unchanged':<34}{told}")

    row("list of 50", f"{CITY}/organisations/", 12)
    row("organisation page", organisation, 8)
    unchanged("list", f"{CITY}/organisations/")
    unchanged("organisation page", organisation)
    row("search, most common word", f"{CITY}/search/?q=szkola", 5)
    row("search, common and rare", f"{CITY}/search/?q=szkola+kopernika", 5)
    # What was asked before is kept; this is asked for the first time, each time.
    row("search, never asked before", f"{CITY}/search/?q=szkola+{{}}", 15, changing=True)
    row("search, made anew", f"{CITY}/search/?q=szkola", 5, server=forgetful)
    row("search, misspelt", f"{CITY}/search/?q=przedszkle", 15)
    row("suggestions", f"{CITY}/search/suggestions/?q=prz", 5)
    month = f"{CITY}/calendar/?view=month"
    row("month", month, 10)
    row("month, made anew", month, 10, server=forgetful)
    unchanged("month", month)
    feed = "/osiedle-z-kalendarzem/calendar.ics"
    row("feed of 1,000 events, kept", feed, 10)
    if only:
        unchanged("feed", feed)
        return
    _feed_beside(radicale, ours, feed, requests)
    unchanged("feed", feed)
    time.sleep(1)
    print(f"{'memory of all server processes':<34}{ours.memory():8.0f} MB (≤ 300)")


def _feed_beside(radicale: Server, ours: Server, feed: str, requests: int) -> None:
    # As calendar programs ask for it; the other one packs nothing.
    packed = {"Accept-Encoding": "gzip"}
    signed_in = {"Authorization": "Basic " + base64.b64encode(b"bench:bench").decode(), **packed}
    theirs = Page(radicale, "/bench/calendar/", headers=signed_in)
    own, other = Page(ours, feed, headers=packed), max(5, requests // 20)
    own.ask(5)
    theirs.ask(5)
    rounds = [(own.cost(requests), theirs.cost(other)) for _ in range(3)]
    figure, ratio = min(figure for figure, _ in rounds), min(figure / cost for figure, cost in rounds)
    print(
        f"{'the same, packed':<34}{figure:8.3f} ms  {own.size:7} B   {1 / ratio:5.0f} times less than radicale (≥ 100)"
    )


def _window_query() -> str:
    west, south, east, north = WINDOW
    sql = (
        "select l.id, l.latitude, l.longitude, l.street_name, l.house_number, l.precision, o.name, o.slug"
        " from organisations_location_points p join organisations_location l on l.id = p.id"
        " join organisations_organisation o on o.id = l.organisation_id"
        f" where p.max_lon >= {west} and p.min_lon <= {east} and p.max_lat >= {south} and p.min_lat <= {north}"
    )
    return "/podworko.json?" + urlencode({"sql": sql, "_shape": "objects"})


if __name__ == "__main__":
    main()
