"""Measures the A3 poster of 40 entries in a fresh process: the time in the print engine, start-up apart."""

import time

import django


def main() -> None:
    django.setup()
    from bench.generate import POSTER_ESTATE
    from podworko.places.models import Area
    from podworko.portal import pdfs

    estate = Area.objects.get(slug=POSTER_ESTATE)
    started, cpu = time.perf_counter(), time.process_time()
    document = pdfs.resource_map(estate, paper="A3")
    print(
        f"{'A3 poster, cold':<34}{(time.perf_counter() - started) * 1000:8.0f} ms  {len(document):7} B  "
        f" {(time.process_time() - cpu) * 1000:.0f} ms CPU (≤ 1000)"
    )


if __name__ == "__main__":
    main()
