"""Pages on which an area itself is changed: for its coordinators and for administrators."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from podworko.accounts.models import User
from podworko.core.visibility import Reach
from podworko.organisations.reach import reach_of
from podworko.places.models import Area
from podworko.portal.in_area import in_area

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

View = Callable[..., HttpResponseBase]


def kept_area(view: View) -> View:
    """Call a view with an area that this person may change; for everybody else there is no such page."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @in_area
    @wraps(view)
    def answer(request: HttpRequest, *, area: Area, **kwargs: Any) -> HttpResponseBase:
        kept = get_object_or_404(Area.objects.editable_by(reach_of(request.user)), pk=area.pk)
        return view(request, area=kept, **kwargs)

    return answer


def is_kept_by(area: Area, reach: Reach) -> bool:
    """Say whether a person may change an area; without a query."""
    return reach.is_administrator or area.pk in reach.coordinator_of


def actor(request: HttpRequest) -> User:
    """Return who acts; for views that only signed-in people reach."""
    return cast("User", request.user)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form; nothing on a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def posted_files(request: HttpRequest) -> "MultiValueDict[str, UploadedFile[Any]] | None":
    """Return the files sent with a form. On a page that is only looked at, an empty set would count as sent."""
    return request.FILES if request.method == "POST" else None
