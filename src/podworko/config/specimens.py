"""What the page of components shows: made-up values, none of them of a real place."""

from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _


class Specimen(NamedTuple):
    """A category as its letter, shape and colour tell it."""

    letter: str
    name: Any
    shape: str
    colour: str
    entries: int


ICONS = [
    *("map", "list", "people", "person", "desk", "calendar", "search", "language", "ok", "info", "warning"),
    *("edit", "plus", "close", "print", "download", "history", "phone", "clock", "lock", "next", "back"),
]


def specimens() -> dict[str, Any]:
    """Return the context of `config/styleguide.html` except its forms."""
    return {
        "categories": [
            Specimen("R", _("Rekreacja"), "triangle", "#3F7A3A", 0),
            Specimen("E", _("Edukacja"), "square", "#2D6A8E", 10),
            Specimen("Z", _("Ochrona zdrowia"), "diamond", "#B4472E", 8),
            Specimen("S", _("Życie społeczne"), "circle", "#6B4A7A", 7),
        ],
        "page": Paginator(range(200), 10).page(4),
        "shapes": ["triangle", "square", "diamond", "circle", "hexagon", "pentagon", "star", "cross"],
        "colours": [
            ("ground", _("tło")),
            ("raised", _("karta")),
            ("sunken", _("tło mapy, stopki")),
            ("chip", _("znacznik")),
            ("line", _("linia")),
            ("control", _("brzeg pola")),
            ("ink", _("tekst")),
            ("muted", _("tekst pomocniczy")),
            ("green", _("działanie")),
            ("brick", _("wymaga uwagi")),
            ("ochre", _("niepewne, przybliżone")),
        ],
        "icons": ICONS,
        "chapters": [
            ("colours", _("Kolory")),
            ("type", _("Pismo")),
            ("actions", _("Przyciski i filtry")),
            ("notices", _("Komunikaty")),
            ("lists", _("Listy")),
            ("facts", _("Fakty i tabele")),
            ("places", _("Miejsce na mapie")),
            ("forms", _("Formularze")),
            ("moving", _("Nawigacja")),
            ("waiting", _("Pusto, w toku, pytanie")),
        ],
    }
