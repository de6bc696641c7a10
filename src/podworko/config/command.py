"""The command `podworko`: what an instance's keeper types. Everything it says to a person is in Polish."""

import os
import sys
from contextlib import nullcontext
from io import TextIOWrapper
from typing import NamedTuple


class Subcommand(NamedTuple):
    """A word after `podworko`, the management command behind it, and what it does."""

    management: str
    says: str


SUBCOMMANDS = {
    "serve": Subcommand("serve", "uruchamia stronę (pierwszy raz: zakłada folder danych i bazę)"),
    "work": Subcommand("work", "wykonuje zadania w tle: wysyła listy, sprząta"),
    "demo": Subcommand("demo", "wczytuje przykładowe osiedla do pustej bazy"),
    "harvest": Subcommand("harvest", "pobiera kalendarze instytucji (iCalendar)"),
    "receive-mail": Subcommand("receive_mail", "przyjmuje list z wydarzeniem od serwera poczty"),
    "import": Subcommand("import_register", "wczytuje spis z pliku (XLSX, CSV, JSON, HSDS); granicę: import boundary"),
    "export": Subcommand("export", "zapisuje dane do pliku (CSV, GeoJSON)"),
    "print": Subcommand("print", "składa wydruk do pliku PDF, np. plakat z mapą"),
    "backup": Subcommand("backup", "zapisuje kopię całości do jednego pliku, także w czasie pracy strony"),
    "restore": Subcommand("restore", "odtwarza całość z pliku kopii"),
    "check": Subcommand("check_instance", "mówi, co jest źle ustawione"),
    "sign-in-link": Subcommand("sign_in_link", "drukuje jednorazowy odnośnik do logowania dla podanego adresu"),
    "manage": Subcommand("", "polecenia Django, np. podworko manage shell"),
}
WRONG_USE = 2
"""Exit code when the command or a setting is not right, as of the shell's own commands."""
TRY_LATER = 75
"""Exit code after which a mail server keeps a mail and tries again (EX_TEMPFAIL in `sysexits.h`)."""


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal without Polish letters gets question marks instead of nothing.
            stream.reconfigure(errors="replace")
    words = sys.argv[1:] if arguments is None else arguments
    if not words or words[0] in {"help", "--help", "-h"}:
        print(overview())  # noqa: T201 – a command answers on standard output
        return 0
    if words[0] in {"version", "--version"}:
        from podworko import __version__

        print(f"Podwórko {__version__}")  # noqa: T201
        return 0
    if words[0] not in SUBCOMMANDS:
        sys.stderr.write(f"Nie ma polecenia „{words[0]}”.\n\n{overview()}\n")
        return WRONG_USE
    return _run(words[0], words[1:])


def overview() -> str:
    """Return the list of subcommands with what each does."""
    width = max(len(word) for word in SUBCOMMANDS)
    lines = [f"  {word:<{width}}  {subcommand.says}" for word, subcommand in SUBCOMMANDS.items()]
    return "\n".join(
        ["Użycie: podworko POLECENIE [opcje]", "", *lines, "", "Opcje polecenia: podworko POLECENIE --help"]
    )


def _run(word: str, rest: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "podworko.config.settings")
    # What the instance writes is no business of other accounts of the machine.
    os.umask(0o027)
    if word == "serve":
        _take_address_from_port(rest)
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        django.setup()
        _execute(word, rest)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"Podwórko jest źle ustawione.\n{error}\n")
        return TRY_LATER if word == "receive-mail" else WRONG_USE
    except DatabaseError as error:
        sys.stderr.write(f"{_refusal(error)}\n")
        return TRY_LATER if word == "receive-mail" else 1
    except KeyboardInterrupt:
        sys.stderr.write("Przerwano.\n")
        return 130
    return 0


def _refusal(error: Exception) -> str:
    """Say what a database that refused needs: to be there, or to be looked at."""
    from django.db import DatabaseError, connection

    try:
        is_empty = not connection.introspection.table_names()
    except DatabaseError:
        is_empty = False
    if is_empty:
        return "Tej bazy danych jeszcze nikt nie założył. Zakłada ją pierwsze uruchomienie strony: podworko serve"
    return f"Baza danych odmówiła: {error}\nCo sprawdzić: podworko check"


def _execute(word: str, rest: list[str]) -> None:
    from django.core.management import execute_from_command_line

    from podworko.config import upgrade

    if word != "manage":
        # A boundary is no row of the register, and has a command of its own.
        management = "import_data" if (word, *rest[:1]) == ("import", "boundary") else SUBCOMMANDS[word].management
        execute_from_command_line([f"podworko {word}", management, *rest])
        return
    changes_schema = rest[:1] == ["migrate"] and not {"--help", "-h"} & set(rest)
    with upgrade.guarded() if changes_schema else nullcontext():
        execute_from_command_line(["podworko manage", *(rest or ["help"])])


def _take_address_from_port(rest: list[str]) -> None:
    # Without PODWORKO_URL the site answers on this machine only, at the port it is served on.
    if os.environ.get("PODWORKO_URL") or any(word.startswith("--host") for word in rest):
        return
    for position, word in enumerate(rest):
        name, _, value = word.partition("=")
        if name == "--port":
            port = value or "".join(rest[position + 1 : position + 2])
            if port.isdigit():
                os.environ["PODWORKO_URL"] = f"http://localhost:{port}"


if __name__ == "__main__":
    sys.exit(main())
