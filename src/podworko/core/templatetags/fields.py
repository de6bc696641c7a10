"""Drawing forms; see `core.rendering`."""

from django import template
from django.forms import BaseForm, BoundField

from podworko.core import rendering

register = template.Library()


@register.filter
def groups_of(form: BaseForm) -> list[rendering.DrawnGroup]:
    """Return the groups of a form's visible fields, as `core.rendering.drawn_groups` orders them."""
    return rendering.drawn_groups(form)


@register.filter
def cannot_be_empty(field: BoundField) -> bool:
    """Say whether a choice stands answered as it is drawn."""
    return rendering.cannot_be_empty(field)


@register.filter
def error_title(form: BaseForm) -> str:
    """Return what stands above the errors of a form."""
    return rendering.error_title(form)


@register.filter
def is_only_a_conflict(form: BaseForm) -> bool:
    """Say whether all that stops a form is a conflict, which the page asks about above it."""
    return rendering.is_only_a_conflict(form)
