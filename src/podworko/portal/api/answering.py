"""What every address of the API does: JSON in, JSON out, and problems told as such."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from podworko.core.problems import Problem
from podworko.core.public_page import public_page

View = Callable[..., HttpResponseBase]
_A_DAY = "86400"


def json_answer(value: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    """Return a value as JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type="application/json", headers=headers)


def public_read(*counters: str) -> Callable[[View], View]:
    """Let every program and every page anywhere read an address, and revalidate it while the counters stand still.

    Only what a passer-by may see is ever in it, whoever asks: so other sites' pages may read it too (CORS).
    """

    def decorate(view: View) -> View:
        read = public_page(*counters)(_problems_told(view))

        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "OPTIONS":
                return _open_to_all(_options("GET, HEAD, OPTIONS"))
            if request.method not in {"GET", "HEAD"}:
                return _open_to_all(_not_allowed("GET, HEAD, OPTIONS"))
            return _open_to_all(read(request, *args, **kwargs))

        return csrf_exempt(login_not_required(answer))

    return decorate


def told(*methods: str) -> Callable[[View], View]:
    """Let a view answer these methods, and tell as a problem whatever goes wrong; who may is its own question.

    The API takes no cookie, so no other site can make a browser write in somebody's name: no token against that.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "OPTIONS":
                return _options(", ".join([*methods, "OPTIONS"]))
            if request.method not in methods:
                return _not_allowed(", ".join([*methods, "OPTIONS"]))
            response = _problems_told(view)(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        return csrf_exempt(login_not_required(answer))

    return decorate


def not_found() -> Problem:
    """Return what is said of an id or an address that names nothing."""
    return Problem(404, _("Nie ma takiego zasobu."), _("Identyfikator albo adres niczego tu nie oznacza."))


def moved(request: HttpRequest, address: str) -> Problem:
    """Return what is said of an id whose entry was merged into another: the new address, with method and body kept.

    No program may remember it for ever (`no-store`, by `Problem`): a merge can be taken back.
    """
    query = request.META.get("QUERY_STRING", "")
    url = settings.PODWORKO_URL + address + (f"?{query}" if query else "")
    return Problem(308, _("Ten wpis połączono z innym."), url, headers={"Location": url})


def _problems_told(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Problem as problem:
            return problem.response()
        except Http404:
            return not_found().response()
        except PermissionDenied:
            return Problem(403, _("Brak uprawnień.")).response()

    return answer


def _options(methods: str) -> HttpResponse:
    return HttpResponse(status=204, headers={"Allow": methods})


def _not_allowed(methods: str) -> HttpResponse:
    return Problem(405, _("Ten adres nie przyjmuje tej metody."), methods, headers={"Allow": methods}).response()


def _open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "If-None-Match, Accept-Language"
    response["Access-Control-Expose-Headers"] = "ETag"
    response["Access-Control-Max-Age"] = _A_DAY
    return response
