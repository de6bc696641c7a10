"""Drawing forms; see `core.rendering`."""

from django import template
from django.forms import BaseForm

from podworko.core.rendering import DrawnGroup, drawn_groups

register = template.Library()


@register.filter
def groups_of(form: BaseForm) -> list[DrawnGroup]:
    """Return the groups of a form's visible fields, as `core.rendering.drawn_groups` orders them."""
    return drawn_groups(form)
