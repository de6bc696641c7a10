"""Addresses that begin with an area."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from podworko.core.prepared import Prepared
from podworko.places.models import Area, FormerSlug

area_named = Prepared(lambda slug: Area.objects.filter(slug=slug), str)
View = Callable[..., HttpResponseBase]


def in_area(view: View) -> View:
    """Call a view with the area that the first part of the address names; an address it once had redirects.

    The view takes `area` in the place of `area_slug`.
    """

    @wraps(view)
    def answer(request: HttpRequest, *, area_slug: str, **kwargs: Any) -> HttpResponseBase:
        area = area_named.first(area_slug)
        if area is not None:
            return view(request, area=area, **kwargs)
        former = FormerSlug.objects.filter(slug=area_slug).select_related("area").first()
        if former is None:
            raise Http404
        # Not for good: browsers would remember it, and an area may take an address back that it once had.
        rest = request.get_full_path().removeprefix(f"/{quote(area_slug)}")
        return HttpResponseRedirect(f"/{former.area.slug}{rest}")

    return answer
