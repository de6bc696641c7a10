"""Changes of an area's categories: the headings of its map and list."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from podworko.core import audit, deletion
from podworko.core.audit import Actor, Values
from podworko.core.colours import READABLE
from podworko.core.models import AuditEntry
from podworko.core.search import index
from podworko.core.text import fold, whole_words
from podworko.organisations.actions.writing import check_known
from podworko.places.freshness import bump_area
from podworko.places.models import Area
from podworko.resources.choices import MarkerShape
from podworko.resources.colours import is_colour, legibility
from podworko.resources.models import Category

OWN_FIELDS = ("name", "name_as_printed", "letter", "shape", "colour", "position")

DEFAULTS = (
    ("rekreacja", "Rekreacja", "REKREACJA", "R", MarkerShape.TRIANGLE, "#3F7A3A"),
    ("edukacja", "Edukacja", "EDUKACJA", "E", MarkerShape.SQUARE, "#2D6A8E"),
    ("ochrona-zdrowia", "Ochrona zdrowia", "OCHRONA ZDROWIA", "Z", MarkerShape.DIAMOND, "#B4472E"),
    ("zycie-spoleczne", "Życie społeczne", "ŻYCIE SPOŁECZNE", "S", MarkerShape.CIRCLE, "#6B4A7A"),
    ("inne", "Inne", "", "I", MarkerShape.HEXAGON, "#5D6764"),
)
"""Code, name, name as printed, letter, shape, colour: the four of the printed map of Azory, and „Inne”."""


def create_default_categories(area: Area, *, by: Actor | None) -> list[Category]:
    """Give an area that has no categories the printed four and „Inne”."""
    with _changing(area):
        if area.categories.exists():
            return []
        return [
            audit.create(
                Category(
                    area=area,
                    code=code,
                    name=name,
                    name_as_printed=printed,
                    letter=letter,
                    shape=shape,
                    colour=colour,
                    position=position,
                    is_fallback=code == "inne",
                ),
                verb="create_default_categories",
                by=by,
            )
            for position, (code, name, printed, letter, shape, colour) in enumerate(DEFAULTS)
        ]


def add_category(*, area: Area, values: Values, by: Actor | None) -> Category:
    """Give an area one more category, before „Inne”."""
    check_known(values, OWN_FIELDS)
    with _changing(area):
        category = Category(area=area, **values)
        category.code = _free_code(area, category.name)
        _check(category)
        last = area.categories.filter(is_fallback=False).order_by("position").last()
        category.position = last.position + 1 if last else 0
        audit.create(category, verb="add_category", by=by)
        _renumber(area, verb="add_category", by=by)
    return category


def change_category(
    category: Category,
    *,
    values: Values,
    by: Actor | None,
    version: int | None = None,
    verb: str = "change_category",
) -> Category:
    """Give a category new values; `version`: what it must still be (audit.StaleVersionError otherwise)."""
    check_known(values, OWN_FIELDS)
    with _changing(category.area):
        fresh = audit.lock(category, version)
        _check(Category(**{**audit.snapshot(fresh), **values}))
        audit.change(fresh, values, verb=verb, by=by)
        index.refresh(fresh)
    return fresh


def move_category(category: Category, *, up: bool, by: Actor | None) -> None:
    """Let a category change places with the one before (`up`) or after it."""
    with _changing(category.area):
        ordered = list(Category.objects.select_for_update().filter(area=category.area))
        here = next((place for place, each in enumerate(ordered) if each.pk == category.pk), None)
        there = None if here is None else here + (-1 if up else 1)
        if here is None or there is None or not 0 <= there < len(ordered):
            return
        ordered[here], ordered[there] = ordered[there], ordered[here]
        _number(ordered, verb="move_category", by=by)


def restore_category(category: Category, *, values: Values, by: Actor | None, verb: str) -> Category:
    """Put a category back to earlier values, also to its earlier place among the others."""
    own = {name: value for name, value in values.items() if name != "position"}
    with _changing(category.area):
        fresh = change_category(category, values=own, by=by, verb=verb)
        if "position" in values:
            ordered = [each for each in Category.objects.filter(area=fresh.area) if each.pk != fresh.pk]
            ordered.insert(values["position"], fresh)
            _number(ordered, verb=verb, by=by)
    return fresh


def delete_category(category: Category, *, by: Actor | None) -> AuditEntry:
    """Remove a category under which nothing stands."""
    with _changing(category.area):
        fresh = audit.lock(category)
        if fresh.listings.exists() or fresh.resources.exists():
            raise ValidationError(_("Do tej kategorii coś należy. Najpierw przenieś to do innej."), code="not_empty")
        if fresh.is_fallback:
            raise ValidationError(_("Ta kategoria zbiera to, co nie pasuje do innych. Musi zostać."), code="fallback")
        index_rows = Category(pk=fresh.pk, area=fresh.area)
        entry = deletion.delete(fresh, verb="delete_category", by=by)
        index.refresh(index_rows)
    return entry


def bring_back_category(entry: AuditEntry, *, by: Actor | None, verb: str) -> Category:
    """Bring back a category, if no other has taken its name or letter meanwhile."""
    before = entry.before or {}
    with _changing(Area.objects.get(pk=before["area_id"])):
        _check(Category(**before))
        deletion.bring_back(entry, verb=verb, by=by)
        category = Category.objects.select_related("area").get(pk=entry.object_id)
        _renumber(category.area, verb=verb, by=by)
    return category


@contextmanager
def _changing(area: Area) -> Iterator[None]:
    with transaction.atomic():
        yield
        bump_area(area)


def _check(category: Category) -> None:
    if not category.letter.isalpha() or not category.letter.isupper():
        raise ValidationError({"letter": _("Wpisz jedną wielką literę.")})
    others = Category.objects.filter(area=category.area).exclude(pk=category.pk)
    if others.filter(letter=category.letter).exists():
        raise ValidationError({"letter": _("Tę literę ma już inna kategoria.")})
    if others.filter(name=category.name).exists():
        raise ValidationError({"name": _("Taka kategoria już jest.")})
    if not is_colour(category.colour):
        raise ValidationError({"colour": _("Wpisz kolor jako # i sześć cyfr lub liter od A do F, np. #3F7A3A.")})
    found = legibility(category.colour)
    if found < READABLE:
        message = _(
            "Ten kolor jest za jasny: na białym papierze, w kolorze lub w szarości, ma kontrast %(found)s : 1,"
            " a potrzeba 4,5 : 1."
        )
        raise ValidationError({"colour": message % {"found": f"{found:.1f}".replace(".", ",")}})


def _free_code(area: Area, name: str) -> str:
    wanted = code = whole_words(slugify(fold(name)), 34) or "kategoria"
    taken = set(area.categories.values_list("code", flat=True))
    number = 2
    while code in taken:
        code, number = f"{wanted}-{number}", number + 1
    return code


def _renumber(area: Area, *, verb: str, by: Actor | None) -> None:
    """Put „Inne” last and number the others without gaps."""
    ordered = sorted(
        Category.objects.select_for_update().filter(area=area),
        key=lambda each: (each.is_fallback, each.position, each.pk),
    )
    _number(ordered, verb=verb, by=by)


def _number(ordered: list[Category], *, verb: str, by: Actor | None) -> None:
    for position, each in enumerate(ordered):
        audit.change(each, {"position": position}, verb=verb, by=by)
