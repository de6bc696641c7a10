"""What is said of a file with a network that cannot be read, and what each of its names matches."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from podworko.core import child
from podworko.core.text import fold
from podworko.core.visibility import Reach
from podworko.organisations import network_file
from podworko.organisations.actions.network_import import LEAVE, NEW
from podworko.organisations.choices import LinkLevel
from podworko.organisations.duplicates import Known, suspects
from podworko.organisations.models import Link, Organisation
from podworko.places.models import Area

LARGEST = 5 * 1024 * 1024
ALLOWANCE = child.Allowance(seconds=15, processor_seconds=8, megabytes=256)
PROBLEMS = {
    "unreadable": _("Tego pliku nie umiemy odczytać. Zapisz go jako XLSX, ODS albo CSV i wybierz jeszcze raz."),
    "too_large": _("Ten arkusz jest za duży: po rozpakowaniu zajmuje więcej niż 60 MB."),
    "too_many": _("Tego jest za dużo: najwyżej 2000 organizacji i 10 000 powiązań w jednym pliku."),
    "no_columns": _(
        "Nie ma tu dwóch kolumn, które mówią, kto z kim: „From” i „To” albo „Od” i „Do”. Nazwij je tak w nagłówku."
    ),
    "no_connections": _(
        "Jest lista organizacji, ale nie ma arkusza z powiązaniami: kolumny „From” i „To” albo „Od” i „Do”."
    ),
    "empty": _("Arkusz z powiązaniami jest pusty: nie ma w nim żadnej pary."),
}


class NetworkFileError(Exception):
    """The file cannot be taken in; as a string, a sentence for a person."""


class Match(NamedTuple):
    """A name of the file and what it probably is here."""

    name: str
    choice: str
    """What is chosen at first: an id, `LEAVE` or `NEW`."""
    is_exact: bool
    candidates: Sequence[tuple[int, str]]
    links: int
    """In how many links of the file it stands."""


class Line(NamedTuple):
    """A link of the file in words."""

    first: str
    second: str
    level: str
    is_known: bool


def read(*files: bytes) -> dict[str, Any]:
    """Return `nodes` and `links` of the files, as `network_file` has them.

    Raises:
        NetworkFileError: Nothing can be made of them.
    """
    try:
        found: dict[str, Any] = child.run(network_file.read_to_plain, network_file.framed(*files), allowance=ALLOWANCE)
    except child.ChildLimitError as error:
        raise NetworkFileError(str(error)) from error
    except child.ChildError as error:
        raise NetworkFileError(str(PROBLEMS["unreadable"])) from error
    if problem := found.pop("problem"):
        raise NetworkFileError(str(PROBLEMS[problem]))
    return found


def choosable(area: Area, reach: Reach) -> dict[int, Organisation]:
    """Return the organisations to which a name of a file may belong: those of the area and of what lies round it."""
    rows = Organisation.objects.visible_to(reach)
    here = rows.filter(activities__area__in=area.path_ids) | rows.filter(activities__area__path__startswith=area.path)
    return {row.pk: row for row in here.distinct().order_by("sort_key", "pk")}


def matches(content: Mapping[str, Any], known: Mapping[int, Organisation]) -> list[Match]:
    """Return what each name of a file probably is; those that are not sure come first."""
    pool = [Known(pk, name) for pk, row in known.items() for name in filter(None, (row.name, row.corrected_name))]
    exact = {fold(each.name): each.id for each in pool}
    counted: dict[str, int] = {}
    for link in content["links"]:
        for end in ("first", "second"):
            counted[link[end]] = counted.get(link[end], 0) + 1
    found = []
    for node in content["nodes"]:
        name = node["name"]
        same = exact.get(fold(name))
        likely = [same] if same else [each.id for each in suspects(name, "", pool)]
        candidates = [(pk, known[pk].name) for pk in dict.fromkeys(likely)]
        choice = str(candidates[0][0]) if candidates else LEAVE
        found.append(Match(name, choice, bool(same), candidates, counted.get(name, 0)))
    return sorted(found, key=lambda match: (match.is_exact, bool(match.candidates), fold(match.name)))


def lines(content: Mapping[str, Any], choices: Mapping[str, str], area: Area) -> list[Line]:
    """Return the links of a file in words, and whether each is there already."""
    there = {
        (frozenset((first, second)), level)
        for first, second, level in Link.objects.filter(area=area).values_list("first", "second", "level")
    }
    labels = dict(LinkLevel.choices)
    said = []
    for row in content["links"]:
        ends = [choices.get(row[end], LEAVE) for end in ("first", "second")]
        known = all(end.isdecimal() for end in ends)
        pair = frozenset(int(end) for end in ends) if known else frozenset()
        said.append(Line(row["first"], row["second"], str(labels[row["level"]]), (pair, row["level"]) in there))
    return said


__all__ = ["LEAVE", "NEW", "Line", "Match", "NetworkFileError", "choosable", "lines", "matches", "read"]
