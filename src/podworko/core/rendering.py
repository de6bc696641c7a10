"""How every form of every app is drawn: `{{ form }}` gives labels, hints, errors and folded groups.

A form may say which of its fields fold away:

    class PlaceForm(forms.Form):
        field_groups = (FieldGroup(_("Dostępność"), ("entrance", "toilet")),)

Fields in no group stand open, before the groups. `{{ form.name.as_field_group }}` draws one field alone.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BoundField, RadioSelect, Select
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrPromise

    Text = str | _StrPromise


@dataclass(frozen=True)
class FieldGroup:
    """A heading and the names of the fields under it; folded unless one of them has an error.

    One with an ending is also open where a field is filled in: what it ends with says what follows from them.
    """

    heading: "Text"
    names: tuple[str, ...]
    hint: "Text" = ""
    is_folded: bool = True
    ending: str = ""
    """A template that is drawn under its fields."""


@dataclass(frozen=True)
class DrawnGroup:
    """A group with its fields; without a heading its fields stand open."""

    heading: "Text"
    hint: "Text"
    fields: list[BoundField]
    is_open: bool
    filled: int
    """How many of its fields hold something, so that a folded group does not hide it."""
    ending: str = ""


class FormRenderer(TemplatesSetting):
    """The project's look of forms; a setting of Django names it once for all."""

    form_template_name = "core/form.html"
    formset_template_name = "core/formset.html"
    field_template_name = "core/field.html"


def drawn_groups(form: BaseForm) -> list[DrawnGroup]:
    """Return the visible fields in the order in which they are drawn; a group with no field falls away."""
    groups: Iterable[FieldGroup] = getattr(form, "field_groups", ())
    by_name = {field.name: field for field in form.visible_fields()}
    named = {name for group in groups for name in group.names}
    drawn = [DrawnGroup("", "", [field for name, field in by_name.items() if name not in named], True, 0)]
    for group in groups:
        fields = [by_name[name] for name in group.names if name in by_name]
        filled = sum(map(_is_filled, fields))
        is_open = not group.is_folded or any(field.errors for field in fields) or bool(group.ending and filled)
        drawn.append(DrawnGroup(group.heading, group.hint, fields, is_open, filled, group.ending))
    return [group for group in drawn if group.fields]


def cannot_be_empty(field: BoundField) -> bool:
    """Say whether a choice stands answered as it is drawn, so that „wymagane” would only be noise."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect):
        return field.value() not in (None, "")
    if isinstance(widget, Select) and not widget.allow_multiple_selected:
        return _first_choice(field) != ""
    return False


def error_title(form: BaseForm) -> str:
    """Return what stands above the errors of a form; one that only asks and saves nothing has its own words."""
    return str(getattr(form, "error_title", "") or _("Nie zapisano. Trzeba coś poprawić."))


def is_only_a_conflict(form: BaseForm) -> bool:
    """Say whether all that stops a form is a conflict, which the page asks about above it."""
    return bool(getattr(form, "conflicts", None)) and list(form.errors) == [NON_FIELD_ERRORS]


def _is_filled(field: BoundField) -> bool:
    value: Any = field.value()
    if value in (None, "", False) or value == []:
        return False
    return not (cannot_be_empty(field) and str(value) == _default(field))


def _default(field: BoundField) -> str:
    """Return what a choice says while nobody has touched it."""
    if field.field.initial is not None:
        return str(field.field.initial)
    return _first_choice(field)


def _first_choice(field: BoundField) -> str:
    """Return the value of the first choice: the empty one, if a list has one, stands first."""
    return str(next(iter(field.field.widget.choices), ("",))[0])
