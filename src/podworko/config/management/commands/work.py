import os
import signal
import threading
from argparse import ArgumentParser
from datetime import timedelta
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from podworko.config import holding
from podworko.core.jobs import queue
from podworko.core.jobs.worker import Worker


class Command(BaseCommand):
    help = "Wykonuje zadania w tle, aż przerwiesz (Ctrl+C). Zaczęte zadanie najpierw kończy."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stop-with-parent", action="store_true", help="skończ razem z programem nadrzędnym")
        parser.add_argument(
            "--lease",
            type=int,
            default=int(queue.LEASE.total_seconds()),
            help="po ilu sekundach milczenia inny proces przejmuje zadanie (60)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["lease"] < 1:
            raise CommandError(f"--lease: co najmniej jedna sekunda, a nie {options['lease']}.")
        worker = Worker(lease=timedelta(seconds=options["lease"]))

        def stop(number: int, frame: FrameType | None) -> None:
            if worker.stop.is_set():
                # Asked a second time: the job in hand is left to another worker.
                os._exit(1)
            worker.stop.set()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        if options["stop_with_parent"]:
            threading.Thread(target=stop_with_parent, args=(worker,), daemon=True).start()
        try:
            held = holding.hold(settings.DATA)
        except holding.InUseError as error:
            raise CommandError("Ten folder jest właśnie odtwarzany z kopii. Poczekaj, aż się skończy.") from error
        with held:
            worker.run()


def stop_with_parent(worker: Worker) -> None:
    """Stop the worker once the process that started it is gone, even if that was killed."""
    parent = os.getppid()
    while not worker.stop.wait(1):
        if os.getppid() != parent:
            worker.stop.set()
