"""What the page of a preview shows: rows by their verdict, each with what it would do, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from podworko.organisations.models import Organisation
from podworko.resources.import_models import ImportRow, RegisterImport
from podworko.resources.importing import telling, words
from podworko.resources.importing.comparing import LEAVE, NEW_ONE, SAME_AS, Verdict

PER_PAGE: Final = 50


@dataclass(slots=True)
class ShownRow:
    row: ImportRow
    verdict: str
    act: str
    address: str = ""
    """Of the entry that it changes or is the same as."""
    changes: list[dict[str, str]] = field(default_factory=list)
    new: list[dict[str, str]] = field(default_factory=list)
    repeats: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    twins: list[tuple[str, str]] = field(default_factory=list)
    """Address and name of the entries that it is perhaps."""


def chips(register_import: RegisterImport) -> list[dict[str, Any]]:
    """Return the kinds of rows with their numbers, in the order in which people look at them."""
    counts = register_import.counts
    return [
        {"key": str(verdict), "label": telling.VERDICTS[verdict], "count": counts.get(verdict, 0)}
        for verdict in Verdict
        if counts.get(verdict)
    ]


def page_of(register_import: RegisterImport, verdict: str, number: str | None) -> Any:
    """Return one page of rows, those that need a person first; each in words."""
    rows = register_import.rows.all()
    if verdict in set(Verdict):
        rows = rows.filter(verdict=verdict)
    page: Any = Paginator(rows, PER_PAGE).get_page(number)
    page.object_list = shown(register_import, list(page.object_list))
    return page


def shown(register_import: RegisterImport, rows: Sequence[ImportRow]) -> list[ShownRow]:
    """Put rows into words; the entries that they name are fetched at once."""
    outcomes = [row.outcome for row in rows]
    categories = telling.category_names(outcomes)
    ids = {outcome["organisation"] for outcome in outcomes} | {pk for each in outcomes for pk, _name in each["twins"]}
    found = Organisation.objects.filter(pk__in=ids - {None}).select_related("home_area")
    pages = {row.pk: f"/{row.home_area.slug}/organisations/{row.slug}/" for row in found}
    positions = {outcome["repeats"] for outcome in outcomes} - {None}
    earlier = register_import.rows.filter(position__in=positions)
    repeated = {
        position: (number, name) for position, number, name in earlier.values_list("position", "number", "name")
    }
    return [_shown(row, categories, pages, repeated) for row in rows]


def _shown(
    row: ImportRow, categories: dict[str, str], pages: dict[int, str], repeated: dict[int, tuple[int, str]]
) -> ShownRow:
    outcome = row.outcome
    made = ShownRow(row, str(telling.VERDICTS[Verdict(row.verdict)]), telling.acts_of(outcome))
    made.address = pages.get(outcome["organisation"] or 0, "")
    made.changes = [telling.change_in_words(change, categories) for change in outcome["changes"]]
    made.new = telling.new_in_words(outcome, categories) if outcome["act"] in {"add", "join"} else []
    made.twins = [(pages.get(pk, ""), name) for pk, name in outcome["twins"]]
    if outcome["repeats"] in repeated:
        number, name = repeated[outcome["repeats"]]
        said = words.REPEATS if row.verdict == Verdict.SAME else words.LIKE_ROW
        made.repeats = str(said) % {"row": number, "name": name}
    made.choices = _choices(row)
    return made


def _choices(row: ImportRow) -> list[tuple[str, str]]:
    if row.verdict in {Verdict.REJECTED, Verdict.SAME}:
        return []
    if row.verdict != Verdict.PROBABLE:
        return [("", _("wczytaj")), (LEAVE, _("nie wczytuj"))]
    same = [(f"{SAME_AS}{pk}", _("to samo co: %(name)s") % {"name": name}) for pk, name in row.outcome["twins"]]
    return [("", _("– zdecyduj –")), *same, (NEW_ONE, _("to nowy wpis")), (LEAVE, _("nie wczytuj"))]


def decisions_of(posted: Any) -> dict[int, str]:
    """Return what a form says of rows, by their position; anything else in it is passed over."""
    found = {}
    for name, value in posted.items():
        prefix, _minus, position = name.partition("-")
        is_known = value in {"", LEAVE, NEW_ONE} or value.removeprefix(SAME_AS).isdigit()
        if prefix == "decision" and position.isdigit() and is_known:
            found[int(position)] = value[:30]
    return found
