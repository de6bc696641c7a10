"""What the calendar notices in a whole city: a scan of a year beside comparing each with each, and one new event.

The city grows with what takes place in it and is never denser: 200,000 occurrences in a year on 327 square kilometres
(Kraków), half of the events once, half every week for 39 weeks, half of all in a tenth of the places. No database is
asked: what is measured is the noticing. Each size is scanned in a process of its own, whose greatest memory is told.

Usage: .venv/bin/python -m bench.coordination [--most 200000] [--brute 2000]
"""

import argparse
import json
import math
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "podworko.config.settings")
django.setup()

from podworko.agenda.coordination.columns import columns  # noqa: E402 – Django must be ready
from podworko.agenda.coordination.pairs import compare, gather  # noqa: E402
from podworko.agenda.coordination.scan import check, scan  # noqa: E402
from podworko.agenda.coordination.values import Limits, Planned, mask  # noqa: E402
from podworko.resources.choices import Audience  # noqa: E402

WARSAW = ZoneInfo("Europe/Warsaw")
NEW_YEAR = datetime(2027, 1, 1, tzinfo=WARSAW)
SQUARE_METRES = 327e6 / 200_000
"""Of the city, for each occurrence."""
PER_PLACE, TIMES = 40, 39
NORTH, EAST = 111_195, 71_500
"""Metres of a degree in Kraków."""
HALVINGS = 4
SECONDS, MEGABYTES, MILLISECONDS = 20, 500, 50
LIMITS = Limits()


def calendar(count, density=1):
    """Return so many occurrences, the same at each run."""
    numbers = random.Random(7)
    side = math.sqrt(count * SQUARE_METRES / density)
    places = [
        (50 + numbers.random() * side / NORTH, 19.8 + numbers.random() * side / EAST)
        for _ in range(max(20, count // PER_PLACE))
    ]
    planned, event = [], 0
    while len(planned) < count:
        event += 1
        planned += occurrences(numbers, event, places, TIMES if event % 2 else 1)
    return planned[:count]


def occurrences(numbers, event, places, times):
    """Return an event at one of some places, so many times."""
    among = len(places) // 10 if numbers.random() < 0.5 else len(places)
    place = numbers.randrange(among)
    latitude, longitude = places[place]
    days = 365 - 7 * (times - 1)
    start = NEW_YEAR + timedelta(
        days=numbers.randrange(days), hours=numbers.choice([8, 9, 10, 10, 11, 15, 16, 17, 17, 18, 19])
    )
    length = timedelta(minutes=numbers.choice([60, 60, 90, 120, 180]))
    is_timed = times > 1 or numbers.random() > 0.05
    facts = {
        "latitude": latitude,
        "longitude": longitude,
        "place": place,
        "room": place * 4 + numbers.randrange(4) if numbers.random() < 0.5 else None,
        "equipment": (numbers.randrange(len(places)),) if numbers.random() < 0.1 else (),
        "helpers": (numbers.randrange(max(1, len(places) // 10)),) if numbers.random() < 0.1 else (),
        "organisers": frozenset({place} if numbers.random() < 0.9 else {place, numbers.randrange(len(places))}),
        "audiences": mask(numbers.sample(Audience.values, numbers.choice([1, 1, 2]))),
        "kind": numbers.randrange(9),
    }
    return [once(event, start + timedelta(weeks=week), length, is_timed, facts) for week in range(times)]


def once(event, start, length, is_timed, facts):
    if not is_timed:
        start, length = start.replace(hour=0), timedelta(days=1)
    starts, ends = int(start.timestamp()), int((start + length).timestamp())
    day = start.date().toordinal()
    return Planned(event, starts, ends, day, day, is_timed=is_timed, **facts)


def brute(planned):
    """Compare each with each."""
    return gather(
        (one, other, match)
        for number, one in enumerate(planned)
        for other in planned[number + 1 :]
        for match in compare(one, other, LIMITS)
    )


def measured(work, *given):
    """Return CPU seconds, seconds, and what came out."""
    cpu, began = time.process_time(), time.perf_counter()
    came = work(*given)
    return time.process_time() - cpu, time.perf_counter() - began, came


def scanned(count, density):
    """Scan so many occurrences in this process; print what it took."""
    planned = calendar(count, density)
    before = peak()
    cpu, took, pairs = measured(scan, planned, LIMITS)
    print(json.dumps({"cpu": cpu, "took": took, "found": len(pairs), "before": before, "peak": peak()}))


def peak():
    """Return the greatest memory that this process has had, in MB (10⁶ bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def exponent(sizes, took):
    """Return k of the curve c·nᵏ that lies nearest, in logarithms."""
    return statistics.linear_regression(list(map(math.log, sizes)), list(map(math.log, took))).slope


def alone(name, count, density=1):
    """Scan in a process of its own, print what it took, and return it."""
    command = [sys.executable, "-m", "bench.coordination", "--scan", str(count), "--density", str(density)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    per = told["cpu"] / count / math.log2(count) * 1e9
    print(
        f"{name:<34}{told['cpu']:8.2f} s  {told['found']:7} findings"
        f"  {per:6.0f} ns × n·log₂ n  {told['peak']:5.0f} MB ({told['before']:.0f} before)"
    )
    return told


def curves(most, largest):
    """Print both curves."""
    sizes = [most >> halving for halving in range(HALVINGS, -1, -1)]
    scans = [alone(f"scan of {count} occurrences", count) for count in sizes]
    last, took = scans[-1], [told["cpu"] for told in scans]
    over = "" if last["took"] <= SECONDS and last["peak"] <= MEGABYTES else "   over"
    print(f"{'the largest, by the clock':<34}{last['took']:8.2f} s (≤ {SECONDS}), {MEGABYTES} MB at most{over}")
    alone("the same, five times as dense", most, 5)
    print(f"{'grows as':<34}n^{exponent(sizes, took):.2f} (n·log n here: n^{_n_log_n(sizes):.2f})")
    sizes, took = [largest >> halving for halving in range(3, -1, -1)], []
    for count in sizes:
        planned = calendar(count)
        cpu, _took, pairs = measured(brute, planned)
        assert pairs == scan(planned, LIMITS)
        took.append(cpu)
        print(f"{f'each with each, {count}':<34}{cpu:8.2f} s  {len(pairs):7} findings, the same")
    power = exponent(sizes, took)
    years = took[-1] * (most / largest) ** 2 / 3600
    print(f"{'grows as':<34}n^{power:.2f}: {most} would take {years:.0f} hours")


def _n_log_n(sizes):
    return exponent(sizes, [size * math.log(size) for size in sizes])


def new_events(count):
    """Print what checking one new event takes, and one new series, against all others."""
    planned = calendar(count)
    cpu, _took, table = measured(columns, planned, LIMITS)
    print(f"{f'{count} occurrences as columns':<34}{cpu * 1000:8.1f} ms, kept")
    numbers = random.Random(13)
    places = [(each.latitude, each.longitude) for each in planned[:: TIMES + 1]]
    for name, times in (("one new event", 1), ("a new weekly series of 52", 52)):
        took, found = [], []
        for _ in range(60):
            new = occurrences(numbers, count + 1, places, times)
            cpu, _took, pairs = measured(check, new, table, LIMITS)
            took.append(cpu * 1000)
            found.append(len(pairs))
        over = "" if max(took[5:]) <= MILLISECONDS else "   over"
        print(
            f"{name:<34}{statistics.median(took):8.1f} ms, {max(took[5:]):.1f} at most (≤ {MILLISECONDS}){over},"
            f" {statistics.mean(found):.0f} findings"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=200_000)
    parser.add_argument("--brute", type=int, default=2_000)
    parser.add_argument("--scan", type=int, help="scan so many in this process, and say what it took")
    parser.add_argument("--density", type=int, default=1, help="so many times as dense as Kraków")
    options = parser.parse_args()
    if options.scan:
        scanned(options.scan, options.density)
        return
    print(f"coordination, {datetime.now(UTC):%d %B %Y}, load {os.getloadavg()[0]:.1f}")
    curves(options.most, options.brute)
    new_events(options.most)


if __name__ == "__main__":
    main()
