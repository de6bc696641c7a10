"""Brings a register of 20,000 rows into the demo, takes it back, and prints what each step costs.

Usage: .venv/bin/python -m bench.register_import [--rows 20000] [--profile STEP] [--instance FOLDER]
"""

import argparse
import cProfile
import os
import pstats
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

STEPS = ("reading", "preview", "writing", "search", "undoing", "search again")
KINDS = ["Klub", "Fundacja", "Stowarzyszenie", "Sklep", "Apteka", "Gabinet", "Warsztat", "Pracownia", "Kancelaria"]
ADJECTIVES = ["Słoneczny", "Zielony", "Wesoły", "Nowy", "Mały", "Wielki", "Cichy", "Jasny", "Dawny", "Bliski"]
STREETS = ["Weissa", "Elsnera", "Czerwieńskiego", "Chełmońskiego", "Palacha", "Różyckiego", "Gnieźnieńska"]
CATEGORIES = ["Edukacja", "Rekreacja", "Ochrona zdrowia", "Życie społeczne"]
HEADINGS = "Nazwa;Ulica;Nr domu;Kod;Telefon;E-mail;Strona;Kategoria;Godziny;Usługi;Opis;lat;lon"


def table(rows: int) -> str:
    """Return a CSV of invented institutions, the same at every run."""
    numbers = random.Random(7)
    lines = [HEADINGS]
    for number in range(rows):
        word = "".join(numbers.choice("bcdfghklmnprstwz") + numbers.choice("aeiouy") for _ in range(4))
        name = f"{numbers.choice(KINDS)} {numbers.choice(ADJECTIVES)} {word.title()} {number}"
        house, phone = numbers.randint(1, 180), f"12 {numbers.randint(1_000_000, 9_999_999)}"
        hours = "pn-pt 8:00-16:00" if number % 3 == 0 else ""
        services = '"Zajęcia dla dzieci; Pożyczanie narzędzi"' if number % 4 == 0 else ""
        point = f"{50.08 + numbers.random() / 50:.6f};{19.90 + numbers.random() / 50:.6f}" if number % 2 else ";"
        lines.append(
            f"{name};{numbers.choice(STREETS)};{house};31-{numbers.randint(100, 999)};{phone};{word}@{number}.example;"
            f"www.{word}{number}.example;{numbers.choice(CATEGORIES)};{hours};{services};"
            f"Spotykamy się w {word} od {number} lat;{point}"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--instance", metavar="FOLDER", default="", help="copy this one instead of making the demo")
    parser.add_argument("--profile", choices=STEPS, default="", help="tell where the time of one step goes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="podworko-bench-") as folder:
        os.environ.update(PODWORKO_DATA=folder, DJANGO_SETTINGS_MODULE="podworko.config.settings")
        if options.instance:
            shutil.copytree(options.instance, folder, dirs_exist_ok=True)
        else:
            subprocess.run([sys.executable, "-m", "podworko.config.command", "demo"], check=True)
        import django

        django.setup()
        _measure(options)


def _measure(options: argparse.Namespace) -> None:
    from podworko.core.search import later
    from podworko.places.models import Area
    from podworko.resources.actions import import_reading, import_undoing, importing
    from podworko.resources.importing.session import OPTIONS, columns_of

    area = Area.objects.get(slug="azory")
    content = table(options.rows).encode()
    made = importing.start_import(area=area, file_name="spis.csv", content=content, by=None)

    def step(name: str, work: Callable[[], Any]) -> Any:
        with _told(name, options.profile == name):
            return work()

    made = step("reading", lambda: import_reading.read_import(made))
    importing.choose_columns(made, columns=columns_of(made), options={**OPTIONS, "visibility": "public"}, by=None)
    made.refresh_from_db()
    made = step("preview", lambda: import_reading.compare_import(made))
    made = step("writing", lambda: importing.commit_import(made, by=None))
    print(made.made)
    step("search", later.catch_up)
    made = step("undoing", lambda: import_undoing.undo_import(made, by=None))
    print(made.made)
    step("search again", later.catch_up)


@contextmanager
def _told(name: str, is_profiled: bool) -> Iterator[None]:  # noqa: FBT001
    profile = cProfile.Profile() if is_profiled else None
    wall, spent = time.perf_counter(), time.process_time()
    if profile:
        profile.enable()
    yield
    if profile:
        profile.disable()
    spent, wall = time.process_time() - spent, time.perf_counter() - wall
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:14} {spent:7.1f} s of processor {wall:7.1f} s  most memory so far {most:5.0f} MB", flush=True)
    if profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    main()
