"""What an import would do, in words: verdicts, changes of fields, counts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from podworko.organisations.choices import Sector, Status
from podworko.resources import hours_words
from podworko.resources.hours import Span
from podworko.resources.importing import words
from podworko.resources.importing.comparing import Act, Verdict
from podworko.resources.models import Category

VERDICTS: Final = {
    Verdict.REJECTED: gettext_lazy("odrzucone"),
    Verdict.PROBABLE: gettext_lazy("prawdopodobnie już są"),
    Verdict.CHANGED: gettext_lazy("zmienią wpis"),
    Verdict.NEW: gettext_lazy("nowe"),
    Verdict.SAME: gettext_lazy("bez zmian"),
}


def change_in_words(change: Sequence[str], categories: Mapping[str, str]) -> dict[str, str]:
    """Return a change with the label of its field, what stands there and what would."""
    field, old, new = change
    ways: dict[str, Callable[[str], str | None]] = {"hours": _week, "sector": _sector, "status": _status}
    said = categories.get if field == "category" else ways.get(field)
    label = str(words.FIELD_LABELS[field])
    if said is None:
        return {"label": label, "old": old, "new": new}
    return {"label": label, "old": (said(old) or "") if old else "", "new": (said(new) or new) if new else ""}


def category_names(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the names of the categories that some outcomes name, by id as text."""
    changes = (change for outcome in rows for change in outcome.get("changes", ()) if change[0] == "category")
    named = {value for change in changes for value in change[1:] if value}
    named |= {str(outcome["plan"]["category"]) for outcome in rows if outcome.get("plan", {}).get("category")}
    found = Category.objects.filter(pk__in=[int(value) for value in named])
    return {str(pk): name for pk, name in found.values_list("pk", "name")}


def _week(text: str) -> str:
    from datetime import time

    parts = [part.split() for part in text.split(";") if part]
    spans = [Span(int(day), time.fromisoformat(opens), time.fromisoformat(closes)) for day, opens, closes in parts]
    return "; ".join(hours_words.table(spans))


def _sector(value: str) -> str:
    return str(Sector(value).label)


def _status(value: str) -> str:
    return str(Status(value).label)


def new_in_words(outcome: Mapping[str, Any], categories: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what a new entry would hold, field by field, its name left out."""
    plan = outcome["plan"]
    own = dict(plan["organisation"])
    place = plan["place"]
    address = " ".join(str(place[name]) for name in ("street_name", "house_number") if place.get(name))
    point = f"{place['latitude']}, {place['longitude']}" if place.get("latitude") is not None else ""
    hours = ";".join(" ".join(map(str, row)) for row in plan["hours"])
    told = [
        ("category", str(plan["category"] or "")),
        *[(name, str(own.get(name, ""))) for name in ("corrected_name", "sector", "status", "assured_date")],
        ("whole_address", address or place.get("address_as_printed", "")),
        *[(name, str(place.get(name, ""))) for name in ("postcode", "city")],
        ("flat", place.get("flat_number", "")),
        ("point", point),
        ("hours", hours),
        ("phone", ", ".join(value for kind, value in plan["ways"] if kind == "phone")),
        ("email", ", ".join(value for kind, value in plan["ways"] if kind == "email")),
        ("website", str(own.get("website", ""))),
        ("holder", plan["holder"]),
        ("services", "; ".join(plan["services"])),
        ("identifiers", ", ".join(f"{scheme} {value}" for scheme, value in plan["identifiers"].items())),
        ("description", str(own.get("description", ""))[:200]),
    ]
    return [change_in_words((field, "", value), categories) for field, value in told if value]


def made_in_words(made: Mapping[str, int]) -> list[str]:
    """Return what was written, as sentences."""
    said = [
        (_("Nowych wpisów: %(count)d."), "added"),
        (_("Kolejnych miejsc nowych wpisów: %(count)d."), "places"),
        (_("Zmienionych wpisów: %(count)d."), "changed"),
        (
            _("Wierszy, z których nic nie zapisano: %(count)d. Odrzucone, bez decyzji albo takie same jak w spisie."),
            "left",
        ),
    ]
    return [sentence % {"count": made[name]} for sentence, name in said if made.get(name)]


def undone_in_words(made: Mapping[str, int]) -> list[str]:
    """Return what was taken back, as sentences."""
    said = [
        (_("Usuniętych wpisów: %(count)d."), "removed"),
        (_("Wpisów i miejsc, które mają znowu poprzednie wartości: %(count)d."), "restored"),
    ]
    return [sentence % {"count": made[name]} for sentence, name in said if made.get(name)]


def acts_of(outcome: Mapping[str, Any]) -> str:
    """Return what would be done with a row, in a word or two."""
    return {
        Act.ADD: _("dodamy"),
        Act.JOIN: _("dodamy miejsce"),
        Act.CHANGE: _("zmienimy"),
        Act.NOTHING: "",
    }[Act(outcome["act"])]
