import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.urls import reverse

from podworko.accounts import actions as accounts
from podworko.accounts.models import User
from podworko.config import instance, upgrade
from podworko.places.models import Area


class Command(BaseCommand):
    help = "Uruchamia stronę. Pierwszy raz zakłada bazę; przy nowej wersji programu najpierw robi kopię."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="adres, na którym strona słucha (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port (8000)")
        parser.add_argument("--with-worker", action="store_true", help="uruchom także zadania w tle")
        parser.add_argument("--demo", action="store_true", help="w pustą bazę wczytaj przykładowe osiedla")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        refuse_unsafe_address(host)
        refuse_taken_port(host, port)
        count = upgrade.bring_up_to_date()
        if count:
            self.stdout.write(f"Baza danych jest gotowa (zmian: {count}).")
        if options["demo"] and not Area.objects.exists():
            call_command("demo", stdout=self.stdout)
        self.greet(host, port)
        self.welcome_first_administrator()
        become_server(host, port, with_worker=options["with_worker"])

    def greet(self, host: str, port: int) -> None:
        """Say where the site is, and with which accounts one may try it."""
        self.stdout.write(f"\nPodwórko działa: {settings.PODWORKO_URL}/")
        if instance.is_loopback(settings.SITE.host):
            self.stdout.write(f"Adres na tym komputerze: http://{host}:{port}/")
        if settings.DEVELOPMENT:
            for user in User.objects.filter(is_demo=True).order_by("pk"):
                self.stdout.write(f"  konto na próbę: {user.email} ({user.get_short_name()})")
        self.stdout.write("Koniec pracy: Ctrl+C\n")

    def welcome_first_administrator(self) -> None:
        """Print a one-time link for whoever keeps a real instance that nobody keeps yet."""
        if User.objects.keepers().exists() or User.objects.filter(is_demo=True).exists():
            return
        path = reverse("accounts:set_up", args=[accounts.create_first_administrator_link()])
        self.stdout.write("\nTa instalacja nie ma jeszcze administratora. Otwórz ten odnośnik i załóż swoje konto.")
        self.stdout.write(f"Działa raz, przez dobę: {settings.SITE.origin}{path}\n")


def refuse_unsafe_address(host: str) -> None:
    """Refuse to answer other machines while the instance does not know its own address."""
    if instance.is_loopback(host):
        return
    if not os.environ.get("PODWORKO_URL"):
        raise CommandError(
            f"Strona pod adresem {host} byłaby widoczna z innych komputerów, a nie zna swojego adresu."
            " Ustaw PODWORKO_URL, np. PODWORKO_URL=https://podworko.example, i uruchom jeszcze raz."
        )
    if settings.DEVELOPMENT:
        raise CommandError(
            "PODWORKO_DEVELOPMENT otwiera konta na próbę, więc strona może działać tylko na tym komputerze"
            f" (127.0.0.1), a nie pod adresem {host}."
        )


def refuse_taken_port(host: str, port: int) -> None:
    """Refuse a port on which something else answers, before anything is prepared."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Na porcie {port} nie da się otworzyć strony ({error}). Czy coś już tam działa?"
                f" Podaj inny port, np. --port {port + 1 if port < 65535 else 8001}."  # noqa: PLR2004 – the last port
            ) from error


def become_server(host: str, port: int, *, with_worker: bool) -> None:
    """Turn this process into the web server, which needs none of what was imported here."""
    words = ["--host", host, "--port", str(port), "--data", str(settings.DATA)]
    words += ["--workers", str(settings.WORKERS), "--threads", str(settings.THREADS)]
    words += ["--with-worker"] if with_worker else []
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "podworko.config.web", *words])  # noqa: S606 – no shell is wanted
