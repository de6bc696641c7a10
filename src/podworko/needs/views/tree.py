"""The page of the tree of problems."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from podworko.core.public_page import public_page
from podworko.needs import links, tree
from podworko.organisations.reach import reach_of
from podworko.places.models import Area


@public_page("area:{area_slug}")
def problem_tree(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show what comes of what in an area: as a picture, and as a list in a list."""
    area = get_object_or_404(Area, slug=area_slug)
    context = {"area": area, "tree": tree.tree_of(area, reach_of(request.user))}
    return render(request, "needs/problem_tree.html", {**context, "keep_page": links.problems(area.slug)})
