from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from podworko.accounts import actions


class Command(BaseCommand):
    help = "Drukuje odnośnik, który jeden raz loguje osobę, do której nie docierają listy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?", help="adres e-mail konta")
        parser.add_argument(
            "--first-administrator", action="store_true", help="zamiast tego: załóż pierwszego administratora"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["email"]) == options["first_administrator"]:
            raise CommandError(_("Podaj adres konta albo --first-administrator."))
        try:
            if options["first_administrator"]:
                link = reverse("accounts:set_up", args=[actions.create_first_administrator_link()])
            elif not options["email"].isprintable():
                raise CommandError(_("Ten adres nie ma konta."))
            else:
                link = reverse(
                    "accounts:use_link", args=[actions.create_sign_in_link(email=options["email"], by=None)]
                )
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        self.stdout.write(settings.SITE.origin + link)
