"""Answers „unchanged” (304) to a passer-by before the rest of what wraps a request is done.

What a page's tag is made of does not change with the page (`core.public_page`), so it is enough to have seen the
page once in a process. The answer carries the headers that the page's own „unchanged” had.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from podworko.core import public_page

MOST_KEPT = 2_000
"""Addresses remembered per process; the one that was not asked for the longest goes first."""
LONGEST = 1_000
"""Characters of an address and of the languages asked for that are remembered; nobody's browser sends more."""

Asked = tuple[str, str, str, str, str]
_known: OrderedDict[Asked, tuple[public_page.Tagged, dict[str, str]]] = OrderedDict()
_lock = Lock()


def answer_unchanged(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 304 where the tag a passer-by has is still the page's; else do the rest and remember how it is tagged."""

    def answered(request: HttpRequest) -> HttpResponse:
        held = request.META.get("HTTP_IF_NONE_MATCH")
        if not held or request.method != "GET" or not public_page.is_passer_by(request):
            return get_response(request)
        asked = _asked(request)
        known = _looked_up(asked)
        if known is not None:
            tagged, headers = known
            tag = tagged.tag()
            if tag and tag in held:
                return HttpResponseNotModified(headers={**headers, "ETag": tag})
        response = get_response(request)
        tagged_now = public_page.tagged_by(request)
        if tagged_now is not None and response.status_code == 304 and not response.cookies:  # noqa: PLR2004
            _remember(asked, tagged_now, dict(response.headers))
        return response

    return answered


def forget() -> None:
    """Forget all addresses."""
    with _lock:
        _known.clear()


def _asked(request: HttpRequest) -> Asked:
    # All that the language is chosen by, and all that the address says.
    meta = request.META
    return (
        meta.get("HTTP_HOST", ""),
        request.path_info,
        meta.get("QUERY_STRING", ""),
        meta.get("HTTP_ACCEPT_LANGUAGE", ""),
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
    )


def _looked_up(asked: Asked) -> tuple[public_page.Tagged, dict[str, str]] | None:
    with _lock:
        if asked in _known:
            _known.move_to_end(asked)
        return _known.get(asked)


def _remember(asked: Asked, tagged: public_page.Tagged, headers: dict[str, str]) -> None:
    if sum(map(len, asked)) > LONGEST:
        return
    with _lock:
        _known[asked] = (tagged, headers)
        while len(_known) > MOST_KEPT:
            _known.popitem(last=False)
