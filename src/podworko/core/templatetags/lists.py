"""Long lists, page by page; `{% include "core/_pages.html" with page=page %}` draws the links."""

from typing import TYPE_CHECKING, Any

from django import template

if TYPE_CHECKING:
    from django.core.paginator import Page

register = template.Library()


@register.filter
def near_pages(page: "Page[Any]") -> list[int]:
    """Return the numbers of the pages to link: first, last, and those round this one; 0 stands for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in numbers]
